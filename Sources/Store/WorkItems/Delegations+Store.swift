package import Access
import GRDB
package import Units

/// Somebody acts for somebody else over some days (委托代办).
package struct Delegation: Sendable, Identifiable {
    package let id: Int64
    package let person: Person.ID
    package let personName: String
    package let delegate: Person.ID
    package let delegateName: String
    /// The days, the last one included.
    package let days: ClosedRange<CivilDay>
    package let note: String?
}

/// A reason why nobody is put in.
package enum DelegationRefusal: Error, Hashable {
    /// The days lie in the past, or the last one before the first.
    case badDays
    /// The other person has no account in use, or is the same.
    case unknownPerson
    /// Somebody else acts on some of these days already.
    case overlaps
    /// There is none of one's own that could be withdrawn.
    case notFound
}

extension Store {
    /// Lets somebody act for a person over some days.
    @discardableResult
    package func delegate(
        from person: Person.ID,
        to delegate: Person.ID,
        days: ClosedRange<CivilDay>,
        note: String?,
        by actor: Actor,
        now: Instant
    ) async throws -> Int64 {
        try await writer.write { db in
            guard days.upperBound >= CivilDay(containing: now) else { throw DelegationRefusal.badDays }
            let isKnown = try Bool.fetchOne(
                db,
                sql: "SELECT state = 'active' FROM person WHERE id = ?",
                arguments: [delegate.rawValue]
            )
            guard isKnown == true, delegate != person else { throw DelegationRefusal.unknownPerson }
            let end = days.upperBound.adding(days: 1).number
            let overlaps = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM delegation WHERE person_id = ? AND withdrawn_at IS NULL
                    AND valid_from < ? AND ? < valid_to)
                    """,
                arguments: [person.rawValue, end, days.lowerBound.number]
            )
            guard overlaps != true else { throw DelegationRefusal.overlaps }
            try db.execute(
                sql: """
                    INSERT INTO delegation (person_id, delegate_id, valid_from, valid_to, note, created_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    person.rawValue, delegate.rawValue, days.lowerBound.number, end, note, now.seconds,
                ]
            )
            let id = db.lastInsertedRowID
            let event = AuditEvent(
                actor,
                "delegation.set",
                object: ("delegation", "\(id)"),
                changes: [
                    AuditEvent.Change("person", after: "\(person.rawValue)"),
                    AuditEvent.Change("delegate", after: "\(delegate.rawValue)"),
                    AuditEvent.Change("from", after: "\(days.lowerBound)"),
                    AuditEvent.Change("to", after: "\(days.upperBound)"),
                ]
            )
            try Self.record(event, now: now, db)
            try Self.raiseGeneration(db)
            return id
        }
    }

    /// Ends a delegation of one's own before its last day.
    package func withdrawDelegation(_ id: Int64, of person: Person.ID, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE delegation SET withdrawn_at = ? WHERE id = ? AND person_id = ? AND withdrawn_at IS NULL",
                arguments: [now.seconds, id, person.rawValue]
            )
            guard db.changesCount > 0 else { throw DelegationRefusal.notFound }
            let event = AuditEvent(actor, "delegation.withdraw", object: ("delegation", "\(id)"))
            try Self.record(event, now: now, db)
            try Self.raiseGeneration(db)
        }
    }

    /// Delegations by and to a person that hold today or will, the next one first.
    package func delegations(of person: Person.ID, from day: CivilDay) async throws -> [Delegation] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT d.*, p.name AS person_name, t.name AS delegate_name FROM delegation d
                    JOIN person p ON p.id = d.person_id JOIN person t ON t.id = d.delegate_id
                    WHERE (d.person_id = ?1 OR d.delegate_id = ?1) AND d.withdrawn_at IS NULL AND ?2 < d.valid_to
                    ORDER BY d.valid_from, d.id
                    """,
                arguments: [person.rawValue, day.number]
            ).map { row in
                Delegation(
                    id: row["id"],
                    person: Person.ID(rawValue: row["person_id"]),
                    personName: row["person_name"],
                    delegate: Person.ID(rawValue: row["delegate_id"]),
                    delegateName: row["delegate_name"],
                    days: CivilDay(number: row["valid_from"])...CivilDay(number: row["valid_to"] - 1),
                    note: row["note"]
                )
            }
        }
    }

    /// Those whom somebody may hand an item to: staff with an account in use, or members of the same organisations.
    package func colleagues(
        of organisations: Set<Organisation.ID>?,
        except person: Person.ID,
        on day: CivilDay
    ) async throws -> [(id: Person.ID, name: String)] {
        let holders =
            organisations.map { bodies in
                let list = bodies.map { "\($0.rawValue)" }.sorted().joined(separator: ", ")
                return "g.role = 'organisation' AND g.organisation_id IN (\(list))"
            } ?? "g.role NOT IN ('organisation', 'owner', 'auditor', 'public')"
        return try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, name FROM person WHERE state = 'active' AND id <> ? AND id IN (
                        SELECT g.person_id FROM role_grant g WHERE \(holders) AND \(WorkReach.holds("g", on: day)))
                    ORDER BY name, id LIMIT 1000
                    """,
                arguments: [person.rawValue]
            ).map { (Person.ID(rawValue: $0["id"]), $0["name"]) }
        }
    }
}
