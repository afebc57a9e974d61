import Access
public import Scenarios
public import Store
import Units

/// What the command line asks a running server, one JSON line each (控制请求).
public enum ControlRequest: Codable, Sendable {
    /// Queue an import.
    case submit(ImportRequest)
    /// How far a job is.
    case job(Int64)
    /// Stop a job.
    case cancel(Int64)
    /// The account of a year; a building by number or code, or the city.
    case account(year: Int, building: String?)
    /// Check integrity and conservation.
    case verify
    /// Make a backup; in the platform's own folder where none is given.
    case backUp(directory: String?)
    /// Import the text of a plan.
    case importPlan(path: String, choices: PlanChoices)
    /// Keep the plan of another place for comparison.
    case importReference(path: String, place: String)
    /// The targets of the plan.
    case targets
    /// Keep this month's round of forecasts.
    case keepForecasts
    /// The audit log.
    case audit(AuditRequest)
    /// What scenarios ask to have measured.
    case measured([MeasuredQuery])
    /// Accounts and roles.
    case people(PeopleCommand)
}

/// The answer to a ``ControlRequest``.
public enum ControlAnswer: Codable, Sendable {
    /// The number of a queued job.
    case submitted(Int64)
    /// How far a job is; `nil` where there is no such job.
    case job(JobStatus?)
    /// Whether a job could still be stopped.
    case cancelled(Bool)
    /// An account; `nil` where there is none.
    case account(AccountReport?)
    /// The result of a check.
    case verification(Verification)
    /// What became of a backup.
    case backup(BackupResult)
    /// What became of the import of a plan.
    case plan(PlanImport)
    /// The targets of the plan; `nil` where there is none.
    case targets(TargetReport?)
    /// What became of keeping a round of forecasts.
    case forecasts(ForecastRoundReport)
    /// The audit log.
    case audit(AuditAnswer)
    /// What was measured for scenarios.
    case measured([MeasuredAnswer])
    /// Accounts and roles.
    case people(PeopleAnswer)
    /// The disk below the data folder does not take or give it.
    case refused(StorageFault)
    /// The request failed inside; the log knows why.
    case failed
}

/// A job's state for a progress bar.
public struct JobStatus: Codable, Sendable {
    /// Where it stands.
    public let state: String
    /// Bytes done.
    public let done: Int64
    /// Bytes in all.
    public let total: Int64
    /// Rows accepted.
    public let accepted: Int64
    /// Rows rejected.
    public let rejected: Int64
    /// Rows that were there already.
    public let unchanged: Int64
    /// Why it failed: a text key under `job.failure`, then its arguments.
    public let failure: [String]
    /// Rules with their arguments, about the file as a whole.
    public let findings: [[String]]
    /// The list of rejected rows.
    public let rejectedFile: String?

    init(_ job: Job, rejectedFile: String?) {
        state = job.state.rawValue
        done = job.done
        total = job.total
        accepted = job.accepted
        rejected = job.rejected
        unchanged = job.unchanged
        failure = job.failure.map { [$0.key] + $0.evidence } ?? []
        findings = job.findings.map { [$0.rule] + $0.evidence }
        self.rejectedFile = rejectedFile
    }

    /// Whether it has ended, well or not.
    public var hasEnded: Bool { !["queued", "running"].contains(state) }
}

extension Platform {
    /// Answers a request of the command line, whether it came through the socket or from the same process.
    public func answer(_ request: ControlRequest) async throws -> ControlAnswer {
        switch request {
        case .submit(let request): .submitted(try await submit(request, by: .console))
        case .job(let id):
            try await status(ofJob: id)
        case .cancel(let id): .cancelled(try await cancel(job: id, by: .console))
        case .account(let year, let building):
            .account(try await accountReport(year: CivilYear(year), building: building, scope: .all))
        case .verify: .verification(try await verify())
        case .backUp(let directory): .backup(try await backUpOnRequest(directory: directory))
        case .importPlan(let path, let choices):
            .plan(try await importPlan(path: path, choices: choices, actor: .console))
        case .importReference(let path, let place):
            .plan(try await importReference(path: path, place: place, actor: .console))
        case .people(let command): .people(try await answer(command))
        case .measured(let queries): .measured(try await measuredIntensities(queries))
        case .targets: .targets(try await targetReport(scope: .all))
        case .keepForecasts: .forecasts(try await keepForecasts(by: .console))
        case .audit(let request): .audit(try await answer(request))
        }
    }

    /// How far a job is; where the disk keeps it from going on, that.
    private func status(ofJob id: Int64) async throws -> ControlAnswer {
        let status = try await job(id).map { JobStatus($0, rejectedFile: rejectedFile(job: id)) }
        if let fault = unrecorded.fault, status?.hasEnded == false { return .refused(fault) }
        return .job(status)
    }
}
