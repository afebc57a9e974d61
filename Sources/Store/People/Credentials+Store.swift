package import Access
import Foundation
import GRDB
package import Units

/// What somebody's password and codes are checked against (登录凭证).
package struct Credential: Sendable {
    package let person: Person
    package let password: PasswordHash?
    package let mustChange: Bool
    /// The second factor, once it was confirmed.
    package let secondFactor: TOTP?
    package let confirmedAt: Instant?
    /// The one that is being set up.
    package let unconfirmed: TOTP?
    package let lastStep: Int64?
    package let lockout: LockoutRule.State
}

extension Store {
    /// The credential behind a login; `nil` where there is no such account.
    package func credential(login: String) async throws -> Credential? {
        try await writer.read { db in
            let id = try Int64.fetchOne(db, sql: "SELECT id FROM person WHERE login = ?", arguments: [login])
            return try id.flatMap { try Self.credential(of: Person.ID(rawValue: $0), db) }
        }
    }

    /// The credential of a person.
    package func credential(of id: Person.ID) async throws -> Credential? {
        try await writer.read { try Self.credential(of: id, $0) }
    }

    static func credential(of id: Person.ID, _ db: Database) throws -> Credential? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT person.*, password, ifnull(must_change, 0) AS must_change, totp_secret, totp_confirmed_at, totp_last_step,
                    ifnull(failures, 0) AS failures, locked_until
                FROM person LEFT JOIN credential ON credential.person_id = person.id WHERE person.id = ?
                """,
            arguments: [id.rawValue]
        )
        guard let row else { return nil }
        let factor = (row["totp_secret"] as Data?).map { TOTP(secret: Array($0)) }
        let confirmedAt = (row["totp_confirmed_at"] as Int64?).map(Instant.init(seconds:))
        return Credential(
            person: Person(row: row),
            password: (row["password"] as String?).flatMap(PasswordHash.init(phc:)),
            mustChange: row["must_change"],
            secondFactor: confirmedAt == nil ? nil : factor,
            confirmedAt: confirmedAt,
            unconfirmed: confirmedAt == nil ? factor : nil,
            lastStep: row["totp_last_step"],
            lockout: LockoutRule.State(failures: row["failures"], lockedUntil: row["locked_until"])
        )
    }

    static func setPassword(_ password: PasswordHash, of id: Person.ID, now: Instant, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO credential (person_id, password, changed_at) VALUES (?1, ?2, ?3)
                ON CONFLICT (person_id) DO UPDATE SET password = ?2, changed_at = ?3, must_change = 0, failures = 0,
                    locked_until = NULL
                """,
            arguments: [id.rawValue, password.phc, now.seconds]
        )
    }

    /// Counts a wrong password or code; says until when nothing more is tried.
    package func countFailure(
        _ action: String,
        of id: Person.ID,
        rule: LockoutRule,
        by actor: Actor,
        now: Instant
    ) async throws -> Int64? {
        try await writer.write { try Self.countFailure(action, of: id, rule: rule, by: actor, now: now, $0) }
    }

    static func countFailure(
        _ action: String,
        of id: Person.ID,
        rule: LockoutRule,
        by actor: Actor,
        now: Instant,
        _ db: Database
    ) throws -> Int64? {
        guard let old = try credential(of: id, db)?.lockout else { return nil }
        // Guesses that came in together are all answered by the lock that the first of them set.
        if let until = rule.lock(old, now: now.seconds) { return until }
        let new = rule.failed(old, now: now.seconds)
        try db.execute(
            sql: "UPDATE credential SET failures = ?, locked_until = ? WHERE person_id = ?",
            arguments: [new.failures, new.lockedUntil, id.rawValue]
        )
        var changes = [AuditEvent.Change("failures", before: String(old.failures), after: String(new.failures))]
        if let until = new.lockedUntil {
            changes.append(.init("locked_until", after: Instant(seconds: until).iso8601))
        }
        try record(action, id, by: actor, outcome: .refused, changes, now: now, db)
        return rule.lock(new, now: now.seconds)
    }

    static func clearFailures(of id: Person.ID, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE credential SET failures = 0, locked_until = NULL WHERE person_id = ?",
            arguments: [id.rawValue]
        )
    }

    /// Opens an account that failures have shut.
    package func unlockPerson(_ id: Person.ID, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            _ = try Self.existing(id, db)
            try Self.clearFailures(of: id, db)
            try Self.record("person.unlock", id, by: actor, now: now, db)
        }
    }

    /// Makes a person choose another password at the next page they open.
    package func requireNewPassword(_ id: Person.ID, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            guard try Self.existing(id, db).state == .active else { throw PeopleRefusal.state }
            try db.execute(sql: "UPDATE credential SET must_change = 1 WHERE person_id = ?", arguments: [id.rawValue])
            try Self.record("password.require", id, by: actor, now: now, db)
        }
    }

    /// Stores a new password: every session and token ends and a new session is opened.
    package func changePassword(
        of id: Person.ID,
        to password: PasswordHash,
        session: SessionDraft,
        by actor: Actor,
        now: Instant
    ) async throws {
        try await writer.write { db in
            guard try Self.existing(id, db).state == .active else { throw PeopleRefusal.state }
            try Self.setPassword(password, of: id, now: now, db)
            try Self.endSessions(of: id, db)
            let tokens = try Self.revokeTokens(of: id, now: now, db)
            try Self.insert(session, of: id, now: now, db)
            try Self.record("password.change", id, by: actor, [tokens], now: now, db)
        }
    }
}
