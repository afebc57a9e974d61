/// A mass of carbon dioxide (碳排放量), stored in kilograms of CO₂ (or CO₂e, as the factor says).
public struct CarbonMass: Quantity {
    /// The amount in kilograms of CO₂ (or CO₂e, as the factor says). [kg]
    public let kilograms: Double

    /// Creates an amount given in kilograms of CO₂ (or CO₂e, as the factor says). [kg]
    public static func kilograms(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [kg]
    public var baseValue: Double { kilograms }
    /// Creates an amount from its stored unit. [kg]
    public init(baseValue: Double) { kilograms = baseValue }
}

extension CarbonMass {
    /// The amount in tonnes. [t]
    public var tonnes: Double { kilograms / 1_000 }
    /// Creates an amount given in tonnes. [t]
    public static func tonnes(_ value: Double) -> Self { Self(baseValue: value * 1_000) }

    /// The emissions per floor area.
    public static func / (mass: CarbonMass, area: FloorArea) -> CarbonIntensity {
        .kilogramsPerSquareMetre(mass.kilograms / area.squareMetres)
    }
}
