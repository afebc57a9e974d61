import FoundationEssentials
import GRDB
import Metering

/// Accepted batches that are not in containers yet: `journal.sqlite`, a row a group commit (提交日志).
struct Journal: Sendable {
    let database: DatabaseQueue

    init(path: String) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        // Whoever closes the file, or copies it, holds it for a moment.
        configuration.busyMode = .timeout(10)
        database = try DatabaseQueue(path: path, configuration: configuration)
        // GRDB sets NORMAL; an acknowledged reading must survive a power cut.
        try database.inDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        if try database.read({ try Self.migrator.hasBeenSuperseded($0) }) { throw EmbeddedReadingsError.newerSchema }
        try Self.migrator.migrate(database)
    }

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("2026-12-01 journal") { db in
            try db.execute(
                sql: """
                    CREATE TABLE journal (
                        number INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL, batches BLOB NOT NULL CHECK (length(batches) > 8)
                    ) STRICT;
                    CREATE TABLE damaged_journal (
                        number INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL, batches BLOB NOT NULL
                    ) STRICT;
                    """
            )
        }
        return migrator
    }()

    /// Writes a record; on disk when it returns.
    func append(_ record: CommitRecord, number: Int64) throws -> Int {
        let bytes = record.encoded()
        try database.write { db in
            try db.cachedStatement(sql: "INSERT INTO journal VALUES (?, ?, ?)").execute(
                arguments: [number, record.lastSequence, bytes]
            )
        }
        return bytes.count
    }

    /// A row as it was found.
    struct Row {
        let number: Int64
        let lastSequence: Int64
        let size: Int
        /// `nil` where the bytes are not what was written.
        let record: CommitRecord?
    }

    /// Goes through the rows after a number, in order.
    func each(after number: Int64, _ body: (Row) throws -> Void) throws {
        try database.read { db in
            let rows = try GRDB.Row.fetchCursor(
                db,
                sql: "SELECT number, last_seq, batches FROM journal WHERE number > ? ORDER BY number",
                arguments: [number]
            )
            while let row = try rows.next() {
                let bytes: Data = row[2]
                let record = try? CommitRecord(bytes)
                let isSound = record?.lastSequence == row[1]
                try body(
                    Row(number: row[0], lastSequence: row[1], size: bytes.count, record: isSound ? record : nil)
                )
            }
        }
    }

    /// Sets damaged rows aside, where they are kept until somebody has looked at them.
    func setAside(_ numbers: [Int64]) throws {
        try database.write { db in
            for number in numbers {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO damaged_journal SELECT * FROM journal WHERE number = ?",
                    arguments: [number]
                )
                try db.execute(sql: "DELETE FROM journal WHERE number = ?", arguments: [number])
            }
        }
    }

    /// The numbers of rows that were set aside.
    func damaged() throws -> [Int64] {
        try database.read { try Int64.fetchAll($0, sql: "SELECT number FROM damaged_journal ORDER BY number") }
    }

    /// Drops the rows up to a number: all that is in them has been sealed.
    func drop(through number: Int64) throws {
        try database.write { try $0.execute(sql: "DELETE FROM journal WHERE number <= ?", arguments: [number]) }
    }

    /// How many rows there are, and what they take. [B]
    func size() throws -> (rows: Int, bytes: Int) {
        try database.read { db in
            let row = try GRDB.Row.fetchOne(db, sql: "SELECT count(*), total(length(batches)) FROM journal")
            return (row?[0] ?? 0, Int(row?[1] ?? 0.0))
        }
    }

    /// Gives back the room of dropped rows.
    func compact() throws {
        try database.inDatabase { try $0.execute(sql: "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)") }
    }
}
