package import Access
import FoundationEssentials
import GRDB
package import PeakPlanning
package import Units

/// Something that a person decides about an item of a plan (校对操作).
package struct PlanChangeDraft: Sendable {
    /// The item; `nil` for one that is added.
    package var item: Int64?
    package var aspect: PlanChange.Aspect
    package var action: PlanChange.Action
    package var content: PlanChange.Content
    /// Why.
    package var reason: String
    /// The stored text that the author looked at.
    package var plan: Int64
    /// The item's latest change that the author has seen; 0 for none.
    package var seen: Int64

    package init(
        item: Int64?,
        aspect: PlanChange.Aspect = .content,
        action: PlanChange.Action,
        content: PlanChange.Content = PlanChange.Content(),
        reason: String,
        plan: Int64,
        seen: Int64
    ) {
        self.item = item
        self.aspect = aspect
        self.action = action
        self.content = content
        self.reason = reason
        self.plan = plan
        self.seen = seen
    }
}

/// A reason why a change of a plan's item is not kept.
package enum PlanChangeConflict: Error, Hashable {
    /// Somebody else has decided since the author looked.
    case changed
    /// Another text has been imported since.
    case textReplaced
    /// There is no such item in the plan.
    case unknownItem
}

extension Store {
    /// All changes of the series that a plan belongs to, oldest first.
    package func planChanges(of plan: StoredPlan) async throws -> [PlanChange] {
        try await writer.read { try Self.planChanges(of: plan, $0) }
    }

    static func planChanges(of plan: StoredPlan, _ db: Database) throws -> [PlanChange] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT change.* FROM plan_change_record change JOIN plan_item item ON item.id = change.item_id
                WHERE item.jurisdiction_id = ? AND item.series = ? ORDER BY change.id
                """,
            arguments: [plan.jurisdiction.rawValue, plan.series]
        ).compactMap(PlanChange.init(row:))
    }

    /// Keeps changes, all or none: with author, reason and an entry of the audit log each.
    ///
    /// - Returns: the items, in the order of the drafts.
    /// - Throws: ``PlanChangeConflict`` where something else has happened since the author looked.
    @discardableResult
    package func keep(_ drafts: [PlanChangeDraft], by actor: Actor, now: Instant) async throws -> [Int64] {
        try await writer.write { db in
            let items = try drafts.map { try Self.keep($0, by: actor, now: now, db) }
            try Self.settleReview(by: actor, now: now, db)
            try Self.raiseGeneration(db)
            return items
        }
    }

    private static func keep(
        _ draft: PlanChangeDraft,
        by actor: Actor,
        now: Instant,
        _ db: Database
    ) throws -> Int64 {
        try checkText(of: draft, db)
        if let item = draft.item {
            let isKnown = try Bool.fetchOne(
                db,
                sql: """
                    SELECT item.jurisdiction_id = plan.jurisdiction_id AND item.series = plan.series
                    FROM plan_item item JOIN plan_record plan ON plan.id = ? WHERE item.id = ?
                    """,
                arguments: [draft.plan, item]
            )
            guard isKnown == true else { throw PlanChangeConflict.unknownItem }
        }
        let before = try draft.item.flatMap { try holding(draft.aspect, of: $0, db) }
        guard before.map(\.id) ?? 0 == draft.seen else { throw PlanChangeConflict.changed }
        let item = try draft.item ?? newItem(plan: draft.plan, db)
        try db.execute(
            sql: """
                INSERT INTO plan_change_record
                (item_id, plan_id, aspect, action, content, reason, person_id, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                item, draft.plan, draft.aspect.rawValue, draft.action.rawValue, try json(draft.content), draft.reason,
                actor.person?.rawValue, now.seconds,
            ]
        )
        let event = AuditEvent(
            actor,
            "plan.review.\(draft.action.rawValue)",
            object: ("plan_item", "\(item)"),
            changes: auditChanges(draft, before: before)
        )
        try record(event, now: now, db)
        return item
    }

    /// What is decided about a plan holds for its latest text, and only the plan in force is reviewed; what follows the
    /// targets of an earlier plan is decided afterwards.
    private static func checkText(of draft: PlanChangeDraft, _ db: Database) throws {
        let latest = try Int64.fetchOne(
            db,
            sql: """
                SELECT plan.id FROM plan_record plan JOIN plan_record seen ON seen.jurisdiction_id = plan.jurisdiction_id
                JOIN setting ON setting.name = 'city' AND CAST(setting.value AS INTEGER) = plan.jurisdiction_id
                WHERE seen.id = ?1 AND (?2 AND plan.series = seen.series OR NOT ?2)
                ORDER BY plan.series DESC, plan.revision DESC LIMIT 1
                """,
            arguments: [draft.plan, draft.aspect == .successor]
        )
        guard latest == draft.plan else { throw PlanChangeConflict.textReplaced }
    }

    /// The latest change of an aspect, taken back or not.
    private static func holding(_ aspect: PlanChange.Aspect, of item: Int64, _ db: Database) throws -> PlanChange? {
        try Row.fetchOne(
            db,
            sql: "SELECT * FROM plan_change_record WHERE item_id = ? AND aspect = ? ORDER BY id DESC LIMIT 1",
            arguments: [item, aspect.rawValue]
        ).flatMap(PlanChange.init(row:))
    }

    /// What was decided before, what now, and each field in which it says something else than was read.
    private static func auditChanges(_ draft: PlanChangeDraft, before: PlanChange?) -> [AuditEvent.Change] {
        var changes = [
            AuditEvent.Change(draft.aspect.rawValue, before: before?.action.rawValue, after: draft.action.rawValue)
        ]
        if let says = draft.content.says {
            let stood = before.flatMap { $0.action == .withdraw ? nil : $0.says } ?? draft.content.read
            let fields = stood.map(says.differences) ?? PlanStatement.Field.allCases
            changes += fields.compactMap { field in
                let (old, new) = (stood?.text(field), says.text(field))
                return old == nil && new == nil ? nil : AuditEvent.Change(field.rawValue, before: old, after: new)
            }
            if fields.isEmpty { changes.append(AuditEvent.Change("name", before: says.name, after: says.name)) }
        }
        if draft.content.value != nil || before?.value != nil {
            changes.append(AuditEvent.Change("value", before: before?.value, after: draft.content.value))
        }
        if !draft.reason.isEmpty { changes.append(AuditEvent.Change("reason", after: draft.reason)) }
        return changes
    }
}

extension PlanChange {
    /// Reads a row of `plan_change_record`; `nil` where it holds what this version does not know.
    init?(row: Row) {
        guard let aspect = Aspect(rawValue: row["aspect"]), let action = Action(rawValue: row["action"]) else {
            return nil
        }
        let json: String? = row["content"]
        let content = json.flatMap { try? JSONDecoder().decode(Content.self, from: Data($0.utf8)) }
        self.init(
            id: row["id"],
            item: row["item_id"],
            aspect: aspect,
            action: action,
            says: content?.says,
            read: content?.read,
            value: content?.value,
            reason: row["reason"],
            author: row["person_id"],
            time: Instant(seconds: row["created_at"]),
            plan: row["plan_id"]
        )
    }
}
