package import Access
import FoundationEssentials
import GRDB
package import Units

/// One try to make a backup, as it is stored (备份记录).
package struct BackupRunRow: Sendable {
    package let id: Int64
    package let startedAt: Instant
    package let endedAt: Instant?
    package let cause: String
    package let path: String?
    package let bytes: Int64?
    package let state: String
    /// A key of texts with its arguments; empty unless failed.
    package let failure: [String]
}

extension Store {
    /// Notes that a backup begins and returns its number.
    package func startBackup(cause: String, path: String, now: Instant) async throws -> Int64 {
        try await writer.write { db in
            try db.execute(
                sql: "INSERT INTO backup_run (started_at, cause, path) VALUES (?, ?, ?)",
                arguments: [now.seconds, cause, path]
            )
            return db.lastInsertedRowID
        }
    }

    /// Notes that a backup is complete; `end` is when it was, where that is not now, as for one that is put back.
    package func endBackup(
        _ id: Int64,
        bytes: Int64,
        head: AuditAnchor?,
        keeping event: AuditEvent,
        at end: Instant? = nil,
        now: Instant
    ) async throws {
        try await writer.write { db in
            try db.execute(
                sql: """
                    UPDATE backup_run SET state = 'done', failure = NULL, ended_at = ?, bytes = ?, audit_sequence = ?,
                        audit_hash = ? WHERE id = ?
                    """,
                arguments: [(end ?? now).seconds, bytes, head?.sequence, head?.bytes, id]
            )
            try Self.record(event, now: now, db)
        }
    }

    /// Notes why a backup failed.
    package func failBackup(_ id: Int64, failure: [String], keeping event: AuditEvent, now: Instant) async throws {
        let json = String(decoding: try JSONEncoder().encode(failure), as: UTF8.self)
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE backup_run SET state = 'failed', ended_at = ?, failure = ? WHERE id = ?",
                arguments: [now.seconds, json, id]
            )
            try Self.record(event, now: now, db)
        }
    }

    /// Marks backups that a stopped program left running as failed and returns how many.
    package func failInterruptedBackups(now: Instant) async throws -> Int {
        try await writer.write { db in
            try db.execute(
                sql: """
                    UPDATE backup_run SET state = 'failed', ended_at = max(?, started_at), failure = '["interrupted"]'
                    WHERE state = 'running'
                    """,
                arguments: [now.seconds]
            )
            return db.changesCount
        }
    }

    /// The last tries to make a backup, newest first.
    package func backupRuns(limit: Int) async throws -> [BackupRunRow] {
        try await writer.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM backup_run ORDER BY id DESC LIMIT ?", arguments: [limit])
                .map(BackupRunRow.init(row:))
        }
    }

    /// When the last complete backup and the last nightly try were begun, and when the first data came in.
    ///
    /// What is dated later than `end` was dated by a clock that went wrong, and does not count.
    package func backupTimes(
        until end: Instant
    ) async throws -> (lastSuccess: Instant?, lastNight: Instant?, firstData: Instant?) {
        try await writer.read { db in
            func last(_ condition: String) throws -> Instant? {
                try Int64.fetchOne(
                    db,
                    sql: "SELECT max(started_at) FROM backup_run WHERE \(condition) AND started_at <= ?",
                    arguments: [end.seconds]
                ).map(Instant.init(seconds:))
            }
            return (
                try last("state = 'done'"), try last("cause = 'nightly'"),
                try Int64.fetchOne(db, sql: "SELECT created_at FROM source_record ORDER BY id LIMIT 1")
                    .map(Instant.init(seconds:))
            )
        }
    }
}

extension AuditAnchor {
    /// The hash as it is stored.
    var bytes: Data {
        let digits = hash.compactMap(\.hexDigitValue).map { UInt8($0) }
        return Data(stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }
}

extension BackupRunRow {
    fileprivate init(row: Row) {
        id = row["id"]
        startedAt = Instant(seconds: row["started_at"])
        endedAt = (row["ended_at"] as Int64?).map(Instant.init(seconds:))
        cause = row["cause"]
        path = row["path"]
        bytes = row["bytes"]
        state = row["state"]
        let json: String? = row["failure"]
        failure = json.flatMap { try? JSONDecoder().decode([String].self, from: Data($0.utf8)) } ?? []
    }
}
