public import Access
import Documents
import Foundation
package import Logging
import Store
import Units

extension Platform {
    /// Queues an import and returns the number of its job.
    public func submit(_ request: ImportRequest, by actor: Actor) async throws -> Int64 {
        let input = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        var changes = [AuditEvent.Change("file", after: URL(fileURLWithPath: request.path).lastPathComponent)]
        if let sum = request.sha256 { changes.append(AuditEvent.Change("sha256", after: sum)) }
        let kind = request.kind.rawValue
        return try await store.createJob(kind: kind, input: input, by: actor, changes: changes, now: now())
    }

    /// Ends jobs that were left open, before a newer one runs outside the queue: run later, they would undo it.
    package func abandonOpenJobs() async throws {
        var result = JobResult()
        result.failure = ImportFailure("interrupted")
        let json = String(decoding: try JSONEncoder().encode(result), as: UTF8.self)
        try await store.failOpenJobs(result: json, now: now())
    }

    /// Jobs, newest first; the cursor is the number of the last one shown.
    public func jobs(after: String?, limit: Int) async throws -> Page<Job> {
        let limit = min(max(limit, 1), 1_000)
        let outcomes = unrecorded.all
        let found = try await store.jobs(before: after.flatMap { Int64($0) }, limit: limit + 1)
        let rows = found.rows.prefix(limit).compactMap { self.job($0, outcomes[$0.id]) }
        return Page(
            rows: rows,
            next: found.rows.count > limit ? rows.last.map { String($0.id) } : nil,
            total: found.total
        )
    }

    /// One job.
    public func job(_ id: Int64) async throws -> Job? {
        // Asked first: an outcome comes after the last count of rows, so a row that is read after it has that count.
        let outcome = unrecorded[id]
        return try await store.job(id).flatMap { job($0, outcome) }
    }

    /// Asks a job to stop; false where it has already ended.
    public func cancel(job id: Int64, by actor: Actor) async throws -> Bool {
        try await store.cancelJob(id, by: actor, now: now())
    }

