import Access
package import Buildings
import FoundationEssentials
import GRDB
package import Units

/// A value that a department, district or owner reports (填报值).
package struct ReportedValue: Sendable, Hashable {
    package let quantity: String
    /// Of which population; empty where there is only one.
    package let scope: String
    package let jurisdiction: Jurisdiction.ID
    package let building: Building.ID?
    package let year: Int
    /// In the quantity's unit.
    package let value: Double
    package let reporter: String
    package let evidence: String?

    package init(
        quantity: String,
        scope: String = "",
        jurisdiction: Jurisdiction.ID,
        building: Building.ID? = nil,
        year: Int,
        value: Double,
        reporter: String,
        evidence: String? = nil
    ) {
        self.quantity = quantity
        self.scope = scope
        self.jurisdiction = jurisdiction
        self.building = building
        self.year = year
        self.value = value
        self.reporter = reporter
        self.evidence = evidence
    }
}

/// A cell of a statistical table (统计数).
package struct StatisticalCell: Sendable, Hashable {
    /// The energy that segments of the sector used, in each carrier's unit.
    package static let energyUse = "energy_use"

    /// Which table, such as ``energyUse``.
    package let series: String
    package let jurisdiction: Jurisdiction.ID
    package let year: Int
    /// Whose use it is, such as `urban_home`.
    package let segment: String
    /// The carrier's code.
    package let carrier: String
    package let amount: Double

    package init(
        series: String = energyUse,
        jurisdiction: Jurisdiction.ID,
        year: Int,
        segment: String,
        carrier: String,
        amount: Double
    ) {
        self.series = series
        self.jurisdiction = jurisdiction
        self.year = year
        self.segment = segment
        self.carrier = carrier
        self.amount = amount
    }
}

/// Emissions of a segment's carrier in a year, derived from statistics and factors.
package struct EmissionCell: Sendable, Hashable {
    package let jurisdiction: Jurisdiction.ID
    package let year: Int
    package let segment: String
    package let carrier: String
    package let scope: String
    package let carbon: Double
    package let coalEquivalent: Double
    package let factor: String

    package init(
        of cell: StatisticalCell,
        scope: String,
        carbon: Double,
        coalEquivalent: Double,
        factor: String
    ) {
        jurisdiction = cell.jurisdiction
        year = cell.year
        segment = cell.segment
        carrier = cell.carrier
        self.scope = scope
        self.carbon = carbon
        self.coalEquivalent = coalEquivalent
        self.factor = factor
    }
}

extension Store {
    /// The record of where generated rows come from.
    package func syntheticSource(name: String, now: Instant) async throws -> Int64 {
        try await writer.write { try Self.insertSource(kind: "synthetic", name: name, now: now, $0) }
    }

    /// Keeps reported values; one that differs from what was reported before is a new revision.
    ///
    /// - Returns: how many were new or different.
    @discardableResult
    package func report(_ values: [ReportedValue], source: Int64, now: Instant) async throws -> Int {
        try await writer.write { db in
            var count = 0
            for value in values {
                let draft = ReportDraft(value)
                let last = try Self.lastReport(draft.key, db)
                if let last, draft.says(last) { continue }
                let revision = (last?["revision"] ?? 0) + 1
                try Self.insert(draft, revision: revision, source: source, by: .system, now: now, db)
                count += 1
            }
            if count > 0 { try Self.raiseGeneration(db) }
            return count
        }
    }

