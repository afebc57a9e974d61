public import Logging
public import ServiceLifecycle
import Store

/// Runs queued jobs one after the other, as a service (任务执行).
public struct JobRunner: Service {
    private let platform: Platform
    private let logger: Logger

    /// Creates a runner.
    public init(platform: Platform, logger: Logger) {
        self.platform = platform
        self.logger = logger
    }

    /// Runs until the program stops; jobs that a crash left running start again.
    public func run() async throws {
        try await platform.store.requeueInterruptedJobs()
        do {
            try await platform.deriveConsumption()
        } catch {
            // One damaged block must not keep the pages from being served; `verify` names it.
            logger.error("Consumption could not be derived", metadata: ["error": "\(error)"])
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await platform.store.hasOpenJobs(), try await platform.runJob(logger: logger) { continue }
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("A job could not be run", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
    }
}
