import Store

/// What a start put right (恢复情况).
public struct Recovery: Sendable, Hashable {
    /// Jobs that were at work and wait again.
    public let jobs: Int
    /// Interrupted backups that were removed.
    public let backups: Int
    /// Meter-days whose consumption was derived; `nil` where that failed, and the log says why.
    public let meterDays: Int?
}

extension Platform {
    /// Puts right what a crash left half done (启动恢复): jobs start again, consumption is derived, interrupted backups go.
    ///
    /// - Parameter failed: told why consumption could not be derived.
    /// - Returns: what was put right.
    /// - Throws: a database error.
    func recover(_ failed: (any Error) -> Void = { _ in }) async throws -> Recovery {
        let jobs = try await store.requeueInterruptedJobs()
        let runs = try await store.failInterruptedBackups(now: now())
        let folders = backups.directory.removeIncomplete().count
        var meterDays: Int?
        do {
            meterDays = try await deriveConsumption()
        } catch {
            // One damaged block must not keep the pages from being served; `verify` names it.
            failed(error)
        }
        return Recovery(jobs: jobs, backups: max(runs, folders), meterDays: meterDays)
    }
}
