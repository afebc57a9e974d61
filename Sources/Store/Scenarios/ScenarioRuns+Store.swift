package import Access
import GRDB
package import Units

/// A run of a scenario with all that it takes to repeat it (情景运行).
package struct ScenarioRunRow: Sendable {
    package let id: Int64
    /// The job that makes it; `nil` where it was made without one.
    package let job: Int64?
    /// The scenario's name, and what people call it.
    package let scenario: String
    package let title: Bilingual
    /// Files, seed, draws and the rest, as JSON.
    package let inputs: String
    /// The program that was asked.
    package let version: String
    package let person: String?
    package let createdAt: Instant
    /// The run that it does again.
    package let repeats: Int64?
    package let resultSHA256: String?
    package let endedAt: Instant?
    /// The odds of a peak in 2029 or before, and in 2030 or before.
    package let peakBy2029: Double?
    package let peakBy2030: Double?
    /// How far its job is, and of how much. [draws]
    package let state: String
    package let done: Int64
    package let total: Int64
}

/// A run that is asked for (待运行情景).
package struct ScenarioRunDraft: Sendable {
    package var scenario: String
    package var title: Bilingual
    package var inputs: String
    package var version: String
    package var repeats: Int64?
    /// Texts that it is made from, by SHA-256.
    package var texts: [String: String]

    package init(scenario: String, title: Bilingual, inputs: String, version: String, texts: [String: String]) {
        (self.scenario, self.title, self.inputs) = (scenario, title, inputs)
        (self.version, self.texts) = (version, texts)
    }
}

extension Store {
    /// Keeps a run with its texts, and queues the job that makes it.
    ///
    /// - Parameters:
    ///   - draft: the run.
    ///   - job: the kind of the job, and what it is given for the number of the run.
    ///   - actor: who asks.
    ///   - now: the time.
    /// - Returns: the number of the run.
    /// - Throws: a database error, or what makes the job's input.
    package func createScenarioRun(
        _ draft: ScenarioRunDraft,
        job: (kind: String, input: @Sendable (Int64) throws -> String),
        by actor: Actor,
        now: Instant
    ) async throws -> Int64 {
        try await writer.write { db in
            for (sha256, text) in draft.texts { try Self.keepScenarioText(text, sha256, db) }
            try db.execute(
                sql: """
                    INSERT INTO scenario_run (scenario, title_zh, title_en, inputs, version, person_id, created_at, repeats)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draft.scenario, draft.title.zh, draft.title.en, draft.inputs, draft.version, actor.person?.rawValue,
                    now.seconds, draft.repeats,
                ]
            )
            let id = db.lastInsertedRowID
            let changes = [AuditEvent.Change("scenario", after: draft.scenario)]
            let number = try Self.insertJob(job.kind, try job.input(id), by: actor, changes, now: now, db)
            try db.execute(sql: "UPDATE scenario_run SET job_id = ? WHERE id = ?", arguments: [number, id])
            return id
        }
    }

    /// Keeps what a run came to.
    package func endScenarioRun(_ id: Int64, result: String, sha256: String, now: Instant) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE scenario_run SET result = ?, result_sha256 = ?, ended_at = ? WHERE id = ?",
                arguments: [result, sha256, now.seconds, id]
            )
        }
    }

    /// What a run came to, as JSON; `nil` before it ended.
    package func scenarioResult(_ id: Int64) async throws -> String? {
        try await writer.read {
            try String.fetchOne($0, sql: "SELECT result FROM scenario_run WHERE id = ?", arguments: [id])
        }
    }

    /// One run.
    package func scenarioRun(_ id: Int64) async throws -> ScenarioRunRow? {
        try await writer.read { db in
            try Row.fetchOne(db, sql: Self.runs + " WHERE r.id = ?", arguments: [id]).map(ScenarioRunRow.init(row:))
        }
    }

    /// Runs, newest first, older than a number.
    package func scenarioRuns(before: Int64? = nil, limit: Int) async throws -> [ScenarioRunRow] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: Self.runs + " WHERE r.id < ? ORDER BY r.id DESC LIMIT ?",
                arguments: [before ?? .max, limit]
            ).map(ScenarioRunRow.init(row:))
        }
    }

    /// How many runs wait or are at work.
    package func openScenarioRuns() async throws -> Int {
        try await writer.read {
            try Int.fetchOne(
                $0,
                sql:
                    "SELECT count(*) FROM scenario_run JOIN job ON job.id = job_id WHERE state IN ('queued', 'running')"
            ) ?? 0
        }
    }

    private static let runs = """
        SELECT r.id, r.job_id, r.scenario, r.title_zh, r.title_en, r.inputs, r.version, r.created_at, r.repeats, r.result_sha256,
            r.ended_at, r.result ->> '$.odds.peak_by_2029' AS by_2029, r.result ->> '$.odds.peak_by_2030' AS by_2030,
            p.name AS person, j.state, j.done_bytes, j.total_bytes
        FROM scenario_run r LEFT JOIN person p ON p.id = r.person_id LEFT JOIN job j ON j.id = r.job_id
        """
}

extension ScenarioRunRow {
    fileprivate init(row: Row) {
        id = row["id"]
        job = row["job_id"]
        scenario = row["scenario"]
        title = Bilingual(zh: row["title_zh"], en: row["title_en"])
        inputs = row["inputs"]
        version = row["version"]
        person = row["person"]
        createdAt = Instant(seconds: row["created_at"])
        repeats = row["repeats"]
        resultSHA256 = row["result_sha256"]
        endedAt = (row["ended_at"] as Int64?).map(Instant.init(seconds:))
        peakBy2029 = row["by_2029"]
        peakBy2030 = row["by_2030"]
        state = row["state"] ?? "done"
        done = row["done_bytes"] ?? 0
        total = row["total_bytes"] ?? 0
    }
}
