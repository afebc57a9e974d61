import Foundation
import Store
public import Units

/// What is waiting, running and safe (运行状况), as monitoring asks for it.
public struct OperationFigures: Sendable {
    /// The last change of the schema.
    public let migration: String
    /// Jobs by state.
    public let jobs: [String: Int]
    /// How long the oldest waiting job has waited; zero without one. [s]
    public let queueAge: Int64
    /// Passwords that wait or are hashed.
    public let hashQueue: Int
    /// Work items that somebody owes.
    public let openWorkItems: Int
    /// Notices on their way.
    public let waitingNotices: Int
    /// When the last backup that succeeded ended.
    public let lastBackup: Instant?
    /// The number of the audit log's last entry.
    public let auditSequence: Int64
    /// What comes in and what waits in the reading store.
    public let intake: IntakeFigures
    /// Room left in the data folder. [B]
    public let freeBytes: Int64
}

/// Something without which the platform cannot work.
public enum ReadinessCheck: String, Sendable, CaseIterable {
    /// The database answers.
    case database
    /// Its schema is this program's.
    case migrations
    /// The data folder has room.
    case disk
}

extension Platform {
    /// Below this the platform refuses to call itself ready. [B]
    static let leastFreeBytes: Int64 = 256 << 20

    /// What keeps the platform from working; empty when it is ready.
    public func failedChecks() async -> [ReadinessCheck] {
        var failed: [ReadinessCheck] = []
        do {
            if try await !store.isReady() { failed.append(.migrations) }
        } catch {
            failed.append(.database)
        }
        if (freeBytes ?? 0) < Self.leastFreeBytes { failed.append(.disk) }
        return failed
    }

    /// Room left in the data folder; `nil` where the system does not say. [B]
    public var freeBytes: Int64? {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: dataDirectory)
        return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
    }

    /// What is waiting, running and safe.
    public func operationFigures() async throws -> OperationFigures {
        let row = try await store.operations()
        let now = now().seconds
        return OperationFigures(
            migration: row.migrations.last ?? "",
            jobs: row.jobs,
            queueAge: row.oldestQueued.map { max(0, now - $0.seconds) } ?? 0,
            hashQueue: entrance.hasher.queueLength,
            openWorkItems: row.openWorkItems,
            waitingNotices: row.waitingNotices,
            lastBackup: row.lastBackup,
            auditSequence: row.auditSequence,
            intake: try await intakeFigures(consumed: row.consumedSequence),
            freeBytes: freeBytes ?? 0
        )
    }
}
