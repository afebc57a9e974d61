import FoundationEssentials
import GRDB
package import Metering
import Synchronization
package import Units

extension EmbeddedReadings {
    package func archive(
        _ month: CivilMonth,
        to path: String,
        isRemoving: Bool
    ) async throws -> ReadingArchive {
        if open.withLock({ $0.archivedMonths.contains(month) }) { throw ReadingStoreError.archived(month) }
        // From here on the month takes nothing that the file would not hold.
        if isRemoving { _ = open.withLock { $0.archivedMonths.insert(month) } }
        do {
            try await seal()
            let archive = try containers.write(month, to: path)
            if isRemoving {
                try containers.drop(month)
                containers.cache.invalidate()
            }
            return archive
        } catch {
            if isRemoving { _ = open.withLock { $0.archivedMonths.remove(month) } }
            throw ReadingStoreError(error) ?? error
        }
    }

    package func restore(from path: String) async throws -> ReadingArchive {
        do {
            let archive = try containers.restore(from: path)
            containers.cache.invalidate()
            _ = open.withLock { $0.archivedMonths.remove(archive.month) }
            return archive
        } catch {
            throw ReadingStoreError(error) ?? error
        }
    }
}

extension Containers {
    /// Writes the groups of a month into a file of their own, a database too, and reads it back.
    fileprivate func write(_ month: CivilMonth, to path: String) throws -> ReadingArchive {
        guard !FileManager.default.fileExists(atPath: path) else { throw ReadingStoreError.unwritable(path: path) }
        do {
            let file = try DatabaseQueue(path: path)
            try file.write { target in
                try target.execute(
                    sql: """
                        CREATE TABLE archived_group (
                            month INTEGER NOT NULL, meters INTEGER NOT NULL, directory BLOB NOT NULL, blocks BLOB NOT NULL,
                            PRIMARY KEY (month, meters)
                        ) STRICT, WITHOUT ROWID;
                        PRAGMA user_version = \(Archive.version);
                        """
                )
                try pool.read { source in
                    let rows = try Row.fetchCursor(
                        source,
                        sql: """
                            SELECT month, meters, directory, blocks FROM container_directory
                            JOIN container_block USING (month, meters) WHERE month = ?
                            """,
                        arguments: [month.number]
                    )
                    let insert = try target.makeStatement(sql: "INSERT INTO archived_group VALUES (?, ?, ?, ?)")
                    while let row = try rows.next() {
                        try insert.execute(arguments: [row[0] as Int, row[1] as Int64, row[2] as Data, row[3] as Data])
                    }
                }
            }
            try file.close()
            return try Archive.check(path, month: month)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    /// Drops the readings of a month; directory and totals stay.
    fileprivate func drop(_ month: CivilMonth) throws {
        try pool.write { db in
            try db.execute(sql: "DELETE FROM container_block WHERE month = ?", arguments: [month.number])
            try db.execute(sql: "INSERT INTO archived_month VALUES (?)", arguments: [month.number])
        }
    }

    /// Brings the readings of an archived month back: what comes must be what its directories say.
    fileprivate func restore(from path: String) throws -> ReadingArchive {
        let archive = try Archive.check(path, month: nil)
        return try pool.write { db in
            let month = archive.month
            guard
                try Bool.fetchOne(
                    db,
                    sql: "SELECT EXISTS (SELECT 1 FROM archived_month WHERE month = ?)",
                    arguments: [month.number]
                ) == true
            else { throw ReadingStoreError.notArchived(month) }
            try Archive.eachGroup(path) { key, directory, blocks in
                let own = try Data.fetchOne(
                    db,
                    sql: "SELECT directory FROM container_directory WHERE month = ? AND meters = ?",
                    arguments: [month.number, key.meters]
                )
                guard own == directory else { throw ReadingStoreError.badArchive(path: path) }
                try db.execute(
                    sql: "INSERT INTO container_block VALUES (?, ?, ?)",
                    arguments: [month.number, key.meters, blocks]
                )
            }
            let missing = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM container_directory LEFT JOIN container_block USING (month, meters)
                    WHERE month = ? AND blocks IS NULL
                    """,
                arguments: [month.number]
            )
            guard missing == 0 else { throw ReadingStoreError.badArchive(path: path) }
            try db.execute(sql: "DELETE FROM archived_month WHERE month = ?", arguments: [month.number])
            return archive
        }
    }
}

/// A month of readings in a file: an SQLite database with the groups as they lay in the store (归档文件).
private enum Archive {
    static let version = 1

    /// Reads every reading of an archive.
    static func check(_ path: String, month: CivilMonth?) throws -> ReadingArchive {
        var (months, meters, readings) = (Set<CivilMonth>(), 0, 0)
        try eachGroup(path) { key, directory, blocks in
            let heads = try GroupDirectory.decode(directory, key: key)
            let group = try SealedGroup(key: key, heads: heads, bytes: blocks)
            for position in heads.indices { readings += try group.withColumns(at: position) { $0.count } }
            meters += heads.count
            months.insert(key.month)
        }
        guard months.count <= 1, let found = months.first ?? month, found == month ?? found else {
            throw ReadingStoreError.badArchive(path: path)
        }
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return ReadingArchive(month: found, meters: meters, readings: readings, bytes: size ?? 0)
    }

    static func eachGroup(_ path: String, _ body: (GroupKey, Data, Data) throws -> Void) throws {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            try DatabaseQueue(path: path, configuration: configuration).read { db in
                guard try Int.fetchOne(db, sql: "PRAGMA user_version") == version else { throw MalformedBlock() }
                let rows = try Row.fetchCursor(
                    db,
                    sql: "SELECT month, meters, directory, blocks FROM archived_group ORDER BY month, meters"
                )
                while let row = try rows.next() {
                    try body(GroupKey(month: CivilMonth(number: row[0]), meters: row[1]), row[2], row[3])
                }
            }
        } catch is MalformedBlock {
            throw ReadingStoreError.badArchive(path: path)
        } catch ReadingStoreError.damagedBlock {
            throw ReadingStoreError.badArchive(path: path)
        } catch let error as DatabaseError
            where [.SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CANTOPEN].contains(error.resultCode)
        {
            throw ReadingStoreError.badArchive(path: path)
        }
    }
}
