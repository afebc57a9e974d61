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
        /// Whether somebody else's import has changed it since the reader's last look.
        var isNew = false
    }

    let title: String
    let subtitle: String
    let rows: [Row]
    let showsBuilding: Bool
    let news: NewsLine?
    /// Where all meters stand; `nil` where all do here.
    let all: String?
    let first: String?
    let next: String?

    init(
        _ meters: [MeterSummary],
        title: String,
        subtitle: String,
        showsBuilding: Bool,
        news: ListNewsPart? = nil,
        all: String? = nil,
        first: String? = nil,
        next: String? = nil,
        display: Display
    ) {
        self.title = title
        self.subtitle = subtitle
        self.showsBuilding = showsBuilding
        self.news = news?.line
        self.all = all
        self.first = first
        self.next = next
        rows = meters.map { meter in
            var row = Row(meter, showsBuilding: showsBuilding, display: display)
            row.isNew = news?.isNew(meter.id.rawValue) ?? false
            return row
        }
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
