public import Access
import PeakPlanning
import Store
import Units

extension Platform {
    /// Who leads a target and what measures it, with what can be chosen; `nil` for what nobody follows.
    public func assignment(of item: Int64) async throws -> ReviewAssignment? {
        guard let known = try await reviewedPlan() else { return nil }
        return known.review.entries.first { $0.item == item }
            .flatMap { assignment(of: $0, in: known.stored.plan, known.changes) }
    }

    /// Says who leads a target and which indicator measures it (指定牵头与指标).
    ///
    /// - Parameters:
    ///   - item: the item; its revision is that of ``ReviewAssignment``.
    ///   - lead: a department of the plan; empty for the first-named one of the task.
    ///   - binding: an indicator, with its variant behind a stroke; empty for what the target's words ask for.
    ///   - reason: why.
    ///   - actor: who.
    /// - Throws: ``PlanReviewRefusal``.
    public func assign(
        _ item: ReviewReference,
        lead: String,
        binding: String,
        reason: String,
        actor: Actor
    ) async throws {
        let known = try await reviewState()
        guard known.stored.id == item.text else { throw PlanReviewRefusal.textReplaced }
        guard let entry = known.review.entries.first(where: { $0.item == item.item }),
            let present = assignment(of: entry, in: known.stored.plan, known.changes)
        else { throw PlanReviewRefusal.notFound }
        guard present.revision == item.revision else { throw PlanReviewRefusal.changed }
        guard lead.isEmpty || present.departments.contains(lead),
            binding.isEmpty || present.indicators.contains(where: { $0.binding == binding })
        else { throw PlanReviewRefusal.notFound }
        let words = try self.reason(reason)
        let wanted = [(PlanChange.Aspect.lead, present.lead, lead), (.binding, present.binding, binding)]
        let drafts = wanted.filter { $0.1 != $0.2 }.map { aspect, _, value in
            PlanChangeDraft(
                item: item.item,
                aspect: aspect,
                action: value.isEmpty ? .withdraw : .set,
                content: PlanChange.Content(value: value.isEmpty ? nil : value),
                reason: words,
                plan: item.text,
                seen: known.changes.last { $0.item == item.item && $0.aspect == aspect }?.id ?? 0
            )
        }
        guard !drafts.isEmpty else { throw PlanReviewRefusal.nothingChanged }
        try await keep(drafts, actor)
    }

    private func assignment(
        of entry: PlanReview.Entry,
        in plan: Plan,
        _ changes: [PlanChange]
    ) -> ReviewAssignment? {
        guard let shown = entry.shown, shown.isTracked, let task = entry.task.map({ plan.tasks[$0] }) else {
            return nil
        }
        let own = task.departments.map(\.name)
        return ReviewAssignment(
            lead: shown.lead ?? "",
            departments: own + plan.departments.filter { !own.contains($0) },
            binding: shown.binding ?? "",
            indicators: bindableIndicators(for: shown, of: task).flatMap(\.bindings),
            revision: changes.last { $0.item == entry.item && [.lead, .binding].contains($0.aspect) }?.id ?? 0
        )
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
