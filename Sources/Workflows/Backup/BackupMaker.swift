import Archives
import Foundation
import Store
public import Units

/// Makes a backup of a data folder, whether a platform has it open or not (制作备份).
public struct BackupMaker: Sendable {
    let folder: String
    let directory: BackupDirectory
    let cause: BackupManifest.Cause
    let now: Instant
    let run: Int64?
    let path: String

    /// Plans a backup.
    ///
    /// - Parameters:
    ///   - folder: the data folder.
    ///   - directory: the folder that backups are made in.
    ///   - cause: why it is made.
    ///   - now: when.
    public init(of folder: String, in directory: String, cause: BackupManifest.Cause, now: Instant) {
        self.init(of: folder, in: BackupDirectory(directory), cause: cause, now: now, run: nil)
    }

    init(of folder: String, in directory: BackupDirectory, cause: BackupManifest.Cause, now: Instant, run: Int64?) {
        self.folder = folder
        self.directory = directory
        self.cause = cause
        self.now = now
        self.run = run
        path = directory.newPath(at: now, cause: cause)
    }

    /// Makes it, in the calling thread.
    ///
    /// - Parameter progress: told how many bytes of how many are done; `false` stops the work.
    /// - Returns: the complete backup.
    /// - Throws: ``BackupFailure``; nothing is left of a backup that failed.
    public func make(_ progress: @escaping (Int64, Int64) -> Bool = { _, _ in true }) throws(BackupFailure) -> Backup {
        let databases = DataFiles.databases(in: folder)
        let others = DataFiles.others(in: folder, except: directory.path)
        let sizes = (databases + others).reduce(Int64(0)) { $0 + DataFiles.size("\(folder)/\($1)") }
        // The databases stand there twice for a while: as they are, and packed.
        let needed = sizes * 2 + (1 << 20)
        if let free = DiskRoom.free(at: directory.path), free < needed {
            throw .noRoom(path: directory.path, needed: needed, free: free)
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .archive(.unwritable(path: path))
        }
        do {
            return try make(databases, others, progress)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw BackupFailure(error)
        }
    }

    private func make(
        _ databases: [String],
        _ others: [String],
        _ progress: @escaping (Int64, Int64) -> Bool
    ) throws -> Backup {
        let copies = databases.map { (source: DatabaseFile("\(folder)/\($0)"), target: "\(path)/\($0)") }
        // Copying takes about a tenth of the time that packing does.
        var total = (databases + others).reduce(Int64(1)) { $0 + DataFiles.size("\(folder)/\($1)") }
        try DatabaseFile.copy(copies) { copied, _ in progress(copied / 10, total) }
        var done = total / 10
        total += done
        var stored: [String: BackupManifest.Database] = [:]
        var files: [BackupManifest.File] = []
        var marks: [String: DatabaseFile.Marks] = [:]
        func pack(_ name: String, from source: String) throws {
            let target = "\(path)/\(name).gz"
            try FileManager.default.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let packed = try PackedFile.pack(source, to: target) { count in
                done += Int64(count)
                return progress(done, total)
            }
            files.append(BackupManifest.File(name: name, packed: packed))
        }
        for (name, copy) in zip(databases, copies.map(\.target)) {
            let file = DatabaseFile(copy)
            marks[name] = try file.marks()
            stored[name] = BackupManifest.Database(migrations: try file.migrations(), rows: try file.rowCounts())
            try pack(name, from: copy)
            try FileManager.default.removeItem(atPath: copy)
        }
        for name in others { try pack(name, from: "\(folder)/\(name)") }
        let backup = Backup(
            path: path,
            manifest: BackupManifest(
                format: BackupManifest.currentFormat,
                program: Product.version,
                createdAt: now.seconds,
                cause: cause,
                run: run,
                generation: marks[DataFiles.store]?.generation,
                consumedSequence: marks[DataFiles.store]?.consumedSequence,
                changeSequence: marks.values.compactMap(\.changeSequence).max(),
                auditHead: marks[DataFiles.store]?.auditHead,
                databases: stored,
                files: files
            )
        )
        try Folders.synchronizeAll(path)
        try Folders.write(try backup.manifest.json(), to: path + "/" + Backup.manifestName)
        try Folders.synchronize(directory.path)
        return backup
    }
}
