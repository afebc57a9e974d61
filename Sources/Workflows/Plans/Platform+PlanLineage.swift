public import Access
import PeakPlanning
import Store
public import Units

extension Platform {
    /// The targets of the city's earlier plans, how they stand by today's values, and what took their place; `nil`
    /// before a plan was imported or where the place is unknown.
    public func planLineage(jurisdiction: Jurisdiction.ID? = nil, scope: Scope) async throws -> PlanLineageView? {
        let plans = try await reviewedPlans()
        guard let current = plans.first, let place = try await place(jurisdiction, scope: scope) else { return nil }
        return try await cached("plan lineage \(place.id.rawValue) \(currentYear)", scope) {
            var earlier: [EarlierPlan] = []
            for (next, plan) in zip(plans, plans.dropFirst()) {
                earlier.append(try await self.earlier(plan, before: next, in: place))
            }
            return PlanLineageView(facts: PlanFacts(current.stored), jurisdiction: place, earlier: earlier)
        }
    }

    /// Which item of a later plan follows an item, as people decided (接续条目).
    func successors() async throws -> [Int64: Int64] {
        try await cached("successors", .all) {
            let plans = try await reviewedPlans()
            let decided = zip(plans, plans.dropFirst()).flatMap { next, plan in
                // What the next plan no longer says takes nobody's place.
                let targets = Set(next.review.plan.tasks.flatMap(\.indicators).filter(\.isTracked).compactMap(\.item))
                return plan.successors.compactMap { item, change in
                    change.successor.flatMap { targets.contains($0) ? (item, $0) : nil }
                }
            }
            return Dictionary(decided) { first, _ in first }
        }
    }

    /// Says which target of the next plan takes the place of one of an earlier plan (指定承接).
    ///
    /// - Parameters:
    ///   - item: the target; its revision is that of ``LineageLine``.
    ///   - successor: the item of the next plan; `nil` where none follows.
    ///   - reason: why.
    ///   - actor: who.
    /// - Throws: ``PlanReviewRefusal``.
    public func setSuccessor(
        of item: ReviewReference,
        to successor: Int64?,
        reason: String,
        actor: Actor
    ) async throws {
        let (line, plan) = try Self.line(item, in: try await planLineage(scope: .all))
        if let successor, !plan.choices.contains(where: { $0.item == successor }) { throw PlanReviewRefusal.notFound }
        let words = try self.reason(reason)
        guard line.state == .proposed || line.state == .open || line.successor?.item != successor else {
            throw PlanReviewRefusal.nothingChanged
        }
        try await keep([PlanChangeDraft(item, successor: successor, reason: words)], actor)
    }

    /// Takes back what was decided about what follows a target.
    ///
    /// - Throws: ``PlanReviewRefusal``.
    public func withdrawSuccessor(of item: ReviewReference, reason: String, actor: Actor) async throws {
        let line = try Self.line(item, in: try await planLineage(scope: .all)).line
        guard line.history.first?.action == .set else { throw PlanReviewRefusal.nothingToWithdraw }
        let draft = PlanChangeDraft(
            item: item.item,
            aspect: .successor,
            action: .withdraw,
            reason: try self.reason(reason),
            plan: item.text,
            seen: item.revision
        )
        try await keep([draft], actor)
    }

    /// Finds what the program proposes right, for several targets, all or none.
    ///
    /// - Throws: ``PlanReviewRefusal``.
    public func confirmSuccessors(of items: [ReviewReference], note: String, actor: Actor) async throws {
        let words = try reason(note, isRequired: false)
        let view = try await planLineage(scope: .all)
        let drafts = try items.map { item in
            let line = try Self.line(item, in: view).line
            guard line.state == .proposed, let successor = line.successor else { throw PlanReviewRefusal.changed }
            return PlanChangeDraft(item, successor: successor.item, reason: words)
        }
        guard !drafts.isEmpty else { throw PlanReviewRefusal.nothingChanged }
        try await keep(drafts, actor)
    }

