public import Access
import Foundation
import Logging
import Store
import Units

extension Platform {
    /// What a failed backup leaves to do: all of them are one thing to mend.
    private static let owed = (kind: "backup.failed", object: (kind: "backup", id: Int64(1)))

    /// Makes a backup, beside everything else that goes on (备份).
    ///
    /// It is noted in the database and in the audit log; a failure is owed to the system administrator until a later one
    /// succeeds.
    ///
    /// - Parameters:
    ///   - cause: why.
    ///   - actor: who wanted it.
    ///   - directory: where it is made; where `nil`, in the platform's own folder of backups, which is then cleared of
    ///     interrupted and expired ones.
    /// - Returns: the complete backup.
    /// - Throws: ``BackupFailure``, or a database error.
    @discardableResult
    public func backUp(
        cause: BackupManifest.Cause,
        actor: Actor,
        to directory: String? = nil
    ) async throws -> Backup {
        let begun = now()
        guard backups.begin(begun) else { throw BackupFailure.busy }
        defer { backups.end() }
        let target = directory.map { BackupDirectory($0) } ?? backups.directory
        if directory == nil { _ = target.removeIncomplete() }
        let path = target.newPath(at: begun, cause: cause)
        let run = try await store.startBackup(cause: cause.rawValue, path: path, now: begun)
        do {
            let maker = BackupMaker(of: dataDirectory, in: target, cause: cause, now: begun, run: run)
            let backup = try await make(maker)
            let event = AuditEvent(actor, "backup.make", object: ("backup", "\(run)"), changes: backup.changes)
            let manifest = backup.manifest
            try await store.endBackup(
                run,
                bytes: manifest.packedBytes,
                head: manifest.auditHead,
                keeping: event,
                now: now()
            )
            try await store.closeWorkItem(kind: Self.owed.kind, object: Self.owed.object, by: actor, now: now())
            if directory == nil { _ = target.rotate(now: now()) }
            return backup
        } catch {
            let failure = BackupFailure(error)
            let event = AuditEvent(
                actor,
                "backup.make",
                object: ("backup", "\(run)"),
                outcome: .failed,
                changes: [AuditEvent.Change("failure", after: failure.words.joined(separator: " "))]
            )
            try await store.failBackup(run, failure: failure.words, keeping: event, now: now())
            // Stopping the program is no failure that somebody must mend.
            if failure != .interrupted {
                let draft = WorkItemDraft(
                    kind: Self.owed.kind,
                    object: Self.owed.object,
                    evidence: failure.words,
                    role: .systemAdministrator
                )
                try await store.openWorkItem(draft, now: now())
            }
            // What is not a reason of a backup's own is for the log.
            if case .database = failure { throw error }
            throw failure
        }
    }

    private func make(_ maker: BackupMaker) async throws -> Backup {
        let desk = backups
        return try await withTaskCancellationHandler {
            try await PatientThread.run { try maker.make { desk.note($0, of: $1) } }
        } onCancel: {
            desk.stop()
        }
    }

    /// Notes a backup that was made before the platform opened the folder, because its schema was about to change.
    public func noteUpgrade(_ backup: Backup) throws {
        try store.noteBackup(
            cause: backup.manifest.cause.rawValue,
            path: backup.path,
            bytes: backup.manifest.packedBytes,
            head: backup.manifest.auditHead,
            keeping: AuditEvent(.system, "backup.make", object: ("backup", backup.name), changes: backup.changes),
            at: backup.manifest.time
        )
    }
}

extension Backup {
    /// What the audit log keeps of it.
    var changes: [AuditEvent.Change] {
        [
            AuditEvent.Change("cause", after: manifest.cause.rawValue),
            AuditEvent.Change("path", after: path),
            AuditEvent.Change("bytes", after: "\(manifest.packedBytes)"),
        ]
    }
}
