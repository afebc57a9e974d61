import Access
import GRDB
import PeakPlanning
import Units

extension Store {
    /// The kind of the work item that asks to look at what was read from a plan.
    package static let planReviewWork = "plan.review"

    /// Opens the work item of the current plan's review while something is undecided, and settles it when nothing is;
    /// nobody is asked to review any other text.
    static func settleReview(by actor: Actor, now: Instant, _ db: Database) throws {
        guard let stored = try currentPlan(db) else { return }
        let others = try Int64.fetchAll(
            db,
            sql: """
                SELECT object_id FROM work_item
                WHERE kind = ? AND object_kind = 'plan' AND object_id <> ? AND state = 'open'
                """,
            arguments: [planReviewWork, stored.id]
        )
        for plan in others { try closeReview(of: plan, by: actor, now: now, db) }
        let review = PlanReview(stored.plan, changes: try planChanges(of: stored, db))
        guard review.entries.contains(where: \.isOpen) else {
            return try closeReview(of: stored.id, by: actor, now: now, db)
        }
        try openWorkItem(
            WorkItemDraft(
                kind: planReviewWork,
                object: ("plan", stored.id),
                evidence: [stored.plan.title],
                role: .cityOfficer,
                jurisdiction: stored.jurisdiction
            ),
            now: now,
            db
        )
    }

    /// Settles the work item of a plan's review, where one is open.
    private static func closeReview(of plan: Int64, by actor: Actor, now: Instant, _ db: Database) throws {
        try closeWorkItem(kind: planReviewWork, object: ("plan", plan), by: actor, now: now, db)
    }
}
