/// Chinese numerals up to 999 (汉字数字), such as 二十三, and digit by digit, such as 二〇二四.
struct ChineseNumerals: Decodable, Sendable {
    private var values: [Unicode.Scalar: Int] = [:]

    init(from decoder: any Decoder) throws {
        for (word, value) in try [String: Int](from: decoder) {
            if let scalar = word.unicodeScalars.first { values[scalar] = value }
        }
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool { values[scalar] != nil }

    /// The numeral that begins at a place, and where it ends.
    ///
    /// At most eight signs count.
    func read(at start: Int, in scalars: [Unicode.Scalar], upTo end: Int) -> (value: Int, end: Int)? {
        var place = start
        var digits: [Int] = []
        while place < min(end, start + 8), let value = values[scalars[place]] {
            digits.append(value)
            place += 1
        }
        guard !digits.isEmpty else { return nil }
        let isDigitByDigit = digits.allSatisfy { $0 < 10 }
        return (isDigitByDigit ? digits.reduce(0) { $0 * 10 + $1 } : Self.sum(digits), place)
    }

    /// Tens and hundreds multiply the digit before them.
    private static func sum(_ digits: [Int]) -> Int {
        var total = 0
        var open = 0
        for digit in digits {
            if digit >= 10 {
                total += max(open, 1) * digit
                open = 0
            } else {
                open = digit
            }
        }
        return total + open
    }
}
