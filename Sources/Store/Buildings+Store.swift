package import Buildings
import GRDB
package import Units

/// A building as the register has it now.
package struct BuildingFacts: Sendable {
    package let id: Building.ID
    package let registration: BuildingRegistration
    package let revision: Int
    package let isSynthetic: Bool
    package let jurisdiction: Jurisdiction.ID?
    package let zone: Jurisdiction.ID?
}

/// What sums over buildings need.
package struct BuildingPlace: Sendable {
    package let id: Building.ID
    package let name: String
    package let kind: Building.Kind?
    package let jurisdiction: Jurisdiction.ID?
    package let zone: Jurisdiction.ID?
    package let floorArea: FloorArea
    package let isSynthetic: Bool
}

/// A code of an outside register with its validity.
package struct CodeRow: Sendable {
    package let scheme: String
    package let code: String
    package let validFrom: CivilDay?
    package let validTo: CivilDay?
}

/// Which buildings to list.
package struct BuildingFilter: Sendable {
    package var text = ""
    package var jurisdiction: Jurisdiction.ID?
    package var kind: Building.Kind?
    /// Only those whose record is as new as this.
    package var changedSince: Instant?

    package init() {}

    private static func changed(since look: Instant?) -> String {
        guard let look else { return "" }
        return " AND building_id IN (SELECT building_id FROM building_record WHERE created_at >= \(look.seconds))"
    }

    fileprivate func condition(_ scope: Scope) -> (sql: String, arguments: StatementArguments) {
        // LIKE finds parts of Chinese words, which a full-text index would not.
        let pattern = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
        return (
            """
            \(scope.condition("jurisdiction_id", "zone_id", building: "building_id")) AND (?1 = '' OR name LIKE ?2 ESCAPE '\\' OR code LIKE ?2 ESCAPE '\\')
            AND (?3 IS NULL OR ?3 IN (jurisdiction_id, zone_id)) AND (?4 IS NULL OR kind = ?4)\(Self.changed(since: changedSince))
            """, [text, "%\(pattern)%", jurisdiction?.rawValue, kind?.rawValue]
        )
    }
}

extension Store {
    /// Gross floor area of buildings of a kind that were completed in some years.
    package func floorAreas(kind: String, completed years: ClosedRange<Int>) async throws -> [Building.ID: FloorArea] {
        try await writer.read { db in
            let rows = try Row.fetchAll(
                db,
                sql:
                    "SELECT building_id, gross_floor_area_m2 FROM v_building WHERE kind = ? AND completed_year BETWEEN ? AND ?",
                arguments: [kind, years.lowerBound, years.upperBound]
            )
            return Dictionary(
                rows.map { (Building.ID(rawValue: $0[0]), FloorArea.squareMetres($0[1])) }
            ) { first, _ in first }
        }
    }

