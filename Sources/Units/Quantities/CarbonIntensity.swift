/// Carbon dioxide per floor area (碳排放强度), stored in kilograms per square metre.
public struct CarbonIntensity: Quantity {
    /// The amount in kilograms per square metre. [kg/m²]
    public let kilogramsPerSquareMetre: Double

    /// Creates an amount given in kilograms per square metre. [kg/m²]
    public static func kilogramsPerSquareMetre(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [kg/m²]
    public var baseValue: Double { kilogramsPerSquareMetre }
    /// Creates an amount from its stored unit. [kg/m²]
    public init(baseValue: Double) { kilogramsPerSquareMetre = baseValue }
}
