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
    let quantity: String
    let subject: String
    let subjectLink: Link
    let periodText: String
    let address: String
    let words: String
    let symbols: String
    let numbers: String
    let inputs: [Input]
    let inputsTitle: String
    let parts: [Input]
    let partsTitle: String
    let factors: [Factor]
    let share: ShareBar
    var warnings: [WarningLine]
    let noWarnings: String?
    /// Repairs of readings behind it, each with the page of its meter.
    let repairs: [Link]
    let formula: String
    let generation: String
    let steps: [Step]
    let uses: [Link]
    let isPage: Bool
    /// What was decided about the figure; `nil` where nothing can be.
    var decided: DecidedPlate?
}

extension ExplanationModel {
    init(_ figure: FigureExplanation, isDrawer: Bool, display: Display) {
        let texts = display.texts
        let account = figure.account
        let emitting = account.lines.filter { $0.scope != nil }
        isPage = !isDrawer
        total = display.carbon(figure.figure.value)
        quantity = texts["figure.carbon"]
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
        parts = Self.parts(figure, isDrawer: isDrawer, display)
        partsTitle = texts[figure.meters.isEmpty ? "explain.parts" : "explain.meters"]
        factors = emitting.enumerated().compactMap { index, line in
            line.factor.map {
                Factor(
                    symbol: Self.symbol("F", index + 1, of: emitting.count),
                    line: FactorLine($0, isUsed: true, display)
                )
            }
        }
        share = ShareBar(figure.figure.share, display)
        warnings = figure.figure.findings.map { WarningLine($0, display) }
        noWarnings = warnings.isEmpty ? texts["explain.warnings.none"] : nil
        repairs = figure.repairs.map { behind in
            let words = RepairWords(devices: behind.devices, carrier: behind.carrier, display: display)
            return Link(
                href: display.link("/metering/\(behind.meter.rawValue)#repairs"),
                text: "\(behind.code) \(words.title(behind.repair))"
            )
        }
        generation = texts["explain.generation", "\(figure.generation)"]
        steps = Self.steps(figure, display)
        uses = figure.uses.map {
            Link(
                href: display.link("/explain/\($0.subject.path)/\($0.period)"),
                text: "\(display.name($0.name, $0.englishName)) · \(display.period($0.period))"
            )
        }
    }

    /// The sum in numbers: amount × factor for each line.
    static func numbers(_ lines: [CarrierLine], total: CarbonMass, _ display: Display) -> String {
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
        func step(_ key: String, _ text: String, _ note: String? = nil) -> Step {
            Step(name: texts[TextKey("step.\(key)")], text: text, note: note)
        }
        func count(_ value: Int) -> String { display.numbers.integer(value) }
        let meters = figure.meters
        let counted = meters.filter(\.isCounted).count
        return [
            figure.readingCount.map { step("readings", texts["step.readings.text", count($0)]) },
            meters.isEmpty
                ? nil
                : step("days", texts["step.days.text", count(meters.count)], texts["step.days.note", count(counted)]),
            figure.parts.isEmpty ? nil : step("parts", texts["step.parts.text", count(figure.parts.count)]),
            step("share", ShareBar(figure.figure.share, display).text, texts["step.share.note"]),
            step(
                "account",
                display.carbon(figure.figure.value).line,
                texts["step.account.note", count(figure.account.lines.count)]
            ),
        ].compactMap(\.self)
    }
}
