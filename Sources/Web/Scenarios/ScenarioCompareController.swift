import Hummingbird
import Texts
import Units
import Workflows

/// Two runs side by side (情景对比).
enum ScenarioCompareController {
    static func page(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let runs = try await platform.scenarioRuns(limit: 200).filter { $0.state == .done }
        let asked = try ["a", "b"].map { try exchange.integer($0, in: 1...Int.max).map(Int64.init) }
        var chosen: [(run: ScenarioRun, report: ScenarioReport)] = []
        for wanted in asked {
            // What is not asked for is the newest run that is not the other one.
            let other = runs.first { run in !asked.contains(run.id) && !chosen.contains { $0.run.id == run.id } }
            guard let id = wanted ?? other?.id else { continue }
            guard let run = try await platform.scenarioRun(id) else { throw WebError.notFound }
            if let report = try await platform.scenarioReport(ofRun: id) { chosen.append((run, report)) }
        }
        let model = ScenarioComparePage(chosen, among: runs, exchange.display)
        let head = PageHead(
            section: .scenarios,
            title: exchange.texts["scenarios.compare"],
            crumbs: [Link(href: exchange.display.link(ScenarioQuery.path), text: exchange.texts["nav.scenarios"])]
        )
        return try await exchange.freshPage("scenariocompare", head, model)
    }
}

/// What the page of two runs shows (情景对比页).
struct ScenarioComparePage: Sendable {
    /// A figure of both.
    struct Row: Sendable {
        let name: String
        let first: String
        let second: String
        let difference: String
    }

    let firstChoices: [Choice]
    let secondChoices: [Choice]
    let hasBoth: Bool
    let first: Link?
    let second: Link?
    let plot: ScenarioPlot?
    let title: String
    let subtitle: String
    let keys: [ChartFrame.Key]
    let rows: [Row]
    let targets: [Row]
    let inputs: [Row]
}

extension ScenarioComparePage {
    init(
        _ chosen: [(run: ScenarioRun, report: ScenarioReport)],
        among runs: [ScenarioRun],
        _ display: Display
    ) {
        let texts = display.texts
        func name(_ run: ScenarioRun) -> String {
            "\(texts["scenarios.run.number", "\(run.id)"]) \(display.name(run.title))"
        }
        func choices(_ place: Int) -> [Choice] {
            let current = chosen.count > place ? chosen[place].run.id : nil
            return runs.map { Choice(value: "\($0.id)", text: name($0), isCurrent: $0.id == current) }
        }
        func link(_ place: Int) -> Link? {
            guard chosen.count > place else { return nil }
            let run = chosen[place].run
            return Link(href: display.link("\(ScenarioQuery.path)/runs/\(run.id)"), text: name(run))
        }
        (firstChoices, secondChoices) = (choices(0), choices(1))
        (first, second) = (link(0), link(1))
        hasBoth = chosen.count == 2
        title = texts["scenarios.compare.title"]
        guard chosen.count == 2 else {
            (plot, subtitle, keys, rows, targets, inputs) = (nil, "", [], [], [], [])
            return
        }
        let (a, b) = (chosen[0], chosen[1])
        let courses = chosen.map { $0.report.odds?.p50_ktco2 ?? $0.report.emissions_ktco2[$0.report.boundary] ?? [] }
        let largest = courses.flatMap { $0 }.max() ?? 0
        let column = display.kilotonneColumn(largest)
        subtitle = texts["scenarios.compare.subtitle", column.unit]
        keys = [
            ChartFrame.Key(code: "a", name: name(a.run), color: "acc"),
            ChartFrame.Key(code: "b", name: name(b.run), color: "c3"),
        ]
        let years = [a.report.years.first ?? 0, b.report.years.first ?? 0].min() ?? 0
        let end = [a.report.years.last ?? 0, b.report.years.last ?? 0].max() ?? 0
        var plot = column.plot("\(title) – \(subtitle)", years...max(years, end), largest: largest)
        plot.mark(2_030, "2030")
        for (style, pair) in zip(["l-now", "l-seen"], zip(chosen, courses)) {
            // A scenario that begins later is drawn from its first year on.
            let offset = (pair.0.report.years.first ?? years) - years
            plot.line(style, pair.1, from: offset)
        }
        self.plot = plot
        rows = Self.figures(a.report, b.report, column, display)
        targets = Self.targets(a.report, b.report, display)
        inputs = Self.inputs(a.run, b.run, display)
    }

