import Access
import HTTPTypes
import Hummingbird
import Texts
import Workflows

/// Decisions by two (双人审批): what waits, and what became of it.
enum DecisionController {
    static func list(_ exchange: Exchange) async throws -> Response {
        let display = exchange.display
        let state = try exchange.query("state").map { text in
            guard let state = DecisionState(rawValue: text) else { throw WebError.badParameter("state") }
            return state
        }
        let platform = exchange.site.platform
        let news = try await platform.news(of: .decisions, as: exchange.principal)
        func found(_ only: Set<Int64>?, after: String?, limit: Int) async throws -> (rows: [Decision], next: String?) {
            try await platform.decisions(state: state, only: only, after: after, limit: limit, scope: exchange.scope)
        }
        let cursor = exchange.query("cursor")
        let shown = try await found(exchange.wanted(of: news), after: cursor, limit: 50)
        let changed = news.changed.isEmpty ? [] : try await found(news.changed, after: nil, limit: 1_000).rows
        func address(_ parts: [(String, String?)]) -> String {
            let query = parts.compactMap { name, value in value.map { "\(name)=\($0)" } }
            return display.link("/decisions" + (query.isEmpty ? "" : "?\(query.joined(separator: "&"))"))
        }
        let here = [("state", state?.rawValue), ("changed", exchange.query("changed"))]
        let model = DecisionsPage(
            rows: shown.rows.map { decision in
                var line = DecisionLine(decision, display)
                line.isNew = news.changed.contains(decision.id)
                return line
            },
            states: [
                Link(href: address([]), text: exchange.texts["filter.all"], isCurrent: state == nil)
            ]
                + DecisionState.allCases.map {
                    Link(
                        href: address([("state", $0.rawValue)]),
                        text: exchange.texts[TextKey("decision.state.\($0.rawValue)")],
                        isCurrent: $0 == state
                    )
                },
            news: NewsLine(
                changed.count,
                since: news.look,
                href: address([("state", state?.rawValue), ("changed", "1")]),
                display
            ),
            first: cursor == nil ? nil : address(here),
            next: shown.next.map { address(here + [("cursor", $0)]) }
        )
        let head = PageHead(section: .carbon, title: exchange.texts["decisions.title"])
        return try await exchange.freshPage("decisions", head, model)
    }

    static func show(_ exchange: Exchange) async throws -> Response { try await show(exchange, nil) }

    static func approve(_ exchange: Exchange) async throws -> Response {
        try await act(exchange) { platform, id, note in
            try await platform.approve(decision: id, note: note, actor: exchange.actor, scope: exchange.scope)
        }
    }

    static func refuse(_ exchange: Exchange) async throws -> Response {
        try await act(exchange) { platform, id, note in
            try await platform.refuse(decision: id, note: note, actor: exchange.actor, scope: exchange.scope)
        }
    }

    static func withdraw(_ exchange: Exchange) async throws -> Response {
        try await act(exchange) { platform, id, _ in
            try await platform.withdraw(decision: id, actor: exchange.actor, scope: exchange.scope)
        }
    }

    private static func act(
        _ exchange: Exchange,
        _ work: (Platform, Int64, String?) async throws -> Void
    ) async throws -> Response {
        let id = try exchange.number("id")
        let form = try await exchange.form()
        do {
            try await work(exchange.site.platform, id, form["note"])
            return exchange.seeOther("/decisions/\(id)")
        } catch let refusal as DecisionRefusal {
            if refusal == .notFound { throw WebError.notFound }
            return try await show(exchange, refusal)
        }
    }

    private static func show(_ exchange: Exchange, _ refusal: DecisionRefusal?) async throws -> Response {
        let id = try exchange.number("id")
        guard let detail = try await exchange.site.platform.decision(id, scope: exchange.scope) else {
            throw WebError.notFound
        }
        let display = exchange.display
        let model = DecisionPage(
            detail,
            reader: exchange.principal,
            problem: refusal.map { FormProblem(text: $0.words(display), lines: []) },
            display: display
        )
        let head = PageHead(
            section: .carbon,
            title: display.title(detail.decision),
            crumbs: [Link(href: display.link("/decisions"), text: exchange.texts["decisions.title"])]
        )
        let status = refusal?.status ?? .ok
        return try await exchange.freshPage("decision", head, model, status: status, at: "/decisions/\(id)")
    }
}
