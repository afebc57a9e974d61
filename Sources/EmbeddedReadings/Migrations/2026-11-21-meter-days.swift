import FoundationEssentials
import GRDB
import Units

extension EmbeddedReadings {
    /// The first schema: a row per meter and day.
    static func meterDays(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-11-21 meter days") { db in
            try db.execute(
                sql: """
                    CREATE TABLE meter_day (
                        meter_id INTEGER NOT NULL, day INTEGER NOT NULL, change_seq INTEGER NOT NULL,
                        count INTEGER NOT NULL CHECK (count > 0),
                        first_stamp INTEGER NOT NULL, first_counts INTEGER NOT NULL,
                        last_stamp INTEGER NOT NULL CHECK (last_stamp >= first_stamp), last_counts INTEGER NOT NULL,
                        minimum_counts INTEGER NOT NULL, maximum_counts INTEGER NOT NULL,
                        checksum INTEGER NOT NULL, block BLOB NOT NULL CHECK (length(block) = count * 12),
                        PRIMARY KEY (meter_id, day)
                    ) STRICT;
                    CREATE INDEX meter_day_change ON meter_day (change_seq, meter_id, day);
                    CREATE TABLE superseded_record (
                        meter_id INTEGER NOT NULL, stamp INTEGER NOT NULL, counts INTEGER NOT NULL, quality INTEGER NOT NULL,
                        change_seq INTEGER NOT NULL, source_id INTEGER NOT NULL
                    ) STRICT;
                    CREATE INDEX superseded_record_meter ON superseded_record (meter_id, stamp);
                    CREATE TRIGGER superseded_record_no_update BEFORE UPDATE ON superseded_record
                    BEGIN SELECT RAISE(ABORT, 'superseded_record is append only'); END;
                    CREATE TRIGGER superseded_record_no_delete BEFORE DELETE ON superseded_record
                    BEGIN SELECT RAISE(ABORT, 'superseded_record is append only'); END;
                    CREATE TABLE damaged_record (
                        meter_id INTEGER NOT NULL, day INTEGER NOT NULL, block BLOB NOT NULL, change_seq INTEGER NOT NULL
                    ) STRICT;
                    CREATE TRIGGER damaged_record_no_update BEFORE UPDATE ON damaged_record
                    BEGIN SELECT RAISE(ABORT, 'damaged_record is append only'); END;
                    CREATE TRIGGER damaged_record_no_delete BEFORE DELETE ON damaged_record
                    BEGIN SELECT RAISE(ABORT, 'damaged_record is append only'); END;
                    CREATE TABLE change_counter (
                        id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL,
                        readings INTEGER NOT NULL, meter_days INTEGER NOT NULL
                    ) STRICT;
                    INSERT INTO change_counter VALUES (1, 0, 0, 0);
                    """
            )
        }
    }
}

extension ReadingBlock {
    /// The sum that stood beside a day's block.
    static func checksum(_ block: Data) -> Int64 { Int64(bitPattern: block.withUnsafeBytes { fingerprint($0) }) }
}
