/// An amount of money (金额) in whole fen, the hundredth of a yuan.
public struct Money: Hashable, Comparable, Sendable {
    /// The amount in fen. [0.01 CNY]
    public let fen: Int64

    /// Creates an amount given in fen. [0.01 CNY]
    public static func fen(_ value: Int64) -> Self { Self(fen: value) }

    /// Creates an amount given in yuan; `nil` where the text is no amount in whole fen.
    public static func yuan(_ value: FixedPoint) -> Self? { value.mantissa(atExponent: -2).map(Self.init(fen:)) }

    /// Orders by amount.
    public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
    /// The sum.
    public static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
}