    /// The path of a job's list of rejected rows; `nil` where there is none.
    public func rejectedFile(job id: Int64) -> String? {
        let path = rejectedPath(job: id)
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    private func job(_ row: JobRow, _ outcome: UnrecordedOutcomes.Outcome?) -> Job? {
        guard let kind = Job.Kind(rawValue: row.kind),
            let state = outcome?.state ?? Job.State(rawValue: row.state),
            let request = try? JSONDecoder().decode(ImportRequest.self, from: Data(row.input.utf8))
        else { return nil }
        let stored = outcome?.result ?? row.result
        let result = stored.flatMap { try? JSONDecoder().decode(JobResult.self, from: Data($0.utf8)) }
        return Job(
            id: row.id,
            kind: kind,
            state: state,
            fileName: URL(fileURLWithPath: request.path).lastPathComponent,
            done: row.progress.doneBytes,
            total: row.progress.totalBytes,
            accepted: row.progress.accepted,
            rejected: row.progress.rejected,
            unchanged: row.progress.unchanged,
            failure: (result?.failure).map { ($0.key, $0.evidence) },
            findings: result?.dataFindings ?? [],
            createdAt: row.createdAt,
            startedAt: row.startedAt,
            endedAt: row.endedAt,
            hasRejectedFile: rejectedFile(job: row.id) != nil,
            scenarioRun: request.scenarioRun
        )
    }

    /// Runs the next queued job, or a given one; false where none was waiting.
    ///
    /// A job never fails the program: what went wrong is its result, and a work item where someone must act.
    package func runJob(_ id: Int64? = nil, logger: Logger? = nil) async throws -> Bool {
        for (id, outcome) in unrecorded.all.sorted(by: { $0.key < $1.key }) { try await record(outcome, of: id) }
        guard let row = try await store.startJob(id, now: now()) else { return false }
        var result = JobResult()
        var state = Job.State.done
        do {
            let request = try JSONDecoder().decode(ImportRequest.self, from: Data(row.input.utf8))
            result = try await run(request, job: row.id)
        } catch is CancellationError {
            // Stopping the program is no wish to stop the job: it stays running and starts again with the next start.
            if Task.isCancelled { throw CancellationError() }
            state = .cancelled
            await deriveAfterCancel(logger)
        } catch {
            state = .failed
            result.failure = ImportFailure(error, job: row.id, folder: dataDirectory)
            logger?.error("A job failed", metadata: ["job": "\(row.id)", "error": "\(error)"])
        }
        let json = String(decoding: try JSONEncoder().encode(result), as: UTF8.self)
        try await record(UnrecordedOutcomes.Outcome(state: state, result: json), of: row.id)
        return true
    }

    /// Records how a job ended; what a full disk does not take stays in memory and is recorded before the next job.
    private func record(_ outcome: UnrecordedOutcomes.Outcome, of id: Int64) async throws {
        do {
            try await store.endJob(
                id,
                state: outcome.state.rawValue,
                result: outcome.result,
                consequence: try await store.job(id).flatMap { job($0, outcome) }.flatMap(consequence),
                now: now()
            )
            unrecorded[id] = nil
        } catch {
            // What is no matter of the disk would never be taken, and hold up every job behind it.
            unrecorded[id] = StorageFault(error, folder: dataDirectory) == nil ? nil : outcome
            throw error
        }
    }

    /// What was stored before a job was cancelled counts; the job ends even where that cannot be derived.
    private func deriveAfterCancel(_ logger: Logger?) async {
        do {
            try await deriveConsumption()
        } catch {
            logger?.error("Consumption could not be derived", metadata: ["error": "\(error)"])
        }
    }

    private func run(_ request: ImportRequest, job: Int64) async throws -> JobResult {
        switch request.kind {
        case .importPlaces: try await runTable(request, job: job, importPlaces)
        case .importBuildings: try await runTable(request, job: job, importBuildings)
        case .importMeters: try await runTable(request, job: job, importMeters)
        case .importStructure: try await runTable(request, job: job, importStructure)
        case .importRepairs: try await runTable(request, job: job, importRepairs)
        case .importTemperatures: try await runTable(request, job: job, importTemperatures)
        case .importReadings: try await runTable(request, job: job, importReadings)
        case .importBoundaries: JobResult(findings: try await importBoundaries(request, job: job))
        case .importPlan: JobResult(findings: try await importPlan(request, job: job))
        case .importReports: try await runTable(request, job: job, importReports)
        case .runScenario: try await runScenario(request, job: job)
        }
    }

    private func runTable(
        _ request: ImportRequest,
        job: Int64,
        _ work: (inout ImportRun, inout CSVReader) async throws -> Void
    ) async throws -> JobResult {
        // The rows of a workbook become a file without a name, which goes away with its reader.
        let rows = "\(dataDirectory)/job-\(job).rows"
        let sheet = try Workbook.writeRows(of: request.path, to: rows)
        defer { try? FileManager.default.removeItem(atPath: rows) }
        var reader = try CSVReader(path: sheet == nil ? request.path : rows)
        var run = try await ImportRun.start(
            request,
            job: job,
            on: self,
            sheet: sheet,
            header: reader.header,
            totalBytes: reader.totalBytes,
            resuming: try await checkpoint(ofJob: job, totalBytes: reader.totalBytes)
        )
        do {
            try await work(&run, &reader)
        } catch {
            // The first error is the one to tell; a full disk makes these fail as well.
            try? run.finish()
            _ = try? await store.recordProgress(run.progress, job: job)
            throw error
        }
        try run.finish()
        _ = try await store.recordProgress(run.progress, job: job)
        return JobResult(findings: run.findings)
    }

    /// Rejected rows and unreadable files are owed a correction, until a file of the same name comes in whole.
    private func consequence(of job: Job) -> Store.JobConsequence? {
        // A scenario is asked for by whoever waits for it.
        guard job.kind != .runScenario else { return nil }
        let isFailed = job.state == .failed
        if isFailed || job.rejected > 0 {
            let draft = WorkItemDraft(
                kind: isFailed ? "import.failed" : "import.rejected",
                object: ("job", job.id),
                evidence: isFailed ? [job.fileName] : [String(job.rejected), job.fileName],
                role: [.importMeters, .importReadings].contains(job.kind) ? .operatorEngineer : .cityOfficer
            )
            return .owed(draft)
        }
        return job.state == .done ? .settled(kinds: ["import.failed", "import.rejected"], file: job.fileName) : nil
    }
}

/// How a job ended, as it is stored.
struct JobResult: Codable {
    var failure: ImportFailure?
    private var findings: [StoredFinding] = []

    init(findings: [DataFinding] = []) { self.findings = findings.map(StoredFinding.init) }

    var dataFindings: [DataFinding] { findings.map(\.finding) }
}