    /// The target that somebody decides about, unless it is another than they saw.
    private static func line(
        _ item: ReviewReference,
        in view: PlanLineageView?
    ) throws(PlanReviewRefusal) -> (line: LineageLine, plan: EarlierPlan) {
        guard let plan = view?.earlier.first(where: { $0.text == item.text }) else { throw .textReplaced }
        guard let line = plan.lines.first(where: { $0.item == item.item }) else { throw .notFound }
        guard line.revision == item.revision else { throw .changed }
        return (line, plan)
    }

    private func earlier(
        _ plan: ReviewedPlan,
        before next: ReviewedPlan,
        in place: Jurisdiction
    ) async throws -> EarlierPlan {
        let old = statements(of: plan.review.plan, number: 0).filter(\.isFollowed)
        let new = statements(of: next.review.plan, number: 1).filter(\.isFollowed)
        let proposals = try await PatientThread.run { PlanLineage.proposals(from: old, to: new) }
        let byItem = Dictionary(new.compactMap { one in one.indicator.item.map { ($0, one) } }) { first, _ in first }
        let names = try await store.names(of: Set(plan.changes.compactMap(\.author).map(Person.ID.init(rawValue:))))
        let history = Dictionary(grouping: plan.changes.filter { $0.aspect == .successor }, by: \.item)
        var targets: [Int64: TargetLine] = [:]
        for task in plan.review.plan.tasks {
            for line in try await self.targets(of: task, in: place) { line.indicator.item.map { targets[$0] = line } }
        }
        let decided = plan.successors
        var lines: [LineageLine] = []
        for (statement, proposal) in zip(old, proposals) {
            guard let item = statement.indicator.item, let target = targets[item] else { continue }
            // What a person chose and the text has lost since is for a person to choose again.
            let chosen = decided[item].flatMap(\.successor).flatMap { byItem[$0] }
            let isEnded = decided[item].map { $0.successor == nil } ?? false
            let follower = isEnded ? nil : chosen ?? proposal.map { new[$0] }
            lines.append(
                LineageLine(
                    target: target,
                    item: item,
                    state: isEnded ? .ended : chosen != nil ? .followed : follower == nil ? .open : .proposed,
                    successor: follower.flatMap(LineageTarget.init),
                    differences: follower.map { PlanDifference.between([statement], [$0]) } ?? [],
                    revision: history[item]?.last?.id ?? 0,
                    history: (history[item] ?? []).reversed().map { ReviewChange($0, names) }
                )
            )
        }
        return EarlierPlan(
            facts: PlanFacts(plan.stored),
            next: PlanFacts(next.stored),
            text: plan.stored.id,
            lines: lines,
            choices: new.compactMap(LineageTarget.init)
        )
    }
}

extension ReviewedPlan {
    /// The decision that holds about what follows each item.
    fileprivate var successors: [Int64: PlanChange] {
        let latest = Dictionary(changes.filter { $0.aspect == .successor }.map { ($0.item, $0) }) { _, last in last }
        return latest.filter { $0.value.action == .set }
    }
}

extension PlanChange {
    /// Stored where nothing follows.
    fileprivate static let none = "none"

    /// The item that follows; `nil` where none does.
    fileprivate var successor: Int64? { value.flatMap { Int64($0) } }
}

extension PlanChangeDraft {
    fileprivate init(_ item: ReviewReference, successor: Int64?, reason: String) {
        self.init(
            item: item.item,
            aspect: .successor,
            action: .set,
            content: PlanChange.Content(value: successor.map { "\($0)" } ?? PlanChange.none),
            reason: reason,
            plan: item.text,
            seen: item.revision
        )
    }
}

extension ComparedStatement {
    /// Whether the next plan may take it up: rules are no targets.
    fileprivate var isFollowed: Bool { indicator.isTracked && indicator.item != nil }
}

extension LineageTarget {
    fileprivate init?(_ statement: ComparedStatement) {
        guard let item = statement.indicator.item else { return nil }
        self.init(item: item, task: statement.task, indicator: statement.indicator)
    }
}
