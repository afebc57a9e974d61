import Buildings
import Carbon
import FoundationEssentials
import Texts
import Units
import Workflows

/// What the list of buildings shows.
struct BuildingsPage: Sendable {
    /// One building.
    struct Row: Sendable {
        let name: String
        let href: String
        let code: String
        let place: String
        let kind: String
        let area: String
        let energyIntensity: String
        let carbon: String
        let carbonIntensity: String
        let completeness: String
        let status: String
        let word: String
        /// Whether its record is newer than the reader's last look.
        let isNew: Bool
    }

    let text: String
    let places: [Choice]
    let kinds: [Choice]
    let years: [Choice]
    let title: String
    let subtitle: String
    let rows: [Row]
    let areaUnit: String
    let carbonUnit: String
    let energyUnit: String
    let intensityUnit: String
    let first: String?
    let next: String?
    let emptyTitle: String
    let emptyText: String
    let command: String?
    let isFiltered: Bool
    let dataAddress: String
    /// The same buildings on the map; `nil` while there are none.
    let map: MapPlate?
    /// What has changed since the reader's last look; `nil` where nothing has.
    let news: NewsLine?
}

extension BuildingsPage {
    init(
        _ page: Page<BuildingSummary>,
        query: BuildingQuery,
        state: DataState,
        places: [Jurisdiction],
        map: MapPlate?,
        news: BuildingNews,
        display: Display
    ) {
        let texts = display.texts
        let year = query.year ?? state.years.last
        text = query.text
        self.places = places.map {
            Choice(value: "\($0.id.rawValue)", text: display.name($0), isCurrent: $0.id == query.jurisdiction)
        }
        kinds = Building.Kind.allCases.map {
            Choice(value: $0.rawValue, text: display.name($0), isCurrent: $0 == query.kind)
        }
        years = state.years.reversed().map {
            Choice(value: "\($0.number)", text: display.dates.year($0), isCurrent: $0 == year)
        }
        isFiltered =
            !query.text.isEmpty || query.jurisdiction != nil || query.kind != nil || query.changedSince != nil
        title = texts["buildings.title", display.numbers.integer(page.total)]
        subtitle = year.map { texts["buildings.subtitle", display.year($0)] } ?? texts["buildings.subtitle.noYear"]
        let areas = display.areaColumn(page.rows.map(\.registration.grossFloorArea).max() ?? .zero)
        let carbon = display.carbonColumn(page.rows.map(\.summary.account.total).max() ?? .zero)
        areaUnit = areas.unit
        carbonUnit = carbon.unit
        energyUnit = year.map(display.energyIntensityUnit) ?? ""
        intensityUnit = year.map(display.carbonIntensityUnit) ?? ""
        // Where all of a list is new, the line above says so.
        let isTold = news.count < page.total
        rows = page.rows.map {
            Row(
                $0,
                year: query.year,
                areas: areas,
                carbon: carbon,
                isNew: isTold && news.shown.contains($0.id),
                display: display
            )
        }
        self.map = map
        let address = query.address
        let onlyNew = "\(address)\(address.isEmpty ? "?" : "&")changed=1"
        self.news = NewsLine(news.count, since: news.look, href: display.link("/buildings\(onlyNew)"), display)
        let here = query.changedSince == nil ? address : onlyNew
        first = query.after == nil ? nil : display.link("/buildings\(here)")
        let more = "/buildings\(here)\(here.isEmpty ? "?" : "&")cursor="
        next = page.next.map { display.link(more + $0.percentEncoded) }
        dataAddress = "/api/v1/buildings\(address)"
        let hasBuildings = state.buildingCount > 0
        emptyTitle = texts[hasBuildings ? "buildings.none" : "empty.all"]
        emptyText = texts[hasBuildings ? "buildings.none.next" : "empty.all.next"]
        command = hasBuildings ? nil : "tanfeng import buildings buildings.csv"
    }
}

extension BuildingsPage.Row {
    init(
        _ building: BuildingSummary,
        year: CivilYear?,
        areas: Column,
        carbon: Column,
        isNew: Bool,
        display: Display
    ) {
        self.isNew = isNew
        let registration = building.registration
        let summary = building.summary
        let isKnown = !summary.account.lines.isEmpty
        name = registration.name
        href = display.link("/buildings/\(building.id.rawValue)\(year.map { "?year=\($0.number)" } ?? "")")
        code = registration.code
        place = building.jurisdiction.map(display.name) ?? registration.districtName ?? NumberStyle.none
        kind = display.name(registration.kind)
        area = areas.text(registration.grossFloorArea.squareMetres)
        energyIntensity = display.numbers.decimal(
            isKnown ? summary.electricityIntensity?.kilowattHoursPerSquareMetre : nil
        )
        self.carbon = carbon.text(isKnown ? summary.account.total.kilograms : nil)
        carbonIntensity = display.numbers.decimal(isKnown ? summary.carbonIntensity?.kilogramsPerSquareMetre : nil)
        let level = CompletenessLevel(isKnown ? summary.account.share.observed : 0)
        completeness = display.numbers.percent(isKnown ? summary.account.share.observed : nil)
        status = level.status
        word = display.texts[level.key]
    }
}
