package import Access
import GRDB
package import PeakPlanning
package import Units

extension Store {
    /// Keeps a plan as read; the first one decides the city of an empty installation.
    ///
    /// The text that is already the latest of its series changes nothing. Items that earlier texts of the series had
    /// keep their identity, and the city's officers are asked to look at what nobody has decided about.
    ///
    /// - Returns: the revision, and whether it is new.
    /// - Throws: ``PlanStoreError``.
    package func importPlan(
        _ plan: Plan,
        text: String,
        fileName: String,
        jurisdiction: Jurisdiction.ID,
        as place: PlanPlace? = nil,
        seen: Int64? = nil,
        by actor: Actor,
        now: Instant
    ) async throws -> (revision: Int, isNew: Bool) {
        try await writer.write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO setting VALUES ('city', CAST(? AS TEXT))",
                arguments: [jurisdiction.rawValue]
            )
            try Self.checkCity(jurisdiction, db)
            let succession = try PlanSuccession(of: plan, text: text, for: jurisdiction, as: place, db)
            let current = succession.current
            // A text that is there already is no plan of its own, whatever it is called.
            if let known = succession.same { return (known, false) }
            if let seen, seen != succession.latest { throw PlanStoreError.textReplaced }
            let id = try Self.insert(plan, text, fileName, jurisdiction, succession, now, db)
            let after = try Self.planCounts(id, db)
            let before = try current.map { try Self.planCounts($0.id, db) }
            func change(_ field: String, _ before: Int?, _ after: Int) -> AuditEvent.Change {
                AuditEvent.Change(field, before: before.map(String.init), after: String(after))
            }
            let event = AuditEvent(
                actor,
                "plan.import",
                object: ("plan", String(id)),
                changes: [
                    change("revision", current?.revision, succession.revision),
                    AuditEvent.Change("title", before: current?.plan.title, after: plan.title),
                    change("tasks", before?.tasks, after.tasks),
                    change("indicators", before?.indicators, after.indicators),
                ]
            )
            try Self.record(event, now: now, db)
            try Self.settleReview(by: actor, now: now, db)
            try Self.raiseGeneration(db)
            return (succession.revision, true)
        }
    }

    /// What would become of the plans if this one were imported; nothing is written.
    ///
    /// - Throws: ``PlanStoreError/otherCity(_:)`` where the installation belongs to another city.
    package func succession(
        of plan: Plan,
        text: String,
        for jurisdiction: Jurisdiction.ID,
        as place: PlanPlace? = nil
    ) async throws -> PlanSuccession {
        try await writer.read { db in
            try Self.checkCity(jurisdiction, db)
            return try PlanSuccession(of: plan, text: text, for: jurisdiction, as: place, db)
        }
    }

    private static func checkCity(_ jurisdiction: Jurisdiction.ID, _ db: Database) throws {
        let city = try Int64.fetchOne(db, sql: "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'city'")
        guard let city, city != jurisdiction.rawValue else { return }
        throw PlanStoreError.otherCity(Jurisdiction.ID(rawValue: city))
    }

    /// How many tasks and indicators a stored plan has.
    private static func planCounts(_ id: Int64, _ db: Database) throws -> (tasks: Int, indicators: Int) {
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
        _ succession: PlanSuccession,
        _ now: Instant,
        _ db: Database
    ) throws -> Int64 {
        let source = try insertSource(kind: "import", name: fileName, now: now, db)
        try db.execute(
            sql: """
                INSERT INTO plan_record
                (jurisdiction_id, revision, title, issuers, issued_day, text, findings, source_id, created_at, series)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                jurisdiction.rawValue, succession.revision, plan.title, try json(plan.issuers), plan.date?.number, text,
                try json(plan.findings.map(StoredFinding.init)), source, now.seconds, succession.series,
            ]
        )
        let id = db.lastInsertedRowID
        for (position, task) in plan.tasks.enumerated() {
            try insert(task, succession.match.items[position], at: position, plan: id, db)
        }
        return id
    }

    private static func insert(
        _ task: PlanTask,
        _ items: [Int64?],
        at position: Int,
        plan: Int64,
        _ db: Database
    ) throws {
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
            indicator.item = try items[number] ?? newItem(plan: plan, db)
            try db.execute(
                sql: """
                    INSERT INTO plan_indicator_record VALUES
                    (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [plan, position, number] + indicator.columns
            )
        }
    }

    /// A new identity for something that a plan states.
    static func newItem(plan: Int64, _ db: Database) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO plan_item SELECT NULL, jurisdiction_id, series, created_at FROM plan_record WHERE id = ?",
            arguments: [plan]
        )
        return db.lastInsertedRowID
    }
}
