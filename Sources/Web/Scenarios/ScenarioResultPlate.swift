import Scenarios
import Texts
import Units
import Workflows

/// What many draws of a scenario came to (概率结果).
struct ScenarioResultPlate: Sendable {
    /// The odds, and how they came about.
    struct Odds: Sendable {
        let name: String
        let by2029: String
        let by2030: String
        let effective: String
        let style: String
        let word: String
    }

    /// One district.
    struct District: Sendable {
        let name: String
        let peakYear: String
        let emissions: String
        let by2029: String
        let by2030: String
    }

    let question: String
    let answer: Figure
    let second: String
    let odds: [Odds]
    let fanTitle: String
    let fanSubtitle: String
    let fan: ScenarioPlot
    let fanKeys: [ChartFrame.Key]
    let fanHeadings: [String]
    let fanRows: [ChartFrame.Row]
    let histogramTitle: String
    let histogram: ScenarioPlot
    let wedges: ScenarioWedges?
    let tornado: [ScenarioDriver]
    let targets: [PathwayPlate.Target]
    let targetsTitle: String
    let conflicts: [String]
    let hasAllConflicts: Bool
    let districts: [District]
    let districtsUnit: String
    let changes: [Fact]
    let changesTitle: String
    let history: String?
    let effort: String?
    let effortRows: [Fact]
}

extension ScenarioResultPlate {
    init(_ report: ScenarioReport, _ display: Display) {
        let texts = display.texts
        let years = (report.years.first ?? 0)...(report.years.last ?? 0)
        let emissions = report.emissions_ktco2[report.boundary] ?? []
        let odds = report.odds
        let column = display.kilotonneColumn(max(emissions.max() ?? 0, odds?.p90_ktco2.max() ?? 0))
        let quantity = texts[TextKey("scenario.boundary.\(report.boundary)")]
        question = texts["scenarios.question", quantity]
        answer = Figure(display.numbers.percent(odds?.peak_by_2029), "%")
        second = texts["scenarios.second", display.numbers.percent(odds?.peak_by_2030), "\(report.peak_year)"]
        self.odds = Self.odds(odds, display)

        fanTitle = texts["scenarios.fan", quantity]
        fanSubtitle = texts["scenarios.fan.subtitle", column.unit]
        var fan = column.plot(
            "\(fanTitle) – \(fanSubtitle)",
            years,
            largest: max(emissions.max() ?? 0, odds?.p90_ktco2.max() ?? 0)
        )
        if let odds { fan.band("b-fan", odds.p10_ktco2, odds.p90_ktco2) }
        fan.mark(2_030, "2030")
        if let odds { fan.line("l-now", odds.p50_ktco2) }
        fan.line("l-base", emissions)
        let latest = odds?.anchored?.last.flatMap(\.answer)
        if let latest { fan.line("l-seen", latest.p50_ktco2) }
        self.fan = fan
        fanKeys =
            [
                ChartFrame.Key(code: "band", name: "P10–P90", color: "fan1"),
                ChartFrame.Key(code: "p50", name: "P50", color: "acc"),
                ChartFrame.Key(code: "plan", name: texts["scenarios.key.planned"], color: "c5"),
            ] + (latest == nil ? [] : [ChartFrame.Key(code: "seen", name: texts["scenarios.key.seen"], color: "c3")])
        fanHeadings =
            [texts["column.year"], "P10", "P50", "P90", texts["scenarios.key.planned"]]
            + (latest == nil ? [] : [texts["scenarios.key.seen"]])
        fanRows = report.years.enumerated().map { place, year in
            ChartFrame.Row(
                "\(year)",
                [odds?.p10_ktco2, odds?.p50_ktco2, odds?.p90_ktco2, emissions].map { column.text($0?[place]) }
                    + (latest.map { [column.text($0.p50_ktco2[place])] } ?? [])
            )
        }
        histogramTitle = texts["scenarios.histogram"]
        histogram = Self.histogram(odds, years, display)
        wedges = ScenarioWedges(report, display)
        tornado = ScenarioDriver.drivers(report, display)
        targets = report.targets.map { PathwayPlate.Target($0, display) }
        let met = report.targets.count(where: \.holds)
        targetsTitle = texts["scenarios.targets.count", "\(met)", "\(report.targets.count)"]
        conflicts = (report.conflicts ?? []).map { pair in
            let names = pair.map { id in
                report.targets.first { $0.id == id }.map { display.name($0.name, $0.english_name) } ?? id
            }
            return texts.text("scenarios.conflict", names)
        }
        hasAllConflicts = report.conflicts != nil
        let place = report.years.firstIndex(of: 2_030) ?? 0
        districts = report.districts.map { District($0, in: place, column, display) }
        districtsUnit = "\(column.unit), \(report.years.isEmpty ? 0 : report.years[place])"
        (changesTitle, changes) = Self.changes(report, display)
        history = report.history.map { display.words($0) }
        (effort, effortRows) = Self.effort(report, display)
    }