    /// Buildings in order of their register code, after a cursor, and how many there are in all.
    package func buildings(
        _ filter: BuildingFilter,
        after code: String?,
        limit: Int,
        scope: Scope
    ) async throws -> (rows: [BuildingFacts], total: Int) {
        let (condition, arguments) = filter.condition(scope)
        return try await writer.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT * FROM v_building WHERE \(condition) AND code > ?5 ORDER BY code LIMIT ?6",
                arguments: arguments + [code ?? "", limit]
            )
            let total = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM v_building WHERE \(condition)",
                arguments: arguments
            )
            return (try rows.compactMap { try BuildingFacts(row: $0, db) }, total ?? 0)
        }
    }

    /// One building; `nil` where there is none in the scope.
    package func building(_ id: Building.ID, scope: Scope) async throws -> BuildingFacts? {
        try await writer.read { db in
            try Row.fetchOne(
                db,
                sql:
                    "SELECT * FROM v_building WHERE building_id = ? AND \(scope.condition("jurisdiction_id", "zone_id", building: "building_id"))",
                arguments: [id.rawValue]
            ).flatMap { try BuildingFacts(row: $0, db) }
        }
    }

    /// All codes of a building.
    package func codes(of building: Building.ID) async throws -> [CodeRow] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM building_code WHERE building_id = ? ORDER BY scheme, valid_from",
                arguments: [building.rawValue]
            ).map { row in
                CodeRow(
                    scheme: row["scheme"],
                    code: row["code"],
                    validFrom: (row["valid_from"] as Int?).map(CivilDay.init(number:)),
                    validTo: (row["valid_to"] as Int?).map(CivilDay.init(number:))
                )
            }
        }
    }

    /// Where the buildings of a scope stand and how large they are.
    package func buildingPlaces(scope: Scope) async throws -> [BuildingPlace] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT building_id, name, jurisdiction_id, zone_id, gross_floor_area_m2, is_synthetic, kind FROM v_building
                    WHERE \(scope.condition("jurisdiction_id", "zone_id", building: "building_id")) ORDER BY code
                    """
            ).map { row in
                BuildingPlace(
                    id: Building.ID(rawValue: row[0]),
                    name: row[1],
                    kind: (row[6] as String?).flatMap(Building.Kind.init(rawValue:)),
                    jurisdiction: (row[2] as Int64?).map(Jurisdiction.ID.init(rawValue:)),
                    zone: (row[3] as Int64?).map(Jurisdiction.ID.init(rawValue:)),
                    floorArea: .squareMetres(row[4]),
                    isSynthetic: row[5]
                )
            }
        }
    }

    /// The internal id behind a register code.
    package func buildingIDs(scheme: String = "register") async throws -> [String: Building.ID] {
        try await writer.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT code, building_id FROM building_code WHERE scheme = ? AND valid_to IS NULL",
                arguments: [scheme]
            )
            return Dictionary(rows.map { ($0[0], Building.ID(rawValue: $0[1])) }) { first, _ in first }
        }
    }
}

extension BuildingFacts {
    /// Reads a row of `v_building` with its parties.
    init?(row: Row, _ db: Database) throws {
        guard let kind = Building.Kind(rawValue: row["kind"]) else { return nil }
        id = Building.ID(rawValue: row["building_id"])
        var registration = BuildingRegistration(
            code: row["code"] ?? "",
            name: row["name"],
            kind: kind,
            grossFloorArea: .squareMetres(row["gross_floor_area_m2"])
        )
        registration.heatedFloorArea = (row["heated_floor_area_m2"] as Double?).map(FloorArea.squareMetres)
        registration.completedYear = (row["completed_year"] as Int?).map(CivilYear.init)
        registration.floorsAbove = row["floors_above"]
        registration.address = row["address"]
        if let longitude = row["longitude_deg"] as Double?, let latitude = row["latitude_deg"] as Double? {
            registration.location = GeographicPoint(longitude: longitude, latitude: latitude)
        }
        for (role, keyPath) in BuildingFacts.parties {
            registration[keyPath: keyPath] = try Self.party(role, of: id, db)
        }
        self.registration = registration
        revision = row["revision"]
        isSynthetic = row["is_synthetic"]
        jurisdiction = (row["jurisdiction_id"] as Int64?).map(Jurisdiction.ID.init(rawValue:))
        zone = (row["zone_id"] as Int64?).map(Jurisdiction.ID.init(rawValue:))
    }

    static var parties: [(role: String, WritableKeyPath<BuildingRegistration, Party?>)] {
        [("owner", \.owner), ("user", \.user), ("responsible", \.responsibleParty)]
    }

    private static func party(_ role: String, of building: Building.ID, _ db: Database) throws -> Party? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT organisation.name, code.code FROM building_party party
                    JOIN organisation ON organisation.id = party.organisation_id
                    LEFT JOIN organisation_code code
                        ON code.organisation_id = organisation.id AND code.scheme = 'uscc' AND code.valid_to IS NULL
                    WHERE party.building_id = ? AND party.role = ? AND party.valid_to IS NULL
                    """
            ),
            arguments: [building.rawValue, role]
        ).map { Party(name: $0[0], creditCode: ($0[1] as String?).flatMap(UnifiedSocialCreditCode.init(_:))) }
    }
}
