import GRDB

extension Migrations {
    /// Plans as read, what departments and statistics report, emissions derived from it, boundaries, and the views that
    /// indicators may read.
    static func plansAndIndicators(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-11-21 plans and indicators") { db in
            for statements in [plans, reports, derivedEmissions, boundaries, views, reporterViews] {
                try db.execute(sql: statements)
            }
            for table in [
                "plan_record", "plan_task_record", "plan_actor_record", "plan_indicator_record", "reported_value",
                "statistical_cell", "jurisdiction_boundary_record",
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

    private static let plans = """
        CREATE TABLE plan_record (
            id INTEGER PRIMARY KEY, jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id),
            revision INTEGER NOT NULL CHECK (revision > 0), title TEXT NOT NULL CHECK (title <> ''),
            issuers TEXT NOT NULL CHECK (json_valid(issuers)), issued_day INTEGER,
            text TEXT NOT NULL CHECK (text <> ''), findings TEXT NOT NULL CHECK (json_valid(findings)),
            source_id INTEGER NOT NULL REFERENCES source_record (id), created_at INTEGER NOT NULL,
            UNIQUE (jurisdiction_id, revision)
        ) STRICT;
        CREATE TABLE plan_task_record (
            plan_id INTEGER NOT NULL REFERENCES plan_record (id), position INTEGER NOT NULL,
            code TEXT NOT NULL, section TEXT NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL,
            responsibility TEXT NOT NULL, is_open_ended INTEGER NOT NULL CHECK (is_open_ended IN (0, 1)),
            PRIMARY KEY (plan_id, position), UNIQUE (plan_id, code)
        ) STRICT;
        CREATE TABLE plan_actor_record (
            plan_id INTEGER NOT NULL, task_position INTEGER NOT NULL, position INTEGER NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('responsible', 'executor')), name TEXT NOT NULL CHECK (name <> ''),
            mark_start INTEGER NOT NULL, mark_end INTEGER NOT NULL, CHECK (mark_start <= mark_end),
            PRIMARY KEY (plan_id, task_position, position),
            FOREIGN KEY (plan_id, task_position) REFERENCES plan_task_record (plan_id, position)
        ) STRICT;
        CREATE TABLE plan_indicator_record (
            plan_id INTEGER NOT NULL, task_position INTEGER NOT NULL, position INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('target', 'milestone', 'rule', 'qualitative', 'baseline_fact')),
            name TEXT NOT NULL, comparator TEXT CHECK (comparator IN ('>=', '>', '<=', '<', '=', 'between')),
            value TEXT, upper_value TEXT, unit TEXT, year INTEGER, year_phrase TEXT, verb TEXT NOT NULL,
            baseline_year INTEGER, baseline TEXT,
            baseline_direction TEXT CHECK (baseline_direction IN ('relative_increase', 'relative_decrease')),
            qualifier TEXT NOT NULL, scope TEXT NOT NULL, quote TEXT NOT NULL,
            is_implied INTEGER NOT NULL CHECK (is_implied IN (0, 1)),
            quote_start INTEGER NOT NULL, quote_end INTEGER NOT NULL, value_start INTEGER, value_end INTEGER,
            year_start INTEGER, year_end INTEGER, production TEXT NOT NULL,
            CHECK (quote_start <= quote_end), CHECK (value_start <= value_end), CHECK (year_start <= year_end),
            PRIMARY KEY (plan_id, task_position, position),
            FOREIGN KEY (plan_id, task_position) REFERENCES plan_task_record (plan_id, position)
        ) STRICT;
        """

    private static let reports = """
        CREATE TABLE reported_value (
            id INTEGER PRIMARY KEY, quantity TEXT NOT NULL CHECK (quantity <> ''), scope TEXT NOT NULL DEFAULT '',
            jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id),
            building_id INTEGER REFERENCES building (id), year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
            revision INTEGER NOT NULL CHECK (revision > 0), value REAL NOT NULL,
            reporter TEXT NOT NULL CHECK (reporter <> ''), evidence TEXT,
            source_id INTEGER NOT NULL REFERENCES source_record (id), created_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX reported_value_key
            ON reported_value (quantity, scope, year, jurisdiction_id, ifnull(building_id, 0), revision);
        CREATE TABLE statistical_cell (
            series TEXT NOT NULL CHECK (series <> ''), jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id),
            year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100), segment TEXT NOT NULL DEFAULT '',
            carrier TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL CHECK (revision > 0), amount REAL NOT NULL,
            source_id INTEGER NOT NULL REFERENCES source_record (id), created_at INTEGER NOT NULL,
            PRIMARY KEY (series, year, jurisdiction_id, segment, carrier, revision)
        ) STRICT, WITHOUT ROWID;
        """

    private static let derivedEmissions = """
        CREATE TABLE emission_year (
            jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id), year INTEGER NOT NULL,
            segment TEXT NOT NULL, carrier TEXT NOT NULL,
            emission_scope TEXT NOT NULL CHECK (emission_scope IN ('direct', 'electricity', 'heat')),
            carbon_kg REAL NOT NULL, coal_equivalent_kg REAL NOT NULL, factor_id TEXT NOT NULL,
            PRIMARY KEY (year, jurisdiction_id, segment, carrier)
        ) STRICT, WITHOUT ROWID;
        """

    private static let boundaries = """
        CREATE TABLE jurisdiction_boundary_record (
            jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id), revision INTEGER NOT NULL CHECK (revision > 0),
            geojson TEXT NOT NULL CHECK (json_valid(geojson)),
            source_id INTEGER NOT NULL REFERENCES source_record (id), created_at INTEGER NOT NULL,
            PRIMARY KEY (jurisdiction_id, revision)
        ) STRICT;
        """

    /// What indicators may read; docs/indicators.md documents every column.
    private static let views = """
        CREATE VIEW v_jurisdiction AS
            SELECT id, kind, division_code, name, english_name, parent_id, valid_from, valid_to FROM jurisdiction;
        CREATE VIEW v_within AS
            WITH RECURSIVE above (jurisdiction_id, ancestor_id) AS (
                SELECT id, id FROM jurisdiction
                UNION
                SELECT above.jurisdiction_id, place.parent_id FROM above
                JOIN jurisdiction place ON place.id = above.ancestor_id
                WHERE place.parent_id IS NOT NULL AND place.kind <> 'functional_zone'
            )
            SELECT jurisdiction_id, ancestor_id FROM above;
        CREATE VIEW v_reported_value AS
            SELECT report.quantity, report.scope, report.jurisdiction_id, report.building_id, report.year, report.value,
                report.reporter, report.evidence, report.created_at, source.kind = 'synthetic' AS is_synthetic
            FROM reported_value report JOIN source_record source ON source.id = report.source_id
            WHERE NOT EXISTS (
                SELECT 1 FROM reported_value later WHERE later.quantity = report.quantity AND later.scope = report.scope
                AND later.year = report.year AND later.jurisdiction_id = report.jurisdiction_id
                AND ifnull(later.building_id, 0) = ifnull(report.building_id, 0) AND later.revision > report.revision
            );
        CREATE VIEW v_statistical_cell AS
            SELECT cell.series, cell.jurisdiction_id, cell.year, cell.segment, cell.carrier, cell.amount,
                source.kind = 'synthetic' AS is_synthetic
            FROM statistical_cell cell JOIN source_record source ON source.id = cell.source_id
            WHERE NOT EXISTS (
                SELECT 1 FROM statistical_cell later WHERE later.series = cell.series AND later.year = cell.year
                AND later.jurisdiction_id = cell.jurisdiction_id AND later.segment = cell.segment
                AND later.carrier = cell.carrier AND later.revision > cell.revision
            );
        CREATE VIEW v_emission_year AS
            SELECT jurisdiction_id, year, segment, carrier, emission_scope, carbon_kg, coal_equivalent_kg FROM emission_year;
        CREATE VIEW v_energy_month AS
            SELECT building_id, month, item_code, amount_micro / 1e6 AS amount, estimated_micro / 1e6 AS estimated,
                covered_s, estimated_s
            FROM energy_month;
        """

    /// The number of a year's 31 December, counted like `CivilDay.number`, in SQL.
    private static func lastDay(_ year: String) -> String {
        "365 * (\(year) - 1969) + \(year) / 4 - \(year) / 100 + \(year) / 400 - 478"
    }

    /// Who reports for which place.
    ///
    /// Districts report for the place they lie in; a report of the place itself stands for all of them. `known` is the
    /// share of the place that one reporter stands for.
    private static let reporterViews = """
        CREATE VIEW v_reporter AS
            SELECT within.ancestor_id AS place_id, place.id AS jurisdiction_id, place.valid_from, place.valid_to
            FROM v_within within JOIN jurisdiction place ON place.id = within.jurisdiction_id
            WHERE place.kind = 'district' OR place.id = within.ancestor_id;
        CREATE VIEW v_place_report AS
            SELECT reporter.place_id, report.jurisdiction_id, iif(report.building_id IS NULL, 'jurisdiction', 'building') AS kind,
                CAST(ifnull(report.building_id, report.jurisdiction_id) AS TEXT) AS subject,
                report.quantity, report.scope, report.year, report.value, report.reporter,
                iif(reporter.jurisdiction_id = reporter.place_id, 1.0, 1.0 / (
                    SELECT count(*) FROM v_reporter peer
                    WHERE peer.place_id = reporter.place_id AND peer.jurisdiction_id <> peer.place_id
                    AND \(lastDay("report.year")) BETWEEN ifnull(peer.valid_from, 0) AND ifnull(peer.valid_to - 1, 99999)
                )) AS known
            FROM v_reporter reporter JOIN v_reported_value report ON report.jurisdiction_id = reporter.jurisdiction_id
            WHERE reporter.jurisdiction_id = reporter.place_id OR NOT EXISTS (
                SELECT 1 FROM reported_value own WHERE own.quantity = report.quantity AND own.scope = report.scope
                AND own.year = report.year AND own.jurisdiction_id = reporter.place_id AND own.building_id IS NULL
            );
        CREATE VIEW v_place_emission AS
            SELECT reporter.place_id, emission.jurisdiction_id, emission.year, emission.segment, emission.carrier,
                emission.emission_scope, emission.carbon_kg, emission.coal_equivalent_kg,
                iif(reporter.jurisdiction_id = reporter.place_id, 1.0, 1.0 / (
                    SELECT count(*) FROM v_reporter peer
                    WHERE peer.place_id = reporter.place_id AND peer.jurisdiction_id <> peer.place_id
                    AND \(lastDay("emission.year")) BETWEEN ifnull(peer.valid_from, 0) AND ifnull(peer.valid_to - 1, 99999)
                )) AS known
            FROM v_reporter reporter JOIN emission_year emission ON emission.jurisdiction_id = reporter.jurisdiction_id
            WHERE reporter.jurisdiction_id = reporter.place_id OR NOT EXISTS (
                SELECT 1 FROM emission_year own WHERE own.year = emission.year AND own.jurisdiction_id = reporter.place_id
            );
        """
}
