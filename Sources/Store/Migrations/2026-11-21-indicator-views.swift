import GRDB

extension Migrations {
    /// Views that say who reports for a place, so that an indicator is one short query.
    static func indicatorViews(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-11-21 indicator views") { try $0.execute(sql: places) }
    }

    /// The number of a year's 31 December, counted like `CivilDay.number`, in SQL.
    private static func lastDay(_ year: String) -> String {
        "365 * (\(year) - 1969) + \(year) / 4 - \(year) / 100 + \(year) / 400 - 478"
    }

    /// Who reports for which place.
    ///
    /// Districts report for the place they lie in; a report of the place itself stands for all of them. `known` is the
    /// share of the place that one reporter stands for.
    private static let places = """
        CREATE VIEW v_reporter AS
            SELECT within.ancestor_id AS place_id, place.id AS jurisdiction_id, place.valid_from, place.valid_to
            FROM v_within within JOIN jurisdiction place ON place.id = within.jurisdiction_id
            WHERE place.kind = 'district' OR place.id = within.ancestor_id;
        CREATE VIEW v_place_report AS
            SELECT reporter.place_id, report.jurisdiction_id, iif(report.building_id IS NULL, 'jurisdiction', 'building') AS kind,
                CAST(ifnull(report.building_id, report.jurisdiction_id) AS TEXT) AS subject,
                report.quantity, report.scope, report.year, report.value,
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
