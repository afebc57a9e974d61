import Foundation

/// A thread of its own for long work that nobody waits for (低优先级线程).
///
/// The threads that answer requests are as many as there are cores; reading and packing gigabytes must take none of
/// them, and gives way to whoever is.
enum PatientThread {
    /// How far behind others the thread stands, 0 … 19.
    private static let niceness: Int32 = 10

    /// Runs work to its end.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                // On Linux 0 names the calling thread, not its process.
                setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
                continuation.resume(with: Result { try work() })
            }
        }
    }
}
