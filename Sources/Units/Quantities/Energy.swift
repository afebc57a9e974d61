/// An amount of energy (能量), stored in kilowatt-hours.
public struct Energy: Quantity {
    /// The amount in kilowatt-hours. [kW·h]
    public let kilowattHours: Double

    /// Creates an amount given in kilowatt-hours. [kW·h]
    public static func kilowattHours(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [kW·h]
    public var baseValue: Double { kilowattHours }
    /// Creates an amount from its stored unit. [kW·h]
    public init(baseValue: Double) { kilowattHours = baseValue }
}

extension Energy {
    /// Creates an amount given in megajoules. [MJ]
    public static func megajoules(_ value: Double) -> Self { Self(baseValue: value / 3.6) }
    /// Creates an amount given in gigajoules. [GJ]
    public static func gigajoules(_ value: Double) -> Self { megajoules(value * 1_000) }
    /// The amount in megajoules. [MJ]
    public var megajoules: Double { kilowattHours * 3.6 }
    /// The amount in gigajoules. [GJ]
    public var gigajoules: Double { megajoules / 1_000 }

    /// The energy per floor area.
    public static func / (energy: Energy, area: FloorArea) -> EnergyIntensity {
        .kilowattHoursPerSquareMetre(energy.kilowattHours / area.squareMetres)
    }
}
