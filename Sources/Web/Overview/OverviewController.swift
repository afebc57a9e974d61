import Hummingbird
import Texts
import Units
import Workflows

/// The first page: how much carbon the city's buildings cause, and what wants attention.
enum OverviewController {
    static func page(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let state = try await platform.dataState(scope: exchange.scope)
        let year = try exchange.year()
        guard state.hasData(in: year),
            let overview = try await platform.overview(year: year, scope: exchange.scope)
        else {
            return try EmptyPage.answer(exchange, section: .overview, state: state, year: year)
        }
        let model = OverviewPage(
            overview,
            state: state,
            hasCharts: exchange.site.hasCharts,
            display: exchange.display.knowing(state)
        )
        let head = PageHead(section: .overview, title: exchange.texts["nav.overview"], hasCharts: true)
        return try exchange.page("overview", head, state: state, model)
    }
}

extension Display {
    /// Links to the years with data; the one shown is among them.
    func years(_ path: String, shown: CivilYear, state: DataState, keeping query: String = "") -> [Link] {
        let years = state.years.contains(shown) ? state.years : (state.years + [shown]).sorted()
        return years.map {
            Link(href: link("\(path)?year=\($0.number)\(query)"), text: dates.year($0), isCurrent: $0 == shown)
        }
    }
}
