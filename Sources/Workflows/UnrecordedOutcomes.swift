import Store
import Synchronization

/// How jobs ended that could not be recorded yet, because the disk is full (待记录的任务结果).
///
/// Whoever asks is told; a program that stops before it could record them runs the jobs again.
final class UnrecordedOutcomes: Sendable {
    /// How a job ended.
    struct Outcome: Sendable {
        let state: Job.State
        /// The result as it is stored, JSON.
        let result: String
    }

    private let waiting = Mutex<[Int64: Outcome]>([:])
    private let lastFault = Mutex<StorageFault?>(nil)

    /// Why jobs cannot go on; `nil` while they can.
    var fault: StorageFault? {
        get { lastFault.withLock { $0 } }
        set { lastFault.withLock { $0 = newValue } }
    }

    /// The outcome of a job that waits to be recorded.
    subscript(job: Int64) -> Outcome? {
        get { waiting.withLock { $0[job] } }
        set { waiting.withLock { $0[job] = newValue } }
    }

    /// Every outcome that waits to be recorded, by the number of its job.
    var all: [Int64: Outcome] { waiting.withLock { $0 } }
}
