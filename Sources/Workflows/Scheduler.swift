import Access
public import Logging
public import ServiceLifecycle
import Store
import Units

/// Does what the clock asks for, and backups that people ask for, as a service (调度).
public struct Scheduler: Service {
    private let platform: Platform
    private let logger: Logger

    /// How often the clock is looked at. [s]
    private static let glance = 20
    /// How often refused attempts that were only counted are written down. [s]
    private static let counting = 3_600

    /// Creates a scheduler.
    public init(platform: Platform, logger: Logger) {
        self.platform = platform
        self.logger = logger
    }

    /// Runs until the program stops.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var watching = platform.now()
            var second = 0
            while !Task.isCancelled {
                watching = min(watching, platform.now())
                if let actor = platform.backups.takeWanted() { await backUp(.asked, actor) }
                if second % Self.glance == 0 { await doNightlyWork(watching: watching) }
                second += 1
                if second % Self.counting == 0 { await keepRefusalCounts(isClosing: false) }
                try? await Task.sleep(for: .seconds(1))
            }
        }
        await keepRefusalCounts(isClosing: true)
    }

    private func keepRefusalCounts(isClosing: Bool) async {
        do {
            try await platform.keepRefusalCounts(isClosing: isClosing)
        } catch {
            logger.error("Refused attempts could not be recorded", metadata: ["error": "\(error)"])
        }
    }

    /// Whatever fails is tried again later; nothing of it stops the program.
    private func doNightlyWork(watching: Instant) async {
        do {
            guard try await platform.isNightlyWorkDue(watching: watching) else { return }
        } catch {
            logger.error("The schedule could not be read", metadata: ["error": "\(error)"])
            return
        }
        await backUp(.nightly, .system)
        do {
            try await platform.tidyUp()
        } catch {
            logger.error("Nightly tidying failed", metadata: ["error": "\(error)"])
        }
        do {
            try await platform.keepForecasts(by: .system)
        } catch {
            logger.error("Forecasts could not be kept", metadata: ["error": "\(error)"])
        }
        do {
            try await platform.checkClocks()
        } catch {
            logger.error("Clocks could not be checked", metadata: ["error": "\(error)"])
        }
        do {
            try await platform.checkSilence()
        } catch {
            logger.error("Silent meters could not be looked for", metadata: ["error": "\(error)"])
        }
        do {
            try await platform.checkFaults()
        } catch {
            logger.error("Faults of meters could not be looked for", metadata: ["error": "\(error)"])
        }
    }

    private func backUp(_ cause: BackupManifest.Cause, _ actor: Actor) async {
        do {
            let backup = try await platform.backUp(cause: cause, actor: actor)
            logger.info("Backup made", metadata: ["path": "\(backup.path)", "bytes": "\(backup.manifest.packedBytes)"])
        } catch {
            logger.error("Backup failed", metadata: ["error": "\(error)"])
        }
    }
}

extension Platform {
    /// Whether the nightly work is to be done now.
    func isNightlyWorkDue(watching: Instant) async throws -> Bool {
        let now = now()
        let times = try await store.backupTimes(until: now.adding(seconds: NightlySchedule.patience))
        let past = NightlySchedule.Past(
            lastSuccess: times.lastSuccess,
            lastTry: times.lastNight,
            firstData: times.firstData
        )
        return backups.schedule.isDue(now, past, watching: watching)
    }

    /// The nightly work besides the backup: the audit log is anchored in the system log; what has expired goes,
    /// and so do files that came in and were never asked for again.
    func tidyUp() async throws {
        try await anchorAudit()
        try await store.removeExpired(now: now())
        try await removeAbandonedUploads(untouchedFor: 86_400)
    }
}
