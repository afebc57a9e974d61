package import Buildings
import FoundationEssentials
import GRDB
package import Metering
package import Units

/// The recomputed days of one meter.
package struct MeterConsumption: Sendable {
    package let meter: PlacedMeter
    /// The days that were recomputed; rows on them are replaced.
    package let days: ClosedRange<CivilDay>
    package let result: ConsumptionResult

    package init(meter: PlacedMeter, days: ClosedRange<CivilDay>, result: ConsumptionResult) {
        self.meter = meter
        self.days = days
        self.result = result
    }
}

/// A building's consumption of one item in one month.
package struct MonthAmount: Sendable, Hashable {
    package let building: Building.ID
    package let month: CivilMonth
    package let item: EnergyItemCode
    package let amount: Amount
    package let coveredSeconds: Int64
    package let estimatedSeconds: Int64
}

extension Store {
    /// The change number of the reading store up to which consumption is derived.
    package func consumedSequence() async throws -> Int64 {
        try await writer.read { try Int64.fetchOne($0, sql: "SELECT consumed_seq FROM consumption_state") ?? 0 }
    }

    /// Replaces recomputed days, rebuilds the months and coverage they touch, and records how far it got, all or none.
    package func replaceConsumption(
        _ changes: [MeterConsumption],
        consumedSequence: Int64? = nil,
        freshened: [Meter.ID: Int64] = [:],
        stale: [Meter.ID] = [],
        rules: QualityRules? = nil
    ) async throws {
        try await writer.write { db in
            var touched = TouchedConsumption()
            for change in changes { try Self.replaceDays(change, &touched, db) }
            let structure = try Self.structure(db)
            if let rules { try Self.deriveTogether(touched, structure, rules, db) }
            try Self.rebuildMonths(touched, structure, db)
            try Self.rebuildCoverage(touched, db)
            if let consumedSequence {
                try db.execute(sql: "UPDATE consumption_state SET consumed_seq = ?", arguments: [consumedSequence])
            }
            for meter in stale { try Self.markStale(meters: "SELECT \(meter.rawValue)", db) }
            for (meter, mark) in freshened {
                // A mark set again in the meantime stays.
                try db.execute(
                    sql: "DELETE FROM energy_stale WHERE meter_id = ? AND generation <= ?",
                    arguments: [meter.rawValue, mark]
                )
            }
            try Self.raiseGeneration(db)
        }
    }

    /// Months of buildings and days whose sums must be rebuilt.
    private struct TouchedConsumption {
        struct BuildingMonth: Hashable {
            let building: Int64
            let month: CivilMonth
        }
        var months: Set<BuildingMonth> = []
        var days: Set<CivilDay> = []
        var daysOfBuildings: [Int64: Set<CivilDay>] = [:]

        mutating func insert(building: Int64, day: CivilDay) {
            days.insert(day)
            daysOfBuildings[building, default: []].insert(day)
            months.insert(BuildingMonth(building: building, month: day.month))
        }
    }

