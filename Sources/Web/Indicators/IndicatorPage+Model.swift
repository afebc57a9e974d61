import Texts
import Units
import Workflows

/// What the explanation of an indicator shows (指标的由来).
struct IndicatorPage: Sendable {
    /// One reported quantity.
    struct Input: Sendable {
        let name: String
        let nameTag: String?
        /// Says that the value is a mean, where it is.
        let mean: String?
        let scope: String?
        let value: String
        let unit: String
        let count: String
        let reporters: String
        let evidence: String?
    }

    /// One part of the sum.
    struct Part: Sendable {
        let name: String
        let nameTag: String?
        let href: String?
        let value: String
        let weight: String
        let ratio: String
    }

    /// One year of the series.
    struct Year: Sendable {
        let year: String
        let href: String
        let value: String
        let share: ShareBar
        let isShown: Bool
    }

    /// A quantity that somebody must report.
    struct Duty: Sendable {
        let name: String
        let nameTag: String?
        let unit: String
    }

    /// A reservation.
    struct Warning: Sendable {
        let status: String
        let word: String
        let text: String
    }

    let name: String
    let nameTag: String?
    let figure: Figure
    let hasValue: Bool
    let place: String
    let year: String
    let variants: [Link]
    let places: [Choice]
    let address: String
    let variant: String?
    let words: String
    let wordsTag: String?
    let numbers: String?
    let inputs: [Input]
    let share: ShareBar?
    let warnings: [Warning]
    let parts: [Part]
    let partsTitle: String
    let hasWeights: Bool
    let years: [Year]
    let unit: String
    let clause: String
    let clauseTag: String?
    /// What is disputed about the method; `nil` where nothing is.
    let method: String?
    let methodTag: String?
    let isOwn: Bool
    let targets: [TargetRow]
    let statement: String
    let generation: String
    let reporter: String?
    let duties: [Duty]
}

extension IndicatorPage {
    init(_ view: IndicatorExplanation, places: [Jurisdiction], currentYear: Int, display: Display) {
        let texts = display.texts
        let facts = view.indicator
        let city = places.first { $0.kind == .city }?.id
        let isCity = view.jurisdiction.id == city
        let path = IndicatorPath(view, isCity: isCity, display: display)
        name = display.name(facts.name)
        nameTag = display.foreignTag(display.name(facts.name))
        let known = (view.series.map(\.value) + [view.value].compactMap(\.self)).filter(\.isFinite)
        let values = IndicatorNumbers(unit: facts.unit, values: known, display: display)
        unit = display.printedUnit(facts.unit) ?? ""
        figure = Figure(values.text(view.value), display.printedUnit(facts.unit))
        hasValue = view.value != nil
        place = display.name(view.jurisdiction)
        year = display.dates.year(CivilYear(view.year))
        variants = facts.variants.map {
            Link(
                href: path.link(variant: $0.id),
                text: display.name($0.name),
                isCurrent: $0.id == view.variant?.id,
                language: display.foreignTag(display.name($0.name))
            )
        }
        self.places = places.map {
            Choice(
                value: $0.id == city ? "" : "\($0.id.rawValue)",
                text: display.name($0),
                isCurrent: $0.id == view.jurisdiction.id
            )
        }
        address = "/explain/indicators/\(facts.id.percentEncoded)/\(view.year)"
        variant = view.variant?.id
        words = display.name(facts.formula)
        wordsTag = display.foreignTag(display.name(facts.formula))
        numbers = Self.numbers(view, figure: figure, display)
        inputs = view.inputs.map { Input($0, display) }
        share = view.value == nil ? nil : ShareBar(view.share, display)
        warnings = Self.warnings(view, places: places, display)
        hasWeights = view.parts.contains { $0.weight != nil }
        parts = view.parts.prefix(200).map { Part($0, path: path, in: view, display) }
        let shown = display.numbers.integer(view.parts.count)
        partsTitle = texts["indicator.parts", shown]
        years = view.series.reversed().map { entry in
            Year(
                year: "\(entry.year)",
                href: path.link(year: entry.year),
                value: values.text(entry.value),
                share: ShareBar(entry.share, display),
                isShown: entry.year == view.year
            )
        }
        clause = display.name(facts.clause)
        clauseTag = display.foreignTag(display.name(facts.clause))
        method = facts.method.map(display.name)
        methodTag = facts.method.flatMap { display.foreignTag(display.name($0)) }
        isOwn = facts.isOwn
        targets = view.targets.map {
            TargetRow($0, currentYear: currentYear, place: isCity ? nil : view.jurisdiction.id, display: display)
        }
        statement = view.statement
        generation = texts["explain.generation", "\(view.generation)"]
        reporter = display.name(facts.reporter.zh, facts.reporter.en)
        duties = facts.quantities.map {
            Duty(
                name: display.name($0.name),
                nameTag: display.foreignTag(display.name($0.name)),
                unit: display.name($0.unit)
            )
        }
    }

    /// The division in numbers.
    private static func numbers(_ view: IndicatorExplanation, figure: Figure, _ display: Display) -> String? {
        guard let numerator = view.numerator, let denominator = view.denominator, denominator != 0,
            let value = view.value
        else { return nil }
        let division = "\(display.quantity(numerator)) ÷ \(display.quantity(denominator))"
        // The unit of the value may be another one: per cent, or per 10⁴ of the denominator.
        let scale = numerator == 0 ? 1 : (value / (numerator / denominator) * 1e6).rounded() / 1e6
        let factor = scale == 1 ? "" : " × \(display.quantity(scale))"
        return "\(division)\(factor) = \(figure.line)"
    }

    private static func warnings(
        _ view: IndicatorExplanation,
        places: [Jurisdiction],
        _ display: Display
    ) -> [Warning] {
        let texts = display.texts
        var warnings: [Warning] = []
        if let failure = view.failure {
            warnings.append(
                Warning(
                    status: "st-off",
                    word: texts["indicator.warning.failed"],
                    text: display.words(failure)
                )
            )
        }
        let silent = view.silentPlaces(among: places)
        if !silent.isEmpty {
            warnings.append(
                Warning(
                    status: "st-risk",
                    word: texts["indicator.warning.silent"],
                    text: texts["indicator.warning.silent.text", display.joined(silent.map(display.name))]
                )
            )
        }
        if view.isSynthetic, view.value != nil {
            warnings.append(
                Warning(
                    status: "st-none",
                    word: texts["layout.synthetic"],
                    text: texts["indicator.warning.synthetic"]
                )
            )
        }
        return warnings
    }
}
