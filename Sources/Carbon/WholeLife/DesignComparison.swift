public import Units

/// What a design saves against its reference building (与参照建筑的碳排放强度比较).
///
/// The clause asks for averages, so a project alone does not break it: a project gets findings, a portfolio the test.
///
/// ## References
/// 1. GB 55015-2021, 建筑节能与可再生能源利用通用规范, 2.0.3.
public struct DesignComparison: Hashable, Sendable {
    /// The reference building with the envelope and equipment of 2016.
    public let reference: AnnualCarbonIntensity
    /// The design.
    public let design: AnnualCarbonIntensity
    /// What is required.
    public let requirement: Requirement

    /// What the clause requires.
    public struct Requirement: Hashable, Sendable {
        /// The least reduction.
        public let reduction: AnnualCarbonIntensity
        /// The least reduction as a share.
        public let share: Double

        /// Creates a requirement.
        public init(reduction: AnnualCarbonIntensity, share: Double) {
            self.reduction = reduction
            self.share = share
        }

        /// The requirement as the catalogue has it; `nil` where it has none.
        public init?(_ catalogue: FactorCatalogue) {
            guard let share = catalogue.entry("policy.gb55015.carbon_intensity_reduction_pct", .policy),
                let reduction = catalogue.entry("policy.gb55015.carbon_intensity_reduction_abs", .policy)
            else { return nil }
            self.init(
                reduction: .kilogramsPerSquareMetreAndYear(reduction.value.doubleValue),
                share: share.value.doubleValue / 100
            )
        }
    }

    /// Creates a comparison.
    ///
    /// - Throws: ``FormulaError`` where the reference is not more than zero.
    public init(
        reference: AnnualCarbonIntensity,
        design: AnnualCarbonIntensity,
        requirement: Requirement
    ) throws(FormulaError) {
        self.reference = reference
        self.design = design
        self.requirement = requirement
        let references = Given(reference.baseValue)
        share = try Formulas.designReductionShare(references, Given(design.baseValue)).value
        reduction = .kilogramsPerSquareMetreAndYear(
            try Formulas.designReduction(references, Given(design.baseValue)).value
        )
    }

    /// The reduction.
    public let reduction: AnnualCarbonIntensity
    /// The reduction as a share of the reference.
    public let share: Double

    /// Whether the share is enough.
    public var keepsShare: Bool { Self.reaches(share, requirement.share) }
    /// Whether the reduction is enough.
    public var keepsReduction: Bool { Self.reaches(reduction.baseValue, requirement.reduction.baseValue) }
    /// Whether both are.
    public var isKept: Bool { keepsShare && keepsReduction }

    /// What is on the limit reaches it, whatever the last bit of the difference says.
    private static func reaches(_ value: Double, _ limit: Double) -> Bool { value >= limit - abs(limit) * 1e-9 }

    /// The comparison of several projects together, each by its floor area: the average that the clause means.
    ///
    /// - Throws: ``FormulaError`` where there is no floor area.
    public static func portfolio(
        _ projects: [(comparison: DesignComparison, area: FloorArea)],
        requirement: Requirement
    ) throws(FormulaError) -> DesignComparison {
        let area = projects.reduce(0) { $0 + $1.area.squareMetres }
        guard area > 0 else { throw .noResult("carbon.design.reduction.v1") }
        func mean(_ value: (DesignComparison) -> AnnualCarbonIntensity) -> AnnualCarbonIntensity {
            .kilogramsPerSquareMetreAndYear(
                projects.reduce(0) { $0 + value($1.comparison).baseValue * $1.area.squareMetres } / area
            )
        }
        return try DesignComparison(
            reference: mean(\.reference),
            design: mean(\.design),
            requirement: requirement
        )
    }
}

extension WholeLifeCalculation {
    /// The design beside its reference building.
    mutating func comparison(design: AnnualCarbonIntensity?) -> DesignComparison? {
        guard let reference = project.reference_kgco2_m2_a, let design,
            let requirement = DesignComparison.Requirement(catalogue)
        else { return nil }
        do throws(FormulaError) {
            let comparison = try DesignComparison(
                reference: .kilogramsPerSquareMetreAndYear(reference),
                design: design,
                requirement: requirement
            )
            let field = "reference_kgco2_m2_a"
            if !comparison.keepsShare {
                findings.append(warning("carbon.project.savesTooSmallShare", field, percent(comparison.share)))
            }
            if !comparison.keepsReduction {
                findings.append(warning("carbon.project.savesTooLittle", field, "\(comparison.reduction.baseValue)"))
            }
            return comparison
        } catch {
            problems.append(ProjectProblem(formula: error, at: "reference_kgco2_m2_a"))
            return nil
        }
    }
}
