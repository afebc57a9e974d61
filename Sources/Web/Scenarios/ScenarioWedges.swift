import Texts
import Units
import Workflows

/// What each measure takes away, as wedges between the course without measures and the one with them (措施楔形).
struct ScenarioWedges: Sendable {
    /// One measure.
    struct Row: Sendable {
        let name: String
        let tasks: String
        let in2030: String
        let sum: String
        let cost: String
    }

    let title: String
    let subtitle: String
    let plot: ScenarioPlot
    let keys: [ChartFrame.Key]
    let rows: [Row]
    let unit: String
    let sumUnit: String
    let adding: String?

    /// How many measures get a colour of their own.
    private static let colours = 4

    /// Nothing without measures.
    init?(_ report: ScenarioReport, _ display: Display) {
        guard !report.measures.isEmpty, let first = report.years.first, let last = report.years.last else { return nil }
        let texts = display.texts
        let emissions = report.emissions_ktco2[report.boundary] ?? []
        let sums = report.measures.map { $0.reduction_ktco2.reduce(0, +) }
        let order = sums.indices.sorted { (sums[$1], $0) < (sums[$0], $1) }
        let largest = max(report.without_measures_ktco2.max() ?? 0, emissions.max() ?? 0)
        let column = display.kilotonneColumn(largest)
        title = texts["scenarios.wedges", texts[TextKey("scenario.method.\(report.method)")]]
        subtitle = texts["scenarios.wedges.subtitle", column.unit]
        var plot = column.plot("\(title) – \(subtitle)", first...last, largest: largest)
        plot.mark(2_030, "2030")
        // What adds carbon in a year has no wedge in it; the line with measures then lies above the lowest wedge.
        var upper = report.without_measures_ktco2
        func wedge(_ style: String, _ measures: [Int]) {
            let lower = upper.indices.map { year in
                upper[year] - measures.reduce(0) { $0 + max(0, report.measures[$1].reduction_ktco2[year]) }
            }
            plot.band(style, lower, upper)
            upper = lower
        }
        let shown = order.prefix(Self.colours)
        for (place, measure) in shown.enumerated() { wedge("f-c\(place + 1)", [measure]) }
        let rest = Array(order.dropFirst(Self.colours))
        if !rest.isEmpty { wedge("f-c5", rest) }
        plot.line("l-now", emissions)
        plot.line("l-base", report.without_measures_ktco2)
        self.plot = plot
        keys =
            shown.enumerated().map { place, measure in
                let item = report.measures[measure]
                let name = display.name(item.name, item.english_name)
                return ChartFrame.Key(code: item.id, name: name, color: "c\(place + 1)")
            } + (rest.isEmpty ? [] : [ChartFrame.Key(code: "rest", name: texts["scenarios.wedges.rest"], color: "c5")])
        let year = report.years.firstIndex(of: 2_030) ?? report.years.count - 1
        let ofYear = display.kilotonneColumn(report.measures.map { abs($0.reduction_ktco2[year]) }.max() ?? 0)
        let ofAll = display.kilotonneColumn(sums.map(abs).max() ?? 0)
        rows = order.map { measure in
            let item = report.measures[measure]
            return Row(
                name: display.name(item.name, item.english_name),
                tasks: display.joined(item.tasks),
                in2030: ofYear.text(item.reduction_ktco2[year]),
                sum: ofAll.text(sums[measure]),
                cost: display.numbers.decimal(item.cost_cny_per_tco2, decimals: 0)
            )
        }
        unit = ofYear.unit
        sumUnit = ofAll.unit
        let adders = report.measures.filter { $0.reduction_ktco2[year] < 0 }
        adding =
            adders.isEmpty
            ? nil
            : texts["scenarios.wedges.adding", display.joined(adders.map { display.name($0.name, $0.english_name) })]
    }
}

/// What drives emissions of 2030 (影响因素), for the tornado.
struct ScenarioDriver: Sendable {
    let name: String
    let spearman: String
    let style: String
    let x: String
    let width: String
    let sobol: String
    let peak: String

    /// How many are shown.
    private static let most = 12

    /// The strongest first.
    static func drivers(_ report: ScenarioReport, _ display: Display) -> [ScenarioDriver] {
        guard let odds = report.odds else { return [] }
        func number(_ list: [OddsReport.Driver], _ input: String) -> String {
            display.numbers.decimal(list.first { $0.input == input }?.value, decimals: 2)
        }
        return odds.drivers_of_2030.prefix(most).map { driver in
            let length = min(1, abs(driver.value)) * 50
            return ScenarioDriver(
                name: display.drawn(driver.input, report),
                spearman: display.numbers.signed(driver.value, decimals: 2),
                style: driver.value < 0 ? "f-c1" : "f-c3",
                x: ShareBar.coordinate(driver.value < 0 ? 50 - length : 50),
                width: ShareBar.coordinate(length),
                sobol: number(odds.sobol_of_2030, driver.input),
                peak: number(odds.drivers_of_peak_year, driver.input)
            )
        }
    }
}
