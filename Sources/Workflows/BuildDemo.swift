import Access
import Buildings
public import DemoCity
import Metering
import Store
public import Units

/// Which city to generate (合成城市的参数); the same ones give the same data.
public struct DemoRequest: Sendable {
    /// The city.
    public let city: DemoCity.City
    /// How many buildings.
    public let buildings: Int
    /// The civil days with readings.
    public let days: Range<CivilDay>

    /// Creates a request.
    public init(city: DemoCity.City, buildings: Int, days: Range<CivilDay>) {
        self.city = city
        self.buildings = buildings
        self.days = days
    }
}

/// How far the making of a demo is.
public struct DemoProgress: Sendable {
    /// What is being made.
    public enum Stage: String, Sendable, CaseIterable {
        /// Plan, buildings, meters.
        case register
        /// Readings.
        case readings
        /// Consumption by day and month.
        case consumption
        /// Reports and statistics.
        case reports
    }

    /// What is being made.
    public let stage: Stage
    /// How much of it, of ``total``.
    public let done: Int
    /// How much there is to do.
    public let total: Int
}

/// A reason why a demo is not made.
public enum DemoError: Error, Equatable {
    /// The data folder holds data that no demo made.
    case holdsOtherData
    /// The data folder holds a demo made with other arguments.
    case holdsOtherDemo(String)
}

extension DemoRequest {
    /// Its arguments in words that tell one demo from another.
    var name: String {
        "\(city.rawValue) --buildings \(buildings) --days \(days.count) --until \(days.upperBound.adding(days: -1))"
    }
}

extension Platform {
    /// Fills the data folder with a generated city, labelled synthetic, and the real plan (生成合成城市).
    ///
    /// Can be repeated with the same arguments: what is there already stays. Interrupted, it is finished by the next run.
    ///
    /// - Throws: ``DemoError`` where the folder holds anything else.
    public func buildDemo(
        _ request: DemoRequest,
        report: @escaping @Sendable (DemoProgress) -> Void
    ) async throws {
        let city = DemoCity(
            request.city,
            buildings: request.buildings,
            days: request.days,
            holidays: try HolidayCalendar(json: resources.bytes("Units", "holidays.json")),
            template: try DemoTemplate(
                kinds: resources.bytes("DemoCity", "kinds.json"),
                lianyungang: resources.bytes("DemoCity", "lianyungang.json"),
                tianjin: resources.bytes("DemoCity", "tianjin.json")
            )
        )
        let places = try await store.jurisdictions().filter { $0.isValid(on: CivilDay(containing: now())) }
        let byCode = Dictionary(places.compactMap { place in place.divisionCode.map { ($0, place) } }) { first, _ in
            first
        }
        try await claim(request)
        report(DemoProgress(stage: .register, done: 0, total: city.buildings.count))
        _ = try await importPlan(
            text: shippedPlan(request.city.planName),
            fileName: "\(request.city.planName).txt",
            actor: .system
        )
        let source = try await store.syntheticSource(name: "demo \(request.city.rawValue)", now: now())
        let meters = try await register(city, source: source, places: places, byCode)
        try await appendReadings(of: city, meters, source: source, report)
        let total = meters.count * request.days.count
        try await deriveConsumption { report(DemoProgress(stage: .consumption, done: $0, total: total)) }
        report(DemoProgress(stage: .reports, done: 0, total: 1))
        try await record(city, source: source, byCode)
        try await deriveEmissions()
        try await addDemoPeople()
        report(DemoProgress(stage: .reports, done: 1, total: 1))
    }

    /// Takes an empty folder for this demo; refuses one that holds anything else.
    private func claim(_ request: DemoRequest) async throws {
        switch try await store.claimForDemo(request.name) {
        case .claimed: break
        case .holdsDemo(let other): throw DemoError.holdsOtherDemo(other)
        case .holdsData: throw DemoError.holdsOtherData
        }
    }

