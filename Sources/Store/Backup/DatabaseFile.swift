package import Access
import FoundationEssentials
import GRDB

/// A database by its path, whatever it holds (数据库文件): what backup and restore need of it.
///
/// Opened apart from the platform's own connections, and closed with each answer.
package struct DatabaseFile: Sendable {
    /// Where it is.
    package let path: String

    /// Names a file; it is opened by each question.
    package init(_ path: String) { self.path = path }

    /// What SQLite itself finds wrong with the file and its references; empty when all is well.
    package func problems() throws -> [String] {
        try read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
                + String.fetchAll(
                    db,
                    sql: "SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check LIMIT 20"
                )
        }
    }

    /// The changes of the schema that were made to it, in order.
    package func migrations() throws -> [String] {
        try read { db in
            guard try db.tableExists("grdb_migrations") else { return [] }
            return try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
        }
    }

    /// How many rows each table has.
    package func rowCounts() throws -> [String: Int] {
        try read { db in
            let tables = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            )
            return try Dictionary(
                uniqueKeysWithValues: tables.map { table in
                    (table, try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table.quotedDatabaseIdentifier)") ?? 0)
                }
            )
        }
    }

    /// How far the data in it is: counters that say what follows from what.
    package func marks() throws -> Marks {
        try read { db in
            func number(_ table: String, _ column: String) throws -> Int64? {
                guard try db.tableExists(table) else { return nil }
                return try Int64.fetchOne(db, sql: "SELECT \(column) FROM \(table)")
            }
            let sealed = try number("change_counter", "seq")
            let journalled = try number("journal", "max(last_seq)")
            var head: AuditAnchor?
            if try db.tableExists("audit_record"),
                let row = try Row.fetchOne(
                    db,
                    sql: "SELECT sequence, hash, at FROM audit_record ORDER BY sequence DESC"
                )
            {
                head = AuditAnchor(sequence: row["sequence"], hash: Array(row["hash"] as Data), at: row["at"])
            }
            return Marks(
                generation: try number("consumption_state", "generation"),
                consumedSequence: try number("consumption_state", "consumed_seq"),
                changeSequence: [sealed, journalled].compactMap(\.self).max(),
                auditHead: head
            )
        }
    }

    /// Counters of a database; those that it does not keep are `nil`.
    package struct Marks: Sendable {
        package let generation: Int64?
        package let consumedSequence: Int64?
        package let changeSequence: Int64?
        package let auditHead: AuditAnchor?
    }

    /// Entries of an action after a number of the audit log that it holds; none where it holds no log.
    package func auditEntries(_ action: String, after sequence: Int64) throws -> [AuditEntry] {
        try read { db in
            guard try db.tableExists("audit_record") else { return [] }
            return try Row.fetchAll(
                db,
                sql: "SELECT * FROM audit_record WHERE action = ? AND sequence > ? ORDER BY sequence",
                arguments: [action, sequence]
            ).map(AuditEntry.init(row:))
        }
    }

    /// Whether this program would change the schema of a store's file that somebody has put data into.
    package func needsUpgrade() throws -> Bool {
        try read { db in
            let migrator = Migrations.migrator
            guard try !migrator.hasBeenSuperseded(db), try !migrator.hasCompletedMigrations(db) else { return false }
            return try ["source_record", "person", "job"].contains { table in
                guard try db.tableExists(table) else { return false }
                return try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") ?? false
            }
        }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseQueue(path: path, configuration: Self.patient).read(body)
    }

    /// Waits for a writer rather than fail.
    static var patient: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        return configuration
    }
}
