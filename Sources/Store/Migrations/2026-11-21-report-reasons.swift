import GRDB

extension Migrations {
    /// Why a reported value replaces another, and who entered it; both unknown for what came before, or from a file.
    static func reportReasons(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-11-21 report reasons") { db in
            try db.execute(
                sql: """
                    ALTER TABLE reported_value ADD COLUMN reason TEXT CHECK (reason <> '');
                    ALTER TABLE reported_value ADD COLUMN person_id INTEGER REFERENCES person (id);
                    CREATE INDEX reported_value_year ON reported_value (year, jurisdiction_id);
                    """
            )
        }
    }
}
