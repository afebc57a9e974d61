import Scenarios
import Texts
import Workflows

/// A scenario's results in words and columns.
struct ScenarioText {
    let report: ScenarioReport
    let texts: Localizer

    private var isChinese: Bool { texts.language == .zhHans }
    /// The years that columns show.
    private var places: [Int] { report.years.indices.filter { report.years[$0] % 5 == 0 } }

    var lines: [String] {
        [texts["cli.scenario.title", isChinese ? report.name : report.english_name, report.scenario]]
            + [texts["cli.scenario.peak", boundary(report.boundary), "\(report.peak_year)", mega(report.peak_ktco2)]]
            + table("cli.scenario.boundaries", report.emissions_ktco2, "scenario.boundary")
            + table("cli.scenario.scopes", report.by_scope_ktco2, "scenario.scope")
            + table("cli.scenario.classes", report.by_class_ktco2, "scenario.class")
            + table("cli.scenario.uses", report.by_use_ktco2, "scenario.use")
            + table("cli.scenario.fuels", report.by_fuel_ktco2, "scenario.fuel")
            + history + changes + calibration + targets + measures + districts + odds
    }

    private func boundary(_ code: String) -> String { texts[TextKey("scenario.boundary.\(code)")] }
    private func mega(_ kilotonnes: Double) -> String { grouped(kilotonnes / 1_000, decimals: 2) }
    private func percent(_ share: Double) -> String { grouped(share * 100, decimals: 1) }

    private func table(_ title: TextKey, _ rows: [String: [Double]], _ words: String) -> [String] {
        let shown = rows.filter { $0.value.contains { $0 > 0 } }.sorted { $0.key < $1.key }
        return [texts[title] + "\t" + places.map { "\(report.years[$0])" }.joined(separator: "\t")]
            + shown.map { code, values in row(texts[TextKey("\(words).\(code)")], values) }
    }

    private func row(_ name: String, _ values: [Double]) -> String {
        "  \(name)\t" + places.map { mega(values[$0]) }.joined(separator: "\t")
    }

    private var history: [String] {
        guard let history = report.history else { return [] }
        let state = texts[
            "cli.scenario.history",
            "\(history.highest_year)",
            texts[TextKey("peak.state.\(history.state)")]
        ]
        guard let z = history.z, let p = history.p else { return [state] }
        let corrected = history.p_hamed_rao.map { grouped($0, decimals: 3) } ?? "-"
        return [
            state, "  " + texts["scenarios.history.test", grouped(z, decimals: 2), grouped(p, decimals: 3), corrected],
        ]
    }

    private var changes: [String] {
        guard let drivers = report.drivers else { return [] }
        let parts = Pathway.Driver.allCases.compactMap { driver in
            drivers.effects_ktco2[driver.rawValue].map { effect in
                "  \(texts[TextKey("scenarios.driver.\(driver.rawValue)")])\t\(mega(effect))"
            }
        }
        return [texts["cli.scenario.changes", "\(drivers.from)", "\(drivers.to)"]] + parts
            + ["  \(texts["column.sum"])\t\(mega(drivers.change_ktco2))"]
    }

    private var calibration: [String] {
        report.calibration.map { total in
            texts[
                total.is_bounded ? "cli.scenario.calibration.bounded" : "cli.scenario.calibration",
                texts[TextKey("scenario.fuel.\(total.fuel)")],
                grouped(total.given_gwh, decimals: 0),
                grouped(total.computed_gwh, decimals: 0),
                grouped(total.factor, decimals: 3)
            ]
        }
    }

    private var targets: [String] {
        guard !report.targets.isEmpty else { return [] }
        let rows = report.targets.map { target in
            let (value, goal) = (amount(target.value, target.unit), amount(target.goal, target.unit))
            let words: TextKey = target.holds ? "cli.scenario.target.holds" : "cli.scenario.target.fails"
            let name = isChinese ? target.name : target.english_name
            return "  " + texts[words, "\(target.year)", name, value, "\(target.comparator) \(goal)"]
        }
        guard let conflicts = report.conflicts else { return [texts["cli.scenario.targets"]] + rows }
        return [texts["cli.scenario.targets"]] + rows
            + conflicts.map { "  " + texts["cli.scenario.conflict", $0[0], $0[1]] }
    }

    private func amount(_ value: Double, _ unit: String) -> String {
        switch unit {
        case "": "\(Int(value))"
        case "1": percent(value) + " %"
        default: grouped(value, decimals: 2) + " " + unit
        }
    }

