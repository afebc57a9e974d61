public import Units

/// On which basis electricity counts as standard coal (电力折标准煤口径).
///
/// The two differ by a factor of two and a half, so every share says which it is on, and nothing here has a default.
public enum ElectricityBasis: Hashable, Sendable {
    /// 当量值: what the electricity holds as heat.
    case calorific(CatalogueEntry)
    /// 等价值, 发电煤耗: what thermal power supply burns for it in a year.
    case supply(CatalogueEntry)

    /// The basis that an entry of the catalogue stands for; `nil` where it is neither.
    public init?(_ entry: CatalogueEntry) {
        guard entry.unit == "kgce/kWh" else { return nil }
        switch entry.category {
        case .supplyCoalRate: self = .supply(entry)
        case .coalEquivalent where entry.carrier == .electricity: self = .calorific(entry)
        case .standardCoal: self = .calorific(entry)
        default: return nil
        }
    }

    /// The coefficient. [kgce/kWh]
    public var entry: CatalogueEntry {
        switch self {
        case .calorific(let entry), .supply(let entry): entry
        }
    }
}

extension FactorLibrary {
    /// The share of electricity in the energy of a subject (建筑用电占建筑能耗比例). [1]
    ///
    /// Gas counts with the heat value that its carbon is computed with, so that the two agree; other carriers count as
    /// printed. Water and renewables are no energy here.
    ///
    /// - Parameters:
    ///   - amounts: what was used, in each carrier's unit.
    ///   - basis: how electricity counts.
    ///   - catalogue: where the heat value of gas stands.
    ///   - region: the factor region of the subject.
    ///   - year: the year.
    /// - Returns: the share. [1]
    /// - Throws: ``FormulaError`` where there is no energy, or a carrier without a coefficient.
    public func electricityShare(
        of amounts: [EnergyCarrier: Amount],
        basis: ElectricityBasis,
        catalogue: FactorCatalogue,
        region: FactorRegion.Code,
        year: CivilYear
    ) throws(FormulaError) -> Explained<Double> {
        var others: [Given<Double>] = []
        var coefficients: [Given<Double>] = []
        for (carrier, amount) in amounts.sorted(by: { $0.key < $1.key }) {
            guard carrier.scope != nil, carrier != .electricity, amount != .zero else { continue }
            others.append(Given(amount.value))
            coefficients.append(
                try coalCoefficient(of: carrier, catalogue: catalogue, region: region, year: year)
            )
        }
        return try Formulas.electricityShare(
            Given((amounts[.electricity] ?? .zero).value),
            Given(basis.entry),
            Given(others),
            Given(coefficients)
        )
    }

    /// Standard coal per unit of a carrier, for gas with the heat value of its carbon. [kgce/unit]
    ///
    /// - Throws: ``FormulaError/missingArgument(_:)`` where the carrier has none.
    public func coalCoefficient(
        of carrier: EnergyCarrier,
        catalogue: FactorCatalogue,
        region: FactorRegion.Code,
        year: CivilYear
    ) throws(FormulaError) -> Given<Double> {
        if carrier == .gas, let heat = catalogue.entry("ncv.gas", .heatValue) {
            let coefficient = try Formulas.coalOfHeatValue(Given(heat))
            return Given(coefficient.value, sources: coefficient.inputs, findings: coefficient.findings)
        }
        guard let choice = choose(.coalEquivalent, for: carrier, region: region, year: year) else {
            throw .missingArgument("p_i: \(carrier.rawValue)")
        }
        return Given(choice)
    }
}
