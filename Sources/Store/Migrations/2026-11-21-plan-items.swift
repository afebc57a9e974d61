import GRDB

extension Migrations {
    /// What a plan states keeps its identity through corrected texts; human changes to it, kept forecasts, and the view
    /// that indicators read shares from.
    static func planItems(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-11-21 plan items") { db in
            for statements in [items, changes, forecasts, references, itemsOfKnownPlans, shares] {
                try db.execute(sql: statements)
            }
            for table in ["plan_change_record", "forecast_record"] {
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

    /// `series` tells the plans of one city apart.
    ///
    /// A corrected text is a new revision of the same series, the next plan begins another. `reading` says how sure the
    /// reader was, and why.
    private static let items = """
        CREATE TABLE plan_item (
            id INTEGER PRIMARY KEY, jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id),
            series INTEGER NOT NULL CHECK (series > 0), created_at INTEGER NOT NULL
        ) STRICT;
        ALTER TABLE plan_record ADD COLUMN series INTEGER NOT NULL DEFAULT 1 CHECK (series > 0);
        ALTER TABLE plan_indicator_record ADD COLUMN reading TEXT NOT NULL DEFAULT '';
        ALTER TABLE plan_indicator_record ADD COLUMN item_id INTEGER REFERENCES plan_item (id);
        """

    /// Of each aspect of an item the latest change holds; `plan_id` is the text its author looked at.
    private static let changes = """
        CREATE TABLE plan_change_record (
            id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES plan_item (id),
            plan_id INTEGER NOT NULL REFERENCES plan_record (id),
            aspect TEXT NOT NULL CHECK (aspect IN ('content', 'lead', 'binding', 'successor')),
            action TEXT NOT NULL CHECK (action IN ('accept', 'correct', 'add', 'reject', 'set', 'withdraw')),
            content TEXT CHECK (content IS NULL OR json_valid(content)), reason TEXT NOT NULL,
            person_id INTEGER REFERENCES person (id), created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX plan_change_item ON plan_change_record (item_id, aspect, id);
        """

    /// What was expected of a target on a day, for a place, and what it asked for then; later compared with what came.
    private static let forecasts = """
        CREATE TABLE forecast_record (
            id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES plan_item (id),
            jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id), made_day INTEGER NOT NULL,
            goal REAL NOT NULL, comparator TEXT NOT NULL, indicator TEXT NOT NULL,
            method TEXT NOT NULL CHECK (method <> ''), last_year INTEGER NOT NULL, goal_year INTEGER NOT NULL,
            expected REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
            odds REAL NOT NULL CHECK (odds BETWEEN 0 AND 1), status TEXT NOT NULL, created_at INTEGER NOT NULL,
            CHECK (low <= expected AND expected <= high), UNIQUE (item_id, jurisdiction_id, made_day)
        ) STRICT;
        """

    /// Plans of other places, to hold one's own against; they are read anew each time they are shown.
    private static let references = """
        CREATE TABLE reference_plan (
            id INTEGER PRIMARY KEY, place TEXT NOT NULL CHECK (place <> ''), title TEXT NOT NULL, text TEXT NOT NULL,
            source_id INTEGER NOT NULL REFERENCES source_record (id), created_at INTEGER NOT NULL, ended_at INTEGER
        ) STRICT;
        """

    private static let itemsOfKnownPlans = """
        DROP TRIGGER plan_indicator_record_no_update;
        INSERT INTO plan_item
            SELECT row.rowid, plan.jurisdiction_id, 1, plan.created_at
            FROM plan_indicator_record row JOIN plan_record plan ON plan.id = row.plan_id;
        UPDATE plan_indicator_record SET item_id = rowid;
        CREATE TRIGGER plan_indicator_record_no_update BEFORE UPDATE ON plan_indicator_record
            BEGIN SELECT RAISE(ABORT, 'plan_indicator_record is append only'); END;
        """

    /// A part and its whole as they count for a place; docs/indicators.md documents every column.
    ///
    /// A building of which only the whole is reported has none of the part, but only where its jurisdiction reports the
    /// part at all: else nobody looked. Joining the reports of the part would read them all, looking each up does not.
    private static let shares = """
        CREATE VIEW v_place_share AS
            SELECT place_id, jurisdiction_id, kind, subject, scope, year, known, part_quantity, whole_quantity,
                ifnull(part, 0) AS part, whole
            FROM (
                SELECT whole.place_id, whole.jurisdiction_id, whole.kind, whole.subject, whole.scope, whole.year,
                    whole.known, given.quantity AS part_quantity, whole.quantity AS whole_quantity,
                    whole.value AS whole, (
                        SELECT report.value FROM v_reported_value report
                        WHERE report.quantity = given.quantity AND report.scope = whole.scope
                        AND report.year = whole.year AND report.jurisdiction_id = whole.jurisdiction_id
                        AND ifnull(report.building_id, 0)
                            = iif(whole.kind = 'building', CAST(whole.subject AS INTEGER), 0)
                    ) AS part
                FROM v_place_report whole JOIN (
                    SELECT DISTINCT place_id, jurisdiction_id, scope, year, quantity FROM v_place_report
                ) given USING (place_id, jurisdiction_id, scope, year)
            )
            WHERE part IS NOT NULL OR kind = 'building';
        """
}
