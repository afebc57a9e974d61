public import Access
public import Buildings
import Store
public import Units

/// What has changed in a list of buildings since somebody's last look (变化).
public struct BuildingNews: Sendable {
    /// The look; `nil` at the first.
    public let look: Instant?
    /// How many buildings have changed, all pages of the list together.
    public let count: Int
    /// Which of those shown.
    public let shown: Set<Building.ID>
}

/// What has changed in the plan since somebody's last look.
public struct PlanNews: Sendable {
    /// The look; `nil` at the first.
    public let look: Instant?
    /// Whether the plan itself was read in since.
    public let isNewPlan: Bool
    /// Targets with newer values behind them, as `task number`.
    public let targets: Set<String>
}

/// What others have changed in a list since somebody's last look.
public struct ListNews: Sendable {
    /// The look; `nil` at the first.
    public let look: Instant?
    /// The numbers of what has changed, wherever in the list it stands.
    public let changed: Set<Int64>
}

extension Platform {
    /// Looks at a list on somebody's behalf, and says what others have changed.
    ///
    /// People and organisations are told by the audit log, which every change of theirs goes through.
    public func news(of list: LookedList, as reader: Principal) async throws -> ListNews {
        guard let look = try await look(at: list, as: reader), let person = reader.person else {
            return ListNews(look: nil, changed: [])
        }
        let changed: Set<Int64> =
            switch list {
            case .people: try await store.peopleChanged(since: look, except: person)
            case .organisations: try await store.organisationsChanged(since: look, except: person)
            case .metering: try await store.metersChanged(since: look, except: person)
            case .decisions: try await store.decisionsChanged(since: look, except: person)
            case .inbox, .buildings, .plan, .jobs, .reports: []
            }
        return ListNews(look: look, changed: changed)
    }

    /// What has changed among the buildings of a query; `rows` are those shown.
    public func news(
        since look: Instant?,
        among rows: [BuildingSummary],
        query: BuildingQuery,
        scope: Scope
    ) async throws -> BuildingNews {
        guard let look, !rows.isEmpty else { return BuildingNews(look: look, count: 0, shown: []) }
        var changed = query
        changed.changedSince = look
        changed.after = nil
        changed.limit = 1
        return BuildingNews(
            look: look,
            count: try await buildings(changed, scope: scope).total,
            shown: try await store.changed(rows.map(\.id), since: look)
        )
    }

    /// Looks at the plan on somebody's behalf, and says what has changed.
    public func news(of view: PlanView, as reader: Principal) async throws -> PlanNews {
        guard let look = try await look(at: .plan, as: reader) else {
            return PlanNews(look: nil, isNewPlan: false, targets: [])
        }
        let place = view.jurisdiction.kind == .city ? nil : view.jurisdiction.id
        let reported = try await store.quantitiesReported(since: look, in: place)
        let changed = view.targets.filter { line in
            line.measurement?.indicator.quantities.contains { reported.contains($0.id) } ?? false
        }
        return PlanNews(
            look: look,
            isNewPlan: view.facts.importedAt >= look,
            targets: Set(changed.map { "\($0.task) \($0.number)" })
        )
    }
}
