public import Logging
public import ServiceLifecycle
import Store

/// Runs queued jobs one after the other, and between them derives consumption from readings that sources sent, as a
/// service (任务执行).
public struct JobRunner: Service {
    /// How far the accounts may be behind readings that come in by themselves, where deriving takes no longer than a third
    /// of that.
    private static let derivationPause = Duration.seconds(4)

    private let platform: Platform
    private let logger: Logger
    private let recovered: @Sendable (Recovery) -> Void

    /// Creates a runner.
    ///
    /// - Parameters:
    ///   - platform: whose jobs it runs.
    ///   - logger: hears of what fails.
    ///   - recovered: told once what the start put right.
    public init(platform: Platform, logger: Logger, recovered: @escaping @Sendable (Recovery) -> Void = { _ in }) {
        self.platform = platform
        self.logger = logger
        self.recovered = recovered
    }

    /// Runs until the program stops; jobs that a crash left running start again.
    public func run() async throws {
        let recovery = try await platform.recover { error in
            logger.error("Consumption could not be derived", metadata: ["error": "\(error)"])
        }
        recovered(recovery)
        let clock = ContinuousClock()
        await cancelWhenGracefulShutdown {
            var lastWords = ""
            var lastDerived = clock.now
            var pause = Self.derivationPause
            while !Task.isCancelled {
                do {
                    let isOpen = try await platform.store.hasOpenJobs()
                    let hasRun = isOpen ? try await platform.runJob(logger: logger) : false
                    platform.unrecorded.fault = nil
                    lastWords = ""
                    if clock.now - lastDerived > pause {
                        let start = clock.now
                        try await platform.deriveConsumption()
                        lastDerived = clock.now
                        // At most a third of the time goes into it, however much comes in.
                        pause = max(Self.derivationPause, (lastDerived - start) * 2)
                    }
                    if hasRun { continue }
                } catch is CancellationError {
                    return
                } catch {
                    platform.unrecorded.fault = StorageFault(error, folder: platform.dataDirectory)
                    // A full disk stays full for a while; the log, perhaps on the same disk, hears of it once.
                    if "\(error)" != lastWords {
                        logger.error("A job could not be run", metadata: ["error": "\(error)"])
                    }
                    lastWords = "\(error)"
                }
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
    }
}
