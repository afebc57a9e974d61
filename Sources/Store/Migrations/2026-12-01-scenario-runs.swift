import GRDB

extension Migrations {
    /// Scenario files of the bureau, and runs with all that they were made from.
    static func scenarioRuns(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-12-01 scenario runs") { db in
            try db.execute(
                sql: """
                    CREATE TABLE scenario_text (
                        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64), text TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE scenario_file (
                        id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''), revision INTEGER NOT NULL,
                        sha256 TEXT NOT NULL REFERENCES scenario_text (sha256),
                        source_id INTEGER NOT NULL REFERENCES source_record (id), created_at INTEGER NOT NULL,
                        UNIQUE (name, revision)
                    ) STRICT;
                    CREATE TABLE scenario_run (
                        id INTEGER PRIMARY KEY, job_id INTEGER UNIQUE REFERENCES job (id),
                        scenario TEXT NOT NULL CHECK (scenario <> ''), title_zh TEXT NOT NULL, title_en TEXT NOT NULL,
                        inputs TEXT NOT NULL CHECK (json_valid(inputs)), version TEXT NOT NULL,
                        person_id INTEGER REFERENCES person (id), created_at INTEGER NOT NULL,
                        repeats INTEGER REFERENCES scenario_run (id),
                        result TEXT CHECK (result IS NULL OR json_valid(result)), result_sha256 TEXT, ended_at INTEGER,
                        CHECK ((result IS NULL) = (result_sha256 IS NULL) AND (result IS NULL) = (ended_at IS NULL))
                    ) STRICT;
                    CREATE TRIGGER scenario_text_stays BEFORE UPDATE ON scenario_text
                        BEGIN SELECT raise(ABORT, 'evidence stays'); END;
                    CREATE TRIGGER scenario_run_stays BEFORE UPDATE ON scenario_run
                        WHEN old.result IS NOT NULL OR old.inputs IS NOT new.inputs OR old.version IS NOT new.version
                        BEGIN SELECT raise(ABORT, 'a run that has ended stays as it is'); END;
                    """
            )
        }
    }
}
