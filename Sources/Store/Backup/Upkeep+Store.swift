package import Access
import FoundationEssentials
import GRDB
package import Units

extension Store {
    /// How long links are kept after their end, so that the audit log can still be read beside them. [s]
    private static let linkLife: Int64 = 7 * 86_400

    /// Removes one-time links and idempotency keys whose time is over; sessions go whenever one is opened.
    package func removeExpired(now: Instant) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM one_time_link WHERE expires_at < ?",
                arguments: [now.seconds - Self.linkLife]
            )
            try db.execute(
                sql: "DELETE FROM idempotency_key WHERE created_at <= ?",
                arguments: [now.seconds - Self.keyLifetime]
            )
        }
    }

    /// Notes a complete backup that was made while no platform was open.
    package func noteBackup(
        cause: String,
        path: String,
        bytes: Int64,
        head: AuditAnchor?,
        keeping event: AuditEvent,
        at: Instant
    ) throws {
        try writer.write { db in
            try db.execute(
                sql: """
                    INSERT INTO backup_run (started_at, ended_at, cause, path, bytes, state, audit_sequence, audit_hash)
                    VALUES (?1, ?1, ?2, ?3, ?4, 'done', ?5, ?6)
                    """,
                arguments: [at.seconds, cause, path, bytes, head?.sequence, head?.bytes]
            )
            try Self.record(event, now: at, db)
        }
    }
}
