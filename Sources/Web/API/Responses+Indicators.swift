import Units
import Workflows

/// A reported quantity.
struct QuantityResponse: APIResponse {
    let id: String
    let name: String
    let englishName: String
    let unit: String
    let englishUnit: String

    init(_ facts: QuantityFacts) {
        id = facts.id
        name = facts.name.zh
        englishName = facts.name.en
        unit = facts.unit.zh
        englishUnit = facts.unit.en
    }
}

/// A variant of an indicator.
struct VariantResponse: APIResponse {
    let id: String
    let name: String
    let englishName: String

    init(_ variant: IndicatorVariant) {
        id = variant.id
        name = variant.name.zh
        englishName = variant.name.en
    }
}

/// What an indicator is.
struct IndicatorResponse: APIResponse {
    let id: String
    let name: String
    let englishName: String
    let unit: String?
    let formula: String
    let englishFormula: String
    let clause: String
    let englishClause: String
    let method: String?
    let englishMethod: String?
    let quantities: [QuantityResponse]
    let reporter: String
    let englishReporter: String
    let variants: [VariantResponse]
    let isOwn: Bool
    let targetCount: Int?

    init(_ facts: IndicatorFacts, answers: Int?) {
        id = facts.id
        name = facts.name.zh
        englishName = facts.name.en
        unit = facts.unit
        formula = facts.formula.zh
        englishFormula = facts.formula.en
        clause = facts.clause.zh
        englishClause = facts.clause.en
        method = facts.method?.zh
        englishMethod = facts.method?.en
        quantities = facts.quantities.map(QuantityResponse.init)
        reporter = facts.reporter.zh
        englishReporter = facts.reporter.en
        variants = facts.variants.map(VariantResponse.init)
        isOwn = facts.isOwn
        targetCount = answers
    }
}

/// Why a file cannot be used as an indicator, or an indicator gave no answer.
struct IndicatorRefusalResponse: APIResponse {
    let file: String
    let line: Int?
    let rule: String
    let evidence: [String]

    init(_ refusal: IndicatorRefusalFacts) {
        file = refusal.file
        line = refusal.line
        rule = refusal.textKey
        evidence = refusal.arguments
    }
}

/// All indicators, and the files that were refused.
struct IndicatorsResponse: APIResponse {
    let indicators: [IndicatorResponse]
    let refusals: [IndicatorRefusalResponse]

    init(_ list: IndicatorList) {
        indicators = list.indicators.map { IndicatorResponse($0, answers: list.answers[$0.id] ?? 0) }
        refusals = list.refusals.map(IndicatorRefusalResponse.init)
    }
}

/// A reported quantity behind an indicator, summed over the place.
struct IndicatorInputResponse: APIResponse {
    let quantity: QuantityResponse
    let scope: String
    let value: Double
    let isMean: Bool
    let reportCount: Int
    let reporters: [String]
    let evidence: [String]

    init(_ input: IndicatorInput) {
        quantity = QuantityResponse(input.quantity)
        scope = input.scope
        value = input.value
        isMean = input.isMean
        reportCount = input.count
        reporters = input.reporters
        evidence = input.evidence
    }
}

/// A part of an indicator's numerator.
struct IndicatorPartResponse: APIResponse {
    let kind: String
    let key: String
    let name: String
    let englishName: String
    let contribution: Double
    let weight: Double?

    init(_ part: IndicatorPart) {
        switch part.subject {
        case .building(let id): (kind, key) = ("building", "\(id)")
        case .jurisdiction(let id): (kind, key) = ("jurisdiction", "\(id)")
        case .segment(let code): (kind, key) = ("segment", code)
        case .carrier(let code): (kind, key) = ("carrier", code)
        }
        name = part.name.zh
        englishName = part.name.en
        contribution = part.contribution
        weight = part.weight
    }
}

/// An indicator's value with everything it comes from.
struct IndicatorExplanationResponse: APIResponse {
    let indicator: IndicatorResponse
    let variantId: String?
    let jurisdiction: JurisdictionResponse
    let year: Int
    let value: Double?
    let numerator: Double?
    let denominator: Double?
    let share: ShareResponse
    let inputs: [IndicatorInputResponse]
    let parts: [IndicatorPartResponse]
    let series: [YearValueResponse]
    let targets: [TargetResponse]
    let failure: IndicatorRefusalResponse?
    let statement: String
    let generation: Int64
    let isSynthetic: Bool

    init(_ view: IndicatorExplanation) {
        indicator = IndicatorResponse(view.indicator, answers: nil)
        variantId = view.variant?.id
        jurisdiction = JurisdictionResponse(view.jurisdiction)
        year = view.year
        value = view.value
        numerator = view.numerator
        denominator = view.denominator
        share = ShareResponse(view.share)
        inputs = view.inputs.map(IndicatorInputResponse.init)
        parts = view.parts.map(IndicatorPartResponse.init)
        series = view.series.map(YearValueResponse.init)
        targets = view.targets.map(TargetResponse.init)
        failure = view.failure.map(IndicatorRefusalResponse.init)
        statement = view.statement
        generation = view.generation
        isSynthetic = view.isSynthetic
    }
}
