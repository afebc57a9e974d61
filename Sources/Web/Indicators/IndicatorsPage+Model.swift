import Texts
import Units
import Workflows

/// What the catalogue of indicators shows (指标目录).
struct IndicatorsPage: Sendable {
    /// One indicator.
    struct Row: Sendable {
        let id: String
        let name: String
        let nameTag: String?
        let href: String
        let unit: String
        let formula: String
        let formulaTag: String?
        let clause: String
        let clauseTag: String?
        let quantities: String
        let quantitiesTag: String?
        let reporter: String?
        let answers: String
        let targetsHref: String?
        let isOwn: Bool
    }

    /// A file that cannot be used.
    struct Refusal: Sendable {
        let file: String
        let line: String?
        let reason: String
    }

    let title: String
    let rows: [Row]
    let refusals: [Refusal]
    let refusalsTitle: String

    init(_ list: IndicatorList, display: Display) {
        let texts = display.texts
        title = texts["indicators.title", display.numbers.integer(list.indicators.count)]
        rows = list.indicators.map { Row($0, answers: list.answers[$0.id] ?? 0, display) }
        refusals = list.refusals.map {
            Refusal(
                file: $0.file,
                line: $0.line.map { texts["indicators.line", "\($0)"] },
                reason: display.words($0)
            )
        }
        refusalsTitle = texts["indicators.refusals", display.numbers.integer(list.refusals.count)]
    }
}

extension IndicatorsPage.Row {
    fileprivate init(_ facts: IndicatorFacts, answers count: Int, _ display: Display) {
        id = facts.id
        name = display.name(facts.name)
        nameTag = display.foreignTag(name)
        href = display.link("/explain/indicators/\(facts.id.percentEncoded)")
        unit = display.printedUnit(facts.unit) ?? display.texts["unit.none"]
        formula = display.name(facts.formula)
        formulaTag = display.foreignTag(formula)
        clause = display.name(facts.clause)
        clauseTag = display.foreignTag(clause)
        quantities = display.joined(facts.quantities.map { display.name($0.name) })
        quantitiesTag = display.foreignTag(quantities)
        reporter = display.name(facts.reporter.zh, facts.reporter.en)
        answers = count > 0 ? display.numbers.integer(count) : NumberStyle.none
        targetsHref = count > 0 ? "\(href)#targets" : nil
        isOwn = facts.isOwn
    }
}

extension Display {
    /// Why a file cannot be used, or an indicator gave no answer.
    func words(_ refusal: IndicatorRefusalFacts) -> String {
        texts.text(TextKey(refusal.textKey), refusal.arguments)
    }
}
