public import Access
import Archives
import Foundation
import Metering
import Store
public import Units

/// Puts a backup back (恢复): unpacked and checked beside the data folder, then brought up to date, then put in its place.
public struct Restore: Sendable {
    /// The backup.
    public let backup: Backup
    /// The data folder that it becomes.
    public let target: String
    /// Where it is prepared.
    public var prepared: String { target + ".part" }

    private static let mark = ".restoring"

    /// Plans a restoration.
    ///
    /// - Parameters:
    ///   - path: the backup's folder.
    ///   - target: the data folder that it becomes.
    ///   - isReplacing: whether data that stands there may be moved aside.
    /// - Throws: ``BackupFailure``, also where the target holds data and may not be replaced.
    public init(of path: String, to target: String, isReplacing: Bool) throws(BackupFailure) {
        backup = try Backup(at: URL(fileURLWithPath: path).standardizedFileURL.path)
        self.target = URL(fileURLWithPath: target).resolvingSymlinksInPath().path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: self.target)) ?? []
        guard isReplacing || Set(names).isSubset(of: [DataFiles.lock]) else { throw .occupied(path: self.target) }
    }

    /// Unpacks the backup beside the target and checks everything in it.
    ///
    /// - Parameter progress: told how many bytes of how many are done; `false` stops the work.
    /// - Throws: ``BackupFailure``; nothing is then left of what was prepared.
    public func prepare(_ progress: (Int64, Int64) -> Bool = { _, _ in true }) throws(BackupFailure) {
        let files = FileManager.default
        if files.fileExists(atPath: prepared) {
            // Only what an earlier restoration left unfinished is ours to remove.
            guard files.fileExists(atPath: "\(prepared)/\(Self.mark)") else { throw .occupied(path: prepared) }
            try? files.removeItem(atPath: prepared)
        }
        do {
            try files.createDirectory(
                atPath: prepared,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try Folders.write([], to: "\(prepared)/\(Self.mark)")
        } catch {
            throw .archive(.unwritable(path: prepared))
        }
        do throws(BackupFailure) {
            try backup.unpack(into: prepared, progress)
            try backup.check(unpackedInto: prepared)
        } catch {
            abandon()
            throw error
        }
    }

    /// The audit log that stands in the target and that nobody will find there again.
    func replacedLog() -> ReplacedLog { ReplacedLog(in: target, after: backup.manifest.auditHead?.sequence ?? 0) }

    /// Removes what was prepared.
    public func abandon() { try? FileManager.default.removeItem(atPath: prepared) }

    /// Puts what was prepared in the target's place; what stood there goes aside, but its backups stay.
    ///
    /// - Parameter now: names the folder that the old data goes to.
    /// - Returns: that folder; `nil` where there was no data.
    /// - Throws: ``BackupFailure/irreplaceable(path:)``.
    public func finish(now: Instant) throws(BackupFailure) -> String? {
        let files = FileManager.default
        giveToOwner()
        for name in [Self.mark, DataFiles.runningMark] { unlink("\(prepared)/\(name)") }
        let aside = target + ".before-restore-" + now.description.replacing(" ", with: "T").replacing(":", with: "")
        try FolderSwap.replace(target, by: prepared, aside: aside)
        // The backups belong to the place, not to the data; here they are looked for.
        rename(aside + "/backups", target + "/backups")
        unlink("\(aside)/\(DataFiles.lock)")
        guard (try? files.contentsOfDirectory(atPath: aside))?.isEmpty == true else {
            return files.fileExists(atPath: aside) ? aside : nil
        }
        rmdir(aside)
        return nil
    }

    /// Restored by root, the data still belongs to the account that the server runs as: the one that owns the old folder.
    private func giveToOwner() {
        guard geteuid() == 0, let owner = try? FileManager.default.attributesOfItem(atPath: target),
            let user = owner[.ownerAccountID] as? NSNumber, let group = owner[.groupOwnerAccountID] as? NSNumber
        else { return }
        let inside = FileManager.default.enumerator(atPath: prepared)?.compactMap { $0 as? String } ?? []
        for path in [prepared] + inside.map({ "\(prepared)/\($0)" }) {
            lchown(path, user.uint32Value, group.uint32Value)
        }
    }
}

/// What came back with a backup (恢复结果).
public struct RestoreReport: Sendable {
    /// Rows of every table.
    public let rows: Int
    /// Buildings.
    public let buildings: Int
    /// Meters.
    public let meters: Int
    /// Readings.
    public let readings: Int
    /// Meter-days whose consumption was derived again from readings that it did not know yet.
    public let replayed: Int
    /// Emissions of the last year with data. [kg]
    public let emissions: (year: Int, kilograms: Double)?
    /// The end of the audit log in the backup.
    public let head: AuditAnchor?
    /// The audit log that is set aside.
    public let replaced: ReplacedLog
    /// What is wrong with the audit log; empty when it is whole.
    public let auditProblems: [AuditChain.Problem]
}

extension Platform {
    /// Brings unpacked data up to date and tells what it holds: derives what readings are ahead, checks the audit log.
    ///
    /// The first entry after those of the backup says that it was restored, and where the log ended that it replaces: newer
    /// anchors of that log are explained by it, as long as the log is whole up to there.
    public func finishRestore(_ restore: Restore, actor: Actor) async throws -> RestoreReport {
        let backup = restore.backup
        let manifest = backup.manifest
        let replaced = restore.replacedLog()
        let restored = AuditEvent.Change(
            AuditChain.Restoration.restoredField,
            after: manifest.auditHead?.text ?? "none"
        )
        let event = AuditEvent(
            actor,
            AuditChain.Restoration.action,
            object: ("backup", backup.name),
            changes: [restored] + replaced.changes + backup.changes
        )
        if let run = manifest.run {
            // In the copy the backup had only just begun.
            try await store.endBackup(
                run,
                bytes: manifest.packedBytes,
                head: manifest.auditHead,
                keeping: event,
                at: manifest.time,
                now: now()
            )
        } else {
            try await record(event)
        }
        // Its own manifest only: the others are looked for where the data will be.
        let audit = try await verifyAudit(backups: backup.path, actor: actor)
        let replayed = try await deriveConsumption()
        _ = try await store.failInterruptedBackups(now: now())
        let state = try await dataState(scope: .all)
        let year = state.lastDay?.year
        var emissions: (Int, Double)?
        if let year, let report = try await accountReport(year: year, building: nil, scope: .all) {
            emissions = (year.number, report.carbon_kgco2)
        }
        return RestoreReport(
            rows: manifest.databases.values.reduce(0) { $0 + $1.rows.values.reduce(0, +) },
            buildings: state.buildingCount,
            meters: state.meterCount,
            readings: try await readings.statistics().readings,
            replayed: replayed,
            emissions: emissions,
            head: manifest.auditHead,
            replaced: replaced,
            auditProblems: audit.problems
        )
    }
}