    private static func replaceDays(
        _ change: MeterConsumption,
        _ touched: inout TouchedConsumption,
        _ db: Database
    ) throws {
        let meter = change.meter.meter
        let range: StatementArguments = [
            meter.id.rawValue, change.days.lowerBound.number, change.days.upperBound.number,
        ]
        let old = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT building_id, day FROM energy_day WHERE meter_id = ? AND day BETWEEN ? AND ?"
            ),
            arguments: range
        )
        while let row = try old.next() { touched.insert(building: row[0], day: CivilDay(number: row[1])) }
        for table in ["energy_day", "energy_finding"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE meter_id = ? AND day BETWEEN ? AND ?").execute(
                arguments: range
            )
        }
        let insert = try db.cachedStatement(sql: "INSERT INTO energy_day VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        for day in change.result.days where change.days.contains(day.day) {
            guard let place = change.meter.places.first(where: { $0.contains(day.day) }) else { continue }
            try insert.execute(arguments: [
                place.building.rawValue, day.day.number, meter.id.rawValue, meter.item.rawValue, day.amount.micro,
                day.estimated.micro, day.coveredSeconds, day.estimatedSeconds,
            ])
            touched.insert(building: place.building.rawValue, day: day.day)
        }
        let findings = change.result.findings.filter { change.days.contains($0.day) }
        for own in Dictionary(grouping: findings, by: \.day).values {
            for (position, dated) in own.prefix(BuildingDays.firstPosition).enumerated() {
                try Self.insert(dated, on: meter.id, position: position, db)
            }
        }
    }

    /// What several meters say together: virtual meters and balances.
    private static func deriveTogether(
        _ touched: TouchedConsumption,
        _ structure: MeterStructure,
        _ rules: QualityRules,
        _ db: Database
    ) throws {
        let meters = try meters(of: Array(touched.daysOfBuildings.keys), structure, db)
        let tree = structure.tree
        for (building, days) in touched.daysOfBuildings {
            var together = try BuildingDays(building, structure, tree: tree, db)
            try together.derive(on: days, meters: meters, rules: rules, db)
        }
    }

    private static func rebuildMonths(
        _ touched: TouchedConsumption,
        _ structure: MeterStructure,
        _ db: Database
    ) throws {
        let tree = structure.tree
        for item in touched.months {
            let key: StatementArguments = [item.building, item.month.number]
            try db.cachedStatement(sql: "DELETE FROM energy_month WHERE building_id = ? AND month = ?").execute(
                arguments: key
            )
            if !tree.isEmpty {
                var together = try BuildingDays(item.building, structure, tree: tree, db)
                if together.isStructured(item.month.days) {
                    for (code, sum) in try together.itemSums(of: item.month, db) {
                        try db.cachedStatement(sql: "INSERT INTO energy_month VALUES (?, ?, ?, ?, ?, ?, ?)").execute(
                            arguments: [
                                item.building, item.month.number, code.rawValue, sum.amount.micro, sum.estimated.micro,
                                sum.covered, sum.estimatedSeconds,
                            ]
                        )
                    }
                    continue
                }
            }
            try db.cachedStatement(
                sql: """
                    INSERT INTO energy_month
                    SELECT building_id, ?, item_code, sum(amount_micro), sum(estimated_micro), sum(covered_s), sum(estimated_s)
                    FROM energy_day WHERE building_id = ? AND day >= ? AND day < ? GROUP BY item_code
                    """
            ).execute(arguments: [
                item.month.number, item.building, item.month.days.lowerBound.number, item.month.days.upperBound.number,
            ])
        }
    }

    /// Picks the statistical place that a building had on a day of consumption.
    private static let placeOfDay = """
        place.role = 'statistical' AND (place.valid_from IS NULL OR place.valid_from <= day)
        AND (place.valid_to IS NULL OR day < place.valid_to)
        """

    private static func rebuildCoverage(_ touched: TouchedConsumption, _ db: Database) throws {
        guard let first = touched.days.min(), let last = touched.days.max() else { return }
        let range: StatementArguments = [first.number, last.number]
        try db.execute(sql: "DELETE FROM energy_coverage WHERE day BETWEEN ? AND ?", arguments: range)
        try db.execute(
            sql: """
                INSERT INTO energy_coverage
                SELECT day, place.jurisdiction_id, sum(covered_s), sum(estimated_s)
                FROM building_place place JOIN energy_day USING (building_id)
                WHERE \(placeOfDay) AND day BETWEEN ? AND ? GROUP BY day, place.jurisdiction_id
                """,
            arguments: range
        )
    }

    /// Consumption by building, month and item; all buildings, or one.
    package func monthAmounts(months: Range<CivilMonth>, building: Building.ID? = nil) async throws -> [MonthAmount] {
        try await writer.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT building_id, month, item_code, amount_micro, covered_s, estimated_s FROM energy_month
                    WHERE month >= ? AND month < ? AND (?3 IS NULL OR building_id = ?3)
                    """,
                arguments: [months.lowerBound.number, months.upperBound.number, building?.rawValue]
            )
            var amounts: [MonthAmount] = []
            while let row = try rows.next() {
                guard let item = EnergyItemCode(rawValue: row[2]) else { continue }
                amounts.append(
                    MonthAmount(
                        building: Building.ID(rawValue: row[0]),
                        month: CivilMonth(number: row[1]),
                        item: item,
                        amount: Amount(micro: row[3]),
                        coveredSeconds: row[4],
                        estimatedSeconds: row[5]
                    )
                )
            }
            return amounts
        }
    }

    /// First and last day with consumption; `nil` while there is none.
    package func consumptionSpan() async throws -> ClosedRange<CivilDay>? {
        try await writer.read { db in
            // Apart, each comes from the end of an index; together they would go through the table.
            let row = try Row.fetchOne(
                db,
                sql: "SELECT (SELECT min(day) FROM energy_coverage), (SELECT max(day) FROM energy_coverage)"
            )
            guard let first = row?[0] as Int?, let last = row?[1] as Int? else { return nil }
            return CivilDay(number: first)...CivilDay(number: last)
        }
    }
}

/// A sum that does not agree with its parts.
package struct SumProblem: Sendable, Hashable {
    package let table: String
    package let key: String
}

extension Store {
    /// Months and coverage that differ from the days they are the sum of.
    package func sumProblems() async throws -> [SumProblem] {
        try await writer.read { try Self.monthProblems($0) + Self.coverageProblems($0) }
    }

    private static func monthProblems(_ db: Database) throws -> [SumProblem] {
        let stored = try Row.fetchCursor(
            db,
            sql:
                "SELECT building_id, month, item_code, amount_micro, estimated_micro, covered_s, estimated_s FROM energy_month"
        )
        var months: [String: [Int64]] = [:]
        while let row = try stored.next() {
            let key = "\(row[0] as Int64)/\(CivilMonth(number: row[1]))/\(row[2] as String)"
            months[key] = [row[3], row[4], row[5], row[6]]
        }
        let days = try Row.fetchCursor(
            db,
            sql:
                "SELECT building_id, day, item_code, amount_micro, estimated_micro, covered_s, estimated_s FROM energy_day"
        )
        while let row = try days.next() {
            let key = "\(row[0] as Int64)/\(CivilDay(number: row[1]).month)/\(row[2] as String)"
            let parts: [Int64] = [row[3], row[4], row[5], row[6]]
            months[key] = zip(months[key] ?? [0, 0, 0, 0], parts).map { $0 - $1 }
        }
        let structure = try structure(db)
        let tree = structure.tree
        return try months.filter { $0.value != [0, 0, 0, 0] }.keys.sorted().filter { key in
            try !agrees(key, structure, tree, db)
        }.map {
            SumProblem(table: "energy_month", key: $0)
        }
    }

    /// Whether a month that differs from the sum of its days does so because some of it is not the building's own.
    private static func agrees(
        _ key: String,
        _ structure: MeterStructure,
        _ tree: MeterTree,
        _ db: Database
    ) throws -> Bool {
        let parts = key.split(separator: "/").map(String.init)
        guard !tree.isEmpty, parts.count == 3, let building = Int64(parts[0]), let month = CivilMonth(parts[1]),
            let item = EnergyItemCode(rawValue: parts[2])
        else { return false }
        var together = try BuildingDays(building, structure, tree: tree, db)
        guard together.isStructured(month.days) else { return false }
        let stored = try Int64.fetchOne(
            db,
            sql: "SELECT amount_micro FROM energy_month WHERE building_id = ? AND month = ? AND item_code = ?",
            arguments: [building, month.number, item.rawValue]
        )
        return try stored == together.itemSums(of: month, db)[item]?.amount.micro
    }

    private static func coverageProblems(_ db: Database) throws -> [SumProblem] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT day, jurisdiction_id FROM (
                    SELECT day, jurisdiction_id, covered_s, estimated_s FROM energy_coverage
                    UNION ALL
                    SELECT day, place.jurisdiction_id, -covered_s, -estimated_s
                    FROM building_place place JOIN energy_day USING (building_id) WHERE \(placeOfDay))
                GROUP BY day, jurisdiction_id HAVING sum(covered_s) <> 0 OR sum(estimated_s) <> 0 ORDER BY 1, 2
                """
        ).map { SumProblem(table: "energy_coverage", key: "\(CivilDay(number: $0[0]))/\($0[1] as Int64)") }
    }
}
