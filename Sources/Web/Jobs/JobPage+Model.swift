import Texts
import Units
import Workflows

/// What the list of long work shows.
struct JobsPage: Sendable {
    let jobs: [JobPage]
    let isActive: String
    let first: String?
    let next: String?
    /// The form for files; `nil` where the reader may not send any.
    let upload: UploadPlate?

    init(
        _ page: Page<Job>,
        hidden: Set<Int64>,
        isFirst: Bool,
        look: Instant?,
        upload: UploadPlate?,
        display: Display
    ) {
        self.upload = upload
        jobs = page.rows.map { job in
            var shown = JobPage(job, now: nil, hasRejected: !hidden.contains(job.id), display: display)
            shown.isNew = look.map { (job.endedAt ?? job.startedAt ?? job.createdAt) >= $0 } ?? false
            return shown
        }
        isActive = page.rows.contains(where: \.isActive) ? "true" : "false"
        first = isFirst ? nil : display.link("/jobs")
        next = page.next.map { display.link("/jobs?cursor=\($0.percentEncoded)") }
    }
}

/// What the page of one piece of long work shows.
struct JobPage: Sendable {
    let id: String
    let href: String
    let title: String
    let file: String
    let status: String
    let state: String
    let isActive: String
    let isRunning: Bool
    let hasActions: Bool
    let cancelAddress: String
    let done: String
    let total: String
    let percent: String
    let accepted: String
    let rejected: String
    let unchanged: String
    let remaining: String?
    let outcome: String
    let created: String
    let started: String
    let ended: String
    let rejectedAddress: String?
    let findings: [WarningLine]
    let dataAddress: String
    /// Whether something happened to it since the reader's last look.
    var isNew = false
}

extension JobPage {
    /// - Parameters:
    ///   - job: the work.
    ///   - now: the time by which the rest is estimated; `nil` where it is not.
    ///   - hasRejected: whether the reader may have the rows that it refused.
    ///   - display: the language.
    init(_ job: Job, now: Instant?, hasRejected: Bool, display: Display) {
        let texts = display.texts
        id = "\(job.id)"
        href = display.link(job.scenarioRun.map { "\(ScenarioQuery.path)/runs/\($0)" } ?? "/jobs/\(job.id)")
        title = texts[TextKey("job.kind.\(job.kind.rawValue)")]
        file = job.fileName
        status = job.status
        let isPartial = job.state == .done && job.rejected > 0
        state = texts[TextKey(isPartial ? "job.state.doneWithRejected" : "job.state.\(job.state.rawValue)")]
        isActive = job.isActive ? "true" : "false"
        isRunning = job.isActive
        cancelAddress = "/jobs/\(job.id)/cancel"
        done = "\(job.done)"
        total = "\(max(job.total, 1))"
        percent = display.numbers.percent(job.progress, decimals: 0)
        accepted = display.numbers.integer(Int(job.accepted))
        rejected = display.numbers.integer(Int(job.rejected))
        unchanged = display.numbers.integer(Int(job.unchanged))
        remaining = now.flatMap { job.remainingSeconds(at: $0) }.map { display.duration($0) }
        created = display.dates.minute(job.createdAt)
        started = display.dates.minute(job.startedAt)
        ended = display.dates.minute(job.endedAt)
        hasActions = job.isActive || hasRejected && job.hasRejectedFile
        rejectedAddress = hasRejected && job.hasRejectedFile ? "/api/v1/jobs/\(job.id)/rejected.csv" : nil
        findings = job.findings.map { WarningLine($0, display) }
        dataAddress = "/api/v1/jobs/\(job.id)"
        outcome =
            job.failure.map { texts.text(TextKey("job.failure.\($0.key)"), $0.evidence) }
            ?? (job.kind == .runScenario
                ? texts[TextKey("job.outcome.scenario.\(job.state.rawValue)")]
                : texts.text(TextKey("job.outcome.\(job.state.rawValue)"), [accepted, rejected, unchanged]))
    }
}

extension Job {
    /// The part of the file that is done, 0 … 1.
    var progress: Double {
        state == .done ? 1 : total > 0 ? min(1, Double(done) / Double(total)) : 0
    }

    /// How long it will still take at the speed so far; `nil` while that cannot be said. [s]
    func remainingSeconds(at now: Instant) -> Int? {
        guard state == .running, let startedAt, done > 0, total > done else { return nil }
        let elapsed = now.seconds - startedAt.seconds
        guard elapsed >= 2 else { return nil }
        return Int(Double(elapsed) * Double(total - done) / Double(done))
    }

    fileprivate var status: String {
        switch state {
        case .queued: "st-none"
        case .running: "st-on"
        case .done: rejected > 0 ? "st-risk" : "st-done"
        case .failed: "st-off"
        case .cancelled: "st-none"
        }
    }
}

extension Display {
    /// A duration in words, such as “about 2 minutes”.
    func duration(_ seconds: Int) -> String {
        seconds < 60
            ? texts["duration.seconds", numbers.integer(max(seconds, 1))]
            : texts["duration.minutes", numbers.integer((seconds + 30) / 60)]
    }
}
