/// A physical quantity with one stored unit.
///
/// Each dimension is a struct of its own; values enter and leave through named units, so a bare `Double` never
/// says how much of what it means.
public protocol Quantity: AdditiveArithmetic, Comparable, Hashable, Sendable {
    /// The amount in the stored unit.
    var baseValue: Double { get }
    /// Creates an amount in the stored unit.
    init(baseValue: Double)
}

extension Quantity {
    /// Nothing.
    public static var zero: Self { Self(baseValue: 0) }
    /// The sum.
    public static func + (left: Self, right: Self) -> Self { Self(baseValue: left.baseValue + right.baseValue) }
    /// The difference.
    public static func - (left: Self, right: Self) -> Self { Self(baseValue: left.baseValue - right.baseValue) }
    /// A multiple.
    public static func * (left: Self, right: Double) -> Self { Self(baseValue: left.baseValue * right) }
    /// The ratio of two amounts.
    public static func / (left: Self, right: Self) -> Double { left.baseValue / right.baseValue }
    /// Orders by amount.
    public static func < (left: Self, right: Self) -> Bool { left.baseValue < right.baseValue }
}
