import Hummingbird
import Texts
import Units
import Workflows

/// Indicators: the catalogue, and where the value of one comes from.
enum IndicatorController {
    static func list(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let state = try await platform.dataState(scope: exchange.scope)
        let list = try await platform.indicators(scope: exchange.scope)
        let head = PageHead(
            section: .plan,
            title: exchange.texts["indicators.heading"],
            crumbs: [Link(href: exchange.display.link("/plan"), text: exchange.texts["nav.plan"])]
        )
        return try exchange.page("indicators", head, state: state, IndicatorsPage(list, display: exchange.display))
    }

    static func show(_ exchange: Exchange) async throws -> Response {
        let view = try await explanation(exchange)
        let platform = exchange.site.platform
        let state = try await platform.dataState(scope: exchange.scope)
        let display = exchange.display
        let model = IndicatorPage(
            view,
            places: try await platform.jurisdictions(scope: exchange.scope),
            currentYear: CivilDay(containing: exchange.site.now()).year.number,
            display: display
        )
        let query = exchange.request.uri.query.map { "?\($0)" } ?? ""
        let head = PageHead(
            section: .plan,
            title: model.hasValue
                ? exchange.texts["indicator.title", display.measured(model.figure.number, view.indicator.unit)]
                : exchange.texts["indicator.title.none"],
            crumbs: [
                Link(href: display.link("/plan"), text: exchange.texts["nav.plan"]),
                Link(href: display.link("/indicators"), text: exchange.texts["indicators.heading"]),
                Link(href: "", text: model.name, language: model.nameTag),
            ],
            actions: [
                Link(
                    href: "/api/v1/explanations/indicators/\(view.indicator.id.percentEncoded)/\(view.year)\(query)",
                    text: "JSON"
                )
            ]
        )
        return try exchange.page("indicator", head, state: state, model)
    }

    /// The indicator's value that the address names; without a year the latest one.
    static func explanation(_ exchange: Exchange) async throws -> IndicatorExplanation {
        let view = try await exchange.site.platform.indicator(
            try exchange.path("id"),
            year: try exchange.pathYear(),
            jurisdiction: try exchange.jurisdiction("jurisdiction"),
            variant: exchange.query("variant"),
            scope: exchange.scope
        )
        guard let view else { throw WebError.notFound }
        return view
    }
}

extension Exchange {
    /// The year in the path, where the route has one; anything that is no year is an unknown address.
    func pathYear() throws -> Int? {
        guard context.parameters.get("year") != nil else { return nil }
        guard let year = Int(try path("year")), Period.years.contains(year) else { throw WebError.notFound }
        return year
    }
}
