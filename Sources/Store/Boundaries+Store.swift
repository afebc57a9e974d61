package import Buildings
import GRDB
package import Units

/// The boundary of a jurisdiction at one revision (边界).
package struct BoundaryRow: Sendable {
    package let jurisdiction: Jurisdiction.ID
    /// From 1; another outline of the same place is a new revision.
    package let revision: Int
    /// The geometry as GeoJSON, always a `MultiPolygon`.
    package let geometry: String
    /// Whether it was generated.
    package let isSynthetic: Bool
}

/// What a map needs to know about a building.
package struct MappedBuilding: Sendable {
    package let id: Building.ID
    package let code: String
    package let name: String
    package let kind: Building.Kind
    package let jurisdiction: Jurisdiction.ID?
    package let zone: Jurisdiction.ID?
    package let floorArea: FloorArea
    package let floors: Int?
    package let location: GeographicPoint?
    package let isSynthetic: Bool
}

extension Store {
    /// Keeps boundaries, all or none; one that is already the current one changes nothing.
    ///
    /// - Returns: which of them are new, in the order given.
    package func record(
        boundaries: [(jurisdiction: Jurisdiction.ID, geometry: String)],
        source: Int64,
        now: Instant
    ) async throws -> [Bool] {
        try await writer.write { db in
            let outcomes = try boundaries.map { boundary in
                let current = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT revision, geojson FROM jurisdiction_boundary_record
                        WHERE jurisdiction_id = ? ORDER BY revision DESC LIMIT 1
                        """,
                    arguments: [boundary.jurisdiction.rawValue]
                )
                if current?["geojson"] == boundary.geometry { return false }
                let revision: Int = current?["revision"] ?? 0
                try db.execute(
                    sql: "INSERT INTO jurisdiction_boundary_record VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        boundary.jurisdiction.rawValue, revision + 1, boundary.geometry, source, now.seconds,
                    ]
                )
                return true
            }
            if outcomes.contains(true) { try Self.raiseGeneration(db) }
            return outcomes
        }
    }

    /// The current boundary of every jurisdiction that has one.
    package func boundaries() async throws -> [BoundaryRow] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT boundary.jurisdiction_id, max(boundary.revision), boundary.geojson, source.kind = 'synthetic'
                    FROM jurisdiction_boundary_record boundary JOIN source_record source ON source.id = boundary.source_id
                    GROUP BY boundary.jurisdiction_id ORDER BY boundary.jurisdiction_id
                    """
            ).map {
                BoundaryRow(
                    jurisdiction: Jurisdiction.ID(rawValue: $0[0]),
                    revision: $0[1],
                    geometry: $0[2],
                    isSynthetic: $0[3]
                )
            }
        }
    }

    /// Every building by id, as a map needs it.
    package func mappedBuildings() async throws -> [MappedBuilding] {
        try await writer.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT building_id, code, name, kind, jurisdiction_id, zone_id, gross_floor_area_m2, floors_above,
                        longitude_deg, latitude_deg, is_synthetic
                    FROM v_building ORDER BY building_id
                    """
            )
            var buildings: [MappedBuilding] = []
            while let row = try rows.next() {
                if let building = MappedBuilding(row: row) { buildings.append(building) }
            }
            return buildings
        }
    }
}

extension MappedBuilding {
    fileprivate init?(row: Row) {
        guard let kind = Building.Kind(rawValue: row[3]) else { return nil }
        id = Building.ID(rawValue: row[0])
        code = row[1] ?? ""
        name = row[2]
        self.kind = kind
        jurisdiction = (row[4] as Int64?).map(Jurisdiction.ID.init(rawValue:))
        zone = (row[5] as Int64?).map(Jurisdiction.ID.init(rawValue:))
        floorArea = .squareMetres(row[6])
        floors = row[7]
        let coordinates = (longitude: row[8] as Double?, latitude: row[9] as Double?)
        if let longitude = coordinates.longitude, let latitude = coordinates.latitude {
            location = GeographicPoint(longitude: longitude, latitude: latitude)
        } else {
            location = nil
        }
        isSynthetic = row[10]
    }
}
