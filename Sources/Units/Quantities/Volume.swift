/// A volume (体积), stored in cubic metres.
public struct Volume: Quantity {
    /// The amount in cubic metres. [m³]
    public let cubicMetres: Double

    /// Creates an amount given in cubic metres. [m³]
    public static func cubicMetres(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [m³]
    public var baseValue: Double { cubicMetres }
    /// Creates an amount from its stored unit. [m³]
    public init(baseValue: Double) { cubicMetres = baseValue }
}
