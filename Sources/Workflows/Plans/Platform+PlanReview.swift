import Access
import PeakPlanning
import Store
import Units

extension Platform {
    /// The plan of the installation's city as people have reviewed it.
    func currentPlan() async throws -> StoredPlan? {
        guard let (stored, review, _) = try await reviewedPlan() else { return nil }
        var plan = stored
        plan.plan = review.plan
        return plan
    }

    /// The plan as read, with what people decided about it.
    func reviewedPlan() async throws -> (stored: StoredPlan, review: PlanReview, changes: [PlanChange])? {
        try await cached("reviewed plan", .all) {
            guard let stored = try await store.currentPlan() else { return nil }
            let changes = try await store.planChanges(of: stored)
            return (stored, PlanReview(stored.plan, changes: changes), changes)
        }
    }

    /// The plan with what was read from it and what people decided; `nil` before a plan was imported.
    public func planReview() async throws -> PlanReviewView? {
        guard let (stored, review, changes) = try await reviewedPlan() else { return nil }
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
        history = changes.reversed().map { change in
            let author = change.author.map(Person.ID.init(rawValue:))
            return ReviewChange(
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
}

extension PlanChange {
    /// The fields in which a correction says something else than was read.
    fileprivate var differences: [(field: PlanStatement.Field, read: String?, says: String?)] {
        guard action == .correct, let says, let read else { return [] }
        return says.differences(from: read).map { ($0, read.text($0), says.text($0)) }
    }
}
