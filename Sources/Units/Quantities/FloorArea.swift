/// A floor area (建筑面积), stored in square metres.
public struct FloorArea: Quantity {
    /// The amount in square metres. [m²]
    public let squareMetres: Double

    /// Creates an amount given in square metres. [m²]
    public static func squareMetres(_ value: Double) -> Self { Self(baseValue: value) }

    /// The stored amount. [m²]
    public var baseValue: Double { squareMetres }
    /// Creates an amount from its stored unit. [m²]
    public init(baseValue: Double) { squareMetres = baseValue }
}
