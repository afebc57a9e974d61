package import Access
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
    /// Organisations by number, with how many there are in all.
    package func organisations(
        text: String?,
        after: Int64?,
        limit: Int,
        now: Instant
    ) async throws -> (rows: [OrganisationRecord], total: Int) {
        try await writer.read { db in
            let found =
                "(?1 IS NULL OR instr(organisation.name, ?1) > 0 OR instr(ifnull(code.code, ''), upper(?1)) > 0)"
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

    /// Makes an organisation.
    package func addOrganisation(
        name: String,
        creditCode: UnifiedSocialCreditCode?,
        capacities: Set<Organisation.Capacity>,
        by actor: Actor,
        now: Instant
    ) async throws -> Organisation.ID {
        try await writer.write { db in
            try Self.refuseTaken(creditCode, except: nil, db)
            try db.execute(sql: "INSERT INTO organisation (name) VALUES (?)", arguments: [name])
            let id = Organisation.ID(rawValue: db.lastInsertedRowID)
            if let creditCode { try Self.insert(creditCode, of: id, from: nil, db) }
            for capacity in capacities { try Self.insert(capacity, of: id, from: CivilDay(containing: now), db) }
            var changes: [AuditEvent.Change] = [.init("name", after: name)]
            if let creditCode { changes.append(.init("credit_code", after: creditCode.text)) }
            changes += capacities.map(\.rawValue).sorted().map { .init("capacity", after: $0) }
            try Self.record("organisation.add", id, by: actor, changes, now: now, db)
            return id
        }
    }

    /// Changes name and credit code; the code before stays known for its time.
    package func editOrganisation(
        _ id: Organisation.ID,
        name: String,
        creditCode: UnifiedSocialCreditCode?,
        by actor: Actor,
        now: Instant
    ) async throws {
        try await writer.write { db in
            guard let old = try Self.organisation(id, now: now, db) else { throw PeopleRefusal.notFound }
            var changes: [AuditEvent.Change] = []
            if old.organisation.name != name {
                try db.execute(
                    sql: "UPDATE organisation SET name = ? WHERE id = ?",
                    arguments: [name, id.rawValue]
                )
                changes.append(.init("name", before: old.organisation.name, after: name))
            }
            if old.creditCode != creditCode {
                try Self.refuseTaken(creditCode, except: id, db)
                let today = CivilDay(containing: now)
                try Self.endDated(
                    "organisation_code",
                    "organisation_id = \(id.rawValue) AND scheme = 'uscc'",
                    on: today,
                    db
                )
                if let creditCode { try Self.insert(creditCode, of: id, from: old.creditCode.map { _ in today }, db) }
                changes.append(.init("credit_code", before: old.creditCode?.text, after: creditCode?.text))
            }
            guard !changes.isEmpty else { return }
            try Self.record("organisation.edit", id, by: actor, changes, now: now, db)
        }
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

    /// Lets an organisation act as something from today on, or no longer.
    package func setCapacity(
        _ capacity: Organisation.Capacity,
        of id: Organisation.ID,
        holds: Bool,
        by actor: Actor,
        now: Instant
    ) async throws {
        try await writer.write { db in
            guard let known = try Self.organisation(id, now: now, db) else { throw PeopleRefusal.notFound }
            guard known.capacities.contains(capacity) != holds else {
                throw holds ? PeopleRefusal.held : PeopleRefusal.notFound
            }
            let today = CivilDay(containing: now)
            let condition = "organisation_id = \(id.rawValue) AND capacity = '\(capacity.rawValue)'"
            if holds {
                try Self.insert(capacity, of: id, from: today, db)
            } else {
                try Self.endDated("organisation_capacity", condition, on: today, db)
            }
            let change = AuditEvent.Change(
                "capacity",
                before: holds ? nil : capacity.rawValue,
                after: holds ? capacity.rawValue : nil
            )
            try Self.record("organisation.capacity", id, by: actor, [change], now: now, db)
        }
    }

    private static func insert(
        _ capacity: Organisation.Capacity,
        of id: Organisation.ID,
        from day: CivilDay,
        _ db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO organisation_capacity VALUES (?, ?, ?, NULL)",
            arguments: [id.rawValue, capacity.rawValue, day.number]
        )
    }

    private static func insert(
        _ code: UnifiedSocialCreditCode,
        of id: Organisation.ID,
        from day: CivilDay?,
        _ db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO organisation_code VALUES (?, 'uscc', ?, ?, NULL)",
            arguments: [id.rawValue, code.text, day?.number]
        )
    }

    /// Ends the current row of a dated relation; one that began the same day goes, since it held on no day.
    private static func endDated(_ table: String, _ condition: String, on day: CivilDay, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM \(table) WHERE \(condition) AND valid_to IS NULL AND valid_from >= ?",
            arguments: [day.number]
        )
        try db.execute(
            sql: "UPDATE \(table) SET valid_to = ? WHERE \(condition) AND valid_to IS NULL",
            arguments: [day.number]
        )
    }

    private static func refuseTaken(
        _ code: UnifiedSocialCreditCode?,
        except id: Organisation.ID?,
        _ db: Database
    ) throws {
        guard let code else { return }
        let isTaken = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM organisation_code
                    WHERE scheme = 'uscc' AND code = ? AND valid_to IS NULL AND organisation_id IS NOT ?)
                """,
            arguments: [code.text, id?.rawValue]
        )
        if isTaken ?? false { throw PeopleRefusal.creditCodeTaken }
    }

    static func record(
        _ action: String,
        _ organisation: Organisation.ID,
        by actor: Actor,
        _ changes: [AuditEvent.Change],
        now: Instant,
        _ db: Database
    ) throws {
        let object = (kind: "organisation", id: String(organisation.rawValue))
        try record(AuditEvent(actor, action, object: object, changes: changes), now: now, db)
        try raiseGeneration(db)
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
