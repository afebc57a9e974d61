import Buildings
import Metering
import Texts
import Units
import Workflows

/// Which part of the city the metering page is about, and how its own parts stand (监测范围).
struct MeteringPart: Sendable {
    /// One part of it.
    struct Row: Sendable {
        let name: String
        let href: String
        let completeness: String
        let status: String
        let word: String
        let meters: String
        let findings: String
    }

    /// What every link of the page keeps, such as `&jurisdiction=3`.
    let query: String
    /// The way from the whole to this part; empty at the top.
    let trail: [Link]
    let title: String
    let heading: String
    let rows: [Row]
    /// How many more there are.
    let more: String?

    /// How many are shown, those with most missing first.
    private static let most = 20

    init(
        _ parts: [CompletenessPart],
        place: Jurisdiction?,
        building: (id: Building.ID, name: String)?,
        year: CivilYear,
        display: Display
    ) {
        let texts = display.texts
        let base = "/metering?year=\(year.number)"
        let placeQuery = place.map { "&jurisdiction=\($0.id.rawValue)" } ?? ""
        query = placeQuery + (building.map { "&building=\($0.id.rawValue)" } ?? "")
        var trail: [Link] = []
        if place != nil || building != nil {
            trail.append(Link(href: display.link(base), text: texts["metering.part.all"]))
        }
        if let place { trail.append(Link(href: display.link(base + placeQuery), text: display.name(place))) }
        if let building {
            let href = display.link("\(base)\(placeQuery)&building=\(building.id.rawValue)")
            trail.append(Link(href: href, text: building.name))
        }
        if let last = trail.indices.last { trail[last].isCurrent = true }
        self.trail = trail
        let isByDistrict = parts.contains { if case .district = $0.place { true } else { false } }
        heading = texts[isByDistrict ? "column.district" : "column.building"]
        title =
            texts[
                isByDistrict ? "metering.part.districts" : "metering.part.buildings",
                display.numbers.integer(parts.count)
            ]
        rows = parts.prefix(Self.most).map { part in
            let level = CompletenessLevel(part.share.observed)
            let (name, href): (String, String) =
                switch part.place {
                case .district(let district):
                    (display.name(district), "\(base)&jurisdiction=\(district.id.rawValue)")
                case .building(let id, let name): (name, "\(base)\(placeQuery)&building=\(id.rawValue)")
                }
            return Row(
                name: name,
                href: display.link(href),
                completeness: display.numbers.percent(part.share.observed),
                status: level.status,
                word: texts[level.key],
                meters: display.numbers.integer(part.meterCount),
                findings: display.numbers.integer(part.findingCount)
            )
        }
        more =
            parts.count > Self.most
            ? texts["metering.part.more", display.numbers.integer(parts.count - Self.most)] : nil
    }
}

/// The meters that did not deliver all of a day (当日缺数).
struct DayGapsPlate: Sendable {
    /// One meter.
    struct Row: Sendable {
        let code: String
        let href: String
        let item: String
        let building: String
        let buildingHref: String
        let missing: String
        let estimated: String
        let share: ShareBar
    }

    let title: String
    let subtitle: String
    let rows: [Row]
    let more: String?
    let close: String

    private static let most = 100

    init(_ gaps: [DayGap], on day: CivilDay, address: String, display: Display) {
        let texts = display.texts
        let hours = { (share: Double) in display.numbers.decimal(share * 24, decimals: 1) }
        let missing = gaps.reduce(0) { $0 + $1.share.missing }
        let estimated = gaps.reduce(0) { $0 + $1.share.estimated }
        title =
            gaps.isEmpty
            ? texts["metering.day.none", display.dates.day(day)]
            : texts[
                "metering.day.title",
                display.dates.day(day),
                display.numbers.integer(gaps.count),
                hours(missing),
                hours(estimated)
            ]
        subtitle = texts["metering.day.subtitle"]
        rows = gaps.prefix(Self.most).map { gap in
            Row(
                code: gap.meter.code,
                href: display.link("/metering/\(gap.meter.id.rawValue)?day=\(day)#readings"),
                item: display.name(gap.meter.itemName.zh, gap.meter.itemName.en),
                building: gap.meter.building.name,
                buildingHref: display.link("/buildings/\(gap.meter.building.id.rawValue)"),
                missing: hours(gap.share.missing),
                estimated: hours(gap.share.estimated),
                share: ShareBar(gap.share, display)
            )
        }
        more =
            gaps.count > Self.most ? texts["metering.part.more", display.numbers.integer(gaps.count - Self.most)] : nil
        close = display.link(address)
    }
}
