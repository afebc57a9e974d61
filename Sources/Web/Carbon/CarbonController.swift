import Hummingbird
import Texts
import Units
import Workflows

/// Carbon: emissions by scope and district, and the factors behind them.
enum CarbonController {
    static func page(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let state = try await platform.dataState(scope: exchange.scope)
        let year = try exchange.year()
        let place = try exchange.jurisdiction("jurisdiction")
        guard state.hasData(in: year),
            let view = try await platform.carbon(jurisdiction: place, year: year, scope: exchange.scope)
        else {
            try await exchange.requirePlace(place)
            return try EmptyPage.answer(exchange, section: .carbon, state: state, year: year)
        }
        let model = CarbonPage(
            view,
            state: state,
            places: try await platform.jurisdictions(scope: exchange.scope),
            hasCharts: exchange.site.hasCharts,
            display: exchange.display.knowing(state)
        )
        let head = PageHead(
            section: .carbon,
            title: exchange.texts["nav.carbon"],
            crumbs: [Link(href: "", text: exchange.display.name(view.jurisdiction))],
            hasCharts: true
        )
        return try exchange.page("carbon", head, state: state, model)
    }
}

extension Exchange {
    /// The place asked for.
    func jurisdiction(_ name: String) throws -> Jurisdiction.ID? {
        guard let text = query(name) else { return nil }
        guard let number = Int64(text) else { throw WebError.badParameter(name) }
        return Jurisdiction.ID(rawValue: number)
    }
}
