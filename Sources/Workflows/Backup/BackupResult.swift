import Access

/// What became of a backup that the command line asked for (备份结果).
public struct BackupResult: Codable, Sendable {
    /// Where it is; `nil` where it failed.
    public let path: String?
    /// What it takes there. [B]
    public let packedBytes: Int64
    /// What it takes when it is restored. [B]
    public let bytes: Int64
    /// A key of texts under `backup.failure`, then its arguments; empty where it succeeded.
    public let failure: [String]
}

extension Platform {
    /// Makes a backup because somebody at the machine asked for it.
    func backUpOnRequest(directory: String?) async throws -> BackupResult {
        do {
            let backup = try await backUp(cause: .asked, actor: .console, to: directory)
            let manifest = backup.manifest
            return BackupResult(
                path: backup.path,
                packedBytes: manifest.packedBytes,
                bytes: manifest.bytes,
                failure: []
            )
        } catch let failure as BackupFailure {
            return BackupResult(path: nil, packedBytes: 0, bytes: 0, failure: failure.words)
        }
    }
}
