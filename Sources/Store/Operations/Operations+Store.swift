import GRDB
package import Units

/// What the database tells of its own running (运行状况).
package struct OperationRow: Sendable {
    package let migrations: [String]
    /// Jobs by state.
    package let jobs: [String: Int]
    /// When the oldest job that waits was asked for.
    package let oldestQueued: Instant?
    package let openWorkItems: Int
    package let waitingNotices: Int
    /// When the last backup that succeeded ended.
    package let lastBackup: Instant?
    package let auditSequence: Int64
    package let consumedSequence: Int64
}

extension Store {
    /// What is waiting, running and safe; every part is answered by an index or a handful of rows.
    package func operations() async throws -> OperationRow {
        try await writer.read { db in
            let jobs = try Row.fetchAll(db, sql: "SELECT state, count(*) AS number FROM job GROUP BY state")
            func instant(_ sql: String) throws -> Instant? {
                try Int64.fetchOne(db, sql: sql).map(Instant.init(seconds:))
            }
            return OperationRow(
                migrations: try Migrations.migrator.appliedMigrations(db),
                jobs: Dictionary(jobs.map { ($0["state"], $0["number"]) }) { first, _ in first },
                oldestQueued: try instant("SELECT min(created_at) FROM job WHERE state = 'queued'"),
                openWorkItems: try Int.fetchOne(db, sql: "SELECT count(*) FROM work_item WHERE state = 'open'") ?? 0,
                waitingNotices: try Int.fetchOne(db, sql: "SELECT count(*) FROM notice WHERE state = 'waiting'") ?? 0,
                lastBackup: try instant("SELECT max(ended_at) FROM backup_run WHERE state = 'done'"),
                auditSequence: try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM audit_record") ?? 0,
                consumedSequence: try Int64.fetchOne(db, sql: "SELECT consumed_seq FROM consumption_state") ?? 0
            )
        }
    }

    /// Whether the database answers with every migration of this program applied.
    package func isReady() async throws -> Bool {
        try await writer.read { try Migrations.migrator.hasCompletedMigrations($0) }
    }
}
