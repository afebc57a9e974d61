package import Access
import Foundation
import GRDB
package import Units

extension Store {
    /// Keeps the secret of a second factor that waits for its first code.
    package func startSecondFactor(_ factor: TOTP, of id: Person.ID, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            guard let known = try Self.credential(of: id, db) else { throw PeopleRefusal.notFound }
            // A factor in use is removed by its password first, not replaced by whoever found an open session.
            guard known.secondFactor == nil else { throw PeopleRefusal.held }
            try db.execute(
                sql: "UPDATE credential SET totp_secret = ?, totp_last_step = NULL WHERE person_id = ?",
                arguments: [Data(factor.secret), id.rawValue]
            )
            try Self.record("second_factor.start", id, by: actor, now: now, db)
        }
    }

    /// Turns the second factor on: sessions that were opened without it end, and a new one is opened.
    package func confirmSecondFactor(
        of id: Person.ID,
        step: Int64,
        session: SessionDraft,
        by actor: Actor,
        now: Instant
    ) async throws {
        try await writer.write { db in
            try db.execute(
                sql: """
                    UPDATE credential SET totp_confirmed_at = ?, totp_last_step = ?
                    WHERE person_id = ? AND totp_secret IS NOT NULL AND totp_confirmed_at IS NULL
                    """,
                arguments: [now.seconds, step, id.rawValue]
            )
            guard db.changesCount == 1 else { throw PeopleRefusal.held }
            try Self.endSessions(of: id, db)
            try Self.insert(session, of: id, now: now, db)
            let change = AuditEvent.Change("second_factor", before: "off", after: "on")
            try Self.record("second_factor.confirm", id, by: actor, [change], now: now, db)
        }
    }

    /// Turns the second factor off.
    package func removeSecondFactor(of id: Person.ID, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            try db.execute(
                sql: """
                    UPDATE credential SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL
                    WHERE person_id = ?
                    """,
                arguments: [id.rawValue]
            )
            let change = AuditEvent.Change("second_factor", before: "on", after: "off")
            try Self.record("second_factor.remove", id, by: actor, [change], now: now, db)
        }
    }
}
