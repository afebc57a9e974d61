/// A kind of quantity (量纲) with the unit in which the engine counts it; the first of ``units``.
///
/// The units fit each other: m²/person × million persons = Mm², Mm² × kWh/m² = GWh, GWh × kgCO₂/kWh = kt CO₂.
public enum Dimension: String, Sendable, CaseIterable {
    /// Persons.
    case population
    /// Floor area per person.
    case areaPerPerson
    /// Floor area, or floor area a year.
    case area
    /// Energy a year per floor area.
    case intensity
    /// A part of a whole, between 0 and 1.
    case share
    /// One quantity over another of its kind: efficiency, coefficient of performance, factor.
    case ratio
    /// Carbon per energy.
    case carbonPerEnergy
    /// Carbon per floor area.
    case carbonPerArea
    /// Energy a year.
    case energy
    /// Carbon a year.
    case carbon
    /// Power.
    case power
    /// Hours at full power a year.
    case fullLoadHours
    /// Years.
    case duration
    /// Money a year.
    case money

    /// Names of units with how many of the engine's unit one is; the engine's own first.
    public var units: [(name: String, scale: Double)] {
        switch self {
        case .population: [("million persons", 1), ("10^4 persons", 0.01), ("persons", 1e-6)]
        case .areaPerPerson: [("m2/person", 1)]
        case .area: [("Mm2", 1), ("10^4 m2", 0.01), ("10^8 m2", 100), ("m2", 1e-6)]
        case .intensity:
            [("kWh/m2", 1), ("MJ/m2", 1 / 3.6), ("GJ/m2", 1_000 / 3.6), ("kgce/m2", 29.3076 / 3.6)]
        case .share: [("1", 1), ("%", 0.01)]
        case .ratio: [("1", 1), ("%", 0.01)]
        case .carbonPerEnergy:
            [("kgCO2/kWh", 1), ("tCO2/TJ", 0.0036), ("kgCO2/GJ", 0.0036), ("tCO2/GJ", 3.6)]
        case .carbonPerArea: [("kgCO2/m2", 1)]
        case .energy: [("GWh", 1), ("TWh", 1_000), ("PJ", 1_000 / 3.6), ("10^4 tce", 293.076 / 3.6)]
        case .carbon: [("ktCO2", 1), ("MtCO2", 1_000), ("10^4 tCO2", 10), ("tCO2", 0.001)]
        case .power: [("MW", 1), ("GW", 1_000)]
        case .fullLoadHours: [("h/a", 1)]
        case .duration: [("a", 1)]
        case .money: [("10^6 CNY", 1), ("10^8 CNY", 100)]
        }
    }

    /// The bounds of what is possible. [the engine's unit]
    public var bounds: ClosedRange<Double> {
        switch self {
        case .share: 0...1
        case .ratio: 0...20
        case .duration: 1...500
        default: 0...1e15
        }
    }

    /// How many of the engine's unit one of a named unit is; `nil` for a unit of another kind.
    func scale(of unit: String) -> Double? { units.first { $0.name == unit }?.scale }
}
