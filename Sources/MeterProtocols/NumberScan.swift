import Metering
import Units

/// A decimal number of a text, exact (十进制数): `mantissa` × 10^`exponent`.
struct ScannedNumber {
    var mantissa: Int64 = 0
    var exponent = 0
    /// Whether it has more significant digits than fit, so that `mantissa` stands for nothing.
    var isTooLong = false

    /// The number as a whole one; `nil` where it has a fraction or does not fit.
    var integer: Int64? { isTooLong ? nil : FixedPoint(mantissa: mantissa, exponent: exponent).mantissa(atExponent: 0) }
}

extension Reading.Quality {
    /// The quality that a number stands for; `nil` for any other number.
    init?(_ number: ScannedNumber) {
        guard let value = number.integer.flatMap(UInt8.init(exactly:)) else { return nil }
        self.init(rawValue: value)
    }
}

extension UnsafeRawBufferPointer {
    /// Reads digits, one point and an exponent from an index, which then is where they end; `nil` where there is no number.
    ///
    /// Where it is strict the grammar of JSON holds: no plus sign, no leading zeros, digits on both sides of a point.
    @inline(__always)
    func number(at index: inout Int, isStrict: Bool) -> ScannedNumber? {
        var number = ScannedNumber()
        var isNegative = false
        if index < count, self[index] == 0x2D || (!isStrict && self[index] == 0x2B) {
            isNegative = self[index] == 0x2D
            index += 1
        }
        let first = index
        let whole = digits(at: &index, &number, isFraction: false)
        if isStrict, whole == 0 || (whole > 1 && self[first] == 0x30) { return nil }
        var fraction = 0
        if index < count, self[index] == 0x2E {
            index += 1
            fraction = digits(at: &index, &number, isFraction: true)
            if isStrict, fraction == 0 { return nil }
        }
        guard whole + fraction > 0 else { return nil }
        if index < count, self[index] | 0x20 == 0x65 {
            index += 1
            guard let power = exponent(at: &index) else { return nil }
            number.exponent += power
        }
        if number.mantissa == 0, !number.isTooLong { number.exponent = 0 }
        if isNegative { number.mantissa = -number.mantissa }
        return number
    }

    /// Appends digits to a number; how many there were.
    @inline(__always)
    private func digits(at index: inout Int, _ number: inout ScannedNumber, isFraction: Bool) -> Int {
        let start = index
        while index < count {
            let digit = self[index] &- 0x30
            guard digit < 10 else { break }
            if number.mantissa < 100_000_000_000_000_000 {
                number.mantissa = number.mantissa &* 10 &+ Int64(digit)
                if isFraction { number.exponent -= 1 }
            } else if digit != 0 {
                number.isTooLong = true
            } else if !isFraction {
                number.exponent += 1
            }
            index += 1
        }
        return index - start
    }

    /// The power behind an `e`, cut off where it is beyond any number that counts.
    private func exponent(at index: inout Int) -> Int? {
        var isNegative = false
        if index < count, self[index] == 0x2B || self[index] == 0x2D {
            isNegative = self[index] == 0x2D
            index += 1
        }
        let start = index
        var value = 0
        while index < count, self[index] &- 0x30 < 10 {
            value = Swift.min(value * 10 + Int(self[index] &- 0x30), 100_000)
            index += 1
        }
        guard index > start else { return nil }
        return isNegative ? -value : value
    }
}
