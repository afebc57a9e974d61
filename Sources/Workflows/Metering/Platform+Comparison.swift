import Buildings
public import Metering
import Store
public import Units

extension Platform {
    /// A meter's last week beside the one before, the same week of last year and the temperature outside.
    ///
    /// - Returns: `nil` where there is no such meter in the scope, or no day of it.
    public func comparison(of id: Meter.ID, scope: Scope) async throws -> MeterComparison? {
        guard let placed = try await placedMeters(scope).first(where: { $0.meter.id == id }),
            let span = try await span()
        else { return nil }
        let known = try await store.dayConsumption(of: id, days: span.lowerBound..<span.upperBound.adding(days: 1))
        let visible = known.filter { day in placed.places.contains { $0.contains(day.day) } }
        guard let last = visible.last?.day,
            let summary = try await meterSummaries(building: nil, year: last.year, scope: scope).first(where: {
                $0.id == id
            })
        else { return nil }
        let monday = last.adding(days: 1 - last.weekday)
        let days = monday.adding(days: -364)..<monday.adding(days: 7)
        let amounts = Dictionary(visible.map { ($0.day, $0) }) { first, _ in first }
        let station = try await station(for: summary.building.id, scope: scope)
        let means = try await station.mapAsync {
            try await store.temperatures(of: $0.station.id, days: days).dailyMeans
        }
        let years = Set([days.lowerBound.year, last.year]).sorted()
        return MeterComparison(
            meter: summary,
            days: days.map { day in
                ComparedDay(
                    day: day,
                    kind: DayKind(day, in: holidays),
                    consumption: amounts[day],
                    temperature: means?[day]
                )
            },
            station: station.map {
                MeterComparison.Station(code: $0.station.code, name: $0.station.name, reason: $0.reason)
            },
            yearsWithoutHolidays: years.filter { !holidays.covers($0) },
            holidaySources: years.compactMap(holidays.source)
        )
    }

    /// The weather station that stands for a building: its own, its district's or zone's, the city's, else the only one.
    private func station(
        for building: Building.ID,
        scope: Scope
    ) async throws -> (station: WeatherStation, reason: MeterComparison.StationReason)? {
        let (stations, named) = try await cached("stations", .all) { try await store.weatherStations() }
        if let own = named[.building(building)] { return (own, .building) }
        let place = try await places(scope).first { $0.id == building }
        for id in [place?.zone, place?.jurisdiction] {
            if let id, let station = named[.place(id)] { return (station, .place) }
        }
        if let city = try await city(), let station = named[.place(city.id)] { return (station, .city) }
        return stations.count == 1 ? stations.first.map { ($0, .only) } : nil
    }
}
