import FoundationEssentials
import GRDB
import PeakPlanning
import Units

extension StoredPlan {
    /// Reads a row of `plan_record` with its tasks.
    init(row: Row, _ db: Database) throws {
        id = row["id"]
        jurisdiction = Jurisdiction.ID(rawValue: row["jurisdiction_id"])
        revision = row["revision"]
        series = row["series"]
        text = row["text"]
        importedAt = Instant(seconds: row["created_at"])
        let decoder = JSONDecoder()
        let issuers: String = row["issuers"]
        let findings: String = row["findings"]
        plan = Plan(
            title: row["title"],
            city: try String.fetchOne(
                db,
                sql: "SELECT name FROM jurisdiction WHERE id = ?",
                arguments: [jurisdiction.rawValue]
            ),
            issuers: try decoder.decode([String].self, from: Data(issuers.utf8)),
            date: (row["issued_day"] as Int?).map(CivilDay.init(number:)),
            tasks: try Self.tasks(of: id, db),
            findings: try decoder.decode([StoredFinding].self, from: Data(findings.utf8)).map(\.finding)
        )
    }

    private static func tasks(of plan: Int64, _ db: Database) throws -> [PlanTask] {
        func rows(_ table: String) throws -> [Int: [Row]] {
            let sql = "SELECT * FROM \(table) WHERE plan_id = ? ORDER BY task_position, position"
            return Dictionary(grouping: try Row.fetchAll(db, sql: sql, arguments: [plan])) { $0["task_position"] }
        }
        let actors = try rows("plan_actor_record")
        let indicators = try rows("plan_indicator_record")
        return try Row.fetchAll(
            db,
            sql: "SELECT * FROM plan_task_record WHERE plan_id = ? ORDER BY position",
            arguments: [plan]
        ).map { row in
            let position: Int = row["position"]
            func named(_ role: String) -> [PlanActor] {
                (actors[position] ?? []).filter { $0["role"] == role }.map {
                    PlanActor(name: $0["name"], mark: $0["mark_start"]..<$0["mark_end"])
                }
            }
            return PlanTask(
                id: row["code"],
                section: row["section"],
                heading: row["heading"],
                text: row["text"],
                responsibility: row["responsibility"],
                departments: named("responsible"),
                isOpenEnded: row["is_open_ended"],
                executors: named("executor"),
                indicators: (indicators[position] ?? []).compactMap(PlanIndicator.init(row:))
            )
        }
    }
}

extension PlanIndicator {
    /// The columns of `plan_indicator_record` after its key, in order.
    var columns: StatementArguments {
        [
            kind.rawValue, name, comparator?.rawValue, value?.description, upperValue?.description, unit, year,
            yearPhrase, verb, baseline?.year, baseline?.text, baseline?.direction.rawValue, qualifier, scope, quote,
            isImplied,
            quoteMark.lowerBound, quoteMark.upperBound, valueMark?.lowerBound, valueMark?.upperBound,
            yearMark?.lowerBound, yearMark?.upperBound, production, confidence.description, item,
        ]
    }

    /// Reads a row of `plan_indicator_record`.
    init?(row: Row) {
        guard let kind = Kind(rawValue: row["kind"]) else { return nil }
        func mark(_ name: String) -> Range<Int>? {
            guard let start: Int = row["\(name)_start"], let end: Int = row["\(name)_end"] else { return nil }
            return start..<end
        }
        self.init(
            item: row["item_id"],
            kind: kind,
            name: row["name"],
            comparator: (row["comparator"] as String?).flatMap(Comparator.init(rawValue:)),
            value: (row["value"] as String?).flatMap { FixedPoint($0) },
            upperValue: (row["upper_value"] as String?).flatMap { FixedPoint($0) },
            unit: row["unit"],
            year: row["year"],
            yearPhrase: row["year_phrase"],
            verb: row["verb"],
            baseline: Baseline(row: row),
            qualifier: row["qualifier"],
            scope: row["scope"],
            quote: row["quote"],
            isImplied: row["is_implied"],
            quoteMark: row["quote_start"]..<row["quote_end"],
            valueMark: mark("value"),
            yearMark: mark("year"),
            production: row["production"],
            // Texts that were imported before the reader said how sure it is count as they were shown then.
            confidence: Confidence(row["reading"] as String) ?? .full
        )
    }
}

extension PlanIndicator.Baseline {
    fileprivate init?(row: Row) {
        guard let text: String = row["baseline"] else { return nil }
        self.init(
            year: row["baseline_year"],
            text: text,
            direction: Direction(rawValue: row["baseline_direction"] ?? "") ?? .up
        )
    }
}
