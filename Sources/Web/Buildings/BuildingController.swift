import Buildings
import Hummingbird
import Texts
import Units
import Workflows

/// Buildings: the list with its filters, and one building.
enum BuildingController {
    static let rows = 40

    static func list(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let scope = exchange.scope
        let state = try await platform.dataState(scope: scope)
        var query = try exchange.buildingQuery(limit: rows)
        let look = try await platform.look(at: .buildings, as: exchange.principal)
        if exchange.query("changed") != nil { query.changedSince = look }
        let page = try await platform.buildings(query, scope: scope)
        let display = exchange.display.knowing(state)
        let map = page.rows.isEmpty ? nil : try await platform.cityMap(year: query.year, scope: scope)
        let model = BuildingsPage(
            page,
            query: query,
            state: state,
            places: try await platform.jurisdictions(scope: scope),
            map: map.map { MapPlate($0, query: query, site: exchange.site, display: display) },
            news: try await platform.news(since: look, among: page.rows, query: query, scope: scope),
            display: display
        )
        let head = PageHead(section: .buildings, title: exchange.texts["nav.buildings"], searchText: query.text)
        return try exchange.page("buildings", head, state: state, model)
    }

    static func show(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let scope = exchange.scope
        let id = Building.ID(rawValue: try exchange.number("id"))
        guard let detail = try await platform.building(id, year: try exchange.year(), scope: scope) else {
            throw WebError.notFound
        }
        let state = try await platform.dataState(scope: scope)
        let explanation = try await platform.explanation(.building(id), period: .year(detail.year), scope: scope)
        let display = exchange.display.knowing(state)
        let month = try await platform.lastMonth(of: detail.year)
        let structure = try await platform.structure(of: id, days: month, scope: scope)
        let names = platform.items
        let model = BuildingPage(
            detail,
            state: state,
            hasCharts: exchange.site.hasCharts,
            explanation: explanation.map {
                ExplanationModel($0, isDrawer: true, display: display)
            },
            structure: structure,
            itemName: { display.name(names.name(of: $0).zh, names.name(of: $0).en) },
            display: display
        )
        let registration = detail.building.registration
        var crumbs = [Link(href: display.link("/buildings"), text: exchange.texts["nav.buildings"])]
        if let place = detail.building.jurisdiction {
            crumbs.append(
                Link(href: display.link("/buildings?district=\(place.id.rawValue)"), text: display.name(place))
            )
        }
        crumbs.append(Link(href: "", text: display.name(registration.kind)))
        let actions = explanation == nil ? [] : [Link(href: "#explain", text: exchange.texts["chart.explain"])]
        let head = PageHead(
            section: .buildings,
            title: registration.name,
            crumbs: crumbs,
            actions: actions,
            hasCharts: true
        )
        return try exchange.page("building", head, state: state, model)
    }
}

extension Exchange {
    /// The filters in the address.
    func buildingQuery(limit: Int) throws -> BuildingQuery {
        let kind = query("kind")
        let known = kind.flatMap(Building.Kind.init(rawValue:))
        if kind != nil, known == nil { throw WebError.badParameter("kind") }
        return BuildingQuery(
            text: query("q") ?? "",
            jurisdiction: try jurisdiction("district"),
            kind: known,
            year: try year(),
            after: query("cursor"),
            limit: limit
        )
    }
}

extension Display {
    /// The name of a kind of building.
    func name(_ kind: Building.Kind) -> String { texts[TextKey("building.kind.\(kind.rawValue)")] }
}
