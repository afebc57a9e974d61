public import Access
import Foundation
import PeakPlanning
import Store
import Units

extension Platform {
    /// The longest reason. [characters]
    public static let longestReviewReason = 2_000

    /// Finds items right as they are shown (采纳); each is kept for itself, all or none.
    ///
    /// Of what the program read, that is the reading. Of what a person said before the text changed, it says once more
    /// that it holds, now against the present text.
    ///
    /// - Throws: ``PlanReviewRefusal``.
    public func acceptReading(of items: [ReviewReference], note: String, actor: Actor) async throws {
        let known = try await reviewState()
        let drafts = try items.map { reference in
            let entry = try known.entry(of: reference)
            guard let task = entry.task.map({ known.stored.plan.tasks[$0] }) else { throw PlanReviewRefusal.notFound }
            let read = entry.read.map { PlanStatement($0, in: task) }
            var words = try reason(note, isRequired: false)
            if let shown = entry.shown, let change = entry.change, entry.state == .corrected || entry.state == .added {
                if words.isEmpty { words = change.reason }
                let content = PlanChange.Content(says: PlanStatement(shown, in: task), read: read)
                return PlanChangeDraft(reference, .correct, content, reason: words)
            }
            guard let statement = read ?? entry.shown.map({ PlanStatement($0, in: task) }) else {
                throw PlanReviewRefusal.notFound
            }
            let content = PlanChange.Content(says: statement, read: statement)
            return PlanChangeDraft(reference, .accept, content, reason: words)
        }
        try await keep(drafts, actor)
    }

    /// Says what an item really says (更正).
    ///
    /// - Throws: ``PlanReviewRefusal``.
    public func correctReading(
        of item: ReviewReference,
        to input: PlanStatementInput,
        reason: String,
        actor: Actor
    ) async throws {
        let known = try await reviewState()
        let entry = try known.entry(of: item)
        let says = try input.statement(in: known.stored.plan)
        let shown = entry.task.flatMap { task in
            (entry.shown ?? entry.read).map { PlanStatement($0, in: known.stored.plan.tasks[task]) }
        }
        if entry.state != .rejected, says.differences(from: shown ?? says).isEmpty, shown != nil {
            throw PlanReviewRefusal.nothingChanged
        }
        let read = entry.task.flatMap { task in
            entry.read.map { PlanStatement($0, in: known.stored.plan.tasks[task]) }
        }
        let content = PlanChange.Content(says: says, read: read)
        try await keep([PlanChangeDraft(item, .correct, content, reason: try self.reason(reason))], actor)
    }

    /// Adds what the reader overlooked (补录) and returns the new item.
    ///
    /// - Throws: ``PlanReviewRefusal``.
    @discardableResult
    public func addItem(_ input: PlanStatementInput, text: Int64, reason: String, actor: Actor) async throws -> Int64 {
        let known = try await reviewState()
        let says = try input.statement(in: known.stored.plan)
        let draft = PlanChangeDraft(
            item: nil,
            action: .add,
            content: PlanChange.Content(says: says),
            reason: try self.reason(reason),
            plan: text,
            seen: 0
        )
        return try await keep([draft], actor).first ?? 0
    }

    /// Finds that an item is none (剔除); what hangs on it, such as forecasts, is only hidden with it.
    ///
    /// - Throws: ``PlanReviewRefusal``.
    public func rejectReading(of item: ReviewReference, reason: String, actor: Actor) async throws {
        let known = try await reviewState()
        let entry = try known.entry(of: item)
        let statement = entry.task.flatMap { task in
            (entry.read ?? entry.shown).map { PlanStatement($0, in: known.stored.plan.tasks[task]) }
        }
        let content = PlanChange.Content(says: statement ?? entry.change?.says, read: statement)
        try await keep([PlanChangeDraft(item, .reject, content, reason: try self.reason(reason))], actor)
    }

    /// Takes back what was decided about an item (撤回).
    ///
    /// - Throws: ``PlanReviewRefusal``.
    public func withdrawReview(of item: ReviewReference, reason: String, actor: Actor) async throws {
        let known = try await reviewState()
        let entry = try known.entry(of: item)
        guard entry.change != nil, entry.state != .withdrawn else { throw PlanReviewRefusal.nothingToWithdraw }
        let draft = PlanChangeDraft(item, .withdraw, PlanChange.Content(), reason: try self.reason(reason))
        try await keep([draft], actor)
    }

    func reviewState() async throws -> ReviewedPlan {
        guard let known = try await reviewedPlan() else { throw PlanReviewRefusal.notFound }
        return known
    }

    @discardableResult
    func keep(_ drafts: [PlanChangeDraft], _ actor: Actor) async throws -> [Int64] {
        do {
            let items = try await store.keep(drafts, by: actor, now: now())
            try await settleReports(by: actor)
            return items
        } catch let conflict as PlanChangeConflict {
            switch conflict {
            case .changed: throw PlanReviewRefusal.changed
            case .textReplaced: throw PlanReviewRefusal.textReplaced
            case .unknownItem: throw PlanReviewRefusal.notFound
            }
        }
    }

    func reason(_ text: String, isRequired: Bool = true) throws(PlanReviewRefusal) -> String {
        let words = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if isRequired, words.isEmpty { throw .noReason }
        guard words.count <= Self.longestReviewReason else { throw .reasonTooLong(limit: Self.longestReviewReason) }
        return words
    }
}

extension ReviewedPlan {
    /// The item as it is now, unless it is another than the author saw.
    fileprivate func entry(of reference: ReviewReference) throws(PlanReviewRefusal) -> PlanReview.Entry {
        guard reference.text == stored.id else { throw .textReplaced }
        guard let entry = review.entries.first(where: { $0.item == reference.item }) else { throw .notFound }
        let latest = changes.last { $0.item == reference.item && $0.aspect == .content }
        guard latest?.id ?? 0 == reference.revision else { throw .changed }
        return entry
    }
}

extension PlanChangeDraft {
    fileprivate init(
        _ reference: ReviewReference,
        _ action: PlanChange.Action,
        _ content: PlanChange.Content,
        reason: String
    ) {
        self.init(
            item: reference.item,
            action: action,
            content: content,
            reason: reason,
            plan: reference.text,
            seen: reference.revision
        )
    }
}
