import Texts
import Units
import Workflows

/// The completeness of every day of a year as a grid: a row a month, a column a day of the month (完整率日历).
struct CompletenessCalendar: Sendable {
    /// One day.
    struct Cell: Sendable {
        let style: String
        let x: String
        let y: String
        let tip: String
        /// The day's meters with gaps.
        let href: String
    }

    /// A word beside the grid.
    struct Label: Sendable {
        let x: String
        let y: String
        let text: String
    }

    /// A step of the legend.
    struct Step: Sendable {
        let style: String
        let x: String
        let text: String
    }

    /// One month of the table that says the same.
    struct Month: Sendable {
        let name: String
        let completeness: String
        let poorDays: String
        let worst: String
    }

    static let breaks = [0.5, 0.8, 0.9, 0.95, 0.98, 0.995]

    let width: String
    let height: String
    let cells: [Cell]
    let labels: [Label]
    let heads: [Label]
    let steps: [Step]
    let months: [Month]
    let label: String
}

extension CompletenessCalendar {
    private static let left = 54
    private static let top = 26
    private static let pitch = 24
    private static let row = 20

    /// Draws a year.
    ///
    /// - Parameters:
    ///   - days: its days.
    ///   - year: the year.
    ///   - shown: the day whose meters the page lists.
    ///   - address: the page's address, to which a day is added.
    ///   - display: the language.
    init(_ days: [DayCoverage], year: CivilYear, shown: CivilDay?, address: String, display: Display) {
        let byMonth = Dictionary(grouping: days, by: \.day.month)
        width = "\(Self.left + 31 * Self.pitch)"
        height = "\(Self.top + 12 * Self.row)"
        cells = days.map { Self.cell($0, isShown: $0.day == shown, address: address, display) }
        labels = year.months.enumerated().map { index, month in
            Label(x: "0", y: "\(Self.top + index * Self.row + 14)", text: display.dates.shortMonth(month))
        }
        heads = [1, 5, 10, 15, 20, 25, 31].map {
            Label(x: "\(Self.left + ($0 - 1) * Self.pitch + 11)", y: "18", text: "\($0)")
        }
        steps = (0...Self.breaks.count).map { index in
            Step(
                style: "s\(index + 1)",
                x: "\(index * 36)",
                text: index == 0 ? "" : display.numbers.percent(Self.breaks[index - 1], decimals: index == 6 ? 1 : 0)
            )
        }
        months = year.months.map { Self.month($0, byMonth[$0] ?? [], display) }
        label = display.texts["metering.calendar.label", display.dates.year(year)]
    }

    /// The step of the scale a share falls on, 1 to 7.
    static func step(_ known: Double) -> Int { (breaks.firstIndex { known < $0 } ?? breaks.count) + 1 }

    private static func cell(_ day: DayCoverage, isShown: Bool, address: String, _ display: Display) -> Cell {
        let parts = day.day.components
        let known = day.share.observed
        return Cell(
            style: (known > 0 ? "s\(step(known))" : "s0") + (isShown ? " sel" : ""),
            x: "\(left + (parts.day - 1) * pitch)",
            y: "\(top + (parts.month - 1) * row)",
            tip: "\(display.dates.day(day.day)) \(display.numbers.percent(known))%",
            href: display.link("\(address)&day=\(day.day)#day")
        )
    }

    private static func month(_ month: CivilMonth, _ days: [DayCoverage], _ display: Display) -> Month {
        let share = DataShare(days)
        let worst = days.min { $0.share.observed < $1.share.observed }
        return Month(
            name: display.dates.shortMonth(month),
            completeness: display.numbers.percent(days.isEmpty ? nil : share.observed),
            poorDays: days.isEmpty
                ? NumberStyle.none : display.numbers.integer(days.filter { $0.share.observed < 0.9 }.count),
            worst: worst.map { "\($0.day) \(display.numbers.percent($0.share.observed))%" } ?? NumberStyle.none
        )
    }
}
