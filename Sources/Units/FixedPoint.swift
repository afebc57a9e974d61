/// An exact decimal number (定点数): `mantissa` × 10^`exponent`.
///
/// Register values, ratios and prices are decimal on paper; they stay decimal here, parsed from text without
/// ever passing through a `Double`.
public struct FixedPoint: Hashable, Sendable {
    /// The digits as an integer.
    public let mantissa: Int64
    /// The power of ten that scales the mantissa; −2 means hundredths.
    public let exponent: Int

    /// Creates `mantissa` × 10^`exponent`.
    public init(mantissa: Int64, exponent: Int = 0) {
        self.mantissa = mantissa
        self.exponent = exponent
    }

    /// The nearest `Double`; use it only where a factor is applied.
    public var doubleValue: Double {
        switch exponent {
        case 0...18: Double(mantissa) * Self.doublePowers[exponent]
        case -18...0: Double(mantissa) / Self.doublePowers[-exponent]
        default: Double("\(mantissa)e\(exponent)") ?? 0
        }
    }

    /// The mantissa this number has at another exponent, or `nil` where that would lose a digit or overflow.
    public func mantissa(atExponent target: Int) -> Int64? {
        if mantissa == 0 { return 0 }
        let shift = exponent - target
        if shift >= 0 {
            guard shift <= 18 else { return nil }
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: Self.powers[shift])
            return overflow ? nil : product
        }
        guard -shift <= 18 else { return nil }
        let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: Self.powers[-shift])
        return remainder == 0 ? quotient : nil
    }

    /// The exact product, or `nil` on overflow.
    public func multiplied(by other: FixedPoint) -> FixedPoint? {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
        return overflow ? nil : FixedPoint(mantissa: product, exponent: exponent + other.exponent)
    }

    /// 10^0 … 10^18.
    public static let powers: [Int64] = (0...18).map { power in (0..<power).reduce(Int64(1)) { value, _ in value * 10 }
    }
    private static let doublePowers = powers.map(Double.init)
}

extension FixedPoint: Comparable {
    /// Whether two numbers have the same value; 1.0 equals 1.00, however many decimals stand on paper.
    public static func == (left: FixedPoint, right: FixedPoint) -> Bool { left.reduced == right.reduced }

    /// Hashes the value.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(reduced.mantissa)
        hasher.combine(reduced.exponent)
    }

    /// Compares by value.
    public static func < (left: FixedPoint, right: FixedPoint) -> Bool {
        let common = min(left.exponent, right.exponent)
        if let a = left.mantissa(atExponent: common), let b = right.mantissa(atExponent: common) { return a < b }
        // So far apart that no common exponent holds both: their doubles differ unless they are equal.
        return left != right && left.doubleValue < right.doubleValue
    }

    /// The value without trailing zeros, the same for equal values.
    private var reduced: (mantissa: Int64, exponent: Int) {
        guard mantissa != 0 else { return (0, 0) }
        var value = (mantissa: mantissa, exponent: exponent)
        while value.mantissa.isMultiple(of: 10) { value = (value.mantissa / 10, value.exponent + 1) }
        return value
    }
}

extension FixedPoint {
    /// Parses a decimal number from ASCII bytes: sign, digits, one point; no exponent, no separators.
    ///
    /// Trailing zeros after the point are kept, so the number of decimals on paper can be read off ``exponent``.
    /// Returns `nil` for anything else and for more than 18 significant digits.
    public init?(ascii bytes: some Collection<UInt8>) {
        var value: Int64 = 0
        var decimals = 0
        var digits = 0
        var isNegative = false
        var hasPoint = false
        var isFirst = true
        for byte in bytes {
            switch byte {
            case 0x30...0x39:
                guard digits < 18 else { return nil }
                value = value &* 10 &+ Int64(byte &- 0x30)
                if value != 0 { digits += 1 }
                if hasPoint { decimals += 1 }
                if decimals > 18 { return nil }
                isFirst = false
                continue
            case 0x2D where isFirst: isNegative = true
            case 0x2B where isFirst: break
            case 0x2E where !hasPoint: hasPoint = true
            default: return nil
            }
            isFirst = false
        }
        // At least one digit: a lone sign or point is not a number.
        guard bytes.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        self.init(mantissa: isNegative ? -value : value, exponent: -decimals)
    }

    /// Parses a decimal number from text; see ``init(ascii:)``.
    public init?(_ text: some StringProtocol) {
        self.init(ascii: Array(text.utf8))
    }
}

extension FixedPoint: CustomStringConvertible {
    /// The number in plain digits, such as `-12.30`.
    public var description: String {
        guard exponent < 0 else { return "\(mantissa)\(mantissa == 0 ? "" : String(repeating: "0", count: exponent))" }
        let digits = String(mantissa.magnitude)
        let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
        let split = padded.index(padded.endIndex, offsetBy: exponent)
        return "\(mantissa < 0 ? "-" : "")\(padded[..<split]).\(padded[split...])"
    }
}
