public import Access
import Carbon
import Foundation
import Store
public import Units

extension Platform {
    /// Asks for something that a second person decides (提请复核) and returns its number.
    ///
    /// - Throws: ``DecisionRefusal``.
    public func ask(_ request: DecisionRequest, actor: Actor, scope: Scope) async throws -> Int64 {
        guard actor.person != nil else { throw DecisionRefusal.noPerson }
        let reason = request.reason.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !reason.isEmpty else { throw DecisionRefusal.noReason }
        guard reason.count <= DecisionRequest.longestReason else {
            throw DecisionRefusal.reasonTooLong(limit: DecisionRequest.longestReason)
        }
        let places = try await jurisdictions(scope: scope)
        guard let place = places.first(where: { $0.id == request.jurisdiction }) else { throw DecisionRefusal.notFound }
        let subject = FigureSubject.jurisdiction(place.id).path
        var proposal = DecisionProposal()
        switch request.kind {
        case .publish, .restate:
            if let refusal = try await refusal(toPublish: request.period) { throw refusal }
            guard let figure = try await accountFigure(of: place, period: request.period) else {
                throw DecisionRefusal.noAccount
            }
            proposal = figure.proposal
            let revisions = try await store.publishedFigures(of: subject, period: "\(request.period)")
            if request.kind == .restate, revisions.last?.value == proposal.value { throw DecisionRefusal.unchanged }
        case .lock, .unlock: break
        case .waive:
            guard case .year = request.period else { throw DecisionRefusal.notAYear }
            let found = try await explanation(.jurisdiction(place.id), period: request.period, scope: scope)
            guard let rule = request.rule, found?.figure.findings.contains(where: { $0.rule == rule }) == true else {
                throw DecisionRefusal.noSuchFinding
            }
        }
        let draft = DecisionDraft(
            kind: request.kind,
            formula: request.kind.publishes ? FormulaID.operationSum.rawValue : nil,
            subject: subject,
            period: "\(request.period)",
            rule: request.kind == .waive ? request.rule : nil,
            jurisdiction: place.id,
            reason: reason,
            proposal: proposal,
            evidence: ["\(place.name) \(request.period)"]
        )
        return try await store.ask(draft, by: actor, now: now())
    }

    /// Agrees; the decision takes effect at once.
    ///
    /// - Throws: ``DecisionRefusal``, such as ``DecisionRefusal/changed(then:now:)`` where the account gives another
    ///   value than the one that was asked about.
    public func approve(decision id: Int64, note: String?, actor: Actor, scope: Scope) async throws {
        guard let row = try await store.decision(id, scope: scope) else { throw DecisionRefusal.notFound }
        guard row.kind.publishes, row.state == .asked else {
            return try await settle(id, as: .approved(figure: nil, generation: nil), note: note, actor: actor)
        }
        guard let place = try await allJurisdictions()[row.jurisdiction], let period = Period(row.period) else {
            throw DecisionRefusal.notFound
        }
        // Somebody may import while the figure is computed: then it is computed again from what is there.
        for _ in 1...5 {
            guard let figure = try await accountFigure(of: place, period: period) else {
                throw DecisionRefusal.noAccount
            }
            guard figure.fingerprint == row.proposal.fingerprint, figure.draft.value == row.proposal.value else {
                throw DecisionRefusal.changed(then: row.proposal.value ?? 0, now: figure.draft.value)
            }
            do {
                let verdict = DecisionVerdict.approved(figure: figure.draft, generation: figure.generation)
                return try await settle(id, as: verdict, note: note, actor: actor)
            } catch is DataMoved {
                continue
            }
        }
        throw DecisionRefusal.moving
    }

    /// Does not agree; nothing changes but the decision itself.
    public func refuse(decision id: Int64, note: String?, actor: Actor, scope: Scope) async throws {
        guard try await store.decision(id, scope: scope) != nil else { throw DecisionRefusal.notFound }
        guard let note, !note.isEmpty else { throw DecisionRefusal.noReason }
        try await settle(id, as: .refused, note: note, actor: actor)
    }

    /// Takes back what one has asked for.
    public func withdraw(decision id: Int64, actor: Actor, scope: Scope) async throws {
        guard try await store.decision(id, scope: scope) != nil else { throw DecisionRefusal.notFound }
        try await settle(id, as: .withdrawn, note: nil, actor: actor)
    }

    private func settle(_ id: Int64, as verdict: DecisionVerdict, note: String?, actor: Actor) async throws {
        if let note, note.count > DecisionRequest.longestReason {
            throw DecisionRefusal.reasonTooLong(limit: DecisionRequest.longestReason)
        }
        try await store.settle(id, as: verdict, note: note, by: actor, now: now())
    }

    /// Why no figure of a period can be published yet: it must be over, and the data reach its last day.
    func refusal(toPublish period: Period) async throws -> DecisionRefusal? {
        let end = period.days.upperBound
        guard end <= CivilDay(containing: now()) else { return .periodOpen }
        guard let last = try await span()?.upperBound else { return .noAccount }
        return last >= end.adding(days: -1) ? nil : .dataIncomplete(lastDay: "\(last)")
    }
}

extension AccountFigure {
    /// What whoever asks has seen.
    var proposal: DecisionProposal {
        DecisionProposal(
            value: draft.value,
            inputs: draft.inputs.count,
            fingerprint: fingerprint,
            generation: generation
        )
    }
}
