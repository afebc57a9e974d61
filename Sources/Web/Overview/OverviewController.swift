import Hummingbird
import Texts
import Units
import Workflows

/// The first page: whether the city will peak in time, how its plan stands, and what wants attention.
enum OverviewController {
    static func page(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let scope = exchange.scope
        let state = try await platform.dataState(scope: scope)
        let year = try exchange.year()
        let parts = OverviewParts(
            overview: state.hasData(in: year)
                ? try await platform.overview(year: year, scope: scope, reader: exchange.principal) : nil,
            plan: try await platform.plan(jurisdiction: nil, scope: scope),
            history: try await platform.emissionHistory(scope: scope)
        )
        let isEmpty = parts.overview == nil && parts.plan == nil && parts.history == nil
        guard !isEmpty, parts.overview != nil || year == nil else {
            return try EmptyPage.answer(exchange, section: .overview, state: state, year: year)
        }
        let display = exchange.display.knowing(state)
        let map = parts.overview == nil ? nil : try await platform.cityMap(year: year, scope: scope)
        let model = OverviewPage(
            parts,
            map: map.map { MapPlate($0, query: BuildingQuery(year: year), site: exchange.site, display: display) },
            state: state,
            hasCharts: exchange.site.hasCharts,
            display: display
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
