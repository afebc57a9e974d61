/// A rate of energy (功率), stored in kilowatts.
public struct Power: Quantity {
    /// The amount in kilowatts. [kW]
    public let kilowatts: Double

    /// Creates an amount given in kilowatts. [kW]
    public static func kilowatts(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [kW]
    public var baseValue: Double { kilowatts }
    /// Creates an amount from its stored unit. [kW]
    public init(baseValue: Double) { kilowatts = baseValue }
}
