import FoundationEssentials
import GRDB
package import Metering
package import Units

/// Seconds of a day covered by meters.
package struct CoverageRow: Sendable {
    package let day: CivilDay
    package let coveredSeconds: Int64
    package let estimatedSeconds: Int64
}

/// A meter's time in a stretch of days.
package struct MeterCoverage: Sendable {
    package let coveredSeconds: Int64
    package let estimatedSeconds: Int64
    package let findings: Int
}

/// A finding on a meter's day with its place in the list.
package struct FindingRow: Sendable {
    package let meter: Meter.ID
    package let day: CivilDay
    package let position: Int
    package let finding: DataFinding
}

extension Store {
    /// Covered time by day, the whole scope.
    package func coverage(days: Range<CivilDay>, scope: Scope) async throws -> [CoverageRow] {
        try await writer.read { db in
            // Sums are kept by district; single buildings, those of organisations and zones are added up from their own days.
            let isOfDistricts = try scope.organisations.isEmpty && scope.buildings.isEmpty && !Self.hasZone(scope, db)
            let source =
                isOfDistricts
                ? "energy_coverage WHERE \(scope.condition("jurisdiction_id"))"
                : "energy_day WHERE \(scope.visibleBuildings)"
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT day, sum(covered_s), sum(estimated_s) FROM \(source)
                    AND day >= ? AND day < ? GROUP BY day ORDER BY day
                    """,
                arguments: [days.lowerBound.number, days.upperBound.number]
            ).map { CoverageRow(day: CivilDay(number: $0[0]), coveredSeconds: $0[1], estimatedSeconds: $0[2]) }
        }
    }

    /// Covered time and findings by meter.
    package func meterCoverage(days: Range<CivilDay>, scope: Scope) async throws -> [Meter.ID: MeterCoverage] {
        let range: StatementArguments = [days.lowerBound.number, days.upperBound.number]
        return try await writer.read { db in
            var findings: [Int64: Int] = [:]
            let counted = try Row.fetchCursor(
                db,
                sql: """
                    SELECT meter_id, count(*) FROM energy_finding
                    WHERE day >= ? AND day < ? AND \(Self.visibleFindings(scope)) GROUP BY meter_id
                    """,
                arguments: range
            )
            while let row = try counted.next() { findings[row[0]] = row[1] }
            var coverage: [Meter.ID: MeterCoverage] = [:]
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT meter_id, sum(covered_s), sum(estimated_s) FROM energy_day
                    WHERE day >= ? AND day < ? AND \(scope.visibleBuildings) GROUP BY meter_id
                    """,
                arguments: range
            )
            while let row = try rows.next() {
                coverage[Meter.ID(rawValue: row[0])] = MeterCoverage(
                    coveredSeconds: row[1],
                    estimatedSeconds: row[2],
                    findings: findings[row[0]] ?? 0
                )
            }
            return coverage
        }
    }

    /// A meter's days.
    package func dayConsumption(of meter: Meter.ID, days: Range<CivilDay>) async throws -> [DayConsumption] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM energy_day WHERE meter_id = ? AND day >= ? AND day < ? ORDER BY day",
                arguments: [meter.rawValue, days.lowerBound.number, days.upperBound.number]
            ).map(DayConsumption.init(row:))
        }
    }

    /// The first and the last day of which a meter's consumption or a finding is stored; `nil` where there is none.
    package func storedDays(of meter: Meter.ID) async throws -> ClosedRange<CivilDay>? {
        try await writer.read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT min(day), max(day) FROM (SELECT day FROM energy_day WHERE meter_id = ?1
                    UNION ALL SELECT day FROM energy_finding WHERE meter_id = ?1)
                    """,
                arguments: [meter.rawValue]
            )
            guard let first = row?[0] as Int?, let last = row?[1] as Int? else { return nil }
            return CivilDay(number: first)...CivilDay(number: last)
        }
    }

    /// How often each rule found something, most frequent first.
    package func findingCounts(
        days: Range<CivilDay>,
        scope: Scope
    ) async throws -> [(String, DataFinding.Severity, Int)] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT rule, severity, count(*) FROM energy_finding
                    WHERE day >= ? AND day < ? AND \(Self.visibleFindings(scope)) GROUP BY rule, severity ORDER BY 3 DESC, 1
                    """,
                arguments: [days.lowerBound.number, days.upperBound.number]
            ).map { ($0[0], DataFinding.Severity(rawValue: $0[1]) ?? .warning, $0[2]) }
        }
    }

    /// Findings in order of day, meter and position, after a cursor.
    package func findings(
        days: Range<CivilDay>,
        rule: String?,
        meter: Meter.ID?,
        after: (day: Int, meter: Int64, position: Int)?,
        limit: Int,
        scope: Scope
    ) async throws -> (rows: [FindingRow], total: Int) {
        let after = after ?? (Int.min, 0, 0)
        return try await writer.read { db in
            let condition = """
                day >= ? AND day < ? AND (?3 IS NULL OR rule = ?3) AND (?4 IS NULL OR meter_id = ?4)
                AND \(Self.visibleFindings(scope))
                """
            let arguments: StatementArguments = [days.lowerBound.number, days.upperBound.number, rule, meter?.rawValue]
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM energy_finding WHERE \(condition) AND (day, meter_id, position) > (?5, ?6, ?7)
                    ORDER BY day, meter_id, position LIMIT ?8
                    """,
                arguments: arguments + [after.day, after.meter, after.position, limit]
            )
            let total = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM energy_finding WHERE \(condition)",
                arguments: arguments
            )
            return (rows.compactMap(FindingRow.init(row:)), total ?? 0)
        }
    }

    /// How often some rules found something on each meter, with its code as the findings give it.
    package func faults(
        of rules: [String],
        days: Range<CivilDay>,
        meter: Meter.ID?
    ) async throws -> [Meter.ID: (code: String, count: Int)] {
        try await writer.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT meter_id, max(subject), count(*) FROM energy_finding
                    WHERE day >= ?1 AND day < ?2 AND rule IN (SELECT value FROM json_each(?3))
                    AND (?4 IS NULL OR meter_id = ?4) GROUP BY meter_id
                    """,
                arguments: [
                    days.lowerBound.number, days.upperBound.number,
                    String(decoding: try JSONEncoder().encode(rules), as: UTF8.self), meter?.rawValue,
                ]
            )
            return Dictionary(rows.map { (Meter.ID(rawValue: $0[0]), ($0[1], $0[2])) }) { first, _ in first }
        }
    }

    /// Days on which readings of a meter could not be used.
    package func readingErrors(days: Range<CivilDay>) async throws -> [Meter.ID: [CivilDay]] {
        try await writer.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT meter_id, day FROM energy_finding WHERE severity = 'error' AND day >= ? AND day < ?",
                arguments: [days.lowerBound.number, days.upperBound.number]
            )
            return Dictionary(grouping: rows) { Meter.ID(rawValue: $0[0]) }.mapValues {
                $0.map { CivilDay(number: $0[1]) }
            }
        }
    }

    /// A finding is seen by whoever sees the building in which the meter stood that day.
    private static func visibleFindings(_ scope: Scope) -> String {
        guard scope.jurisdictions != nil else { return "1" }
        return """
            EXISTS (SELECT 1 FROM meter_building stay WHERE stay.meter_id = energy_finding.meter_id
            AND stay.valid_from <= energy_finding.day AND energy_finding.day < ifnull(stay.valid_to, 1000000)
            AND \(scope.visibleBuildings("stay.building_id")))
            """
    }

    private static func hasZone(_ scope: Scope, _ db: Database) throws -> Bool {
        let ids = (scope.jurisdictions ?? []).map { String($0.rawValue) }.joined(separator: ", ")
        let sql = "SELECT EXISTS (SELECT 1 FROM jurisdiction WHERE kind = 'functional_zone' AND id IN (\(ids)))"
        return try Bool.fetchOne(db, sql: sql) ?? false
    }
}

extension FindingRow {
    fileprivate init?(row: Row) {
        guard let severity = DataFinding.Severity(rawValue: row["severity"]) else { return nil }
        let json: String = row["evidence"]
        meter = Meter.ID(rawValue: row["meter_id"])
        day = CivilDay(number: row["day"])
        position = row["position"]
        finding = DataFinding(
            rule: row["rule"],
            severity: severity,
            subject: row["subject"],
            evidence: (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
        )
    }
}
