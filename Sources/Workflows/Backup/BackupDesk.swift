public import Access
import Synchronization
public import Units

/// Where backups are asked for, and where one reads how far a running one is (备份台).
public final class BackupDesk: Sendable {
    /// Where the platform keeps its backups.
    public let directory: BackupDirectory
    /// When a backup is made by itself.
    public let schedule: NightlySchedule

    /// How far a running backup is.
    public struct Progress: Sendable, Hashable {
        /// When it began.
        public let since: Instant
        /// Bytes done.
        public fileprivate(set) var done: Int64 = 0
        /// Bytes in all.
        public fileprivate(set) var total: Int64 = 1
    }

    private struct State {
        var running: Progress?
        var wanted: Actor?
        var isStopped = false
    }
    private let state = Mutex(State())

    /// Opens a desk.
    ///
    /// - Parameters:
    ///   - directory: where backups are kept.
    ///   - schedule: when one is made by itself.
    public init(directory: String, schedule: NightlySchedule = NightlySchedule()) {
        self.directory = BackupDirectory(directory)
        self.schedule = schedule
    }

    /// How far the running backup is; `nil` while none runs.
    public var running: Progress? { state.withLock(\.running) }

    /// Whether one has been asked for and not been begun.
    public var isWanted: Bool { state.withLock { $0.wanted != nil } }

    /// Asks for a backup; the scheduler makes it soon.
    public func want(_ actor: Actor) { state.withLock { $0.wanted = $0.wanted ?? actor } }

    /// Takes up what was asked for, once.
    func takeWanted() -> Actor? {
        state.withLock { state in
            defer { state.wanted = nil }
            return state.wanted
        }
    }

    /// Begins a backup; false while another one runs.
    func begin(_ now: Instant) -> Bool {
        state.withLock { state in
            guard state.running == nil else { return false }
            state.running = Progress(since: now)
            state.isStopped = false
            return true
        }
    }

    func end() { state.withLock { $0.running = nil } }

    /// Asks the running backup to stop.
    func stop() { state.withLock { $0.isStopped = true } }

    /// Notes how far the running backup is; false where it is to stop.
    func note(_ done: Int64, of total: Int64) -> Bool {
        state.withLock { state in
            state.running?.done = done
            state.running?.total = total
            return !state.isStopped
        }
    }
}
