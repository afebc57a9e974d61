import Buildings
import Hummingbird
import Texts
import Units
import Workflows

/// Explanations: where a figure comes from, one level at a time.
enum ExplanationController {
    static func building(_ exchange: Exchange) async throws -> Response {
        try await page(exchange, .building(Building.ID(rawValue: try exchange.number("id"))), section: .buildings)
    }

    static func jurisdiction(_ exchange: Exchange) async throws -> Response {
        try await page(exchange, .jurisdiction(Jurisdiction.ID(rawValue: try exchange.number("id"))), section: .carbon)
    }

    /// The figure that the address names.
    static func figure(_ exchange: Exchange, _ subject: FigureSubject) async throws -> FigureExplanation {
        guard let period = Period(try exchange.path("period")) else { throw WebError.notFound }
        let figure = try await exchange.site.platform.explanation(subject, period: period, scope: exchange.scope)
        guard let figure else { throw WebError.notFound }
        return figure
    }

    private static func page(_ exchange: Exchange, _ subject: FigureSubject, section: Section) async throws -> Response
    {
        let figure = try await figure(exchange, subject)
        let state = try await exchange.site.platform.dataState(scope: exchange.scope)
        let display = exchange.display
        var model = ExplanationModel(figure, isDrawer: false, display: display)
        if case .jurisdiction(let id) = subject {
            model.note(
                try await exchange.site.platform.figureDecisions(of: id, period: figure.period),
                of: figure,
                place: id,
                reader: exchange.principal,
                display: display
            )
        }
        let above = model.subjectLink
        let head = PageHead(
            section: section,
            title: exchange.texts["explain.title", model.total.line],
            crumbs: [above, Link(href: "", text: exchange.texts["explain.how"])],
            actions: [Link(href: "/api/v1/explanations/\(subject.path)/\(figure.period)", text: "JSON")]
        )
        return try exchange.page("explain", head, state: state, model)
    }
}
