import GRDB

extension Migrations {
    /// The first schema: identity, places, people, buildings, meters, consumption, figures, work, jobs.
    ///
    /// Names tell the kind of a table: `…_record` is evidence (append only), `energy_…` is derived (replaceable from
    /// evidence), `published_…` is published (versioned, never updated). The others hold identity and state.
    static func firstSchema(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-11-21 first schema") { db in
            for statements in [places, people, buildings, meters, consumption, published, work] {
                try db.execute(sql: statements)
            }
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_master WHERE type = 'table'
                    AND (name LIKE '%\\_record' ESCAPE '\\' OR name LIKE 'published\\_%' ESCAPE '\\')
                    """
            )
            for table in tables {
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

    private static let places = """
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE jurisdiction (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('province', 'city', 'district', 'functional_zone', 'street', 'town', 'community')),
            division_code TEXT CHECK (length(division_code) = 6),
            name TEXT NOT NULL, english_name TEXT NOT NULL,
            parent_id INTEGER REFERENCES jurisdiction (id),
            valid_from INTEGER, valid_to INTEGER, CHECK (valid_from < valid_to)
        ) STRICT;
        CREATE INDEX jurisdiction_parent ON jurisdiction (parent_id);
        CREATE TABLE jurisdiction_predecessor (
            jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id),
            predecessor_id INTEGER NOT NULL REFERENCES jurisdiction (id),
            PRIMARY KEY (jurisdiction_id, predecessor_id), CHECK (jurisdiction_id <> predecessor_id)
        ) STRICT;
        CREATE TABLE area (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN
                ('community', 'park', 'eco_district', 'village', 'water_district', 'heating_zone', 'green_space')),
            name TEXT NOT NULL, boundary_geojson TEXT CHECK (boundary_geojson IS NULL OR json_valid(boundary_geojson)),
            valid_from INTEGER, valid_to INTEGER, CHECK (valid_from < valid_to)
        ) STRICT;
        """

    private static let people = """
        CREATE TABLE organisation (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        CREATE TABLE organisation_code (
            organisation_id INTEGER NOT NULL REFERENCES organisation (id),
            scheme TEXT NOT NULL, code TEXT NOT NULL, valid_from INTEGER, valid_to INTEGER, CHECK (valid_from < valid_to)
        ) STRICT;
        CREATE UNIQUE INDEX organisation_code_current ON organisation_code (scheme, code) WHERE valid_to IS NULL;
        CREATE TABLE department (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, english_name TEXT,
            jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id)
        ) STRICT;
        CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT) STRICT;
        CREATE TABLE role_grant (
            id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), role TEXT NOT NULL,
            jurisdiction_id INTEGER REFERENCES jurisdiction (id), department_id INTEGER REFERENCES department (id),
            organisation_id INTEGER REFERENCES organisation (id), building_id INTEGER REFERENCES building (id),
            valid_from INTEGER, valid_to INTEGER, CHECK (valid_from < valid_to)
        ) STRICT;
        """

    private static let buildings = """
        CREATE TABLE source_record (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('import', 'synthetic')),
            name TEXT NOT NULL, created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE building (id INTEGER PRIMARY KEY, created_at INTEGER NOT NULL) STRICT;
        CREATE TABLE building_record (
            building_id INTEGER NOT NULL REFERENCES building (id), revision INTEGER NOT NULL CHECK (revision > 0),
            name TEXT NOT NULL CHECK (name <> ''), kind TEXT NOT NULL,
            gross_floor_area_m2 REAL NOT NULL CHECK (gross_floor_area_m2 > 0),
            heated_floor_area_m2 REAL CHECK (heated_floor_area_m2 >= 0 AND heated_floor_area_m2 <= gross_floor_area_m2),
            completed_year INTEGER, floors_above INTEGER, address TEXT,
            longitude_deg REAL, latitude_deg REAL, source_id INTEGER NOT NULL REFERENCES source_record (id),
            created_at INTEGER NOT NULL, PRIMARY KEY (building_id, revision)
        ) STRICT;
        CREATE TABLE building_code (
            building_id INTEGER NOT NULL REFERENCES building (id),
            scheme TEXT NOT NULL, code TEXT NOT NULL, valid_from INTEGER, valid_to INTEGER, CHECK (valid_from < valid_to)
        ) STRICT;
        CREATE UNIQUE INDEX building_code_current ON building_code (scheme, code) WHERE valid_to IS NULL;
        CREATE INDEX building_code_building ON building_code (building_id);
        CREATE TABLE building_place (
            building_id INTEGER NOT NULL REFERENCES building (id),
            role TEXT NOT NULL CHECK (role IN ('statistical', 'functional')),
            jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id),
            valid_from INTEGER, valid_to INTEGER, CHECK (valid_from < valid_to)
        ) STRICT;
        CREATE UNIQUE INDEX building_place_current ON building_place (building_id, role) WHERE valid_to IS NULL;
        CREATE INDEX building_place_jurisdiction ON building_place (jurisdiction_id, building_id);
        CREATE TABLE building_party (
            building_id INTEGER NOT NULL REFERENCES building (id),
            role TEXT NOT NULL CHECK (role IN ('owner', 'user', 'responsible')),
            organisation_id INTEGER NOT NULL REFERENCES organisation (id),
            valid_from INTEGER, valid_to INTEGER, CHECK (valid_from < valid_to)
        ) STRICT;
        CREATE UNIQUE INDEX building_party_current ON building_party (building_id, role) WHERE valid_to IS NULL;
        CREATE TABLE area_member (
            area_id INTEGER NOT NULL REFERENCES area (id), building_id INTEGER NOT NULL REFERENCES building (id),
            valid_from INTEGER, valid_to INTEGER, CHECK (valid_from < valid_to)
        ) STRICT;
        CREATE VIEW v_building AS
            SELECT record.*, code.code, place.jurisdiction_id, zone.jurisdiction_id AS zone_id,
                source.kind = 'synthetic' AS is_synthetic
            FROM building_record record
            JOIN source_record source ON source.id = record.source_id
            LEFT JOIN building_code code
                ON code.building_id = record.building_id AND code.scheme = 'register' AND code.valid_to IS NULL
            LEFT JOIN building_place place
                ON place.building_id = record.building_id AND place.role = 'statistical' AND place.valid_to IS NULL
            LEFT JOIN building_place zone
                ON zone.building_id = record.building_id AND zone.role = 'functional' AND zone.valid_to IS NULL
            WHERE record.revision = (SELECT max(revision) FROM building_record WHERE building_id = record.building_id);
        """

    private static let meters = """
        CREATE TABLE meter (id INTEGER PRIMARY KEY, item_code TEXT NOT NULL CHECK (length(item_code) = 5)) STRICT;
        CREATE TABLE meter_code (
            meter_id INTEGER NOT NULL REFERENCES meter (id),
            scheme TEXT NOT NULL, code TEXT NOT NULL, valid_from INTEGER, valid_to INTEGER, CHECK (valid_from < valid_to)
        ) STRICT;
        CREATE UNIQUE INDEX meter_code_current ON meter_code (scheme, code) WHERE valid_to IS NULL;
        CREATE INDEX meter_code_meter ON meter_code (meter_id);
        CREATE TABLE meter_device_record (
            meter_id INTEGER NOT NULL REFERENCES meter (id), valid_from INTEGER NOT NULL, revision INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('register', 'interval')), unit TEXT NOT NULL,
            decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 6), digits INTEGER NOT NULL CHECK (digits BETWEEN 1 AND 15),
            ratio_mantissa INTEGER NOT NULL CHECK (ratio_mantissa > 0), ratio_exponent INTEGER NOT NULL,
            interval_s INTEGER NOT NULL CHECK (interval_s BETWEEN 60 AND 86400),
            previous_end_counts INTEGER, start_counts INTEGER,
            source_id INTEGER NOT NULL REFERENCES source_record (id), PRIMARY KEY (meter_id, valid_from, revision)
        ) STRICT;
        CREATE TABLE meter_building (
            meter_id INTEGER NOT NULL REFERENCES meter (id), building_id INTEGER NOT NULL REFERENCES building (id),
            valid_from INTEGER NOT NULL, valid_to INTEGER, CHECK (valid_from < valid_to), PRIMARY KEY (meter_id, valid_from)
        ) STRICT;
        CREATE INDEX meter_building_building ON meter_building (building_id, meter_id);
        """

    private static let consumption = """
        CREATE TABLE consumption_state (
            id INTEGER PRIMARY KEY CHECK (id = 1), consumed_seq INTEGER NOT NULL, generation INTEGER NOT NULL
        ) STRICT;
        INSERT INTO consumption_state VALUES (1, 0, 0);
        CREATE TABLE energy_day (
            building_id INTEGER NOT NULL REFERENCES building (id), day INTEGER NOT NULL,
            meter_id INTEGER NOT NULL REFERENCES meter (id), item_code TEXT NOT NULL,
            amount_micro INTEGER NOT NULL, estimated_micro INTEGER NOT NULL,
            covered_s INTEGER NOT NULL CHECK (covered_s BETWEEN 0 AND 86400),
            estimated_s INTEGER NOT NULL CHECK (estimated_s BETWEEN 0 AND covered_s),
            PRIMARY KEY (building_id, day, meter_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX energy_day_meter ON energy_day (meter_id, day);
        CREATE TABLE energy_month (
            building_id INTEGER NOT NULL REFERENCES building (id), month INTEGER NOT NULL, item_code TEXT NOT NULL,
            amount_micro INTEGER NOT NULL, estimated_micro INTEGER NOT NULL,
            covered_s INTEGER NOT NULL, estimated_s INTEGER NOT NULL,
            PRIMARY KEY (building_id, month, item_code)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX energy_month_month ON energy_month (month, building_id);
        CREATE TABLE energy_coverage (
            day INTEGER NOT NULL, jurisdiction_id INTEGER NOT NULL, covered_s INTEGER NOT NULL, estimated_s INTEGER NOT NULL,
            PRIMARY KEY (day, jurisdiction_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE energy_stale (meter_id INTEGER PRIMARY KEY REFERENCES meter (id), generation INTEGER NOT NULL) STRICT;
        CREATE TABLE energy_finding (
            meter_id INTEGER NOT NULL REFERENCES meter (id), day INTEGER NOT NULL, position INTEGER NOT NULL,
            rule TEXT NOT NULL, severity TEXT NOT NULL CHECK (severity IN ('notice', 'warning', 'error')),
            subject TEXT NOT NULL, evidence TEXT NOT NULL CHECK (json_valid(evidence)),
            PRIMARY KEY (meter_id, day, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX energy_finding_day ON energy_finding (day, rule);
        """

    private static let published = """
        CREATE TABLE published_figure (
            id INTEGER PRIMARY KEY, formula TEXT NOT NULL, subject TEXT NOT NULL, period TEXT NOT NULL,
            revision INTEGER NOT NULL CHECK (revision > 0), value REAL NOT NULL, unit TEXT NOT NULL,
            reason TEXT NOT NULL, author TEXT NOT NULL, published_at INTEGER NOT NULL,
            UNIQUE (formula, subject, period, revision)
        ) STRICT;
        CREATE TABLE published_figure_input (
            figure_id INTEGER NOT NULL REFERENCES published_figure (id), building_id INTEGER NOT NULL REFERENCES building (id),
            month INTEGER NOT NULL, carrier TEXT NOT NULL, item_code TEXT NOT NULL,
            amount_micro INTEGER NOT NULL, factor_id TEXT NOT NULL, factor_value TEXT NOT NULL,
            PRIMARY KEY (figure_id, building_id, month, carrier, item_code)
        ) STRICT;
        """

    private static let work = """
        CREATE TABLE job (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, input TEXT NOT NULL CHECK (json_valid(input)),
            state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
            done_bytes INTEGER NOT NULL DEFAULT 0, total_bytes INTEGER NOT NULL DEFAULT 0,
            accepted INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
            cancel_requested INTEGER NOT NULL DEFAULT 0, result TEXT CHECK (result IS NULL OR json_valid(result)),
            source_id INTEGER REFERENCES source_record (id),
            created_at INTEGER NOT NULL, started_at INTEGER, ended_at INTEGER
        ) STRICT;
        CREATE INDEX job_state ON job (state, id);
        CREATE TABLE work_item (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, object_kind TEXT NOT NULL, object_id INTEGER NOT NULL,
            evidence TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(evidence)),
            person_id INTEGER REFERENCES person (id), department_id INTEGER REFERENCES department (id),
            jurisdiction_id INTEGER REFERENCES jurisdiction (id), due_day INTEGER,
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'withdrawn')), created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX work_item_state ON work_item (state, due_day);
        CREATE UNIQUE INDEX work_item_open ON work_item (kind, object_kind, object_id) WHERE state = 'open';
        CREATE TABLE work_item_record (
            work_item_id INTEGER NOT NULL REFERENCES work_item (id), at INTEGER NOT NULL, state TEXT NOT NULL, note TEXT
        ) STRICT;
        """
}
