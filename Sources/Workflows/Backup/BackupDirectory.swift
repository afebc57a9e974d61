import Archives
import Foundation
import Units

/// The folder in which the platform keeps its backups (备份目录).
public struct BackupDirectory: Sendable, Hashable {
    /// Where it is.
    public let path: String

    /// Names a directory; it is made with the first backup.
    public init(_ path: String) { self.path = path }

    /// Complete backups, newest first.
    public func backups() -> [Backup] {
        folders().compactMap { try? Backup(at: "\(path)/\($0)") }.sorted {
            ($0.manifest.createdAt, $0.name) > ($1.manifest.createdAt, $1.name)
        }
    }

    /// Removes what an interrupted backup left and returns the names.
    ///
    /// Only folders with the name of a backup and without a manifest: nothing else that may lie here is touched.
    func removeIncomplete() -> [String] {
        folders().filter { name in
            !FileManager.default.fileExists(atPath: "\(path)/\(name)/\(Backup.manifestName)") && remove(name)
        }
    }

    /// Removes backups whose time is over and returns their names.
    func rotate(now: Instant) -> [String] {
        let backups = backups()
        let expired = BackupRotation.expired(backups.map { ($0.manifest.time, $0.manifest.cause) }, now: now)
        return expired.map { backups[$0].name }.filter(remove)
    }

    /// The manifest goes first, so that half a backup never looks like a whole one.
    private func remove(_ name: String) -> Bool {
        unlink("\(path)/\(name)/\(Backup.manifestName)")
        return (try? FileManager.default.removeItem(atPath: "\(path)/\(name)")) != nil
    }

    /// The path of a backup that is about to be made.
    func newPath(at now: Instant, cause: BackupManifest.Cause) -> String {
        let time = now.description.replacing(" ", with: "T").replacing(":", with: "")
        let first = "\(path)/\(time)-\(cause.rawValue)"
        var next = first
        var number = 1
        while FileManager.default.fileExists(atPath: next) {
            number += 1
            next = "\(first)-\(number)"
        }
        return next
    }

    /// Folders that are named like backups.
    private func folders() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
            $0.wholeMatch(of: /\d{4}-\d{2}-\d{2}T\d{6}-(nightly|asked|upgrade)(-\d+)?/) != nil
        }
    }
}
