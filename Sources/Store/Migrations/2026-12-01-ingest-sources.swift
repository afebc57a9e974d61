import GRDB

extension Migrations {
    /// Sources that send readings in by themselves, with their tokens; from where an interrupted job goes on.
    static func ingestSources(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-12-01 ingest sources") { db in
            try db.execute(
                sql: """
                    CREATE TABLE ingest_source (
                        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (name <> ''),
                        kind TEXT NOT NULL CHECK (kind IN ('gateway', 'platform', 'organisation')),
                        jurisdiction_id INTEGER REFERENCES jurisdiction (id),
                        organisation_id INTEGER REFERENCES organisation (id),
                        building_id INTEGER REFERENCES building (id),
                        source_id INTEGER NOT NULL UNIQUE REFERENCES source_record (id),
                        created_at INTEGER NOT NULL, closed_at INTEGER, last_at INTEGER,
                        readings INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
                        CHECK ((jurisdiction_id IS NOT NULL) + (organisation_id IS NOT NULL) + (building_id IS NOT NULL) <= 1)
                    ) STRICT;
                    CREATE TABLE ingest_token (
                        id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
                        ingest_source_id INTEGER NOT NULL REFERENCES ingest_source (id),
                        created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL CHECK (expires_at >= created_at),
                        revoked_at INTEGER
                    ) STRICT;
                    CREATE INDEX ingest_token_source ON ingest_token (ingest_source_id);
                    ALTER TABLE job ADD COLUMN checkpoint TEXT CHECK (checkpoint IS NULL OR json_valid(checkpoint));
                    """
            )
        }
    }
}
