/// A mass (质量), stored in kilograms.
public struct Mass: Quantity {
    /// The amount in kilograms. [kg]
    public let kilograms: Double

    /// Creates an amount given in kilograms. [kg]
    public static func kilograms(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [kg]
    public var baseValue: Double { kilograms }
    /// Creates an amount from its stored unit. [kg]
    public init(baseValue: Double) { kilograms = baseValue }
}

extension Mass {
    /// Creates a mass given in tonnes. [t]
    public static func tonnes(_ value: Double) -> Self { Self(baseValue: value * 1_000) }
}
