import GRDB
package import PeakPlanning
import Units

/// Where a plan's text stands among those already there (承接关系).
///
/// A text with the title of an earlier one, blanks apart, is a corrected text of the same series; any other title begins
/// the next series; unless a person says otherwise.
package struct PlanSuccession: Sendable {
    /// The series that it belongs to.
    package let series: Int
    /// Its revision, counted over all texts of the city.
    package let revision: Int
    /// The revision of the same text, where it is the latest one of any plan of the city.
    package let same: Int?
    /// The text of the city that came in last; `nil` where there is none.
    package let latest: Int64?
    /// The latest text of the series; `nil` where it begins one.
    package let current: StoredPlan?
    /// What earlier texts of the series said, by item.
    package let known: [Int64: PlanStatement]
    /// Which of its indicators are those of earlier texts.
    package let match: PlanItemMatch

    init(
        of plan: Plan,
        text: String,
        for jurisdiction: Jurisdiction.ID,
        as place: PlanPlace?,
        _ db: Database
    ) throws {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM plan_record WHERE jurisdiction_id = ? ORDER BY revision DESC",
            arguments: [jurisdiction.rawValue]
        )
        let row: Row? =
            switch place {
            case .next: nil
            // What is corrected is the plan in force.
            case .correction: rows.max(by: Self.precedes)
            case nil: rows.filter { Self.key($0["title"]) == Self.key(plan.title) }.max(by: Self.precedes)
            }
        series = row?["series"] ?? (rows.map { $0["series"] as Int }.max() ?? 0) + 1
        latest = rows.first?["id"]
        let texts = Dictionary(grouping: rows) { $0["series"] as Int }.values.compactMap(\.first)
        same = texts.first { $0["text"] == text }?["revision"]
        revision = (rows.first?["revision"] ?? 0) + 1
        current = try row.map { try StoredPlan(row: $0, db) }
        guard let current else {
            known = [:]
            match = PlanItemMatch(known: [], new: plan)
            return
        }
        let items = try Self.known(series: series, of: jurisdiction, current: current, db)
        known = Dictionary(items.map { ($0.item, $0.statement) }) { first, _ in first }
        match = PlanItemMatch(known: items, new: plan)
    }

    /// Whether a text is of an earlier plan, or is an earlier text of the same one.
    private static func precedes(_ one: Row, _ other: Row) -> Bool {
        (one["series"], one["revision"]) as (Int, Int) < (other["series"], other["revision"])
    }

    /// A title without its blanks.
    private static func key(_ title: String) -> String { title.filter { !$0.isWhitespace } }

    /// What each item of a series said when it was last read, and what people added to it.
    private static func known(
        series: Int,
        of jurisdiction: Jurisdiction.ID,
        current: StoredPlan,
        _ db: Database
    ) throws -> [PlanItemMatch.Known] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT row.*, task.code AS task_code, task.heading AS task_heading, max(row.plan_id) AS latest
                FROM plan_indicator_record row
                JOIN plan_task_record task ON task.plan_id = row.plan_id AND task.position = row.task_position
                JOIN plan_record plan ON plan.id = row.plan_id
                WHERE plan.jurisdiction_id = ? AND plan.series = ?
                GROUP BY row.item_id ORDER BY row.plan_id DESC, row.task_position, row.position
                """,
            arguments: [jurisdiction.rawValue, series]
        )
        let read = rows.compactMap { row in
            PlanIndicator(row: row).flatMap { indicator in
                indicator.item.map { item in
                    let task = PlanTask(id: row["task_code"], section: "", heading: row["task_heading"], text: "")
                    let isCurrent = row["plan_id"] == current.id
                    let statement = PlanStatement(indicator, in: task)
                    return PlanItemMatch.Known(item: item, statement: statement, isCurrent: isCurrent)
                }
            }
        }
        let changes = try Store.planChanges(of: current, db)
        let seen = Set(read.map(\.item))
        let added = PlanReview(current.plan, changes: changes).entries.compactMap { entry in
            seen.contains(entry.item)
                ? nil
                : entry.change?.says.map {
                    PlanItemMatch.Known(item: entry.item, statement: $0, isCurrent: entry.task != nil)
                }
        }
        return read + added
    }
}
