package import Access
package import Crypto
import FoundationEssentials
package import GRDB
import Units

extension Store {
    /// The last entry; `nil` while there is none.
    package func auditHead() async throws -> AuditAnchor? { try await writer.read { try Self.auditHead($0) } }

    /// The last entry of a database, such as a copy of ours.
    package static func auditHead(_ db: Database) throws -> AuditAnchor? {
        try Row.fetchOne(db, sql: "SELECT sequence, hash, at FROM audit_record ORDER BY sequence DESC LIMIT 1").map {
            AuditAnchor(sequence: $0[0], hash: Array($0[1] as Data), at: $0[2])
        }
    }

    /// Entries of a filter before a number, the newest first.
    package func auditEntries(_ filter: AuditFilter, before: Int64?, limit: Int) async throws -> [AuditEntry] {
        let (condition, arguments) = Self.condition(filter)
        return try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM audit_record WHERE sequence < ? AND \(condition) ORDER BY sequence DESC LIMIT ?
                    """,
                arguments: [before ?? .max] + arguments + [limit]
            ).map(AuditEntry.init(row:))
        }
    }

    /// Entries of a filter after a number in their order; one short read each, however long the log is.
    package func auditBatch(_ filter: AuditFilter, after: Int64, limit: Int) async throws -> [AuditEntry] {
        let (condition, arguments) = Self.condition(filter)
        return try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM audit_record WHERE sequence > ? AND \(condition) ORDER BY sequence LIMIT ?",
                arguments: [after] + arguments + [limit]
            ).map(AuditEntry.init(row:))
        }
    }

    /// How many entries of a filter there are up to a number.
    package func auditCount(_ filter: AuditFilter, through end: Int64) async throws -> Int {
        let (condition, arguments) = Self.condition(filter)
        return try await writer.read { db in
            try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM audit_record WHERE sequence <= ? AND \(condition)",
                arguments: [end] + arguments
            ) ?? 0
        }
    }

    /// The newest entry of an action; `nil` where there is none.
    package func lastAuditEntry(action: String) async throws -> AuditEntry? {
        try await writer.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM audit_record WHERE action = ? ORDER BY sequence DESC LIMIT 1",
                arguments: [action]
            ).map(AuditEntry.init(row:))
        }
    }

    /// The keys of people that still exist, under which their values can be opened.
    package func personalKeys(of people: Set<Person.ID>) async throws -> [Person.ID: SymmetricKey] {
        let list = Self.list(people)
        return try await writer.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT person_id, key FROM person_key WHERE person_id IN (\(list))")
            return Dictionary(rows.map { (Person.ID(rawValue: $0[0]), SymmetricKey(data: $0[1] as Data)) }) { $1 }
        }
    }

    /// The names of people; those whose data was erased have none.
    package func names(of people: Set<Person.ID>) async throws -> [Person.ID: String] {
        let list = Self.list(people)
        return try await writer.read { db in
            let sql = "SELECT id, name FROM person WHERE state <> 'erased' AND id IN (\(list))"
            return Dictionary(try Row.fetchAll(db, sql: sql).map { (Person.ID(rawValue: $0[0]), $0[1]) }) { $1 }
        }
    }

    static func list(_ people: Set<Person.ID>) -> String {
        people.map(\.rawValue).sorted().map(String.init).joined(separator: ", ")
    }

    private static func condition(_ filter: AuditFilter) -> (String, StatementArguments) {
        var parts: [String] = ["1"]
        var values: [(any DatabaseValueConvertible)?] = []
        func add(_ part: String, _ value: (any DatabaseValueConvertible)?...) {
            parts.append(part)
            values += value
        }
        if let person = filter.person { add("person_id = ?", person) }
        if let actor = filter.actor { add("actor = ?", actor) }
        // The character after every other one ends the range, so that the index serves the beginning of a name.
        if let action = filter.action { add("action >= ? AND action < ?", action, action + "\u{10FFFF}") }
        if let kind = filter.objectKind { add("object_kind = ?", kind) }
        if let id = filter.objectID { add("object_id = ?", id) }
        if let outcome = filter.outcome { add("outcome = ?", outcome) }
        if let from = filter.from { add("at >= ?", CivilDay(number: from).start.seconds) }
        if let to = filter.to { add("at < ?", CivilDay(number: to).adding(days: 1).start.seconds) }
        return (parts.joined(separator: " AND "), StatementArguments(values))
    }
}

extension AuditEntry {
    /// Reads a row of `audit_record`; a kind or outcome that nobody knows is read as another, and its hash tells.
    init(row: Row) {
        self.init(
            sequence: row["sequence"],
            at: row["at"],
            actor: Actor.Kind(rawValue: row["actor"]) ?? .anonymous,
            person: (row["person_id"] as Int64?).map(Person.ID.init(rawValue:)),
            address: row["address"],
            requestID: row["request_id"],
            action: row["action"],
            objectKind: row["object_kind"],
            objectID: row["object_id"],
            outcome: AuditEvent.Outcome(rawValue: row["outcome"]) ?? .failed,
            changes: row["changes"],
            previousHash: Array(row["previous_hash"] as Data),
            hash: Array(row["hash"] as Data)
        )
    }
}

extension Store {
    /// Everybody with an account, by name; those whose data was erased have none.
    package func namedPeople() async throws -> [(id: Person.ID, name: String)] {
        try await writer.read { db in
            try Row.fetchAll(db, sql: "SELECT id, name FROM person WHERE state <> 'erased' ORDER BY name LIMIT 2000")
                .map { (Person.ID(rawValue: $0[0]), $0[1]) }
        }
    }
}
