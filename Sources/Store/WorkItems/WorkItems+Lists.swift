import Access
import GRDB
package import Units

/// Which of a person's work items (待办分类).
package enum WorkItemTab: String, Sendable, CaseIterable {
    /// 我的待办.
    case mine
    /// 上次查看后有变化.
    case changed
    /// 抄送我, and what the person asked of others.
    case copied
    /// 已办.
    case done
}

/// How many items stand in each tab.
package struct WorkItemCounts: Sendable, Hashable {
    package var mine = 0
    package var overdue = 0
    package var changed = 0
    package var copied = 0
    package var done = 0

    package init() {}
}

extension WorkReach {
    /// The condition of a tab; `look` is the look that changes are compared with.
    fileprivate func condition(_ tab: WorkItemTab, since look: Instant?) -> String {
        switch tab {
        case .mine: "(i.state = 'open' AND \(mine))"
        case .changed: look.map { "(i.changed_at >= \($0.seconds) AND \(concerned) AND NOT \(isOwnChange))" } ?? "0"
        case .copied: "(\(followed) AND NOT (i.state = 'open' AND \(mine)))"
        case .done: "(\(handled) AND NOT (i.state = 'open' AND \(mine)) AND NOT \(followed))"
        }
    }

    /// Items with the names of whom they concern, where a condition holds.
    fileprivate func rows(_ condition: String) -> String {
        """
        SELECT i.*, p.name AS person_name, a.name AS asked_by_name, d.name AS department_name,
            o.name AS organisation_name, \(mine) AS is_mine
        FROM work_item i LEFT JOIN person p ON p.id = i.person_id LEFT JOIN person a ON a.id = i.asked_by
        LEFT JOIN department d ON d.id = i.department_id LEFT JOIN organisation o ON o.id = i.organisation_id
        WHERE \(condition)
        """
    }
}

extension Store {
    /// One item; `nil` where there is none that the reader may see.
    package func workItem(_ id: Int64, reach: WorkReach) async throws -> WorkItem? {
        try await writer.read { try Self.workItem(id, reach: reach, $0) }
    }

    static func workItem(_ id: Int64, reach: WorkReach, _ db: Database) throws -> WorkItem? {
        try Row.fetchOne(db, sql: reach.rows("i.id = ? AND \(reach.visible)"), arguments: [id])
            .flatMap(WorkItem.init(row:))
    }

    /// The items of a tab: what is owed by its last day, all else newest change first; `after` is the last one shown.
    package func workItems(
        _ tab: WorkItemTab,
        since look: Instant?,
        after last: (key: Int64, id: Int64)? = nil,
        limit: Int,
        reach: WorkReach
    ) async throws -> [WorkItem] {
        let condition = reach.condition(tab, since: look)
        let key = tab == .mine ? "ifnull(i.due_day, 9999999)" : "-i.changed_at"
        return try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: reach.rows("\(condition) AND (\(key), i.id) > (?, ?)") + " ORDER BY \(key), i.id LIMIT ?",
                arguments: [last?.key ?? .min, last?.id ?? 0, limit]
            ).compactMap(WorkItem.init(row:))
        }
    }

    /// Open items that somebody may see, the one due first at the top.
    package func openWorkItems(limit: Int, reach: WorkReach) async throws -> [WorkItem] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: reach.rows("i.state = 'open' AND \(reach.visible)")
                    + " ORDER BY i.due_day IS NULL, i.due_day, i.id LIMIT ?",
                arguments: [limit]
            ).compactMap(WorkItem.init(row:))
        }
    }

    /// How many items stand in each tab.
    package func workItemCounts(since look: Instant?, reach: WorkReach) async throws -> WorkItemCounts {
        func count(_ condition: String) -> String { "(SELECT count(*) FROM work_item i WHERE \(condition))" }
        let mine = reach.condition(.mine, since: nil)
        let wanted =
            [mine, "\(mine) AND i.due_day < \(reach.day.number)"]
            + [.changed, .copied, .done].map { reach.condition($0, since: look) }
        let sql = "SELECT \(wanted.map(count).joined(separator: ", "))"
        return try await writer.read { db in
            guard let row = try Row.fetchOne(db, sql: sql) else { return WorkItemCounts() }
            var counts = WorkItemCounts()
            counts.mine = row[0]
            counts.overdue = row[1]
            counts.changed = row[2]
            counts.copied = row[3]
            counts.done = row[4]
            return counts
        }
    }

    /// How many items lie with somebody and how many of them are overdue, for the frame of every page.
    package func owedWorkItems(reach: WorkReach) async throws -> (open: Int, overdue: Int) {
        try await writer.read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), count(*) FILTER (WHERE i.due_day < \(reach.day.number)) FROM work_item i
                    WHERE i.state = 'open' AND \(reach.mine)
                    """
            )
            return (row?[0] ?? 0, row?[1] ?? 0)
        }
    }
}
