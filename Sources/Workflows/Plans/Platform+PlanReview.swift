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
        let departments = stored.plan.departments
        let items = review.entries.map { entry -> ReviewedItem in
            let task = entry.task.map { stored.plan.tasks[$0] }
            let own = history[entry.item] ?? []
            let assignment = task.flatMap { self.assignment(of: entry.shown, in: $0, departments, own) }
            return ReviewedItem(entry, task: task?.id, changes: own, assignment: assignment, names: names)
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

extension Platform {
    /// Who leads a target and what measures it, with what can be chosen; `nil` for what nobody follows.
    private func assignment(
        of shown: PlanIndicator?,
        in task: PlanTask,
        _ departments: [String],
        _ changes: [PlanChange]
    ) -> ReviewAssignment? {
        guard let shown, shown.isTracked else { return nil }
        let own = task.departments.map(\.name)
        return ReviewAssignment(
            lead: shown.lead ?? "",
            departments: own + departments.filter { !own.contains($0) },
            binding: shown.binding ?? "",
            indicators: bindableIndicators(for: shown, of: task).flatMap(\.bindings),
            revision: changes.last { PlanChange.Aspect.assigned.contains($0.aspect) }?.id ?? 0
        )
    }
}

extension PlanChange.Aspect {
    /// What a person assigns to a target.
    static let assigned: Set<Self> = [.lead, .binding]
}

extension Plan {
    /// All departments that it names, in the order of the text.
    var departments: [String] {
        var known: Set<String> = []
        return tasks.flatMap(\.departments).map(\.name).filter { known.insert($0).inserted }
    }
}

extension IndicatorFacts {
    /// Itself, or each of its variants.
    fileprivate var bindings: [(binding: String, name: Bilingual)] {
        if variants.isEmpty { return [(id, name)] }
        return variants.map { variant in
            let names = Bilingual(
                zh: "\(name.zh)\u{FF08}\(variant.name.zh)\u{FF09}",
                en: "\(name.en) (\(variant.name.en))"
            )
            return ("\(id)/\(variant.id)", names)
        }
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
        assignment: ReviewAssignment?,
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
        self.assignment = assignment
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
