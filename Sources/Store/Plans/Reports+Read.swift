package import Access
import Buildings
import FoundationEssentials
import GRDB
package import Units

/// A reported value as it is kept, with who entered it and why.
package struct StoredReport: Sendable {
    package let key: ReportKey
    package let revision: Int
    /// In the quantity's unit.
    package let value: Double
    package let reporter: String
    package let evidence: String?
    /// Why it replaced the one before it.
    package let reason: String?
    /// Who entered it; `nil` for a file from the machine itself.
    package let person: Person.ID?
    /// The file it came with; `nil` where it was typed.
    package let file: String?
    package let time: Instant
    package let isSynthetic: Bool
}

extension Store {
    /// The latest revision of what was reported of some quantities in some years.
    package func reports(of quantities: Set<String>, years: ClosedRange<Int>) async throws -> [StoredReport] {
        let names = try Self.json(quantities.sorted())
        return try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    \(Self.reportColumns)
                    WHERE report.year BETWEEN ? AND ? AND report.quantity IN (SELECT value FROM json_each(?))
                    AND NOT EXISTS (
                        SELECT 1 FROM reported_value later WHERE later.quantity = report.quantity
                        AND later.scope = report.scope AND later.year = report.year
                        AND later.jurisdiction_id = report.jurisdiction_id
                        AND ifnull(later.building_id, 0) = ifnull(report.building_id, 0)
                        AND later.revision > report.revision
                    ) ORDER BY report.id
                    """,
                arguments: [years.lowerBound, years.upperBound, names]
            ).map(StoredReport.init)
        }
    }

    /// All revisions of a value, the newest first.
    package func reportHistory(of key: ReportKey) async throws -> [StoredReport] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    \(Self.reportColumns)
                    WHERE report.quantity = ? AND report.scope = ? AND report.year = ? AND report.jurisdiction_id = ?
                    AND ifnull(report.building_id, 0) = ifnull(?, 0) ORDER BY report.revision DESC
                    """,
                arguments: [key.quantity, key.scope, key.year, key.jurisdiction.rawValue, key.building?.rawValue]
            ).map(StoredReport.init)
        }
    }

    /// Years for which anything was reported, the latest first.
    package func reportedYears() async throws -> [Int] {
        try await writer.read {
            try Int.fetchAll($0, sql: "SELECT DISTINCT year FROM reported_value ORDER BY year DESC")
        }
    }

    private static let reportColumns = """
        SELECT report.*, source.kind = 'synthetic' AS is_synthetic, iif(source.name = 'form', NULL, source.name) AS file
        FROM reported_value report JOIN source_record source ON source.id = report.source_id
        """
}

extension StoredReport {
    init(row: Row) {
        key = ReportKey(
            quantity: row["quantity"],
            scope: row["scope"],
            jurisdiction: Jurisdiction.ID(rawValue: row["jurisdiction_id"]),
            building: (row["building_id"] as Int64?).map(Building.ID.init(rawValue:)),
            year: row["year"]
        )
        revision = row["revision"]
        value = row["value"]
        reporter = row["reporter"]
        evidence = row["evidence"]
        reason = row["reason"]
        person = (row["person_id"] as Int64?).map(Person.ID.init(rawValue:))
        file = row["file"]
        time = Instant(seconds: row["created_at"])
        isSynthetic = row["is_synthetic"]
    }
}
