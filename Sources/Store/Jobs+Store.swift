package import Access
import FoundationEssentials
import GRDB
package import Units

/// One piece of long work as it is stored (任务).
package struct JobRow: Sendable {
    package let id: Int64
    package let kind: String
    package let input: String
    package let state: String
    package let progress: JobProgress
    package let isCancelRequested: Bool
    package let result: String?
    package let createdAt: Instant
    package let startedAt: Instant?
    package let endedAt: Instant?
}

/// How far a job is.
package struct JobProgress: Sendable, Hashable {
    package var doneBytes: Int64 = 0
    package var totalBytes: Int64 = 0
    package var accepted: Int64 = 0
    package var rejected: Int64 = 0
    package var unchanged: Int64 = 0

    package init() {}
}

extension Store {
    /// Queues a job and returns its number; the audit log keeps what was asked for.
    package func createJob(
        kind: String,
        input: String,
        by actor: Actor = .system,
        changes: [AuditEvent.Change] = [],
        now: Instant
    ) async throws -> Int64 {
        try await writer.write { try Self.insertJob(kind, input, by: actor, changes, now: now, $0) }
    }

    static func insertJob(
        _ kind: String,
        _ input: String,
        by actor: Actor,
        _ changes: [AuditEvent.Change],
        now: Instant,
        _ db: Database
    ) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO job (kind, input, created_at) VALUES (?, ?, ?)",
            arguments: [kind, input, now.seconds]
        )
        let id = db.lastInsertedRowID
        let event = AuditEvent(actor, "job.create", object: ("job", String(id)), changes: changes)
        try Self.record(event, now: now, db)
        return id
    }

    /// Takes the oldest queued job, or a given one, and marks it running.
    package func startJob(_ id: Int64? = nil, now: Instant) async throws -> JobRow? {
        try await writer.write { db in
            try Row.fetchOne(
                db,
                sql: """
                    UPDATE job SET state = 'running', started_at = ? WHERE id = (
                        SELECT id FROM job WHERE state = 'queued' AND (?2 IS NULL OR id = ?2) ORDER BY id LIMIT 1) RETURNING *
                    """,
                arguments: [now.seconds, id]
            ).map(JobRow.init(row:))
        }
    }

    /// Puts jobs that a crash left running back into the queue; imports can be repeated, so they just run again.
    ///
    /// - Returns: how many they are.
    @discardableResult
    package func requeueInterruptedJobs() async throws -> Int {
        try await writer.write { db in
            try db.execute(
                sql: """
                    UPDATE job SET state = 'queued', done_bytes = 0, accepted = 0, rejected = 0, unchanged = 0
                    WHERE state = 'running'
                    """
            )
            return db.changesCount
        }
    }

    /// Ends jobs that a crash or a stopped server left open, because what comes now is newer than what they hold.
    package func failOpenJobs(result: String, now: Instant) async throws {
        try await writer.write { db in
            let ended = try Int64.fetchAll(
                db,
                sql: """
                    UPDATE job SET state = 'failed', result = ?, ended_at = ? WHERE state IN ('queued', 'running')
                    RETURNING id
                    """,
                arguments: [result, now.seconds]
            )
            for id in ended.sorted() { try Self.recordEnd(of: id, by: .system, now: now, db) }
            if !ended.isEmpty { try Self.raiseGeneration(db) }
        }
    }

    /// Records progress, and where a checkpoint is given from where the job can go on after a crash, as JSON; returns
    /// whether someone asked to cancel.
    package func recordProgress(
        _ progress: JobProgress,
        job: Int64,
        checkpoint: String? = nil
    ) async throws -> Bool {
        try await writer.write { db in
            try Bool.fetchOne(
                db,
                sql: """
                    UPDATE job SET done_bytes = ?, total_bytes = ?, accepted = ?, rejected = ?, unchanged = ?,
                        checkpoint = ifnull(?, checkpoint) WHERE id = ? RETURNING cancel_requested
                    """,
                arguments: [
                    progress.doneBytes, progress.totalBytes, progress.accepted, progress.rejected, progress.unchanged,
                    checkpoint, job,
                ]
            ) ?? false
        }
    }

    /// From where a job can go on that a crash interrupted; `nil` where it begins anew.
    package func checkpoint(ofJob id: Int64) async throws -> String? {
        try await writer.read { db in
            try String.fetchOne(db, sql: "SELECT checkpoint FROM job WHERE id = ?", arguments: [id])
        }
    }

    /// What somebody owes, or no longer owes, because of how a job ended.
    package enum JobConsequence: Sendable {
        /// A work item opens.
        case owed(WorkItemDraft)
        /// Work items of these kinds about the same file are done.
        case settled(kinds: [String], file: String)
    }

    /// Ends a job, and in the same step opens or closes the work that follows from it and keeps how it ended.
    package func endJob(
        _ id: Int64,
        state: String,
        result: String,
        consequence: JobConsequence? = nil,
        now: Instant
    ) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE job SET state = ?, result = ?, ended_at = ? WHERE id = ?",
                arguments: [state, result, now.seconds, id]
            )
            try Self.recordEnd(of: id, by: .system, now: now, db)
            switch consequence {
            case .owed(let draft): try Self.openWorkItem(draft, now: now, db)
            case .settled(let kinds, let file): try Self.closeWorkItems(kinds: kinds, about: file, now: now, db)
            case nil: break
            }
            try Self.raiseGeneration(db)
        }
    }

    /// Keeps how a job ended, once for every job, whatever ended it.
    private static func recordEnd(of id: Int64, by actor: Actor, now: Instant, _ db: Database) throws {
        guard let job = try Row.fetchOne(db, sql: "SELECT * FROM job WHERE id = ?", arguments: [id]) else { return }
        let state: String = job["state"]
        let counts = ["accepted", "rejected", "unchanged"].map { column in
            AuditEvent.Change(column, after: String(job[column] as Int64))
        }
        let event = AuditEvent(
            actor,
            "job.end",
            object: ("job", String(id)),
            outcome: state == "failed" ? .failed : .done,
            changes: [AuditEvent.Change("state", after: state)] + counts
        )
        try record(event, now: now, db)
    }

    /// Asks a job to stop; a queued one is cancelled at once; false where it has already ended.
    package func cancelJob(_ id: Int64, by actor: Actor = .system, now: Instant) async throws -> Bool {
        try await writer.write { db in
            try db.execute(
                sql: """
                    UPDATE job SET cancel_requested = 1, state = iif(state = 'queued', 'cancelled', state),
                        ended_at = iif(state = 'queued', ?, ended_at) WHERE id = ? AND state IN ('queued', 'running')
                    """,
                arguments: [now.seconds, id]
            )
            guard db.changesCount > 0 else { return false }
            try Self.record(AuditEvent(actor, "job.cancel", object: ("job", String(id))), now: now, db)
            let state = try String.fetchOne(db, sql: "SELECT state FROM job WHERE id = ?", arguments: [id])
            if state == "cancelled" { try Self.recordEnd(of: id, by: actor, now: now, db) }
            return true
        }
    }

    /// One job.
    package func job(_ id: Int64) async throws -> JobRow? {
        try await writer.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM job WHERE id = ?", arguments: [id]).map(JobRow.init(row:))
        }
    }

    /// Jobs, newest first, older than a number, and how many there are in all.
    package func jobs(before: Int64?, limit: Int) async throws -> (rows: [JobRow], total: Int) {
        try await writer.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT * FROM job WHERE id < ? ORDER BY id DESC LIMIT ?",
                arguments: [before ?? .max, limit]
            )
            return (rows.map(JobRow.init(row:)), try Int.fetchOne(db, sql: "SELECT count(*) FROM job") ?? 0)
        }
    }

    /// The files that jobs were asked to import, whatever became of them.
    package func jobFiles() async throws -> Set<String> {
        try await writer.read { db in
            try String.fetchSet(
                db,
                sql: "SELECT input ->> '$.path' FROM job WHERE input ->> '$.path' IS NOT NULL"
            )
        }
    }

    /// Whether any job waits or runs.
    package func hasOpenJobs() async throws -> Bool {
        try await writer.read {
            try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM job WHERE state IN ('queued', 'running'))")
                ?? false
        }
    }

    /// The record of where rows come from, made once per job.
    package func source(
        kind: String,
        name: String,
        job: Int64,
        person: Person.ID? = nil,
        sha256: String? = nil,
        now: Instant
    ) async throws -> Int64 {
        try await writer.write { db in
            if let known = try Int64.fetchOne(db, sql: "SELECT source_id FROM job WHERE id = ?", arguments: [job]) {
                return known
            }
            let id = try Self.insertSource(kind: kind, name: name, person: person, sha256: sha256, now: now, db)
            try db.execute(sql: "UPDATE job SET source_id = ? WHERE id = ?", arguments: [id, job])
            return id
        }
    }

    /// Records where rows come from.
    static func insertSource(
        kind: String,
        name: String,
        person: Person.ID? = nil,
        sha256: String? = nil,
        now: Instant,
        _ db: Database
    ) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO source_record (kind, name, person_id, sha256, created_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [kind, name, person?.rawValue, sha256, now.seconds]
        )
        return db.lastInsertedRowID
    }
}

extension JobRow {
    fileprivate init(row: Row) {
        id = row["id"]
        kind = row["kind"]
        input = row["input"]
        state = row["state"]
        var progress = JobProgress()
        progress.doneBytes = row["done_bytes"]
        progress.totalBytes = row["total_bytes"]
        progress.accepted = row["accepted"]
        progress.rejected = row["rejected"]
        progress.unchanged = row["unchanged"]
        self.progress = progress
        isCancelRequested = row["cancel_requested"]
        result = row["result"]
        createdAt = Instant(seconds: row["created_at"])
        startedAt = (row["started_at"] as Int64?).map(Instant.init(seconds:))
        endedAt = (row["ended_at"] as Int64?).map(Instant.init(seconds:))
    }
}
