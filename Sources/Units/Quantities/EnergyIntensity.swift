/// Energy per floor area (能耗强度), stored in kilowatt-hours per square metre.
public struct EnergyIntensity: Quantity {
    /// The amount in kilowatt-hours per square metre. [kW·h/m²]
    public let kilowattHoursPerSquareMetre: Double

    /// Creates an amount given in kilowatt-hours per square metre. [kW·h/m²]
    public static func kilowattHoursPerSquareMetre(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [kW·h/m²]
    public var baseValue: Double { kilowattHoursPerSquareMetre }
    /// Creates an amount from its stored unit. [kW·h/m²]
    public init(baseValue: Double) { kilowattHoursPerSquareMetre = baseValue }
}
