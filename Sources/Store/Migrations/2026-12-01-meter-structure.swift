import GRDB

extension Migrations {
    /// What stands below what and counts for what, virtual meters, repairs: all of it evidence, by revision and date.
    static func meterStructure(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-12-01 meter structure") { db in
            try db.execute(
                sql: """
                    CREATE TABLE meter_position_record (
                        meter_id INTEGER NOT NULL REFERENCES meter (id), valid_from INTEGER NOT NULL,
                        revision INTEGER NOT NULL CHECK (revision > 0),
                        above TEXT NOT NULL CHECK (above IN ('item', 'supply', 'meter')),
                        above_meter_id INTEGER REFERENCES meter (id), purpose TEXT,
                        is_counted INTEGER CHECK (is_counted IN (0, 1)),
                        rated_power_mantissa INTEGER CHECK (rated_power_mantissa > 0), rated_power_exponent INTEGER,
                        source_id INTEGER NOT NULL REFERENCES source_record (id),
                        PRIMARY KEY (meter_id, valid_from, revision),
                        CHECK ((above = 'meter') = (above_meter_id IS NOT NULL)),
                        CHECK ((rated_power_mantissa IS NULL) = (rated_power_exponent IS NULL))
                    ) STRICT;
                    CREATE TABLE meter_formula_record (
                        meter_id INTEGER NOT NULL REFERENCES meter (id), valid_from INTEGER NOT NULL,
                        revision INTEGER NOT NULL CHECK (revision > 0), formula TEXT CHECK (formula <> ''),
                        source_id INTEGER NOT NULL REFERENCES source_record (id),
                        PRIMARY KEY (meter_id, valid_from, revision)
                    ) STRICT;
                    CREATE TABLE meter_repair_record (
                        id INTEGER PRIMARY KEY, meter_id INTEGER NOT NULL REFERENCES meter (id),
                        kind TEXT NOT NULL CHECK (kind IN ('invalid', 'register', 'swap', 'estimate')),
                        begins_at INTEGER NOT NULL, ends_at INTEGER NOT NULL CHECK (begins_at < ends_at),
                        value INTEGER, start_counts INTEGER, reason TEXT NOT NULL CHECK (reason <> ''),
                        source_id INTEGER NOT NULL REFERENCES source_record (id),
                        person_id INTEGER REFERENCES person (id), created_at INTEGER NOT NULL
                    ) STRICT;
                    CREATE INDEX meter_repair_record_meter ON meter_repair_record (meter_id);
                    CREATE TABLE meter_repair_undo_record (
                        repair_id INTEGER PRIMARY KEY REFERENCES meter_repair_record (id),
                        reason TEXT NOT NULL CHECK (reason <> ''),
                        source_id INTEGER NOT NULL REFERENCES source_record (id),
                        person_id INTEGER REFERENCES person (id), created_at INTEGER NOT NULL
                    ) STRICT;
                    """
            )
            for table in [
                "meter_position_record", "meter_formula_record", "meter_repair_record", "meter_repair_undo_record",
            ] {
                for verb in ["UPDATE", "DELETE"] {
                    try db.execute(
                        sql: """
                            CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                            BEGIN SELECT RAISE(ABORT, '\(table) is append only'); END
                            """
                    )
                }
            }
        }
    }
}
