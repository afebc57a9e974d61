import Buildings
import Metering
import Store
import Units

/// What nearly every page needs, read once per generation of the data.
extension Platform {
    /// The city of this installation.
    func city() async throws -> Jurisdiction? { try await cached("city", .all) { try await store.city() } }

    /// All jurisdictions by id.
    func allJurisdictions() async throws -> [Jurisdiction.ID: Jurisdiction] {
        try await cached("jurisdictions", .all) {
            Dictionary(try await store.jurisdictions().map { ($0.id, $0) }) { first, _ in first }
        }
    }

    /// Where the buildings of a scope stand and how large they are.
    func places(_ scope: Scope) async throws -> [BuildingPlace] {
        try await cached("places", scope) { try await store.buildingPlaces(scope: scope) }
    }

    /// The place asked for, else the city; `nil` where the reader does not see it or there is none.
    func place(_ id: Jurisdiction.ID?, scope: Scope) async throws -> Jurisdiction? {
        let places = try await jurisdictions(scope: scope)
        guard let id else { return places.first }
        return places.first { $0.id == id }
    }

    /// Those of them that belong to a place: to the city all, else by statistical unit or functional zone.
    func places(in place: Jurisdiction, city: Jurisdiction, _ scope: Scope) async throws -> [BuildingPlace] {
        try await places(scope).filter {
            place.id == city.id || $0.jurisdiction == place.id || $0.zone == place.id
        }
    }

    /// Stays of meters in the buildings of a scope.
    func stays(_ scope: Scope) async throws -> [MeterStay] {
        try await cached("stays", scope) {
            let visible = Set(try await places(scope).map(\.id))
            return try await store.meterStays().filter { visible.contains($0.building) }
        }
    }

    /// Meters of a scope with devices and places, by code.
    func placedMeters(_ scope: Scope) async throws -> [PlacedMeter] {
        try await cached("meters", scope) { try await store.meters(scope: scope) }
    }

    /// First and last day with consumption.
    func span() async throws -> ClosedRange<CivilDay>? {
        try await cached("span", .all) { try await store.consumptionSpan() }
    }

    /// The days of a year up to the last one with data.
    func known(_ year: CivilYear) async throws -> Range<CivilDay> {
        let end = try await span()?.upperBound.adding(days: 1) ?? year.days.lowerBound
        return year.days.lowerBound..<max(year.days.lowerBound, min(end, year.days.upperBound))
    }

    /// The last year with data, or the one asked for.
    func shownYear(_ year: CivilYear?) async throws -> CivilYear {
        if let year { return year }
        return try await span()?.upperBound.year ?? CivilDay(containing: now()).year
    }

    /// Whether any report or statistic was generated.
    func hasSyntheticReports() async throws -> Bool {
        try await cached("synthetic reports", .all) { try await store.hasSyntheticReports() }
    }
}
