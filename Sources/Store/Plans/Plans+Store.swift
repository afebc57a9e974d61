package import Access
import FoundationEssentials
import GRDB
package import PeakPlanning
package import Units

/// A plan as it was imported.
package struct StoredPlan: Sendable {
    package let id: Int64
    package let jurisdiction: Jurisdiction.ID
    /// From 1; a new text of the same city is a new revision.
    package let revision: Int
    /// The text as published.
    package let text: String
    package let importedAt: Instant
    package let plan: Plan
}

extension Store {
    /// Keeps a plan as read; the first one decides the city of an empty installation.
    ///
    /// The text that is already the current one changes nothing.
    ///
    /// - Returns: the revision, and whether it is new.
    /// - Throws: ``PlanStoreError/otherCity(_:)`` where the installation belongs to another city.
    package func importPlan(
        _ plan: Plan,
        text: String,
        fileName: String,
        jurisdiction: Jurisdiction.ID,
        by actor: Actor,
        now: Instant
    ) async throws -> (revision: Int, isNew: Bool) {
        try await writer.write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO setting VALUES ('city', CAST(? AS TEXT))",
                arguments: [jurisdiction.rawValue]
            )
            let city = try Int64.fetchOne(db, sql: "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'city'")
            guard city == jurisdiction.rawValue else {
                throw PlanStoreError.otherCity(Jurisdiction.ID(rawValue: city ?? 0))
            }
            let current = try Row.fetchOne(
                db,
                sql: "SELECT * FROM plan_record WHERE jurisdiction_id = ? ORDER BY revision DESC LIMIT 1",
                arguments: [jurisdiction.rawValue]
            )
            let revision: Int = current?["revision"] ?? 0
            if current?["text"] == text { return (revision, false) }
            try Self.insert(plan, text, fileName, jurisdiction, revision: revision + 1, now, db)
            let id = try Int64.fetchOne(db, sql: "SELECT max(id) FROM plan_record")
            let before = try Self.planCounts(current?["id"], db)
            let after = try Self.planCounts(id, db)
            func change(_ field: String, _ before: Int?, _ after: Int?) -> AuditEvent.Change {
                AuditEvent.Change(field, before: before.map(String.init), after: after.map(String.init))
            }
            let event = AuditEvent(
                actor,
                "plan.import",
                object: id.map { ("plan", String($0)) },
                changes: [
                    change("revision", current?["revision"], revision + 1),
                    AuditEvent.Change("title", before: current?["title"], after: plan.title),
                    change("tasks", before?.tasks, after?.tasks),
                    change("indicators", before?.indicators, after?.indicators),
                ]
            )
            try Self.record(event, now: now, db)
            try Self.raiseGeneration(db)
            return (revision + 1, true)
        }
    }

    /// How many tasks and indicators a stored plan has; `nil` for no plan.
    private static func planCounts(_ id: Int64?, _ db: Database) throws -> (tasks: Int, indicators: Int)? {
        guard let id else { return nil }
        func count(_ table: String) throws -> Int {
            try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table) WHERE plan_id = ?", arguments: [id]) ?? 0
        }
        return (try count("plan_task_record"), try count("plan_indicator_record"))
    }

    private static func insert(
        _ plan: Plan,
        _ text: String,
        _ fileName: String,
        _ jurisdiction: Jurisdiction.ID,
        revision: Int,
        _ now: Instant,
        _ db: Database
    ) throws {
        let source = try insertSource(kind: "import", name: fileName, now: now, db)
        try db.execute(
            sql: """
                INSERT INTO plan_record
                (jurisdiction_id, revision, title, issuers, issued_day, text, findings, source_id, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                jurisdiction.rawValue, revision, plan.title, try json(plan.issuers), plan.date?.number, text,
                try json(plan.findings.map(StoredFinding.init)), source, now.seconds,
            ]
        )
        let id = db.lastInsertedRowID
        for (position, task) in plan.tasks.enumerated() { try insert(task, at: position, plan: id, db) }
    }

    private static func insert(_ task: PlanTask, at position: Int, plan: Int64, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO plan_task_record VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                plan, position, task.id, task.section, task.heading, task.text, task.responsibility, task.isOpenEnded,
            ]
        )
        let actors = task.departments.map { ("responsible", $0) } + task.executors.map { ("executor", $0) }
        for (number, (role, actor)) in actors.enumerated() {
            try db.execute(
                sql: "INSERT INTO plan_actor_record VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [plan, position, number, role, actor.name, actor.mark.lowerBound, actor.mark.upperBound]
            )
        }
        for (number, indicator) in task.indicators.enumerated() {
            var indicator = indicator
            try db.execute(
                sql:
                    "INSERT INTO plan_item SELECT NULL, jurisdiction_id, series, created_at FROM plan_record WHERE id = ?",
                arguments: [plan]
            )
            indicator.item = db.lastInsertedRowID
            try db.execute(
                sql: """
                    INSERT INTO plan_indicator_record VALUES
                    (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [plan, position, number] + indicator.columns
            )
        }
    }

    static func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    /// The current plan of the installation's city; `nil` before one was imported.
    package func currentPlan() async throws -> StoredPlan? {
        try await writer.read { db in
            guard
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT plan_record.* FROM plan_record
                        JOIN setting ON setting.name = 'city' AND CAST(setting.value AS INTEGER) = jurisdiction_id
                        ORDER BY revision DESC LIMIT 1
                        """
                )
            else { return nil }
            return try StoredPlan(row: row, db)
        }
    }
}

/// A reason why the store refuses a plan.
package enum PlanStoreError: Error, Equatable {
    /// The installation belongs to another city.
    case otherCity(Jurisdiction.ID)
}
