import GRDB

extension Migrations {
    /// Weather stations, whom they stand for, and what they observed, by revision.
    static func temperature(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-12-01 temperature") { db in
            try db.execute(
                sql: """
                    CREATE TABLE weather_station (
                        id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE CHECK (code <> ''), name TEXT NOT NULL DEFAULT ''
                    ) STRICT;
                    CREATE TABLE weather_station_place (
                        jurisdiction_id INTEGER UNIQUE REFERENCES jurisdiction (id),
                        building_id INTEGER UNIQUE REFERENCES building (id),
                        station_id INTEGER NOT NULL REFERENCES weather_station (id),
                        CHECK ((jurisdiction_id IS NULL) <> (building_id IS NULL))
                    ) STRICT;
                    CREATE TABLE temperature_record (
                        station_id INTEGER NOT NULL REFERENCES weather_station (id), at INTEGER NOT NULL,
                        span_s INTEGER NOT NULL CHECK (span_s IN (0, 86400)),
                        revision INTEGER NOT NULL CHECK (revision > 0),
                        hundredths_degc INTEGER NOT NULL CHECK (hundredths_degc BETWEEN -6000 AND 6000),
                        source_id INTEGER NOT NULL REFERENCES source_record (id),
                        PRIMARY KEY (station_id, at, span_s, revision)
                    ) STRICT, WITHOUT ROWID;
                    """
            )
            for verb in ["UPDATE", "DELETE"] {
                try db.execute(
                    sql: """
                        CREATE TRIGGER temperature_record_no_\(verb.lowercased()) BEFORE \(verb) ON temperature_record
                        BEGIN SELECT RAISE(ABORT, 'temperature_record is append only'); END
                        """
                )
            }
        }
    }
}
