import Access
import Units
import Workflows

/// How safe the data is.
struct BackupsResponse: APIResponse {
    let state: String
    let lastSuccess: String?
    let next: String
    let isWanted: Bool
    let running: BackupProgressResponse?
    let backups: [BackupResponse]
    let failures: [BackupFailureResponse]

    init(_ overview: BackupOverview) {
        state = overview.state.rawValue
        lastSuccess = overview.lastSuccess?.iso8601
        next = overview.next.iso8601
        isWanted = overview.isWanted
        running = overview.running.map(BackupProgressResponse.init)
        backups = overview.backups.map(BackupResponse.init)
        failures = overview.failures.map(BackupFailureResponse.init)
    }
}

/// How far a running backup is.
struct BackupProgressResponse: APIResponse {
    let since: String
    let doneBytes: Int64
    let totalBytes: Int64

    init(_ progress: BackupDesk.Progress) {
        since = progress.since.iso8601
        doneBytes = progress.done
        totalBytes = progress.total
    }
}

/// A backup that lies there.
struct BackupResponse: APIResponse {
    let name: String
    let createdAt: String
    let cause: String
    let packedBytes: Int64
    let bytes: Int64
    let auditSequence: Int64?
    let auditHash: String?

    init(_ backup: Backup) {
        let manifest = backup.manifest
        name = backup.name
        createdAt = manifest.time.iso8601
        cause = manifest.cause.rawValue
        packedBytes = manifest.packedBytes
        bytes = manifest.bytes
        auditSequence = manifest.auditHead?.sequence
        auditHash = manifest.auditHead?.hash
    }
}

/// A try that did not end in a backup.
struct BackupFailureResponse: APIResponse {
    let at: String
    let cause: String
    let reason: String

    init(_ failure: BackupOverview.Failure) {
        at = failure.at.iso8601
        cause = failure.cause
        reason = failure.words.first ?? "database"
    }
}
