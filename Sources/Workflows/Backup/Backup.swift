import Archives
import Foundation
import Store

/// A complete copy of the data folder (备份): packed files and a manifest in a folder of their own.
public struct Backup: Sendable, Hashable {
    /// Its folder.
    public let path: String
    /// What it says of itself.
    public let manifest: BackupManifest

    /// The folder's name, such as `2026-11-21T023000-nightly`.
    public var name: String { (path as NSString).lastPathComponent }

    static let manifestName = "manifest.json"

    init(path: String, manifest: BackupManifest) {
        self.path = path
        self.manifest = manifest
    }

    /// Opens a backup; what is in it is not looked at yet.
    public init(at path: String) throws(BackupFailure) {
        let file = path + "/" + Self.manifestName
        guard let bytes = FileManager.default.contents(atPath: file) else { throw .notABackup(path: path) }
        /// All that a manifest of any format can be relied on to say.
        struct Format: Decodable { let format: Int }
        guard let format = try? JSONDecoder().decode(Format.self, from: bytes) else { throw .badManifest(path: file) }
        guard format.format <= BackupManifest.currentFormat else { throw .newer(path: path) }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: bytes),
            manifest.files.map(\.name).allSatisfy(Self.isSafe),
            manifest.files.count == Set(manifest.files.map(\.name)).count
        else { throw .badManifest(path: file) }
        self.init(path: path, manifest: manifest)
    }

    /// Whether a name stays within the folder that it is put into.
    private static func isSafe(_ name: String) -> Bool {
        name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
            && !name.utf8.contains(0)
    }

    /// Unpacks every file into a folder and compares it with its checksums.
    ///
    /// - Parameters:
    ///   - folder: an empty one.
    ///   - progress: told how many bytes of how many are done; `false` stops the work.
    /// - Throws: ``BackupFailure``.
    public func unpack(
        into folder: String,
        _ progress: (Int64, Int64) -> Bool = { _, _ in true }
    ) throws(BackupFailure) {
        let needed = manifest.bytes + manifest.bytes / 20
        if let free = DiskRoom.free(at: folder), free < needed {
            throw .noRoom(path: folder, needed: needed, free: free)
        }
        var done: Int64 = 0
        for file in manifest.files {
            let target = "\(folder)/\(file.name)"
            do {
                try FileManager.default.createDirectory(
                    atPath: (target as NSString).deletingLastPathComponent,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
                try file.packed.unpack("\(path)/\(file.name).gz", to: target) { count in
                    done += Int64(count)
                    return progress(done, manifest.bytes)
                }
            } catch {
                throw BackupFailure(error)
            }
        }
    }

    /// Asks unpacked databases whether they are whole and hold what the manifest says.
    public func check(unpackedInto folder: String) throws(BackupFailure) {
        for (name, expected) in manifest.databases.sorted(by: { $0.key < $1.key }) {
            let file = DatabaseFile("\(folder)/\(name)")
            do {
                if let problem = try file.problems().first { throw BackupFailure.damaged(file: name, problem: problem) }
                guard try file.migrations() == expected.migrations else {
                    throw BackupFailure.differs(file: name, what: "grdb_migrations")
                }
                let rows = try file.rowCounts()
                if let table = Set(rows.keys).union(expected.rows.keys).sorted().first(where: {
                    rows[$0] != expected.rows[$0]
                }) {
                    throw BackupFailure.differs(file: name, what: table)
                }
                let marks = try file.marks()
                if name == DataFiles.store, marks.auditHead != manifest.auditHead {
                    throw BackupFailure.differs(file: name, what: "audit_record")
                }
            } catch let error as BackupFailure {
                throw error
            } catch {
                throw .damaged(file: name, problem: "\(error)")
            }
        }
    }
}

/// Room on a disk (磁盘空间).
enum DiskRoom {
    /// Bytes that may still be written in a folder or, before it exists, where it will be; `nil` where nobody says.
    static func free(at path: String) -> Int64? {
        var path = path
        while path.count > 1, !FileManager.default.fileExists(atPath: path) {
            path = (path as NSString).deletingLastPathComponent
        }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
    }
}

extension Backup {
    /// Checks everything that a restoration would check, in a folder beside it that goes away again.
    public func verify() throws(BackupFailure) {
        let folder = path + ".verify"
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .archive(.unwritable(path: folder))
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try unpack(into: folder)
        try check(unpackedInto: folder)
    }
}
