import FoundationEssentials
import GRDB

extension DatabaseFile {
    /// Copies databases as they are at one moment, while others go on writing (一致的在线副本).
    ///
    /// Every source is read in one transaction, begun while nothing can be written to the first: what the others refer to
    /// (the meter of a reading) is therefore in the copy of the first, and they may only be ahead of what was derived
    /// from them.
    ///
    /// SQLite's backup interface copies page by page. By itself it starts again whenever another connection writes and so
    /// would never end here; inside a read transaction the pages stand still, and it passes over them once. `VACUUM INTO`
    /// would do as well, but gives rows new numbers where a table names none, and hides the
    /// damage of a page that no row lives on. The price is that the write-ahead log grows until the copy is done, seconds
    /// for each gigabyte; nobody waits.
    ///
    /// - Parameters:
    ///   - files: what is copied, and where to; what the others refer to comes first.
    ///   - progress: told how many bytes of how many are done; `false` stops the work.
    /// - Throws: ``DatabaseFileError``, `CancellationError` where it was stopped, or another database error.
    package static func copy(
        _ files: [(source: DatabaseFile, target: String)],
        _ progress: @escaping (Int64, Int64) -> Bool = { _, _ in true }
    ) throws {
        guard let first = files.first else { return }
        var configuration = patient
        // Snapshots outlive the call that began them.
        configuration.allowsUnsafeTransactions = true
        let gate = try DatabaseQueue(path: first.source.path, configuration: configuration)
        let sources = try files.map { try DatabaseQueue(path: $0.source.path, configuration: configuration) }
        try gate.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
        var total: Int64 = 0
        for source in sources {
            total += try source.inDatabase { db in
                try db.execute(sql: "BEGIN")
                // The snapshot is taken by the first read, not by BEGIN.
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
                return try Int64.fetchOne(
                    db,
                    sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
                )
                    ?? 0
            }
        }
        // Nothing was written. A COMMIT would ask for more, and fail beside readers where there is no write-ahead log.
        try gate.inDatabase { try $0.execute(sql: "ROLLBACK") }
        var done: Int64 = 0
        for (source, target) in zip(sources, files.map(\.target)) {
            done += try source.inDatabase { db in
                let size = try pages(of: db, to: target) { progress(done + $0, total) }
                try db.execute(sql: "COMMIT")
                return size
            }
        }
    }

    /// Copies what one transaction sees; the copy is a single file without a log beside it.
    private static func pages(
        of source: Database,
        to target: String,
        _ progress: @escaping (Int64) -> Bool
    ) throws -> Int64 {
        // Whatever was left of an earlier try would be taken for the log of the new file.
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: target + suffix) }
        let size = try Int64.fetchOne(source, sql: "PRAGMA page_size") ?? 0
        var copied: Int64 = 0
        var isStopped = false
        let queue = try DatabaseQueue(path: target)
        do {
            try queue.inDatabase { db in
                // The copy is packed and thrown away; if the machine stops, so does the backup.
                try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")
                try source.backup(to: db, pagesPerStep: 1_024) { state in
                    copied = Int64(state.completedPageCount) * size
                    isStopped = !progress(copied)
                    if isStopped { throw CancellationError() }
                }
                // The last step ignores what is thrown.
                if isStopped { throw CancellationError() }
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            throw DatabaseFileError.diskFull
        }
        try queue.close()
        return copied
    }
}

/// A reason why a database is not copied.
package enum DatabaseFileError: Error, Equatable {
    /// The disk has no room for the copy.
    case diskFull
}
