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
        let found = try await exchange.site.platform.decisions(
            state: state,
            after: exchange.query("cursor"),
            limit: 50,
            scope: exchange.scope
        )
        let query = state.map { "state=\($0.rawValue)" } ?? ""
        let model = DecisionsPage(
            rows: found.rows.map { DecisionLine($0, display) },
            states: [
                Link(href: display.link("/decisions"), text: exchange.texts["filter.all"], isCurrent: state == nil)
            ]
                + DecisionState.allCases.map {
                    Link(
                        href: display.link("/decisions?state=\($0.rawValue)"),
                        text: exchange.texts[TextKey("decision.state.\($0.rawValue)")],
                        isCurrent: $0 == state
                    )
                },
            first: exchange.query("cursor") == nil ? nil : display.link("/decisions?\(query)"),
            next: found.next.map { display.link("/decisions?\(query.isEmpty ? "" : "\(query)&")cursor=\($0)") }
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
