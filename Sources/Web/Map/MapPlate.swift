import Buildings
import Texts
import Units
import Workflows

/// The city map with everything around it: title, legend, table of districts, source (地图版块).
struct MapPlate: Sendable {
    /// What the script needs besides the data.
    struct Canvas: Sendable {
        let script: String
        let library: String
        let style: String
        let ground: String
        let buildings: String
        /// Limits between the steps, and the steps' colours, one more.
        let breaks: String
        let steps: String
        /// What follows a building's id in the address of its page.
        let suffix: String
    }

    /// One district of the table.
    struct Place: Sendable {
        let name: String
        let href: String
        let intensity: String
        let count: String
    }

    let title: String
    let subtitle: String
    let label: String
    let unit: String
    let note: String
    /// `nil` where the map library is not installed: the table stands alone.
    let canvas: Canvas?
    let legend: MapLegend
    let places: [Place]
    let dataAddress: String
    let sources: [String]
    let share: ShareBar
}

extension MapPlate {
    static let library = "/assets/maplibre-gl.js"

    /// Creates the plate.
    ///
    /// - Parameters:
    ///   - map: the city.
    ///   - query: the filters of the page around it.
    ///   - site: where script and library are.
    ///   - display: language and screen.
    init(_ map: CityMap, query: BuildingQuery = BuildingQuery(), site: Site, display: Display) {
        let texts = display.texts
        let blocks = map.blocks(query)
        let isFiltered = !query.text.isEmpty || query.jurisdiction != nil || query.kind != nil
        unit = texts[display.isWhole(map.year) ? "unit.kgcePerM2Year" : "unit.kgcePerM2"]
        title =
            isFiltered
            ? texts["map.title.filtered", display.numbers.integer(blocks.count)]
            : Self.finding(map, display) ?? texts["map.title.plain"]
        let months = (1..<12).contains(map.monthCount) && display.hasEnded(map.year)
        let period = months ? texts["map.months", "\(map.monthCount)"] : nil
        subtitle = texts["map.subtitle", display.joined([display.year(map.year), period].compactMap(\.self))]
        label = texts["map.label", title]
        note = texts[TextKey("map.note.\(map.ground.rawValue)")]
        legend = MapLegend(blocks.map(\.intensity), breaks: map.breaks, unit: unit, display: display)
        let ordered = map.places.sorted { ($0.intensity ?? -1) > ($1.intensity ?? -1) }
        let decimals = (ordered.first?.intensity ?? 0) < 10 ? 2 : 1
        places = ordered.map { Place($0, decimals: decimals, year: query.year, display: display) }
        let address = query.address
        dataAddress = "/api/v1/map/buildings\(address)"
        let isInstalled = site.files[Self.library] != nil
        canvas = isInstalled ? Canvas(map, query: query, site: site, display: display) : nil
        let drawn = texts["map.source.drawn", display.numbers.integer(blocks.count)]
        let left = map.unplacedCount > 0 && !isFiltered
        sources = [drawn] + (left ? [texts["map.source.unplaced", display.numbers.integer(map.unplacedCount)]] : [])
        share = ShareBar(map.share, display)
    }

    /// Which district uses most; `nil` where fewer than two can be compared.
    private static func finding(_ map: CityMap, _ display: Display) -> String? {
        let known = map.places.filter { $0.intensity != nil }.sorted { ($0.intensity ?? 0) > ($1.intensity ?? 0) }
        guard known.count > 1, let most = known.first, let least = known.last else { return nil }
        return display.texts["map.title", display.name(most.jurisdiction), display.name(least.jurisdiction)]
    }
}

extension MapPlate.Canvas {
    fileprivate init(_ map: CityMap, query: BuildingQuery, site: Site, display: Display) {
        script = site.files.address(of: "/static/js/map.js")
        library = site.files.address(of: MapPlate.library)
        style = site.files.address(of: "/assets/maplibre-gl.css")
        ground = "/api/v1/map/ground\(query.year.map { "?year=\($0.number)" } ?? "")"
        buildings = "/api/v1/map/buildings\(query.address)"
        breaks = map.breaks.map { "\($0)" }.joined(separator: ",")
        steps = MapLegend.styles(map.breaks.count + 1).joined(separator: ",")
        suffix = String(display.link(query.year.map { "?year=\($0.number)" } ?? ""))
    }
}

extension MapPlate.Place {
    fileprivate init(_ place: CityMap.Place, decimals: Int, year: CivilYear?, display: Display) {
        name = display.name(place.jurisdiction)
        let query = BuildingQuery(jurisdiction: place.jurisdiction.id, year: year)
        href = display.link("/buildings\(query.address)")
        intensity = display.numbers.decimal(place.intensity, decimals: decimals)
        count = display.numbers.integer(place.buildingCount)
    }
}

extension BuildingQuery {
    /// The filters as a query of an address, without the cursor.
    var address: String {
        var items: [String] = []
        if !text.isEmpty { items.append("q=\(text.percentEncoded)") }
        if let jurisdiction { items.append("district=\(jurisdiction.rawValue)") }
        if let kind { items.append("kind=\(kind.rawValue)") }
        if let year { items.append("year=\(year.number)") }
        return items.isEmpty ? "" : "?\(items.joined(separator: "&"))"
    }
}
