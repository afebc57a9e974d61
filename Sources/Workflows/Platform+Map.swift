import Buildings
import Carbon
import Documents
import Store
public import Units

extension Platform {
    /// The city as a map for a year, the last one with data by default; `nil` while nothing has been imported.
    ///
    /// Buildings stand where the whole city's map puts them, whoever looks at it; a reader sees those of the scope.
    public func cityMap(year: CivilYear?, scope: Scope) async throws -> CityMap? {
        guard let city = try await city() else { return nil }
        let year = try await shownYear(year)
        return try await cached("map \(year.number)", scope) {
            try await computedMap(of: city, year: year, scope: scope)
        }
    }

    private func computedMap(of city: Jurisdiction, year: CivilYear, scope: Scope) async throws -> CityMap? {
        let made = try await cached("map sheet", .all) { try await mapSheet(of: city) }
        guard let sheet = made else { return nil }
        let activities = try await activities(of: year)
        let ids = Set(try await places(scope).map(\.id))
        let visible = sheet.buildings.filter { ids.contains($0.id) }
        let coal = Dictionary(
            visible.compactMap { building in
                let account = yearAccount([building.id], activities, city: city)
                // Meters that never reported are no proof that nothing was used.
                let isKnown = account.lines.contains { $0.activity.coveredSeconds > 0 }
                return isKnown ? (building.id, account.coalEquivalent) : nil
            }
        ) { first, _ in first }
        let blocks = visible.compactMap { sheet.block($0, coal: coal[$0.id]) }
        return CityMap(
            ground: sheet.ground,
            year: year,
            monthCount: try await monthsWithData(in: year),
            places: sheet.places(visible, coal: coal, scope: scope),
            scenery: sheet.scenery,
            blocks: blocks,
            unplacedCount: visible.count - blocks.count,
            share: yearAccount(visible.map(\.id), activities, city: city).share,
            breaks: ScaleBreaks.round(of: blocks.compactMap(\.intensity))
        )
    }

    /// How many months of a year the data reaches into.
    private func monthsWithData(in year: CivilYear) async throws -> Int {
        guard let span = try await span() else { return 0 }
        return year.months.count { $0.firstDay <= span.upperBound && $0.days.upperBound > span.lowerBound }
    }

    /// What the map of the whole city shows whoever looks at it.
    private func mapSheet(of city: Jurisdiction) async throws -> MapSheet? {
        let today = CivilDay(containing: now())
        let districts = try await allJurisdictions().values
            .filter { $0.parent == city.id && $0.kind == .district && $0.isValid(on: today) }
            .sorted { ($0.divisionCode ?? "", $0.id) < ($1.divisionCode ?? "", $1.id) }
        let buildings = try await store.mappedBuildings()
        let boundaries = try await store.boundaries().compactMap { row -> (Jurisdiction.ID, [[[GeographicPoint]]])? in
            guard districts.contains(where: { $0.id == row.jurisdiction }) else { return nil }
            return (row.jurisdiction, try GeoJSONGeometry(multiPolygon: row.geometry).polygons)
        }
        guard boundaries.isEmpty else {
            return MapSheet(districts, boundaries: Dictionary(boundaries) { _, last in last }, buildings: buildings)
        }
        let drawing = try SchematicFile(json: resources.bytes("Units", "jurisdictions.json"))
        return MapSheet(city, districts, drawing: drawing, buildings: buildings)
    }
}
