public import Access
import Store
public import Units

extension Platform {
    /// Decisions, newest first; the cursor is the number of the last one shown.
    public func decisions(
        state: DecisionState?,
        kind: DecisionKind? = nil,
        only: Set<Int64>? = nil,
        after: String?,
        limit: Int,
        scope: Scope
    ) async throws -> (rows: [Decision], next: String?) {
        let limit = min(max(limit, 1), 1_000)
        let found = try await store.decisions(
            state: state,
            kind: kind,
            only: only,
            before: after.flatMap { Int64($0) },
            limit: limit + 1,
            scope: scope
        )
        let rows = try await decisions(Array(found.prefix(limit)))
        return (rows, found.count > limit ? found.prefix(limit).last.map { "\($0.id)" } : nil)
    }

    /// One decision with what there is to know about it; `nil` where there is none or it lies outside the scope.
    public func decision(_ id: Int64, scope: Scope) async throws -> DecisionDetail? {
        guard let row = try await store.decision(id, scope: scope), let decision = try await decisions([row]).first
        else { return nil }
        var figure: AccountFigure?
        if row.kind.publishes, row.state == .asked {
            figure = try await accountFigure(of: decision.jurisdiction, period: decision.period)
        }
        let published = try await store.publishedFigures(of: row.subject, period: row.period).suffix(1)
        return DecisionDetail(
            decision: decision,
            now: figure.map { .kilograms($0.draft.value) },
            isUnchanged: !row.kind.publishes || row.state != .asked
                || (figure?.fingerprint == row.proposal.fingerprint && figure?.draft.value == row.proposal.value),
            published: try await figures(Array(published)).first,
            history: try await decisions(try await store.decisions(about: row.subject, period: row.period))
        )
    }

    /// What has been decided about a place's period.
    public func figureDecisions(of place: Jurisdiction.ID, period: Period) async throws -> FigureDecisions {
        let subject = FigureSubject.jurisdiction(place).path
        let about = try await store.decisions(about: subject, period: "\(period)")
        let published = try await store.publishedFigures(of: subject, period: "\(period)").suffix(1)
        return FigureDecisions(
            published: try await figures(Array(published)).first,
            isLocked: try await store.isLocked(place, period: "\(period)"),
            hasOwnLock: try await store.hasOwnLock(subject, period: "\(period)"),
            isComplete: try await refusal(toPublish: period) == nil,
            waivers: try await decisions(try await store.waivers(of: place, year: period.year)),
            open: try await decisions(about.filter { $0.state == .asked })
        )
    }

    /// The value that a decision to publish would be about now, and how many inputs it has.
    public func publishable(_ place: Jurisdiction.ID, period: Period, scope: Scope) async throws -> CarbonMass? {
        guard let place = try await jurisdictions(scope: scope).first(where: { $0.id == place }) else { return nil }
        return try await accountFigure(of: place, period: period).map { .kilograms($0.draft.value) }
    }

    func decisions(_ rows: [DecisionRow]) async throws -> [Decision] {
        let names = try await store.names(of: Set(rows.flatMap { [$0.askedBy, $0.decidedBy] }.compactMap(\.self)))
        let places = try await allJurisdictions()
        return rows.compactMap { row in
            guard let place = places[row.jurisdiction], let period = Period(row.period) else { return nil }
            return Decision(
                id: row.id,
                kind: row.kind,
                state: row.state,
                jurisdiction: place,
                period: period,
                rule: row.rule,
                reason: row.reason,
                then: row.proposal.value.map { .kilograms($0) },
                inputsThen: row.proposal.inputs,
                askedBy: PersonName(id: row.askedBy, name: names[row.askedBy]),
                askedAt: row.askedAt,
                decidedBy: row.decidedBy.map { PersonName(id: $0, name: names[$0]) },
                decidedAt: row.decidedAt,
                note: row.note,
                figure: row.figure
            )
        }
    }
}
