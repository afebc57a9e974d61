import Access
import Hummingbird
import Texts
import Workflows

/// The same indicator in several plans (方案对照), and the plans of other places that are kept for it.
enum ComparisonController {
    static func page(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let state = try await platform.dataState(scope: exchange.scope)
        let query = try ComparisonQuery(exchange.request.uri.query ?? "")
        guard let view = try await platform.planComparison(of: query.plans) else {
            return try PlanController.empty(exchange, state: state)
        }
        let display = exchange.display
        let model = ComparisonPage(
            view,
            query: query,
            city: state.city,
            mayKeep: !exchange.principal.roles.isDisjoint(with: .reviewers),
            notice: exchange.doneNotice,
            display: display
        )
        let head = PageHead(
            section: .plan,
            title: exchange.texts["comparison.title"],
            crumbs: [Link(href: display.link("/plan"), text: exchange.texts["nav.plan"])],
            version: exchange.texts["comparison.version", display.numbers.integer(view.chosen.count)]
        )
        return try exchange.page("comparison", head, state: state, model)
    }

    static func data(_ exchange: Exchange) async throws -> ComparisonResponse {
        let query = try ComparisonQuery(exchange.request.uri.query ?? "")
        guard let view = try await exchange.site.platform.planComparison(of: query.plans) else {
            throw WebError.notFound
        }
        return ComparisonResponse(view, query: query)
    }

    /// Takes a plan of another place out; where it is gone already, that is what was wanted.
    static func remove(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        guard let number = form["reference"].flatMap({ Int64($0) }) else { throw WebError.badParameter("reference") }
        let isGone = try await exchange.site.platform.removeReference(number, by: exchange.actor)
        return isGone
            ? exchange.seeOther(ComparisonQuery.path, .referenceRemoved) : exchange.seeOther(ComparisonQuery.path)
    }
}