    /// The odds by themselves, then as closed years move them.
    private static func odds(_ odds: OddsReport?, _ display: Display) -> [Odds] {
        guard let odds else { return [] }
        let texts = display.texts
        func percent(_ share: Double?) -> String { display.percent(share).line }
        let plain = Odds(
            name: texts["scenarios.odds.plain"],
            by2029: percent(odds.peak_by_2029),
            by2030: percent(odds.peak_by_2030),
            effective: display.numbers.integer(odds.draws),
            style: "st-none",
            word: ""
        )
        return [plain]
            + (odds.anchored ?? []).map { anchored in
                Odds(
                    name: texts["scenarios.odds.through", "\(anchored.years.last ?? 0)"],
                    by2029: percent(anchored.answer?.peak_by_2029),
                    by2030: percent(anchored.answer?.peak_by_2030),
                    effective: display.numbers.integer(Int(anchored.effective_draws)),
                    style: anchored.standing == "sound"
                        ? "st-done" : anchored.standing == "rough" ? "st-risk" : "st-off",
                    word: texts[TextKey("scenarios.standing.\(anchored.standing)")]
                )
            }
    }

    private static func histogram(
        _ odds: OddsReport?,
        _ years: ClosedRange<Int>,
        _ display: Display
    ) -> ScenarioPlot {
        let shares = (odds?.peak_years ?? []).map { bar in
            (year: bar.year, value: Double(bar.count) / Double(max(1, odds?.draws ?? 1)))
        }
        let title = display.texts["scenarios.histogram"]
        let frame = ScenarioFrame(years, largest: shares.map(\.value).max() ?? 1, unit: 0.01, headroom: 1)
        var plot = ScenarioPlot(title, frame) { "\(display.numbers.percent($0, decimals: 0))%" }
        plot.mark(2_030, "2030")
        for (year, share) in shares {
            let style = year <= 2_029 ? "f-c1" : year == 2_030 ? "f-c2" : "f-c3"
            plot.bar(style, year, share, "\(year) · \(display.percent(share).line)")
        }
        return plot
    }

    /// Why running emissions change, largest first as the method orders them.
    private static func changes(_ report: ScenarioReport, _ display: Display) -> (String, [Fact]) {
        guard let drivers = report.drivers else { return ("", []) }
        let column = display.kilotonneColumn(drivers.effects_ktco2.values.map(abs).max() ?? 0)
        func signed(_ value: Double) -> Figure {
            Figure((value > 0 ? "+" : "") + column.text(value), column.unit)
        }
        let title = display.texts["scenarios.changes", "\(drivers.from)", "\(drivers.to)"]
        let facts = Pathway.Driver.allCases.compactMap { driver in
            drivers.effects_ktco2[driver.rawValue].map { effect in
                Fact(
                    name: display.texts[TextKey("scenarios.driver.\(driver.rawValue)")],
                    figure: signed(effect),
                    note: nil
                )
            }
        }
        let sum = Fact(name: display.texts["column.sum"], figure: signed(drivers.change_ktco2), note: nil)
        return (title, facts + [sum])
    }

    private static func effort(_ report: ScenarioReport, _ display: Display) -> (String?, [Fact]) {
        guard let reached = report.odds?.least_effort_odds else { return (nil, []) }
        guard let strengths = report.odds?.least_effort else {
            return (display.texts["scenarios.effort.none", display.numbers.percent(reached)], [])
        }
        let rows = report.measures.map { measure in
            Fact(
                name: display.name(measure.name, measure.english_name),
                figure: Figure(display.numbers.decimal(strengths[measure.id], decimals: 2)),
                note: display.texts["scenarios.effort.before", display.numbers.decimal(measure.strength, decimals: 2)]
            )
        }
        return (display.texts["scenarios.effort", display.numbers.percent(reached)], rows)
    }
}

extension ScenarioResultPlate.District {
    fileprivate init(
        _ district: ScenarioReport.District,
        in place: Int,
        _ column: KilotonneColumn,
        _ display: Display
    ) {
        name = display.name(district.name, district.english_name)
        peakYear = "\(district.peak_year)"
        emissions = column.text(district.emissions_ktco2[place])
        by2029 = display.percent(district.peak_by_2029).line
        by2030 = display.percent(district.peak_by_2030).line
    }
}
