package import Access
import Foundation
import GRDB
package import Units

/// A one-time link that is to be stored: of its text only the hash (一次性链接).
package struct LinkDraft: Sendable {
    package let hash: [UInt8]
    package let expires: Instant

    package init(hash: [UInt8], expires: Instant) {
        self.hash = hash
        self.expires = expires
    }
}

/// A one-time link that can still be used.
package struct OpenLink: Sendable {
    package let kind: String
    package let person: Person?
    package let expires: Instant
}

extension Store {
    /// Stores a link; those made before it for the same person can no longer be used.
    ///
    /// It is the first administrator's where it is nobody's.
    static func issue(_ link: LinkDraft, to person: Person?, now: Instant, _ db: Database) throws {
        let kind = person.map { $0.state == .invited ? "invitation" : "reset" } ?? "first"
        try withdrawLinks(of: person?.id, now: now, db)
        try db.execute(
            sql: """
                INSERT INTO one_time_link (hash, kind, person_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [Data(link.hash), kind, person?.id.rawValue, now.seconds, link.expires.seconds]
        )
    }

    static func withdrawLinks(of person: Person.ID?, now: Instant, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE one_time_link SET used_at = ? WHERE person_id IS ? AND used_at IS NULL",
            arguments: [now.seconds, person?.rawValue]
        )
    }

    /// Stores the link for the first administrator; `false` once somebody can sign in.
    package func issueFirstLink(_ link: LinkDraft, now: Instant) async throws -> Bool {
        try await writer.write { db in
            guard try !Self.hasActivePerson(db) else { return false }
            try Self.issue(link, to: nil, now: now, db)
            try Self.record(AuditEvent(.system, "link.first"), now: now, db)
            return true
        }
    }

    /// A link as long as it can be used.
    package func openLink(hash: [UInt8], now: Instant) async throws -> OpenLink? {
        try await writer.read { try Self.openLink(hash: hash, now: now, $0) }
    }

    static func openLink(hash: [UInt8], now: Instant, _ db: Database) throws -> OpenLink? {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT * FROM one_time_link WHERE hash = ? AND used_at IS NULL AND expires_at > ?",
            arguments: [Data(hash), now.seconds]
        )
        guard let row else { return nil }
        let person = try (row["person_id"] as Int64?).map { try existing(Person.ID(rawValue: $0), db) }
        if let person, person.state == .disabled || person.state == .erased { return nil }
        if person == nil, try hasActivePerson(db) { return nil }
        return OpenLink(kind: row["kind"], person: person, expires: Instant(seconds: row["expires_at"]))
    }

    /// Uses a link up and hands it back: of any number that try, one gets it.
    static func redeem(hash: [UInt8], now: Instant, _ db: Database) throws -> OpenLink {
        guard let link = try openLink(hash: hash, now: now, db) else { throw PeopleRefusal.link }
        try db.execute(
            sql: "UPDATE one_time_link SET used_at = ? WHERE hash = ? AND used_at IS NULL",
            arguments: [now.seconds, Data(hash)]
        )
        guard db.changesCount == 1 else { throw PeopleRefusal.link }
        return link
    }

    /// Makes the first administrator: every administration and the city's business in one hand, until handed over.
    package func redeemFirstLink(
        hash: [UInt8],
        _ draft: PersonDraft,
        password: PasswordHash,
        session: SessionDraft,
        address: String?,
        requestID: String?,
        now: Instant
    ) async throws -> Person.ID {
        try await writer.write { db in
            guard try Self.redeem(hash: hash, now: now, db).kind == "first" else { throw PeopleRefusal.link }
            let id = try Self.insert(draft, state: .active, by: .system, now: now, db)
            let actor = Actor(kind: .person, person: id, address: address, requestID: requestID)
            try Self.setPassword(password, of: id, now: now, db)
            for role in [Role.systemAdministrator, .securityAdministrator, .auditAdministrator, .cityOfficer] {
                try Self.insert(GrantRequest(person: id, role: role), by: actor, now: now, db)
            }
            try Self.openWorkItem(
                WorkItemDraft(
                    kind: "access.separation",
                    object: ("person", id.rawValue),
                    evidence: [draft.login],
                    person: id
                ),
                now: now,
                db
            )
            try Self.open(session, of: id, by: actor, now: now, db)
            return id
        }
    }

    /// Chooses a password by an invitation or reset link; every session before it ends.
    package func redeemWelcomeLink(
        hash: [UInt8],
        password: PasswordHash,
        session: SessionDraft,
        address: String?,
        requestID: String?,
        now: Instant
    ) async throws -> Person.ID {
        try await writer.write { db in
            guard let person = try Self.redeem(hash: hash, now: now, db).person else { throw PeopleRefusal.link }
            let actor = Actor(kind: .person, person: person.id, address: address, requestID: requestID)
            try Self.setPassword(password, of: person.id, now: now, db)
            try Self.record("password.choose", person.id, by: actor, now: now, db)
            try Self.set(.active, of: person, by: actor, now: now, db)
            try Self.endSessions(of: person.id, db)
            try Self.open(session, of: person.id, by: actor, now: now, db)
            return person.id
        }
    }

    /// Takes password, second factor and tokens away and stores the link to choose a new password; every session ends.
    package func resetPerson(
        _ id: Person.ID,
        link: LinkDraft,
        by actor: Actor,
        now: Instant
    ) async throws {
        try await writer.write { db in
            let person = try Self.existing(id, db)
            guard person.state == .invited || person.state == .active else { throw PeopleRefusal.state }
            let removed = try Bool.fetchOne(
                db,
                sql: "SELECT totp_secret IS NOT NULL FROM credential WHERE person_id = ?",
                arguments: [id.rawValue]
            )
            try db.execute(
                sql: """
                    UPDATE credential SET password = NULL, must_change = 0, totp_secret = NULL, totp_confirmed_at = NULL,
                        totp_last_step = NULL, failures = 0, locked_until = NULL WHERE person_id = ?
                    """,
                arguments: [id.rawValue]
            )
            try Self.endSessions(of: id, db)
            let tokens = try Self.revokeTokens(of: id, now: now, db)
            try Self.issue(link, to: person, now: now, db)
            let change = AuditEvent.Change("second_factor", before: removed == true ? "on" : "off", after: "off")
            try Self.record("person.reset", id, by: actor, [change, tokens], now: now, db)
        }
    }
}
