import Access
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// What follows the targets of earlier plans (方案承接), and what people decide about it.
enum LineageController {
    /// What a form sends where nothing follows.
    static let nothing = "none"

    static func page(_ exchange: Exchange) async throws -> Response {
        try await show(exchange, try exchange.lineageQuery(exchange.query), FormDraft(texts: exchange.texts))
    }

    static func data(_ exchange: Exchange) async throws -> LineageResponse {
        guard let view = try await lineage(exchange, in: try exchange.jurisdiction("district")) else {
            throw WebError.notFound
        }
        return LineageResponse(view)
    }

    static func set(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .set) { platform, form, text in
            var successor: Int64?
            if let chosen = form["successor"], chosen != nothing {
                successor = Int64(chosen)
                if successor == nil { throw WebError.badParameter("successor") }
            }
            let reason = form["reason"] ?? ""
            let item = try form.reference(in: text)
            try await platform.setSuccessor(of: item, to: successor, reason: reason, actor: exchange.actor)
        }
    }

    static func withdraw(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .withdraw) { platform, form, text in
            let reason = form["reason"] ?? ""
            let item = try form.reference(in: text)
            try await platform.withdrawSuccessor(of: item, reason: reason, actor: exchange.actor)
        }
    }

    /// One proposal or all that were shown; each is kept for itself.
    static func confirm(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, nil) { platform, form, text in
            let items = form.picks(in: text)
            try await platform.confirmSuccessors(of: items, note: form["reason"] ?? "", actor: exchange.actor)
        }
    }

    /// Decides, and leads back; what is refused is shown again in the form that it came from.
    private static func act(
        _ exchange: Exchange,
        _ act: LineageQuery.Act?,
        _ work: (Platform, FormFields, Int64) async throws -> Void
    ) async throws -> Response {
        let form = try await exchange.form()
        guard let text = form["text"].flatMap({ Int64($0) }) else { throw WebError.badParameter("text") }
        var query = try exchange.lineageQuery { form[$0] }
        var draft = FormDraft(texts: exchange.texts, prefix: "ln", typed: form)
        if act == .set { draft.require("successor", "reason") }
        query.act = act
        guard !draft.hasProblems else { return try await show(exchange, query, draft, .unprocessableContent) }
        do {
            try await work(exchange.site.platform, form, text)
            return exchange.seeOther(query.path(item: query.item), .saved)
        } catch let refusal as PlanReviewRefusal {
            if refusal == .notFound { throw WebError.notFound }
            draft.refuse(refusal, in: "lineage")
            return try await show(exchange, query, draft, refusal.status)
        }
    }

    private static func show(
        _ exchange: Exchange,
        _ query: LineageQuery,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let platform = exchange.site.platform
        guard let view = try await lineage(exchange, in: query.district) else {
            return try PlanController.empty(exchange, state: try await platform.dataState(scope: exchange.scope))
        }
        let model = LineagePage(
            view,
            currentYear: CivilDay(containing: exchange.site.now()).year.number,
            places: try await platform.jurisdictions(scope: exchange.scope),
            query: query,
            draft: draft,
            canWrite: !exchange.principal.roles.isDisjoint(with: .reviewers),
            notice: exchange.doneNotice,
            display: exchange.display
        )
        let head = PageHead(
            section: .plan,
            title: exchange.texts["lineage.title"],
            crumbs: [Link(href: exchange.display.link("/plan"), text: exchange.texts["nav.plan"])],
            version: PlanController.version(view.facts, exchange)
        )
        return try await exchange.freshPage("lineage", head, model, status: status, at: query.path())
    }

    private static func lineage(_ exchange: Exchange, in place: Jurisdiction.ID?) async throws -> PlanLineageView? {
        let view = try await exchange.site.platform.planLineage(jurisdiction: place, scope: exchange.scope)
        if view == nil { try await exchange.requirePlace(place) }
        return view
    }
}
