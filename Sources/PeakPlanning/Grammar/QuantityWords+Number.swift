import Units

extension QuantityWords {
    /// One number or the two ends of a range.
    struct Number {
        let lower: FixedPoint
        let upper: FixedPoint?
        let end: Int
        let isChinese: Bool
    }

    /// A unit as printed, 万 and 吨/万平方米 included.
    struct Unit {
        let text: String
        /// The word that is counted, without multiplier and what it is counted per.
        let base: String
        let isWeak: Bool
        let end: Int
    }

    /// The number that begins at a place.
    func number(at place: Int, upTo end: Int, _ scalars: [Unicode.Scalar], _ numerals: ChineseNumerals) -> Number? {
        if let numeral = numerals.read(at: place, in: scalars, upTo: end) {
            return Number(
                lower: FixedPoint(mantissa: Int64(numeral.value)),
                upper: nil,
                end: numeral.end,
                isChinese: true
            )
        }
        guard let lower = decimal(at: place, upTo: end, scalars) else { return nil }
        // The unit may stand behind both ends (10%-20%).
        let middle = lower.end + (units.length(at: lower.end, in: scalars, upTo: end) ?? 0)
        for joint in [lower.end, middle] {
            guard let sign = rangeSigns.length(at: joint, in: scalars, upTo: end),
                let upper = decimal(at: joint + sign, upTo: end, scalars), lower.value < upper.value
            else { continue }
            return Number(lower: lower.value, upper: upper.value, end: upper.end, isChinese: false)
        }
        return Number(lower: lower.value, upper: nil, end: lower.end, isChinese: false)
    }

    /// The unit that begins at a place.
    func unit(at place: Int, upTo end: Int, _ scalars: [Unicode.Scalar]) -> Unit? {
        let multiplier = multipliers.length(at: place, in: scalars, upTo: end) ?? 0
        guard let base = units.length(at: place + multiplier, in: scalars, upTo: end) else {
            guard multiplier > 0 else { return nil }
            let text = String(scalars: scalars[place..<place + multiplier])
            return Unit(text: text, base: text, isWeak: false, end: place + multiplier)
        }
        let baseEnd = place + multiplier + base
        let word = String(scalars: scalars[place + multiplier..<baseEnd])
        let isWeak = weakUnits.length(at: place + multiplier, in: scalars, upTo: baseEnd) == base
        var last = baseEnd
        while last < end, scalars[last] == "/" {
            let scale = multipliers.length(at: last + 1, in: scalars, upTo: end) ?? 0
            guard let per = units.length(at: last + 1 + scale, in: scalars, upTo: end) else { break }
            last += 1 + scale + per
        }
        return Unit(text: String(scalars: scalars[place..<last]), base: word, isWeak: isWeak, end: last)
    }

    /// Digits with at most one point; part of no longer name such as `DB29-22`.
    private func decimal(at place: Int, upTo end: Int, _ scalars: [Unicode.Scalar]) -> (value: FixedPoint, end: Int)? {
        let limit = min(end, place + Self.longestNumber)
        let digits = scalars[place..<limit].prefix { Sign.isDigit($0) || $0 == "." }
        guard let first = digits.first, let last = digits.last, Sign.isDigit(first), Sign.isDigit(last),
            let value = FixedPoint(String(scalars: digits))
        else { return nil }
        return (value, place + digits.count)
    }

    /// The longest number. [characters]
    private static let longestNumber = 20
}
