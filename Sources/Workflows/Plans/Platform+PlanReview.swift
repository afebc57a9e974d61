import Access
import PeakPlanning
import Store
import Units

extension Platform {
    /// The plan of the installation's city as people have reviewed it.
    func currentPlan() async throws -> StoredPlan? {
        try await reviewedPlan()?.asReviewed
    }

    /// The plan as read, with what people decided about it.
    func reviewedPlan() async throws -> ReviewedPlan? { try await reviewedPlans().first }

    /// The city's plans as read, with what people decided about them, the one in force first.
    func reviewedPlans() async throws -> [ReviewedPlan] {
        try await cached("reviewed plans", .all) {
            var plans: [ReviewedPlan] = []
            for stored in try await store.plans() {
                let changes = try await store.planChanges(of: stored)
                let review = PlanReview(stored.plan, changes: changes)
                plans.append(ReviewedPlan(stored: stored, review: review, changes: changes))
            }
            return plans
        }
    }

    /// The plan with what was read from it and what people decided; `nil` before a plan was imported.
    public func planReview() async throws -> PlanReviewView? {
        guard let known = try await reviewedPlan() else { return nil }
        let (stored, review, changes) = (known.stored, known.review, known.changes)
        let names = try await store.names(of: Set(changes.compactMap(\.author).map(Person.ID.init(rawValue:))))
        let history = Dictionary(grouping: changes, by: \.item)
        let items = review.entries.map { entry in
            ReviewedItem(
                entry,
                task: entry.task.map { stored.plan.tasks[$0].id },
                changes: history[entry.item] ?? [],
                names: names
            )
        }
        let unread = stored.plan.findings.compactMap(UnreadStatement.init)
        return PlanReviewView(
            facts: PlanFacts(stored),
            text: stored.id,
            tasks: review.plan.tasks.map { task in
                ReviewedTask(
                    task: task,
                    items: items.filter { $0.task == task.id },
                    unread: ReviewedTask.unread(unread, in: task)
                )
            },
            lost: items.filter { $0.task == nil }
        )
    }
}

/// A plan as read, with what people decided about it.
struct ReviewedPlan: Sendable {
    let stored: StoredPlan
    let review: PlanReview
    /// All changes of the plan's items, oldest first.
    let changes: [PlanChange]

    /// The plan that everybody uses.
    var asReviewed: StoredPlan {
        var plan = stored
        plan.plan = review.plan
        return plan
    }
}

extension ReviewedTask {
    /// Text of the task that was not understood and from which nobody has added anything.
    fileprivate static func unread(_ statements: [UnreadStatement], in task: PlanTask) -> [String] {
        let bytes = Array(task.text.utf8)
        let added = task.indicators.filter { $0.production == PlanStatement.humanProduction }.map(\.quoteMark)
        return statements.filter { $0.task == task.id && !added.contains(where: $0.mark.overlaps) }.map { statement in
            String(decoding: bytes[statement.mark.clamped(to: 0..<bytes.count)], as: UTF8.self)
        }
    }
}

extension ReviewedItem {
    fileprivate init(
        _ entry: PlanReview.Entry,
        task: String?,
        changes: [PlanChange],
        names: [Person.ID: String]
    ) {
        item = entry.item
        state = entry.state
        self.task = task
        read = entry.read
        shown = entry.shown
        says = entry.change?.says
        isOutdated = entry.isOutdated
        isOpen = entry.isOpen
        revision = changes.last { $0.aspect == .content }?.id ?? 0
        history = changes.reversed().map { ReviewChange($0, names) }
    }
}

extension ReviewChange {
    init(_ change: PlanChange, _ names: [Person.ID: String]) {
        let author = change.author.map(Person.ID.init(rawValue:))
        self.init(
            aspect: change.aspect,
            action: change.action,
            value: change.value,
            author: author.map { PersonName(id: $0, name: names[$0]) },
            time: change.time,
            reason: change.reason,
            differences: change.differences
        )
    }
}

extension PlanChange {
    /// The fields in which a correction says something else than was read.
    fileprivate var differences: [(field: PlanStatement.Field, read: String?, says: String?)] {
        guard action == .correct, let says, let read else { return [] }
        return says.differences(from: read).map { ($0, read.text($0), says.text($0)) }
    }
}
