/// How numbers are written (数字写法): grouped digits, a real minus sign, fixed decimals, “—” for no number.
///
/// Chinese scales to 万 and 亿 where people say it so; English writes the digits out.
public struct NumberStyle: Sendable {
    /// The language that decides the scale.
    public let language: Language

    /// What is written where there is no number.
    public static let none = "—"

    /// Creates the style of a language.
    public init(language: Language) { self.language = language }

    /// A number with fixed decimals, such as `1,234.5`, rounded by GB/T 8170.
    public func decimal(_ value: Double?, decimals: Int = 1) -> String {
        guard let value, value.isFinite else { return Self.none }
        return Self.grouped(DecimalText(value).rounded(decimals: decimals))
    }

    /// A whole number, such as `18,462`.
    public func integer(_ value: Int?) -> String {
        guard let value else { return Self.none }
        return Self.grouped(DecimalText(digits: String(value.magnitude), isNegative: value < 0))
    }

    /// A share as a percentage without its sign, such as `96.8`.
    public func percent(_ share: Double?, decimals: Int = 1) -> String {
        guard let share, share.isFinite else { return Self.none }
        return Self.grouped(DecimalText(share).scaled(byPowerOfTen: 2).rounded(decimals: decimals))
    }

    /// A change with its sign, such as `+1.1` or `−2.6`.
    public func signed(_ value: Double?, decimals: Int = 1) -> String {
        let text = decimal(value, decimals: decimals)
        guard let value, value > 0, text.contains(where: { ("1"..."9").contains($0) }) else { return text }
        return "+\(text)"
    }

    /// The scale in which a number of this size is said.
    public func scale(for magnitude: Double?) -> NumberScale {
        guard language == .zhHans, let magnitude else { return .one }
        if abs(magnitude) >= 1e8 { return .hundredMillion }
        return abs(magnitude) >= 1e4 ? .tenThousand : .one
    }

    /// A number in a given scale; use one scale per column.
    public func decimal(_ value: Double?, in scale: NumberScale, decimals: Int? = nil) -> String {
        guard let value, value.isFinite else { return Self.none }
        let scaled = DecimalText(value).scaled(byPowerOfTen: -scale.exponent)
        let fitting = abs(value) < 10 * scale.factor ? 2 : 1
        return Self.grouped(scaled.rounded(decimals: decimals ?? fitting))
    }

    private static func grouped(_ text: DecimalText) -> String {
        let (whole, fraction) = text.parts
        var result = text.isZero || !text.isNegative ? "" : "−"
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return fraction.isEmpty ? result : "\(result).\(fraction)"
    }
}

/// A step by which large numbers are said in Chinese (万, 亿).
public enum NumberScale: Sendable, CaseIterable {
    /// As it is.
    case one
    /// 万, 10⁴.
    case tenThousand
    /// 亿, 10⁸.
    case hundredMillion

    /// The power of ten.
    public var exponent: Int {
        switch self {
        case .one: 0
        case .tenThousand: 4
        case .hundredMillion: 8
        }
    }

    /// The number one step stands for.
    public var factor: Double {
        switch self {
        case .one: 1
        case .tenThousand: 1e4
        case .hundredMillion: 1e8
        }
    }

    /// The word before the unit; empty for ``one``.
    public var key: TextKey? {
        switch self {
        case .one: nil
        case .tenThousand: "scale.tenThousand"
        case .hundredMillion: "scale.hundredMillion"
        }
    }
}