    /// Keeps statistics; a cell that differs from what was there is a new revision.
    ///
    /// - Returns: how many were new or different.
    @discardableResult
    package func record(statistics cells: [StatisticalCell], source: Int64, now: Instant) async throws -> Int {
        try await writer.write { db in
            let known = try db.cachedStatement(
                sql: """
                    SELECT revision, amount FROM statistical_cell WHERE series = ? AND year = ? AND jurisdiction_id = ?
                    AND segment = ? AND carrier = ? ORDER BY revision DESC LIMIT 1
                    """
            )
            let insert = try db.cachedStatement(
                sql: "INSERT INTO statistical_cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            )
            var count = 0
            for cell in cells {
                let place = cell.jurisdiction.rawValue
                let last = try Row.fetchOne(
                    known,
                    arguments: [cell.series, cell.year, place, cell.segment, cell.carrier]
                )
                if let last, last["amount"] == cell.amount { continue }
                try insert.execute(
                    arguments: [
                        cell.series, place, cell.year, cell.segment, cell.carrier, (last?["revision"] ?? 0) + 1,
                        cell.amount, source, now.seconds,
                    ]
                )
                count += 1
            }
            if count > 0 { try Self.raiseGeneration(db) }
            return count
        }
    }

    /// The current cells of a series, in order of year and place.
    package func statistics(series: String) async throws -> [StatisticalCell] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM v_statistical_cell WHERE series = ?
                    ORDER BY year, jurisdiction_id, segment, carrier
                    """,
                arguments: [series]
            ).map { row in
                StatisticalCell(
                    series: row["series"],
                    jurisdiction: Jurisdiction.ID(rawValue: row["jurisdiction_id"]),
                    year: row["year"],
                    segment: row["segment"],
                    carrier: row["carrier"],
                    amount: row["amount"]
                )
            }
        }
    }

    /// Replaces the derived emissions and notes from what they were made.
    package func replaceEmissions(_ cells: [EmissionCell], mark: String) async throws {
        try await writer.write { db in
            try db.execute(sql: "DELETE FROM emission_year")
            let insert = try db.cachedStatement(sql: "INSERT INTO emission_year VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            for cell in cells {
                try insert.execute(
                    arguments: [
                        cell.jurisdiction.rawValue, cell.year, cell.segment, cell.carrier, cell.scope, cell.carbon,
                        cell.coalEquivalent, cell.factor,
                    ]
                )
            }
            try db.execute(
                sql: "INSERT OR REPLACE INTO setting VALUES ('emission_mark', ?)",
                arguments: [mark]
            )
            try Self.raiseGeneration(db)
        }
    }

    /// The mark of what the derived emissions were made from; `nil` before the first derivation.
    package func emissionMark() async throws -> String? {
        try await writer.read { try String.fetchOne($0, sql: "SELECT value FROM setting WHERE name = 'emission_mark'") }
    }

    /// Emissions of a place by year and scope; its own statistics stand for all below it. [kgCO₂]
    package func emissions(of place: Jurisdiction.ID) async throws -> [(year: Int, scope: String, carbon: Double)] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT year, emission_scope, sum(carbon_kg) FROM v_place_emission WHERE place_id = ?
                    GROUP BY year, emission_scope ORDER BY year
                    """,
                arguments: [place.rawValue]
            ).map { ($0[0], $0[1], $0[2]) }
        }
    }

    /// Whether anything that was reported or taken from statistics was generated.
    package func hasSyntheticReports() async throws -> Bool {
        try await writer.read {
            try Bool.fetchOne(
                $0,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM v_reported_value WHERE is_synthetic)
                    OR EXISTS (SELECT 1 FROM v_statistical_cell WHERE is_synthetic)
                    """
            ) ?? false
        }
    }
}

/// What was reported of a quantity for a place and year.
package struct ReportedSum: Sendable, Hashable {
    package let quantity: String
    package let scope: String
    /// In the quantity's unit.
    package let value: Double
    package let count: Int
    package let reporters: [String]
    /// The documents that were named for it.
    package let evidence: [String]
}

extension Store {
    /// What was reported of some quantities for a place; its own reports stand for all below it.
    package func reportedSums(
        of quantities: [String],
        in place: Jurisdiction.ID,
        year: Int
    ) async throws -> [ReportedSum] {
        let names = try Self.json(quantities)
        return try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT place.quantity, place.scope, sum(place.value), count(*),
                        json_group_array(DISTINCT place.reporter), json_group_array(DISTINCT report.evidence)
                    FROM v_place_report place JOIN v_reported_value report
                        ON report.quantity = place.quantity AND report.scope = place.scope AND report.year = place.year
                        AND report.jurisdiction_id = place.jurisdiction_id
                        AND ifnull(report.building_id, 0) = iif(place.kind = 'building', CAST(place.subject AS INTEGER), 0)
                    WHERE place.place_id = ? AND place.year = ?
                        AND place.quantity IN (SELECT value FROM json_each(?))
                    GROUP BY place.quantity, place.scope ORDER BY place.quantity, place.scope
                    """,
                arguments: [place.rawValue, year, names]
            ).map { row in
                ReportedSum(
                    quantity: row[0],
                    scope: row[1],
                    value: row[2],
                    count: row[3],
                    reporters: Self.texts(row[4]),
                    evidence: Self.texts(row[5])
                )
            }
        }
    }

    /// The texts of a JSON array, sorted; what is `null` in it is left out.
    private static func texts(_ json: String) -> [String] {
        let found = try? JSONDecoder().decode([String?].self, from: Data(json.utf8))
        return (found ?? []).compactMap(\.self).sorted()
    }

    /// Names of buildings by id.
    package func buildingNames() async throws -> [Building.ID: String] {
        try await writer.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT building_id, name FROM v_building")
            return Dictionary(rows.map { (Building.ID(rawValue: $0[0]), $0[1]) }) { first, _ in first }
        }
    }
}