    private static func figures(
        _ a: ScenarioReport,
        _ b: ScenarioReport,
        _ column: KilotonneColumn,
        _ display: Display
    ) -> [Row] {
        let texts = display.texts
        func percent(_ key: TextKey, _ value: (OddsReport) -> Double) -> Row {
            let (first, second) = (a.odds.map(value), b.odds.map(value))
            let difference = first.flatMap { first in second.map { ($0 - first) * 100 } }
            return Row(
                name: texts[key],
                first: display.percent(first).line,
                second: display.percent(second).line,
                difference: display.numbers.signed(difference)
            )
        }
        func emissions(of year: Int) -> Row? {
            func value(_ report: ScenarioReport) -> Double? {
                report.years.firstIndex(of: year).flatMap { report.emissions_ktco2[report.boundary]?[$0] }
            }
            guard let first = value(a), let second = value(b) else { return nil }
            let sign = second > first ? "+" : ""
            return Row(
                name: texts["scenarios.compare.emissions", "\(year)", column.unit],
                first: column.text(first),
                second: column.text(second),
                difference: sign + column.text(second - first)
            )
        }
        return [
            percent("scenarios.by2029") { $0.peak_by_2029 },
            percent("scenarios.by2030") { $0.peak_by_2030 },
            Row(
                name: texts["scenarios.peakYear"],
                first: "\(a.peak_year)",
                second: "\(b.peak_year)",
                difference: display.numbers.signed(Double(b.peak_year - a.peak_year), decimals: 0)
            ),
        ] + [2_025, 2_030, 2_035, 2_060].compactMap(emissions(of:))
    }

    private static func targets(_ a: ScenarioReport, _ b: ScenarioReport, _ display: Display) -> [Row] {
        func text(_ target: ScenarioReport.Target?) -> String {
            target.map {
                let word: TextKey = $0.holds ? "scenarios.target.holds" : "scenarios.target.fails"
                return "\(display.texts[word]) · \(display.amount($0.value, unit: $0.unit))"
            } ?? NumberStyle.none
        }
        let ids = a.targets.map(\.id) + b.targets.map(\.id).filter { id in !a.targets.contains { $0.id == id } }
        return ids.compactMap { id in
            let (first, second) = (a.targets.first { $0.id == id }, b.targets.first { $0.id == id })
            guard let shown = first ?? second else { return nil }
            return Row(
                name: "\(display.name(shown.name, shown.english_name)) (\(shown.year))",
                first: text(first),
                second: text(second),
                difference: ""
            )
        }
    }

    /// What the runs were made from, as far as it differs.
    private static func inputs(_ a: ScenarioRun, _ b: ScenarioRun, _ display: Display) -> [Row] {
        let texts = display.texts
        func row(_ key: TextKey, _ value: (ScenarioRun) -> String) -> Row? {
            let (first, second) = (value(a), value(b))
            return first == second ? nil : Row(name: texts[key], first: first, second: second, difference: "")
        }
        return [
            row("scenarios.files") { run in
                run.inputs.files.map { "\($0.name) \($0.sha256.prefix(8))" }.joined(separator: ", ")
            },
            row("scenarios.run.draws") { display.numbers.integer($0.inputs.draws) },
            row("scenarios.run.seed") { "\($0.inputs.seed)" },
            row("scenarios.run.strengths") { ScenarioQuery.text($0.inputs.strengths) },
            row("scenarios.run.version") { $0.version },
        ].compactMap(\.self)
    }
}
