/// The decimal digits of a number, so that rounding follows what is written and not its binary neighbour.
struct DecimalText {
    /// All significant digits and zeros, without a point.
    private var digits: [UInt8]
    /// How many of the digits stand before the point; may be negative or beyond the end.
    private var point: Int
    let isNegative: Bool

    /// The shortest decimal text that reads back as the same `Double`.
    init(_ value: Double) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        let text = value.magnitude.description
        let mantissa = text.prefix { $0 != "e" }
        if mantissa.count < text.count { exponent = Int(text.dropFirst(mantissa.count + 1)) ?? 0 }
        for byte in mantissa.utf8 {
            if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte - UInt8(ascii: "0")) }
        }
        self.digits = digits
        self.point = (point ?? digits.count) + exponent
        isNegative = value.sign == .minus
    }

    init(digits: String, isNegative: Bool) {
        self.digits = digits.utf8.map { $0 - UInt8(ascii: "0") }
        point = self.digits.count
        self.isNegative = isNegative
    }

    var isZero: Bool { digits.allSatisfy { $0 == 0 } }

    func scaled(byPowerOfTen power: Int) -> DecimalText {
        var result = self
        result.point += power
        return result
    }

    /// Rounds to a number of decimals, a lone five to the even digit (四舍六入五成双).
    ///
    /// - Parameter decimals: decimals to keep; negative rounds to tens, hundreds …
    /// - Returns: the number with exactly so many decimals.
    ///
    /// ## References
    /// 1. GB/T 8170-2008, 数值修约规则与极限数值的表示和判定, clause 3.2 and 3.3 (one step, never in turn).
    func rounded(decimals: Int) -> DecimalText {
        var result = self
        let keep = point + decimals
        guard keep >= 0 else { return zero(decimals: decimals) }
        if keep < digits.count {
            let dropped = digits[keep...]
            result.digits = Array(digits[..<keep])
            let last = result.digits.last ?? 0
            if Self.roundsUp(dropped, after: last) { result.increment() }
        }
        let missing = result.point + decimals - result.digits.count
        if missing > 0 { result.digits += [UInt8](repeating: 0, count: missing) }
        return result
    }

    /// The digits before and after the point; at least one digit before it.
    var parts: (whole: String, fraction: String) {
        let padded = [UInt8](repeating: 0, count: max(0, 1 - point)) + digits
        let split = max(point, 1)
        let trailing = [UInt8](repeating: 0, count: max(0, split - padded.count))
        let all = padded + trailing
        let whole = all[..<split].drop { $0 == 0 }
        return (whole.isEmpty ? "0" : Self.text(whole), Self.text(all[split...]))
    }

    private static func roundsUp(_ dropped: ArraySlice<UInt8>, after last: UInt8) -> Bool {
        guard let first = dropped.first, first >= 5 else { return false }
        if first > 5 || dropped.dropFirst().contains(where: { $0 != 0 }) { return true }
        return !last.isMultiple(of: 2)
    }

    private mutating func increment() {
        for index in digits.indices.reversed() {
            if digits[index] < 9 {
                digits[index] += 1
                return
            }
            digits[index] = 0
        }
        digits.insert(1, at: 0)
        point += 1
    }

    private func zero(decimals: Int) -> DecimalText {
        var result = self
        result.digits = [UInt8](repeating: 0, count: max(1, 1 + decimals))
        result.point = 1
        return result
    }

    private static func text(_ digits: ArraySlice<UInt8>) -> String {
        String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }
}
