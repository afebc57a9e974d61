public import Carbon
public import Units

/// A computed figure as data (计算结果), the form of `tanfeng carbon … --json`.
public struct FigureReport: Encodable, Sendable {
    /// A symbol with the numbers that were put in.
    public struct Term: Encodable, Sendable {
        let symbol: String
        let values: [Double]
        let unit: String
        let sources: [String]
    }

    /// A reservation.
    public struct Finding: Encodable, Sendable {
        let rule: String
        let severity: String
        let subject: String
        let evidence: [String]

        init(_ finding: DataFinding) {
            rule = finding.rule
            severity = finding.severity.rawValue
            subject = finding.subject
            evidence = finding.evidence
        }
    }

    let path: String?
    let formula: String
    let value: Double
    let unit: String
    let terms: [Term]
    let findings: [Finding]

    /// Creates a report.
    public init(_ explained: Explained<Double>, unit: String, path: String? = nil) {
        self.path = path
        self.unit = unit
        formula = explained.formula.rawValue
        value = explained.value
        terms = explained.terms.map { term in
            Term(
                symbol: term.symbol,
                values: term.values,
                unit: term.unit,
                sources: term.sources.map { "\($0.kind.rawValue)/\($0.key)" }
            )
        }
        findings = explained.findings.map(Finding.init)
    }
}

/// A formula as data (公式).
public struct FormulaReport: Encodable, Sendable {
    struct Parameter: Encodable, Sendable {
        let symbol: String
        let unit: String
        let is_list: Bool
        let bounds: String
    }

    let id: String
    let unit: String
    let document: String
    let clause: String?
    let confidence: String
    let parameters: [Parameter]

    /// Creates a report.
    public init(_ formula: any AnyFormula) {
        id = formula.id.rawValue
        unit = formula.unit
        document = formula.source.document
        clause = formula.source.clause
        confidence = formula.source.confidence.rawValue
        parameters = formula.parameters.map {
            Parameter(symbol: $0.symbol, unit: $0.unit, is_list: $0.isList, bounds: $0.bounds.rawValue)
        }
    }
}

/// A value of the catalogue as data (因子).
public struct FactorReport: Encodable, Sendable {
    let id: String
    let category: String
    let name: String
    let english_name: String
    let value: String
    let unit: String
    let gases: String?
    let gwp_set: String?
    let region: String
    let year: Int?
    let document: String
    let english_document: String
    let number: String?
    let publisher: String?
    let clause: String?
    let confidence: String
    let superseded_by: String?
    let verified_by: String?

    /// Creates a report.
    public init(_ entry: CatalogueEntry) {
        id = entry.id
        category = entry.category.rawValue
        name = entry.name.zh
        english_name = entry.name.en
        value = entry.value.description
        unit = entry.unit
        switch entry.gases {
        case .carbonDioxide: (gases, gwp_set) = ("CO2", nil)
        case .equivalent(let set): (gases, gwp_set) = ("CO2e", set?.rawValue)
        case nil: (gases, gwp_set) = (nil, nil)
        }
        region = entry.region
        year = entry.source.year
        document = entry.source.document
        english_document = entry.source.englishDocument
        number = entry.source.number
        publisher = entry.source.publisher?.zh
        clause = entry.source.clause
        confidence = entry.source.confidence.rawValue
        superseded_by = entry.supersededBy
        verified_by = entry.verifiedBy
    }
}

/// A whole life as data (全寿命期碳排放).
public struct WholeLifeReport: Encodable, Sendable {
    /// The four numbers.
    struct Numbers: Encodable, Sendable {
        let total_tco2e: Double
        let annual_kgco2e: Double
        let life_kgco2e_m2: Double
        let annual_kgco2e_m2: Double

        init(_ carbon: LifeCarbon) {
            total_tco2e = carbon.total.tonnes
            annual_kgco2e = carbon.perYear.kilogramsPerYear
            life_kgco2e_m2 = carbon.perArea.kilogramsPerSquareMetre
            annual_kgco2e_m2 = carbon.perAreaAndYear.kilogramsPerSquareMetreAndYear
        }
    }

    struct Part: Encodable, Sendable {
        let stage: String
        let carbon: Numbers
    }

    struct Comparison: Encodable, Sendable {
        let reference_kgco2_m2_a: Double
        let design_kgco2_m2_a: Double
        let reduction_kgco2_m2_a: Double
        let reduction_share: Double
        let is_kept: Bool
    }

    let name: String
    let design_life_years: Double
    let floor_area_m2: Double
    let total: Numbers
    let parts: [Part]
    let sink: Numbers
    let comparison: Comparison?
    let figures: [FigureReport]
    let findings: [FigureReport.Finding]

    /// Creates a report.
    public init(_ account: WholeLifeAccount) {
        name = account.name
        design_life_years = account.total.years
        floor_area_m2 = account.total.area.squareMetres
        total = Numbers(account.total)
        parts = account.parts.map { Part(stage: $0.stage.rawValue, carbon: Numbers($0.carbon)) }
        sink = Numbers(account.sink)
        comparison = account.comparison.map { comparison in
            Comparison(
                reference_kgco2_m2_a: comparison.reference.kilogramsPerSquareMetreAndYear,
                design_kgco2_m2_a: comparison.design.kilogramsPerSquareMetreAndYear,
                reduction_kgco2_m2_a: comparison.reduction.kilogramsPerSquareMetreAndYear,
                reduction_share: comparison.share,
                is_kept: comparison.isKept
            )
        }
        figures = account.figures.map { FigureReport($0.explained, unit: $0.unit, path: $0.path) }
        findings = account.findings.map(FigureReport.Finding.init)
    }
}
