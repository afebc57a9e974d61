package import Access
import Foundation
import GRDB
package import Units

/// How a right password and code end.
package enum SignInEnd: Sendable {
    /// The session is open.
    case opened
    /// Other guesses have shut the account in the meantime. [Unix s]
    case locked(until: Int64)
    /// The account was closed, its password or second factor changed, the code was used, or the session went away in the
    /// meantime.
    case refused
}

extension Store {
    /// Opens a session after a right password; sessions that have ended are cleared away.
    ///
    /// The password comes hashed at today's cost where the stored one was not. Checking it takes its time: whoever was
    /// given another password or a second factor meanwhile is refused.
    package func signIn(
        _ verified: Credential,
        session: SessionDraft,
        rehashed: PasswordHash?,
        rule: LockoutRule,
        by actor: Actor,
        now: Instant
    ) async throws -> SignInEnd {
        try await writer.write { db in
            let id = verified.person.id
            guard let known = try Self.credential(of: id, db), known.person.state == .active,
                known.password?.phc == verified.password?.phc, known.confirmedAt == verified.confirmedAt
            else { return .refused }
            if let until = rule.lock(known.lockout, now: now.seconds) { return .locked(until: until) }
            if let rehashed {
                try db.execute(
                    sql: "UPDATE credential SET password = ? WHERE person_id = ?",
                    arguments: [rehashed.phc, id.rawValue]
                )
            }
            if session.stage == .complete {
                // Whoever lacks the code has not shown who they are: their failures stay counted.
                try Self.clearFailures(of: id, db)
                try Self.open(session, of: id, by: actor, now: now, db)
            } else {
                try Self.insert(session, of: id, now: now, db)
                let event = AuditEvent(actor, "session.password", object: ("person", String(id.rawValue)))
                try Self.record(event, now: now, db)
            }
            return .opened
        }
    }

    /// Opens the session after a right code in place of the one that waited for it; each step's code is taken once.
    package func completeSignIn(
        waiting hash: [UInt8],
        of id: Person.ID,
        step: Int64,
        session: SessionDraft,
        rule: LockoutRule,
        by actor: Actor,
        now: Instant
    ) async throws -> SignInEnd {
        try await writer.write { db in
            guard let known = try Self.credential(of: id, db), known.person.state == .active else { return .refused }
            if let until = rule.lock(known.lockout, now: now.seconds) { return .locked(until: until) }
            try db.execute(
                sql:
                    "UPDATE credential SET totp_last_step = ?1 WHERE person_id = ?2 AND ifnull(totp_last_step, -1) < ?1",
                arguments: [step, id.rawValue]
            )
            guard db.changesCount == 1 else { return .refused }
            try db.execute(
                sql: "DELETE FROM session WHERE hash = ? AND stage = 'password'",
                arguments: [Data(hash)]
            )
            guard db.changesCount == 1 else { return .refused }
            try Self.clearFailures(of: id, db)
            try Self.open(session, of: id, by: actor, now: now, db)
            return .opened
        }
    }
}
