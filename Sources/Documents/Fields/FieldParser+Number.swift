package import Units

extension FieldParser {
    /// A decimal number, exactly as written; `nil` where the field is blank or no number.
    ///
    /// Understood are full-width digits and signs, blanks around the number, thousands separators between proper groups
    /// of three (`1,234.5`; `12,5` is refused rather than guessed at), and Excel's scientific notation where the value
    /// is exact. At most 18 significant digits.
    package static func number(_ bytes: UnsafeRawBufferPointer, encoding: TextEncoding = .utf8) -> FixedPoint? {
        if let number = plainNumber(bytes) { return number }
        return withPlainBytes(bytes, encoding: encoding) { bytes in
            var scan = DecimalScan()
            return scan.run(bytes)
        }
    }

    /// Digits with at most one point among them, as nearly all numbers are; `nil` for any other form.
    @inline(__always)
    private static func plainNumber(_ bytes: UnsafeRawBufferPointer) -> FixedPoint? {
        guard bytes.count <= 18 else { return nil }
        var value: Int64 = 0
        var point: Int?
        for index in 0..<bytes.count {
            let digit = bytes[index] &- 0x30
            if digit < 10 {
                value = value &* 10 &+ Int64(digit)
            } else if bytes[index] == 0x2E, point == nil {
                point = index
            } else {
                return nil
            }
        }
        guard bytes.count > (point == nil ? 0 : 1) else { return nil }
        return FixedPoint(mantissa: value, exponent: point.map { $0 + 1 - bytes.count } ?? 0)
    }
}

/// The state of reading one decimal number from ASCII bytes.
private struct DecimalScan {
    private var value: Int64 = 0
    private var significant = 0
    private var digits = 0
    private var decimals = 0
    private var hasPoint = false
    /// Digits since the last separator; `nil` while there was none.
    private var group: Int?

    mutating func run(_ bytes: UnsafeRawBufferPointer) -> FixedPoint? {
        guard let first = bytes.first else { return nil }
        let isNegative = first == 0x2D
        var index = isNegative || first == 0x2B ? 1 : 0
        var power = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39: guard take(byte &- 0x30) else { return nil }
            case 0x2E:
                guard !hasPoint, group ?? 3 == 3 else { return nil }
                hasPoint = true
            case 0x2C: guard separate() else { return nil }
            case 0x45, 0x65:
                guard let exponent = Self.exponent(UnsafeRawBufferPointer(rebasing: bytes[(index + 1)...])) else {
                    return nil
                }
                power = exponent
                index = bytes.count
            default: return nil
            }
            index += 1
        }
        guard digits > 0, hasPoint || group ?? 3 == 3 else { return nil }
        return scaled(isNegative ? -value : value, exponent: power - decimals)
    }

    @inline(__always)
    private mutating func take(_ digit: UInt8) -> Bool {
        guard significant < 18 else { return false }
        value = value &* 10 &+ Int64(digit)
        if value != 0 { significant += 1 }
        digits += 1
        if hasPoint {
            decimals += 1
        } else if let count = group {
            group = count + 1
        }
        return true
    }

    /// Takes a thousands separator: one to three digits before the first, three between any two.
    private mutating func separate() -> Bool {
        guard !hasPoint else { return false }
        if let group {
            guard group == 3 else { return false }
        } else {
            // 0,125 is not a grouped number but a decimal comma.
            guard (1...3).contains(digits), significant == digits else { return false }
        }
        group = 0
        return true
    }

    private static func exponent(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var rest = bytes[...]
        let sign = rest.first == 0x2D ? -1 : 1
        if rest.first == 0x2D || rest.first == 0x2B { rest = rest.dropFirst() }
        guard (1...3).contains(rest.count) else { return nil }
        var value = 0
        for byte in rest {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return sign * value
    }

    /// Brings the exponent into −18 … 0, where that loses nothing.
    private func scaled(_ mantissa: Int64, exponent: Int) -> FixedPoint? {
        if mantissa == 0 { return FixedPoint(mantissa: 0, exponent: max(-18, min(0, exponent))) }
        if (-18...0).contains(exponent) { return FixedPoint(mantissa: mantissa, exponent: exponent) }
        if exponent > 0 {
            guard significant + exponent <= 18 else { return nil }
            return FixedPoint(mantissa: mantissa * FixedPoint.powers[exponent])
        }
        guard exponent >= -36 else { return nil }
        let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: FixedPoint.powers[-18 - exponent])
        return remainder == 0 ? FixedPoint(mantissa: quotient, exponent: -18) : nil
    }
}
