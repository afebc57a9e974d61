import Buildings
import Carbon
import Metering
import Texts
import Units
import Workflows

/// What the explanation of a figure shows, on its page and in the drawer.
struct ExplanationModel: Sendable {
    /// One input with where it leads.
    struct Input: Sendable {
        let symbol: String?
        let name: String
        let value: Figure
        let source: String
        let href: String?
        let share: ShareBar?
        let isCounted: Bool
    }

    /// One factor in the formula.
    struct Factor: Sendable {
        let symbol: String
        let line: FactorLine
    }

    /// One step from readings to the figure.
    struct Step: Sendable {
        let name: String
        let text: String
        let note: String?
    }

    let total: Figure
    let subject: String
    let subjectLink: Link
    let periodText: String
    let address: String
    let words: String
    let symbols: String
    let numbers: String
    let inputs: [Input]
    let inputsTitle: String
    let sourceHeading: String
    let parts: [Input]
    let partsTitle: String
    let factors: [Factor]
    let share: ShareBar
    let warnings: [WarningLine]
    let noWarnings: String?
    let formula: String
    let generation: String
    let steps: [Step]
    let uses: [Link]
    let isPage: Bool
}

extension ExplanationModel {
    init(_ figure: FigureExplanation, isDrawer: Bool, regions: (String) -> String, display: Display) {
        let texts = display.texts
        let account = figure.account
        let emitting = account.lines.filter { $0.scope != nil }
        isPage = !isDrawer
        total = display.carbon(figure.figure.value)
        subject = display.name(figure.name, figure.englishName)
        periodText = display.period(figure.period)
        subjectLink = Self.subjectLink(figure, subject, display)
        address = display.link("/explain/\(figure.subject.path)/\(figure.period)")
        let id = figure.figure.formula.rawValue
        words = texts[TextKey("formula.\(id).words")]
        symbols = texts[TextKey("formula.\(id).symbols")]
        formula = id
        numbers = Self.numbers(emitting, total: figure.figure.value, display)
        inputs = emitting.enumerated().map { Input($1, index: $0 + 1, count: emitting.count, figure: figure, display) }
        inputsTitle = texts["explain.inputs"]
        sourceHeading = texts[figure.meters.isEmpty ? "explain.known" : "explain.known"]
        parts = Self.parts(figure, isDrawer: isDrawer, display)
        partsTitle = texts[figure.meters.isEmpty ? "explain.parts" : "explain.meters"]
        factors = emitting.enumerated().compactMap { index, line in
            line.factor.map {
                Factor(
                    symbol: Self.symbol("F", index + 1, of: emitting.count),
                    line: FactorLine($0, isUsed: true, region: regions, display))
            }
        }
        share = ShareBar(figure.figure.share, display)
        warnings = figure.figure.findings.map { WarningLine($0, display) }
        noWarnings = warnings.isEmpty ? texts["explain.warnings.none"] : nil
        generation = texts["explain.generation", "\(figure.generation)"]
        steps = Self.steps(figure, display)
        uses = figure.uses.map {
            Link(
                href: display.link("/explain/\($0.subject.path)/\($0.period)"),
                text: "\(display.name($0.name, $0.englishName)) · \(display.period($0.period))")
        }
    }

    /// The sum in numbers: amount × factor for each line.
    private static func numbers(_ lines: [CarrierLine], total: CarbonMass, _ display: Display) -> String {
        let terms = lines.map { line in
            let amount = display.amount(line.activity.amount, of: line.activity.carrier).line
            return "\(amount) × \(line.factor.map { display.number($0.value) } ?? NumberStyle.none)"
        }
        return "= \(terms.isEmpty ? "0" : terms.joined(separator: " + ")) = \(display.carbon(total).line)"
    }

    static func symbol(_ letter: String, _ index: Int, of count: Int) -> String {
        let digits = ["₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]
        return count == 1 ? letter : "\(letter)\(digits.indices.contains(index - 1) ? digits[index - 1] : "")"
    }

    private static func subjectLink(_ figure: FigureExplanation, _ name: String, _ display: Display) -> Link {
        let year = figure.period.year.number
        switch figure.subject {
        case .building(let id): return Link(href: display.link("/buildings/\(id.rawValue)?year=\(year)"), text: name)
        case .jurisdiction(let id):
            return Link(href: display.link("/carbon?jurisdiction=\(id.rawValue)&year=\(year)"), text: name)
        }
    }

    private static func parts(_ figure: FigureExplanation, isDrawer: Bool, _ display: Display) -> [Input] {
        if !figure.meters.isEmpty { return figure.meters.map { Input($0, period: figure.period, display) } }
        let shown = isDrawer ? [] : figure.parts.prefix(200)
        let column = display.carbonColumn(shown.map(\.emissions).max() ?? .zero)
        return shown.map { Input($0, of: figure, column: column, display) }
    }

    private static func steps(_ figure: FigureExplanation, _ display: Display) -> [Step] {
        let texts = display.texts
        var steps: [Step] = []
        if let count = figure.readingCount {
            steps.append(
                Step(
                    name: texts["step.readings"], text: texts["step.readings.text", display.numbers.integer(count)], note: nil))
        }
        if !figure.meters.isEmpty {
            let counted = figure.meters.filter(\.isCounted).count
            steps.append(
                Step(
                    name: texts["step.days"], text: texts["step.days.text", display.numbers.integer(figure.meters.count)],
                    note: texts["step.days.note", display.numbers.integer(counted)]))
        }
        if !figure.parts.isEmpty {
            steps.append(
                Step(
                    name: texts["step.parts"], text: texts["step.parts.text", display.numbers.integer(figure.parts.count)],
                    note: nil))
        }
        steps.append(
            Step(
                name: texts["step.share"], text: ShareBar(figure.figure.share, display).text, note: texts["step.share.note"]))
        steps.append(
            Step(
                name: texts["step.account"], text: display.carbon(figure.figure.value).line,
                note: texts["step.account.note", display.numbers.integer(figure.account.lines.count)]))
        return steps
    }
}
