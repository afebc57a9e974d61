import Buildings
import Metering
import Texts
import Units
import Workflows

/// A table of meters, on the metering page and on a building's.
struct MeterTable: Sendable {
    /// One meter.
    struct Row: Sendable {
        let code: String
        let href: String
        let item: String
        let building: String?
        let buildingHref: String
        let completeness: String
        let share: ShareBar
        let status: String
        let word: String
        let findings: String
    }

    let title: String
    let subtitle: String
    let rows: [Row]
    let showsBuilding: Bool
    let first: String?
    let next: String?

    init(
        _ meters: [MeterSummary],
        title: String,
        subtitle: String,
        showsBuilding: Bool,
        first: String? = nil,
        next: String? = nil,
        display: Display
    ) {
        self.title = title
        self.subtitle = subtitle
        self.showsBuilding = showsBuilding
        self.first = first
        self.next = next
        rows = meters.map { Row($0, showsBuilding: showsBuilding, display: display) }
    }
}

extension MeterTable.Row {
    init(_ meter: MeterSummary, showsBuilding: Bool, display: Display) {
        code = meter.code
        href = display.link("/metering/\(meter.id.rawValue)")
        item = display.name(meter.itemName.zh, meter.itemName.en)
        building = showsBuilding ? meter.building.name : nil
        buildingHref = display.link("/buildings/\(meter.building.id.rawValue)")
        completeness = display.numbers.percent(meter.share.observed)
        share = ShareBar(meter.share, display)
        let level = CompletenessLevel(meter.share.observed)
        status = level.status
        word = display.texts[level.key]
        findings = display.numbers.integer(meter.findingCount)
    }
}

/// How good a completeness is, in a word.
enum CompletenessLevel: String, Sendable {
    case good, fair, poor, none

    /// The levels of the page: 95 % and more is good, 80 % and more is fair.
    init(_ known: Double) {
        self = known >= 0.95 ? .good : known >= 0.8 ? .fair : known > 0 ? .poor : .none
    }

    var status: String {
        switch self {
        case .good: "st-on"
        case .fair: "st-risk"
        case .poor: "st-off"
        case .none: "st-none"
        }
    }

    var key: TextKey { TextKey("completeness.\(rawValue)") }
}
