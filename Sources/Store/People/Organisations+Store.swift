package import Buildings
import GRDB
package import Units

/// An organisation as stored, with what it is today (单位).
package struct OrganisationRecord: Sendable {
    package let organisation: Organisation
    package let creditCode: UnifiedSocialCreditCode?
    package let capacities: [Organisation.Capacity]
    package let buildingCount: Int
}

/// What an organisation acts as, by date.
package struct CapacityRecord: Sendable {
    package let capacity: Organisation.Capacity
    package let validFrom: CivilDay?
    package let validTo: CivilDay?
}

extension Store {
    /// Organisations by number that have or had to do with a building in a scope, with how many there are in all.
    package func organisations(
        text: String?,
        only: Set<Int64>? = nil,
        after: Int64?,
        limit: Int,
        scope: Scope,
        now: Instant
    ) async throws -> (rows: [OrganisationRecord], total: Int) {
        let places = scope.condition(
            "v_building.jurisdiction_id",
            "v_building.zone_id",
            building: "v_building.building_id"
        )
        let visible =
            scope == .all
            ? "1"
            : """
            organisation.id IN (SELECT party.organisation_id FROM building_party party
                JOIN v_building ON v_building.building_id = party.building_id WHERE \(places))
            """
        return try await writer.read { db in
            let found = """
                (?1 IS NULL OR instr(organisation.name, ?1) > 0 OR instr(ifnull(code.code, ''), upper(?1)) > 0) AND \(visible)
                AND \(Self.isOneOf(only, "organisation.id"))
                """
            let joined = """
                FROM organisation LEFT JOIN organisation_code code ON code.organisation_id = organisation.id
                    AND code.scheme = 'uscc' AND code.valid_to IS NULL
                """
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT organisation.*, code.code \(joined) WHERE \(found) AND organisation.id > ?2
                    ORDER BY organisation.id LIMIT ?3
                    """,
                arguments: [text, after ?? 0, limit]
            )
            let total = try Int.fetchOne(db, sql: "SELECT count(*) \(joined) WHERE \(found)", arguments: [text])
            return (try rows.map { try OrganisationRecord(row: $0, now: now, db) }, total ?? 0)
        }
    }

    /// One organisation.
    package func organisation(_ id: Organisation.ID, now: Instant) async throws -> OrganisationRecord? {
        try await writer.read { try Self.organisation(id, now: now, $0) }
    }

    static func organisation(_ id: Organisation.ID, now: Instant, _ db: Database) throws -> OrganisationRecord? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT organisation.*, code.code FROM organisation LEFT JOIN organisation_code code
                    ON code.organisation_id = organisation.id AND code.scheme = 'uscc' AND code.valid_to IS NULL
                WHERE organisation.id = ?
                """,
            arguments: [id.rawValue]
        ).map { try OrganisationRecord(row: $0, now: now, db) }
    }

    /// What an organisation acts and acted as, newest first.
    package func capacities(of id: Organisation.ID) async throws -> [CapacityRecord] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT capacity, valid_from, valid_to FROM organisation_capacity WHERE organisation_id = ?
                    ORDER BY valid_to IS NULL DESC, valid_from DESC, capacity
                    """,
                arguments: [id.rawValue]
            ).compactMap { row in
                Organisation.Capacity(rawValue: row[0]).map {
                    CapacityRecord(
                        capacity: $0,
                        validFrom: (row[1] as Int?).map(CivilDay.init(number:)),
                        validTo: (row[2] as Int?).map(CivilDay.init(number:))
                    )
                }
            }
        }
    }
}

extension OrganisationRecord {
    fileprivate init(row: Row, now: Instant, _ db: Database) throws {
        let id: Int64 = row["id"]
        let today = CivilDay(containing: now).number
        organisation = Organisation(id: Organisation.ID(rawValue: id), name: row["name"])
        creditCode = (row["code"] as String?).flatMap(UnifiedSocialCreditCode.init(_:))
        capacities = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT capacity FROM organisation_capacity WHERE organisation_id = ?1
                    AND ifnull(valid_from, ?2) <= ?2 AND ifnull(valid_to, ?2 + 1) > ?2 ORDER BY capacity
                    """
            ),
            arguments: [id, today]
        ).compactMap(Organisation.Capacity.init(rawValue:))
        buildingCount =
            try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT count(DISTINCT building_id) FROM building_party WHERE organisation_id = ? AND valid_to IS NULL
                        """
                ),
                arguments: [id]
            ) ?? 0
    }
}
