public import Units

/// A heat plant in a year with the fuels it burnt and the heat it delivered (热源厂): what its own factor is made of.
public struct HeatPlant: Sendable {
    /// Its name in both languages.
    public let name: Bilingual
    /// Factor region of the plant.
    public let region: FactorRegion.Code
    /// The year.
    public let year: CivilYear
    /// What it burnt and bought, in each carrier's unit.
    public let fuels: [EnergyCarrier: Amount]
    /// The heat it delivered. [MJ]
    public let heat: Amount

    /// Creates a plant's year.
    public init(
        name: Bilingual,
        region: FactorRegion.Code,
        year: CivilYear,
        fuels: [EnergyCarrier: Amount],
        heat: Amount
    ) {
        self.name = name
        self.region = region
        self.year = year
        self.fuels = fuels
        self.heat = heat
    }

    /// The plant's carbon per heat delivered (热源厂供热排放因子). [kg/MJ]
    ///
    /// EF_h = Σ fuel · EF / heat; the electricity of pumps counts like a fuel. A plant that generates electricity as
    /// well must share its fuel between both before, by a method that is recorded.
    ///
    /// - Throws: ``HeatPlantError``.
    public func factor(_ library: FactorLibrary) throws(HeatPlantError) -> Explained<Double> {
        var amounts: [Given<Double>] = []
        var factors: [Given<Double>] = []
        for (carrier, amount) in fuels.sorted(by: { $0.key < $1.key }) {
            guard carrier.scope == .direct || carrier == .electricity else { throw .notAFuel(carrier) }
            guard let choice = library.choose(carrier.factorKind, for: carrier, region: region, year: year) else {
                throw .noFactor(carrier)
            }
            amounts.append(Given(amount.value))
            factors.append(Given(choice))
        }
        guard !amounts.isEmpty else { throw .noFuel }
        do throws(FormulaError) {
            return try Formulas.heatPlant(Given(amounts), Given(factors), Given(heat.value))
        } catch {
            throw .formula(error)
        }
    }
}

/// A reason why a heat plant has no factor of its own.
public enum HeatPlantError: Error, Equatable {
    /// It burnt nothing.
    case noFuel
    /// What it is said to have burnt is no fuel.
    case notAFuel(EnergyCarrier)
    /// No factor covers a fuel.
    case noFactor(EnergyCarrier)
    /// An amount or the heat is not what it may be.
    case formula(FormulaError)
}
