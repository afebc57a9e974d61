package import Access
import Foundation
import GRDB
package import Units

/// A session that is to be stored: of its token only the hash (会话).
package struct SessionDraft: Sendable {
    /// What has been shown so far.
    package enum Stage: String, Sendable { case password, complete }

    package let hash: [UInt8]
    package let stage: Stage
    package let expires: Instant
    package let address: String?
    package let agent: String?

    package init(hash: [UInt8], stage: Stage, expires: Instant, address: String?, agent: String?) {
        self.hash = hash
        self.stage = stage
        self.expires = expires
        self.address = address
        self.agent = agent
    }
}

/// A session as stored.
package struct SessionRecord: Sendable {
    package let hash: [UInt8]
    package let person: Person.ID
    package let stage: SessionDraft.Stage
    package let createdAt: Instant
    package let seenAt: Instant
    package let expires: Instant
    package let address: String?
    package let agent: String?
}

extension Store {
    /// Stores a session and keeps that somebody signed in.
    static func open(
        _ session: SessionDraft,
        of id: Person.ID,
        by actor: Actor,
        now: Instant,
        _ db: Database
    ) throws {
        try insert(session, of: id, now: now, db)
        let event = AuditEvent(actor, "session.open", object: ("person", String(id.rawValue)))
        try record(event, now: now, db)
    }

    static func insert(_ session: SessionDraft, of id: Person.ID, now: Instant, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM session WHERE expires_at <= ?", arguments: [now.seconds])
        try db.execute(
            sql: """
                INSERT INTO session (hash, person_id, stage, created_at, seen_at, expires_at, address, agent)
                VALUES (?, ?, ?, ?4, ?4, ?5, ?6, ?7)
                """,
            arguments: [
                Data(session.hash), id.rawValue, session.stage.rawValue, now.seconds, session.expires.seconds,
                session.address, session.agent,
            ]
        )
    }

    /// A session that has neither ended nor idled too long, of an account in use.
    package func session(hash: [UInt8], idleSeconds: Int64, now: Instant) async throws -> SessionRecord? {
        try await writer.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT session.* FROM session JOIN person ON person.id = session.person_id
                    WHERE hash = ? AND expires_at > ? AND seen_at > ? AND person.state = 'active'
                    """,
                arguments: [Data(hash), now.seconds, now.seconds - idleSeconds]
            ).flatMap(SessionRecord.init(row:))
        }
    }

    /// The open sessions of a person, last used first.
    package func sessions(of id: Person.ID, idleSeconds: Int64, now: Instant) async throws -> [SessionRecord] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM session WHERE person_id = ? AND stage = 'complete' AND expires_at > ? AND seen_at > ?
                    ORDER BY seen_at DESC, created_at DESC
                    """,
                arguments: [id.rawValue, now.seconds, now.seconds - idleSeconds]
            ).compactMap(SessionRecord.init(row:))
        }
    }

    /// Notes that a session is in use; written at most once a minute.
    package func touchSession(hash: [UInt8], now: Instant) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE session SET seen_at = ?1 WHERE hash = ?2 AND seen_at < ?1",
                arguments: [now.seconds, Data(hash)]
            )
        }
    }

    /// Ends a session; nothing happens where there is none.
    package func endSession(hash: [UInt8], by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            let id = try Int64.fetchOne(
                db,
                sql: "DELETE FROM session WHERE hash = ? RETURNING person_id",
                arguments: [Data(hash)]
            )
            guard let id else { return }
            try Self.record(AuditEvent(actor, "session.close", object: ("person", String(id))), now: now, db)
        }
    }

    /// Ends the sessions of a person but one.
    package func endSessions(of id: Person.ID, except hash: [UInt8]?, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            _ = try Self.existing(id, db)
            try db.execute(
                sql: "DELETE FROM session WHERE person_id = ? AND hash IS NOT ?",
                arguments: [id.rawValue, hash.map { Data($0) }]
            )
            let change = AuditEvent.Change("sessions", before: String(db.changesCount), after: "0")
            let event = AuditEvent(
                actor,
                "session.close_all",
                object: ("person", String(id.rawValue)),
                changes: [change]
            )
            try Self.record(event, now: now, db)
        }
    }

    static func endSessions(of id: Person.ID, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM session WHERE person_id = ?", arguments: [id.rawValue])
    }
}

extension SessionRecord {
    init?(row: Row) {
        guard let stage = SessionDraft.Stage(rawValue: row["stage"]) else { return nil }
        hash = Array(row["hash"] as Data)
        person = Person.ID(rawValue: row["person_id"])
        self.stage = stage
        createdAt = Instant(seconds: row["created_at"])
        seenAt = Instant(seconds: row["seen_at"])
        expires = Instant(seconds: row["expires_at"])
        address = row["address"]
        agent = row["agent"]
    }
}
