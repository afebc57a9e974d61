package import GRDB
import Units

/// `tanfeng.sqlite`: everything the bureau decides and publishes, always at the latest schema (业务库).
package struct Store: Sendable {
    let writer: any DatabaseWriter

    /// Opens the database of a folder.
    ///
    /// - Throws: ``StoreError/newerSchema`` where a later version of the program has written it.
    package init(directory: String) throws {
        var configuration = Configuration()
        // A backup begins by holding writers back for an instant; they wait rather than fail.
        configuration.busyMode = .timeout(10)
        // Without it INSERT OR REPLACE would delete past the triggers that keep evidence append only.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA recursive_triggers = ON") }
        let pool = try DatabasePool(path: directory + "/tanfeng.sqlite", configuration: configuration)
        // GRDB sets NORMAL when it opens a pool; what the bureau decides must survive a power cut.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try self.init(pool)
    }

    /// Opens a store over any database, bringing its schema up to date.
    package init(_ writer: any DatabaseWriter) throws {
        self.writer = writer
        let migrator = Migrations.migrator
        if try writer.read({ try migrator.hasBeenSuperseded($0) }) { throw StoreError.newerSchema }
        try migrator.migrate(writer)
    }

    /// Rises with every change of what pages show; cheap enough for every request.
    package func generation() async throws -> Int64 {
        try await writer.read { try Int64.fetchOne($0, sql: "SELECT generation FROM consumption_state") ?? 0 }
    }

    /// Marks in the same transaction that pages have something new to show.
    static func raiseGeneration(_ db: Database) throws {
        try db.execute(sql: "UPDATE consumption_state SET generation = generation + 1")
    }

    /// What `PRAGMA quick_check` and `foreign_key_check` complain about; empty when all is well.
    package func integrityProblems() async throws -> [String] {
        try await writer.read { db in
            try String.fetchAll(db, sql: "PRAGMA quick_check").filter { $0 != "ok" }
                + String.fetchAll(db, sql: "SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check")
        }
    }
}

/// A reason why the store refuses.
package enum StoreError: Error, Equatable {
    /// A newer version of the program has written this database.
    case newerSchema
}

/// The migrations in order; one file each, never edited once landed.
enum Migrations {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        firstSchema(&migrator)
        plansAndIndicators(&migrator)
        peopleAndProof(&migrator)
        grantsByRole(&migrator)
        planItems(&migrator)
        reportReasons(&migrator)
        ingestSources(&migrator)
        meterStructure(&migrator)
        scenarioRuns(&migrator)
        temperature(&migrator)
        return migrator
    }()
}