    private var measures: [String] {
        guard !report.measures.isEmpty else { return [] }
        let rows = report.measures.map { measure in
            let name = isChinese ? measure.name : measure.english_name
            let cost = measure.cost_cny_per_tco2.map { texts["cli.scenario.cost", grouped($0, decimals: 0)] }
            return row(name, measure.reduction_ktco2) + (cost.map { "\t" + $0 } ?? "")
        }
        return [
            texts["cli.scenario.measures", texts[TextKey("scenario.method.\(report.method)")]] + "\t"
                + places.map { "\(report.years[$0])" }.joined(separator: "\t")
        ] + rows
    }

    private var districts: [String] {
        report.districts.map { district in
            let name = isChinese ? district.name : district.english_name
            let odds = district.peak_by_2029.map { "\t<= 2029: \(percent($0)) %" } ?? ""
            return row("\(name) (\(district.peak_year))", district.emissions_ktco2) + odds
        }
    }

    private var odds: [String] {
        guard let odds = report.odds else { return [] }
        let drivers = { (list: [OddsReport.Driver]) in
            list.prefix(8).map { "  \($0.input)\t\(grouped($0.value, decimals: 3))" }
        }
        let bars = odds.peak_years.map { "  \($0.year)\t\(percent(Double($0.count) / Double(odds.draws))) %" }
        let fan = [("P10", odds.p10_ktco2), ("P50", odds.p50_ktco2), ("P90", odds.p90_ktco2)]
        return [
            texts[
                "cli.scenario.odds",
                grouped(Double(odds.draws), decimals: 0),
                "\(odds.seed)",
                percent(odds.peak_by_2029),
                percent(odds.peak_by_2030)
            ]
        ]
            + (odds.anchored ?? []).map(anchored) + bars + fan.map { row($0, $1) }
            + [texts["cli.scenario.drivers"]] + drivers(odds.drivers_of_2030)
            + [texts["cli.scenario.sobol"]] + drivers(odds.sobol_of_2030) + effort(odds)
    }

    private func anchored(_ report: AnchoredReport) -> String {
        "  "
            + texts[
                "cli.scenario.anchored",
                "\(report.years.last ?? 0)",
                report.answer.map { percent($0.peak_by_2029) } ?? "-",
                report.answer.map { percent($0.peak_by_2030) } ?? "-",
                grouped(report.effective_draws, decimals: 0),
                texts[TextKey("scenarios.standing.\(report.standing)")]
            ]
    }

    private func effort(_ odds: OddsReport) -> [String] {
        guard let reached = odds.least_effort_odds else { return [] }
        guard let strengths = odds.least_effort else { return [texts["cli.scenario.effort.none", percent(reached)]] }
        return [texts["cli.scenario.effort", percent(reached)]]
            + report.measures.map { measure in
                let name = isChinese ? measure.name : measure.english_name
                return "  \(name)\t\(grouped(measure.strength, decimals: 2)) > "
                    + grouped(strengths[measure.id] ?? 0, decimals: 2)
            }
    }
}

/// Two scenarios side by side.
struct ScenarioComparison {
    private let first: ScenarioReport
    private let second: ScenarioReport
    private let texts: Localizer

    init(_ first: ScenarioReport, _ second: ScenarioReport, texts: Localizer) {
        (self.first, self.second, self.texts) = (first, second, texts)
    }

    var lines: [String] {
        [
            texts["cli.scenario.compared", first.scenario, second.scenario],
            "  " + texts["cli.scenario.peaks", "\(first.peak_year)", "\(second.peak_year)"],
        ]
            + rows(first.emissions_ktco2, second.emissions_ktco2, "scenario.boundary")
            + rows(first.by_class_ktco2, second.by_class_ktco2, "scenario.class")
    }

    /// Each row of both, and the difference, in years that both have.
    private func rows(_ left: [String: [Double]], _ right: [String: [Double]], _ words: String) -> [String] {
        let years = first.years.filter { $0 % 10 == 0 && second.years.contains($0) }
        return left.keys.sorted().flatMap { code -> [String] in
            guard let left = left[code], let right = right[code] else { return [] }
            let cells = years.map { year -> String in
                let (a, b) = (left[year - first.years[0]] / 1_000, right[year - second.years[0]] / 1_000)
                let (before, after) = (grouped(a, decimals: 2), grouped(b, decimals: 2))
                return "\(year): \(before) > \(after) (\(grouped(b - a, decimals: 2)))"
            }
            return ["  " + texts[TextKey("\(words).\(code)")] + "\t" + cells.joined(separator: "\t")]
        }
    }
}
