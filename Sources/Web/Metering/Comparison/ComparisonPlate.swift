import Metering
import Texts
import Units
import Workflows

/// A meter's last week beside others and beside the weather (用量对比).
struct ComparisonPlate: Sendable {
    /// One weekday in each of the three weeks.
    struct Day: Sendable {
        let name: String
        let pairs: [Cell]
    }

    /// One day's amount and temperature.
    struct Cell: Sendable {
        let text: String
        /// What kind of day it is, where it is no ordinary one of its weekday.
        let kind: String?
        let temperature: String
    }

    /// How the week stands to another.
    struct Change: Sendable {
        let name: String
        let pairs: String
        let amount: String
        let other: String
        let share: String
    }

    let title: String
    let subtitle: String
    let dataAddress: String
    let chart: WeekChart
    let keys: [ChartFrame.Key]
    let unit: String
    let days: [Day]
    let changes: [Change]
    let notes: [String]
    let weather: WeatherPlate?
    /// What to do where no station stands for the building.
    let noWeather: String?
    let exports: [Link]
}

extension ComparisonPlate {
    init(_ comparison: MeterComparison, display: Display) {
        let texts = display.texts
        let weeks = [comparison.week, comparison.lastWeek, comparison.lastYear]
        let largest = weeks.joined().compactMap(\.consumption?.amount.value).max() ?? 0
        let column = display.amountColumn(comparison.meter.item.carrier, largest: largest)
        let names = Self.names(weeks, display)
        unit = column.unit
        subtitle = texts["compare.subtitle", column.unit, names[0]]
        dataAddress = "/api/v1/meters/\(comparison.meter.id.rawValue)/comparison"
        keys = zip(names, WeekChart.colors).map { ChartFrame.Key(code: $1, name: $0, color: $1) }
        chart = WeekChart(weeks, names: names, column: column, label: texts["compare.label"], display: display)
        days = (0..<7).map { index in
            Day(
                name: texts[TextKey("weekday.\(index + 1)")],
                pairs: weeks.map { Cell($0[index], column, display) }
            )
        }
        let compared = [(names[1], comparison.changeToLastWeek), (names[2], comparison.changeToLastYear)]
        changes = compared.map { name, change in
            Change(
                name: name,
                pairs: display.numbers.integer(change.pairs),
                amount: column.text(change.pairs > 0 ? change.amount.value : nil),
                other: column.text(change.pairs > 0 ? change.other.value : nil),
                share: display.numbers.signed(change.share.map { $0 * 100 })
            )
        }
        title = Self.title(comparison.changeToLastWeek, display)
        notes = Self.notes(comparison, display)
        weather = WeatherPlate(comparison, display: display)
        noWeather = weather == nil ? texts[comparison.station == nil ? "compare.noStation" : "compare.noDays"] : nil
        exports = Self.exports(comparison, display)
    }

    private static func title(_ change: WeekChange, _ display: Display) -> String {
        guard let share = change.share else { return display.texts["compare.title.none"] }
        let key: TextKey = share >= 0 ? "compare.title.more" : "compare.title.less"
        return display.texts[key, display.numbers.percent(abs(share)), display.numbers.integer(change.pairs)]
    }

    /// The weeks by their first days.
    private static func names(_ weeks: [[ComparedDay]], _ display: Display) -> [String] {
        let keys: [TextKey] = ["compare.week", "compare.lastWeek", "compare.lastYear"]
        return zip(keys, weeks).map { key, week in
            display.texts[key, week.first.map { "\($0.day)" } ?? "", week.last.map { "\($0.day)" } ?? ""]
        }
    }

    private static func notes(_ comparison: MeterComparison, _ display: Display) -> [String] {
        let texts = display.texts
        var notes = [texts["compare.rule"]]
        notes += comparison.holidaySources.map { source in
            // The number behind the English title is Chinese.
            let english = source.englishDocument.split(separator: " (").first.map(String.init) ?? ""
            let document = display.name(source.document, english)
            return texts["compare.holidays", document, texts[TextKey("confidence.\(source.confidence.rawValue)")]]
        }
        notes += comparison.yearsWithoutHolidays.map { texts["compare.noHolidays", display.dates.year($0)] }
        return notes
    }

    private static func exports(_ comparison: MeterComparison, _ display: Display) -> [Link] {
        guard let first = comparison.days.first?.day, let last = comparison.days.last?.day else { return [] }
        let query = "meter=\(comparison.meter.code.percentEncoded)&from=\(first)&to=\(last)"
        return [("readings", query), ("consumption", "\(query)&by=hour")].map { list, query in
            Link(href: "/api/v1/\(list).xlsx?\(query)", text: display.texts[TextKey("compare.export.\(list)")])
        }
    }
}

extension ComparisonPlate.Cell {
    fileprivate init(_ day: ComparedDay, _ column: Column, _ display: Display) {
        text = column.text(day.consumption?.amount.value)
        let isUsual = day.kind == (day.day.weekday <= 5 ? .work : .weekend)
        let key: TextKey? = day.isWhole || day.consumption == nil ? nil : "compare.partial"
        let words = [isUsual ? nil : TextKey("day.\(day.kind.rawValue)"), key].compactMap(\.self).map {
            display.texts[$0]
        }
        kind = words.isEmpty ? nil : display.joined(words)
        temperature = display.numbers.decimal(day.temperature)
    }
}

/// Seven days of three weeks as columns (周对比图).
struct WeekChart: Sendable {
    /// One column.
    struct Bar: Sendable {
        let style: String
        let x: String
        let y: String
        let width: String
        let height: String
        let tip: String
    }

    static let colors = ["c1", "c2", "c5"]

    let frame: PlotFrame
    let bars: [Bar]

    init(_ weeks: [[ComparedDay]], names: [String], column: Column, label: String, display: Display) {
        let values = weeks.map { $0.map { $0.consumption.map { $0.amount.value / column.factor } } }
        let known = values.joined().compactMap(\.self)
        let scale = PlotScale(from: min(0, known.min() ?? 0), to: known.max() ?? 1)
        let area = PlotArea(width: 640)
        frame = PlotFrame(
            area,
            label: label,
            scale: scale,
            columns: (0..<7).map { ((Double($0) + 0.5) / 7, display.texts[TextKey("weekday.\($0 + 1)")]) },
            numbers: display.numbers
        )
        let zero = area.y(scale.part(0))
        var bars: [Bar] = []
        for (index, week) in weeks.enumerated() {
            for (weekday, day) in week.enumerated() {
                guard let value = values[index][weekday] else { continue }
                let y = area.y(scale.part(value))
                bars.append(
                    Bar(
                        style: day.isWhole ? "k-\(Self.colors[index])" : "part",
                        x: ShareBar.coordinate(area.x((Double(weekday) + 0.14 + Double(index) * 0.25) / 7)),
                        y: ShareBar.coordinate(min(y, zero)),
                        width: ShareBar.coordinate(area.x(0.22 / 7) - area.x(0)),
                        height: ShareBar.coordinate(max(abs(zero - y), 1)),
                        tip: "\(day.day) \(column.text(day.consumption?.amount.value)) \(column.unit)"
                    )
                )
            }
        }
        self.bars = bars
    }
}
