package import Access
package import Buildings
import GRDB
package import Units

extension Store {
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
