import Access
import Texts
import Units
import Workflows

/// What the page of backups shows (备份页).
struct BackupPage: Sendable {
    /// A backup that lies there.
    struct Row: Sendable {
        let name: String
        let time: String
        let cause: String
        let size: String
        let plain: String
        let rows: String
        let head: String
    }

    /// A try that failed.
    struct Failure: Sendable {
        let time: String
        let cause: String
        let reason: String
    }

    /// How far the running one is.
    struct Running: Sendable {
        let title: String
        let done: String
        let total: String
        let percent: String
    }

    let isActive: String
    let status: String
    let state: String
    let advice: String
    let lastSuccess: String?
    let age: String
    let next: String
    let directory: String
    let isOnSameDisk: Bool
    let mayMake: Bool
    let running: Running?
    let rows: [Row]
    let failures: [Failure]
    let checkCommand: String
    let restoreCommand: String
}

extension BackupPage {
    init(_ overview: BackupOverview, now: Instant, mayMake: Bool, display: Display) {
        let texts = display.texts
        let numbers = display.numbers
        func size(_ bytes: Int64) -> String { numbers.decimal(Double(bytes) / 1e6) + " MB" }
        func cause(_ name: String) -> String { texts[TextKey("backup.cause.\(name)")] }
        isActive = overview.isActive ? "true" : "false"
        state = texts[TextKey("backup.state.\(overview.state.rawValue)")]
        advice = texts[TextKey("backup.advice.\(overview.state.rawValue)")]
        status =
            switch overview.state {
            case .good: "st-done"
            case .late: "st-off"
            case .none: "st-none"
            }
        lastSuccess = overview.lastSuccess.map { display.dates.minute($0) }
        age = overview.lastSuccess.map { display.age(of: $0, at: now) } ?? "—"
        next = display.dates.minute(overview.next)
        directory = overview.directory
        isOnSameDisk = overview.directory.hasPrefix(overview.dataDirectory + "/")
        self.mayMake = mayMake && !overview.isActive
        running = overview.isActive ? Running(overview.running, texts: texts, numbers: numbers) : nil
        rows = overview.backups.map { backup in
            let manifest = backup.manifest
            let count = manifest.databases.values.reduce(0) { $0 + $1.rows.values.reduce(0, +) }
            return Row(
                name: backup.name,
                time: display.dates.minute(manifest.time),
                cause: cause(manifest.cause.rawValue),
                size: size(manifest.packedBytes),
                plain: size(manifest.bytes),
                rows: numbers.integer(count),
                head: manifest.auditHead.map { "\($0.sequence) · \($0.hash.prefix(12))…" } ?? "—"
            )
        }
        failures = overview.failures.map {
            Failure(
                time: display.dates.minute($0.at),
                cause: cause($0.cause),
                reason: texts.text(
                    TextKey("backup.failure.\($0.words.first ?? "database")"),
                    Array($0.words.dropFirst())
                )
            )
        }
        let path = overview.backups.first?.path ?? overview.directory + "/…"
        checkCommand = "tanfeng backup verify \(path)"
        restoreCommand = "tanfeng restore \(path) \\\n  --data \(overview.dataDirectory) --force"
    }
}

extension BackupPage.Running {
    init(_ progress: BackupDesk.Progress?, texts: Localizer, numbers: NumberStyle) {
        title = texts[progress == nil ? "backup.wanted" : "backup.running"]
        let share = progress.map { min(1, Double($0.done) / Double(max($0.total, 1))) } ?? 0
        done = "\(progress?.done ?? 0)"
        total = "\(max(progress?.total ?? 1, 1))"
        percent = numbers.percent(share, decimals: 0)
    }
}

extension Display {
    /// How long ago something was, in words.
    fileprivate func age(of time: Instant, at now: Instant) -> String {
        let minutes = Int(max(0, now.seconds - time.seconds) / 60)
        return switch minutes {
        case ..<1: texts["backup.age.now"]
        case ..<120: texts["backup.age.minutes", numbers.integer(minutes)]
        case ..<(48 * 60): texts["backup.age.hours", numbers.integer(minutes / 60)]
        default: texts["backup.age.days", numbers.integer(minutes / 1_440)]
        }
    }
}
