package import Access
import GRDB
package import Units

extension Store {
    /// Makes a person's data unreadable for good (删除个人信息); the account's history stays under its number.
    ///
    /// What the audit log holds of the person is sealed under a key of their own: without the key it stays as it is,
    /// chained and unreadable. Freed pages are overwritten and the write-ahead log is emptied, as far as readers let it.
    package func erasePerson(_ id: Person.ID, by actor: Actor, now: Instant) async throws {
        try await writer.writeWithoutTransaction { db in
            let before = try Int.fetchOne(db, sql: "PRAGMA secure_delete") ?? 0
            try db.execute(sql: "PRAGMA secure_delete = ON")
            defer { try? db.execute(sql: "PRAGMA secure_delete = \(before)") }
            try db.inTransaction {
                try Self.erase(id, by: actor, now: now, db)
                return .commit
            }
        }
        // Long readers may keep the log busy; the next checkpoint empties it then.
        try? await writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    }

    private static func erase(_ id: Person.ID, by actor: Actor, now: Instant, _ db: Database) throws {
        let person = try existing(id, db)
        guard person.state != .erased else { throw PeopleRefusal.state }
        try refuseLast(person, now: now, db)
        for grant in try grants(of: id, now: now, db) where grant.grant.isOpen(on: CivilDay(containing: now)) {
            try end(grant, by: actor, now: now, db)
        }
        for table in ["credential", "one_time_link", "session", "api_token", "person_look", "idempotency_key"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE person_id = ?", arguments: [id.rawValue])
        }
        try db.execute(
            sql: "UPDATE person SET login = ?1, name = ?1, email = NULL, wants_mail = 0 WHERE id = ?2",
            arguments: ["erased-\(id.rawValue)", id.rawValue]
        )
        // What is asked of or about a person may name them.
        try db.execute(
            sql: "UPDATE work_item SET evidence = json_array(?1) WHERE object_kind = 'person' AND object_id = ?2",
            arguments: ["erased-\(id.rawValue)", id.rawValue]
        )
        try set(.erased, of: person, by: actor, now: now, db)
        try db.execute(sql: "DELETE FROM person_key WHERE person_id = ?", arguments: [id.rawValue])
    }
}
