import Hummingbird
import PeakPlanning
import Texts
import Units
import Workflows

/// The plan: its targets and how they stand, its tasks one by one, and its text.
enum PlanController {
    static func list(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let state = try await platform.dataState(scope: exchange.scope)
        let query = try exchange.planQuery()
        guard let view = try await exchange.plan(query) else { return try empty(exchange, state: state) }
        let display = exchange.display
        let model = PlanPage(
            view,
            query: query,
            places: try await platform.jurisdictions(scope: exchange.scope),
            news: try await platform.news(of: view, as: exchange.principal),
            display: display
        )
        let head = PageHead(
            section: .plan,
            title: exchange.texts["nav.plan"],
            crumbs: [Link(href: "", text: view.facts.title, language: display.foreignTag(view.facts.title))],
            version: Self.version(view.facts, exchange)
        )
        return try exchange.page("plan", head, state: state, model)
    }

    static func task(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        guard let view = try await platform.task(try exchange.path("id"), scope: exchange.scope) else {
            throw WebError.notFound
        }
        let state = try await platform.dataState(scope: exchange.scope)
        let display = exchange.display
        let year = CivilDay(containing: exchange.site.now()).year.number
        let lineage = view.targets.isEmpty ? nil : try await platform.planLineage(scope: exchange.scope)
        let model = TaskPage(view, lineage: lineage, currentYear: year, display: display)
        let section = view.task.section
        let head = PageHead(
            section: .plan,
            title: exchange.texts["task.title", view.task.id],
            crumbs: [
                Link(href: display.link("/plan"), text: exchange.texts["nav.plan"]),
                Link(href: "", text: section, language: display.foreignTag(section)),
            ],
            version: Self.version(view.facts, exchange)
        )
        return try exchange.page("task", head, state: state, model)
    }

    static func text(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let state = try await platform.dataState(scope: exchange.scope)
        guard let (facts, text) = try await platform.planText(scope: exchange.scope) else {
            return try empty(exchange, state: state)
        }
        let display = exchange.display
        let head = PageHead(
            section: .plan,
            title: exchange.texts["plan.text.title"],
            crumbs: [Link(href: display.link("/plan"), text: exchange.texts["nav.plan"])],
            version: Self.version(facts, exchange)
        )
        return try exchange.page("plantext", head, state: state, PlanTextPage(facts, text: text, display: display))
    }

    /// The plan's revision with its date: what a reader quotes.
    static func version(_ facts: PlanFacts, _ exchange: Exchange) -> String {
        exchange.texts["plan.version", "\(facts.revision)", facts.date.map { "\($0)" } ?? NumberStyle.none]
    }

    static func empty(_ exchange: Exchange, state: DataState) throws -> Response {
        let texts = exchange.texts
        let model = EmptyPage(
            happened: texts["empty.plan"],
            next: texts["empty.plan.next"],
            command: EmptyPage.planCommand,
            links: []
        )
        return try exchange.page("empty", PageHead(section: .plan, title: texts["nav.plan"]), state: state, model)
    }
}
