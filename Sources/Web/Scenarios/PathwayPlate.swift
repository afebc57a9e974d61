import Scenarios
import Texts
import Units
import Workflows

/// A scenario's pathway with its sliders and targets (路径与措施力度).
struct PathwayPlate: Sendable {
    /// How far one measure is carried out.
    struct Slider: Sendable {
        let id: String
        let field: String
        let measure: String
        let name: String
        let tasks: String?
        let value: String
        /// As the file has it.
        let written: String
        let largest: String
    }

    /// One target of the plan.
    struct Target: Sendable {
        let id: String
        let name: String
        let task: String
        let year: String
        let goal: String
        let value: String
        let style: String
        let word: String
    }

    let title: String
    let subtitle: String
    let plot: ScenarioPlot
    let keys: [ChartFrame.Key]
    let peakYear: String
    let peak: Figure
    let scopes: [Fact]
    let headings: [String]
    let rows: [ChartFrame.Row]
    let caption: String
    let sources: [String]
    let history: String?
    let file: String
    let sliders: [Slider]
    let targets: [Target]
    let dataAddress: String
    let resetAddress: String?
    // What the script writes numbers with.
    let factor: String
    let decimals: String
    let unit: String
    let holds: String
    let fails: String
}

extension PathwayPlate {
    /// - Parameters:
    ///   - view: the pathway.
    ///   - file: the scenario's file.
    ///   - display: the language.
    init(_ view: ScenarioPathway, file: String, _ display: Display) {
        let texts = display.texts
        let scenario = view.scenario
        let emissions = view.emissions
        let years = Array(scenario.years)
        let highest = max(emissions.max() ?? 0, view.without.max() ?? 0)
        let column = display.kilotonneColumn(highest)
        let peakPlace = view.peakYear - scenario.years.lowerBound
        let quantity = texts[TextKey("scenario.boundary.\(scenario.boundary.rawValue)")]
        self.file = file
        peakYear = "\(view.peakYear)"
        peak = column.figure(emissions[peakPlace])
        title = texts["scenarios.pathway.title", display.name(scenario.name), peakYear]
        subtitle = texts["scenarios.pathway.subtitle", quantity, column.unit]
        // Room for what sliders may add, so that the axis stays while they move.
        var plot = column.plot("\(title) – \(subtitle)", scenario.years, largest: highest * 1.1)
        plot.mark(2_030, "2030")
        plot.line("l-base", view.without)
        plot.line("l-now", emissions)
        plot.dot(at: view.peakYear, emissions[peakPlace], peakYear)
        self.plot = plot
        keys = [
            ChartFrame.Key(code: "now", name: texts["scenarios.key.now"], color: "acc"),
            ChartFrame.Key(code: "without", name: texts["scenarios.key.without"], color: "c5"),
        ]
        let base = display.dates.year(CivilYear(years.contains(2_030) ? 2_030 : years[0]))
        let place = max(0, years.firstIndex(of: 2_030) ?? 0)
        scopes = EmissionScope.allCases.compactMap { scope in
            let values = view.pathway.emissions(scenario.boundary, scope: scope)
            guard values.contains(where: { $0 > 0 }) else { return nil }
            return Fact(
                name: texts[TextKey("scenario.scope.\(scope.rawValue)")],
                figure: column.figure(values[place]),
                note: base
            )
        }
        caption = column.unit
        headings = [texts["column.year"], texts["scenarios.key.now"], texts["scenarios.key.without"]]
        rows = years.enumerated().map { index, year in
            ChartFrame.Row("\(year)", [column.text(emissions[index]), column.text(view.without[index])])
        }
        sources = [
            texts["scenarios.source.file", file],
            texts["scenarios.source.assumptions", "\(view.assumptions.count)", "\(view.assumptions.of)"],
        ]
        history = view.history.map { display.words($0) }
        sliders = scenario.measures.enumerated().map { index, measure in
            let strength = view.strengths[index]
            return Slider(
                id: "s-\(index)",
                field: ScenarioQuery.prefix + measure.id,
                measure: measure.id,
                name: display.name(measure.name),
                tasks: measure.tasks.isEmpty ? nil : texts["scenarios.tasks", display.joined(measure.tasks)],
                value: Self.text(strength),
                written: Self.text(measure.strength),
                largest: Self.text(max(2, strength, measure.strength))
            )
        }
        let isMoved = zip(scenario.measures, view.strengths).contains { $0.strength != $1 }
        resetAddress = isMoved ? display.link("\(ScenarioQuery.path)?file=\(file.percentEncoded)") : nil
        targets = view.pathway.targetChecks.map { Target($0, display) }
        dataAddress = "/api/v1/scenarios/\(file.percentEncoded)/pathway"
        factor = "\(column.factor)"
        decimals = "\(column.decimals)"
        unit = column.unit
        holds = texts["scenarios.target.holds"]
        fails = texts["scenarios.target.fails"]
    }
}

extension PathwayPlate {
    /// A number as an input holds it, without a point where it needs none.
    private static func text(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? "\(value)"
    }
}

extension PathwayPlate.Target {
    init(_ check: TargetCheck, _ display: Display) {
        self.init(ScenarioReport.Target(check), display)
    }

    init(_ target: ScenarioReport.Target, _ display: Display) {
        id = target.id
        name = display.name(target.name, target.english_name)
        task = target.task
        year = "\(target.year)"
        goal = "\(display.comparator(target.comparator)) \(display.amount(target.goal, unit: target.unit))"
        value = display.amount(target.value, unit: target.unit)
        style = target.holds ? "st-done" : "st-off"
        word = display.texts[target.holds ? "scenarios.target.holds" : "scenarios.target.fails"]
    }
}

extension Display {
    /// How known years look: their highest, the state, and how sure the fall is.
    func words(_ history: ScenarioHistory) -> String {
        let state = texts[TextKey("peak.state.\(history.state)")]
        let first = texts["scenarios.history", "\(history.highest_year)", state]
        guard let z = history.z, let p = history.p else { return first }
        let corrected = history.p_hamed_rao.map { numbers.decimal($0, decimals: 3) } ?? NumberStyle.none
        return first
            + texts[
                "scenarios.history.test",
                numbers.decimal(z, decimals: 2),
                numbers.decimal(p, decimals: 3),
                corrected
            ]
    }
}