    /// Registers buildings and meters and returns the meters by code.
    private func register(
        _ city: DemoCity,
        source: Int64,
        places: [Jurisdiction],
        _ byCode: [String: Jurisdiction]
    ) async throws -> [String: Meter.ID] {
        let zones = Dictionary(places.filter { $0.kind == .functionalZone }.map { ($0.name, $0.id) }) { first, _ in
            first
        }
        let placed = city.buildings.compactMap { building in
            building.registration.divisionCode.flatMap { byCode[$0] }.map { district in
                PlacedRegistration(
                    registration: building.registration,
                    jurisdiction: district.id,
                    zone: building.registration.functionalZone.flatMap { zones[$0] }
                )
            }
        }
        let day = CivilDay(containing: now())
        _ = try await store.register(buildings: placed, source: source, day: day, now: now())
        let ids = try await store.buildingIDs()
        let registrations = city.buildings.flatMap { building in
            building.meters.flatMap { meter in
                meter.devices.indices.compactMap { index in
                    ids[building.registration.code].map { meter.registration(of: index, in: $0) }
                }
            }
        }
        _ = try await store.register(meters: registrations, source: source)
        return Dictionary(try await store.meters(scope: .all).map { ($0.meter.code, $0.meter.id) }) { first, _ in first
        }
    }

    /// Stores readings building by building; the next ones are generated while the last ones are written.
    private func appendReadings(
        of city: DemoCity,
        _ meters: [String: Meter.ID],
        source: Int64,
        _ report: @Sendable (DemoProgress) -> Void
    ) async throws {
        // A few buildings at a time bound the memory: 8 meters × 400 days × 96 are 300 000 readings each.
        let chunks = stride(from: 0, to: city.buildings.count, by: 4).map {
            Array(city.buildings[$0..<min($0 + 4, city.buildings.count)])
        }
        guard let first = chunks.first else { return }
        var current = Self.readings(of: first, meters)
        for index in chunks.indices {
            let following = index + 1 < chunks.count ? chunks[index + 1] : []
            async let next = Self.readings(of: following, meters)
            _ = try await readings.appendPatiently(ReadingBatch(readings: current, source: source))
            current = await next
            report(DemoProgress(stage: .readings, done: index + 1, total: chunks.count))
        }
    }

    private static func readings(of buildings: [DemoBuilding], _ meters: [String: Meter.ID]) -> [Meter.ID: [Reading]] {
        var readings: [Meter.ID: [Reading]] = [:]
        for building in buildings {
            var columns = [[Reading]](repeating: [], count: building.meters.count)
            for day in building.readings() {
                for (index, values) in day.readings.enumerated() { columns[index] += values }
            }
            for (meter, values) in zip(building.meters, columns) {
                if let id = meters[meter.code] { readings[id] = values }
            }
        }
        return readings
    }

    private func record(_ city: DemoCity, source: Int64, _ places: [String: Jurisdiction]) async throws {
        let ids = try await store.buildingIDs()
        let values = city.reports.compactMap { value in
            places[value.divisionCode].map { place in
                ReportedValue(
                    quantity: value.quantity,
                    scope: value.scope,
                    jurisdiction: place.id,
                    building: value.buildingCode.flatMap { ids[$0] },
                    year: value.year,
                    value: value.value,
                    reporter: value.reporter
                )
            }
        }
        try await store.report(values, source: source, now: now())
        let cells = city.statistics.compactMap { cell in
            places[cell.divisionCode].map { place in
                StatisticalCell(
                    jurisdiction: place.id,
                    year: cell.year,
                    segment: cell.segment,
                    carrier: cell.carrier.rawValue,
                    amount: cell.amount
                )
            }
        }
        try await store.record(statistics: cells, source: source, now: now())
        let serves = places[city.city.divisionCode].map { StationPlace.place($0.id) }
        let temperatures = city.temperatures.map {
            TemperatureRow(station: "SYNTHETIC", name: nil, serves: serves, temperature: $0)
        }
        _ = try await store.keep(temperatures: temperatures, source: source)
    }
}

extension DemoCity.City {
    /// The plan that ships with the program.
    var planName: String {
        switch self {
        case .lianyungang: "lianyungang-2024"
        case .tianjin: "tianjin-2023"
        }
    }
}

extension DemoMeter {
    fileprivate func registration(of index: Int, in building: Building.ID) -> MeterRegistration {
        var device = devices[index]
        // Written on paper in the digits of the device that was taken out.
        let end = device.previousEnd.map { FixedPoint(mantissa: $0, exponent: -devices[max(0, index - 1)].decimals) }
        device.previousEnd = nil
        return MeterRegistration(code: code, building: building, item: item, device: device, previousEnd: end)
    }
}
