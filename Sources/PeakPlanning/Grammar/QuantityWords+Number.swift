import Units

extension QuantityWords {
    /// One number or the two ends of a range.
    struct Number {
        let lower: FixedPoint
        let upper: FixedPoint?
        let end: Int
        let isChinese: Bool
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

    /// A percentage in words that begins at a place, such as 百分之三十; 百分之三至百分之五 is a range.
    func percentage(at place: Int, upTo end: Int, _ scalars: [Unicode.Scalar], _ numerals: ChineseNumerals) -> Number? {
        guard let lead = percentLeads.length(at: place, in: scalars, upTo: end),
            let lower = decimalInWords(at: place + lead, upTo: end, scalars, numerals)
        else { return nil }
        if let joint = rangeSigns.length(at: lower.end, in: scalars, upTo: end) {
            let next = lower.end + joint
            let again = percentLeads.length(at: next, in: scalars, upTo: end) ?? 0
            if let upper = decimalInWords(at: next + again, upTo: end, scalars, numerals), lower.value < upper.value {
                return Number(lower: lower.value, upper: upper.value, end: upper.end, isChinese: false)
            }
        }
        return Number(lower: lower.value, upper: nil, end: lower.end, isChinese: false)
    }

    /// 三十五点五 or 35.5.
    private func decimalInWords(
        at place: Int,
        upTo end: Int,
        _ scalars: [Unicode.Scalar],
        _ numerals: ChineseNumerals
    ) -> (value: FixedPoint, end: Int)? {
        guard let whole = numerals.read(at: place, in: scalars, upTo: end) else {
            return decimal(at: place, upTo: end, scalars)
        }
        let point = points.length(at: whole.end, in: scalars, upTo: end)
        guard let point, let rest = numerals.read(at: whole.end + point, in: scalars, upTo: end) else {
            return (FixedPoint(mantissa: Int64(whole.value)), whole.end)
        }
        let digits = "\(rest.value)"
        let zeros = max(0, rest.end - whole.end - point - digits.count)
        let text = "\(whole.value)." + String(repeating: "0", count: zeros) + digits
        return FixedPoint(text).map { ($0, rest.end) }
    }

    /// Where a number ends that looks like a target's but makes no ``Quantity``: a comparing word stands before it, or a
    /// vague word and a unit behind it.
    func unreadEnd(
        at place: Int,
        in clause: Range<Int>,
        after start: Int,
        _ scalars: [Unicode.Scalar],
        _ numerals: ChineseNumerals
    ) -> Int? {
        let limit = clause.upperBound
        if let lead = percentLeads.length(at: place, in: scalars, upTo: limit) { return place + lead }
        guard let number = number(at: place, upTo: limit, scalars, numerals) else { return nil }
        let end = number.end
        if let vague = vague.length(at: end, in: scalars, upTo: limit),
            unit(at: end + vague, upTo: limit, scalars) != nil
        {
            return end
        }
        if let part = fractions.length(at: end, in: scalars, upTo: limit),
            let whole = self.number(at: end + part, upTo: limit, scalars, numerals),
            comparison(after: whole.end, upTo: limit, scalars) != nil
        {
            return whole.end
        }
        guard
            relation(endingAt: place - about(endingAt: place, from: start, scalars), from: start, scalars).relation
                != nil
        else { return nil }
        if fractions.length(at: end, in: scalars, upTo: limit) != nil { return end }
        // One letter behind a number makes a name: 5G, 3A.
        let letters = scalars[end..<min(end + 2, limit)].prefix { Sign.isLatin($0) && !Sign.isDigit($0) }
        let isName = letters.count == 1 && !isRemainder(at: end + 1, upTo: limit, scalars)
        return number.isChinese || isName ? nil : end
    }

    /// The unit behind a number in digits that makes no ``Quantity``; an ordinal such as 第3条 has none.
    func looseUnit(
        at place: Int,
        in clause: Range<Int>,
        after start: Int,
        _ scalars: [Unicode.Scalar],
        _ structure: StructureWords
    ) -> String? {
        guard ordinals.length(endingAt: place, in: scalars, from: start) == nil,
            let number = number(at: place, upTo: clause.upperBound, scalars, structure.numerals)
        else { return nil }
        return unit(at: number.end, upTo: clause.upperBound, scalars)?.base
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
