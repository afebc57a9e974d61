public import Logging
public import ServiceLifecycle
import Store

/// Records once a minute what sources sent, and the last of it when the program stops (入库记录), as a service.
public struct IngestKeeper: Service {
    private let platform: Platform
    private let logger: Logger

    /// Creates a keeper.
    public init(platform: Platform, logger: Logger) {
        self.platform = platform
        self.logger = logger
    }

    /// Runs until the program stops.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(60))
                await record()
            }
        }
        await record()
    }

    private func record() async {
        do {
            try await platform.recordIngest()
        } catch {
            logger.error("What sources sent could not be recorded", metadata: ["error": "\(error)"])
        }
    }
}
