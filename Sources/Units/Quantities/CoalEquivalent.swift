/// An amount of energy as standard coal (标准煤), stored in kilograms of standard coal.
public struct CoalEquivalent: Quantity {
    /// The amount in kilograms of standard coal. [kgce]
    public let kilograms: Double

    /// Creates an amount given in kilograms of standard coal. [kgce]
    public static func kilograms(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [kgce]
    public var baseValue: Double { kilograms }
    /// Creates an amount from its stored unit. [kgce]
    public init(baseValue: Double) { kilograms = baseValue }
}

extension CoalEquivalent {
    /// The amount in tonnes of standard coal. [tce]
    public var tonnes: Double { kilograms / 1_000 }
}
