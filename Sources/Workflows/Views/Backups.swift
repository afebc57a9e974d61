import Store
public import Units

/// What one sees of the backups (备份概况).
public struct BackupOverview: Sendable {
    /// How safe the data is.
    public enum State: String, Sendable, CaseIterable {
        /// The last success is young enough.
        case good
        /// It is too old.
        case late
        /// There is none yet, and there is nothing to lose or the first night is still to come.
        case none
    }

    /// A try that did not end in a backup.
    public struct Failure: Sendable {
        /// When it was begun.
        public let at: Instant
        /// Why it was made.
        public let cause: String
        /// A key of texts under `backup.failure`, then its arguments.
        public let words: [String]
    }

    /// How safe the data is.
    public let state: State
    /// When the last backup that succeeded was begun.
    public let lastSuccess: Instant?
    /// When the next one is planned.
    public let next: Instant
    /// How far the running one is; `nil` while none runs.
    public let running: BackupDesk.Progress?
    /// Whether one has been asked for and begins soon.
    public let isWanted: Bool
    /// The folder of backups.
    public let directory: String
    /// The data folder.
    public let dataDirectory: String
    /// What lies in the folder of backups, newest first.
    public let backups: [Backup]
    /// Failures since the last success, newest first.
    public let failures: [Failure]
}

extension Platform {
    /// What one sees of the backups.
    public func backupOverview() async throws -> BackupOverview {
        let now = now()
        let times = try await store.backupTimes(until: now.adding(seconds: NightlySchedule.patience))
        let runs = try await store.backupRuns(limit: 20)
        let since = times.lastSuccess ?? times.firstData
        let isLate = since.map { $0 < now.adding(seconds: -NightlySchedule.patience) } ?? false
        return BackupOverview(
            state: isLate ? .late : times.lastSuccess == nil ? .none : .good,
            lastSuccess: times.lastSuccess,
            next: backups.schedule.next(after: now),
            running: backups.running,
            isWanted: backups.isWanted,
            directory: backups.directory.path,
            dataDirectory: dataDirectory,
            backups: backups.directory.backups(),
            failures: runs.prefix { $0.state != "done" }.filter { $0.state == "failed" }.map {
                BackupOverview.Failure(at: $0.startedAt, cause: $0.cause, words: $0.failure)
            }
        )
    }
}
