extension QuantityWords {
    /// A unit as printed, 万 and 吨/万平方米 included; m² is printed as 平方米.
    struct Unit {
        let text: String
        /// The word that is counted, without multiplier and what it is counted per.
        let base: String
        var isWeak = false
        var isUnknown = false
        let end: Int
    }

    /// The unit that begins at a place; `nil` also where something behind it belongs to it and is not understood.
    func unit(at place: Int, upTo end: Int, _ scalars: [Unicode.Scalar]) -> Unit? {
        let multiplier = multipliers.length(at: place, in: scalars, upTo: end) ?? 0
        let scale = String(scalars: scalars[place..<place + multiplier])
        let start = place + multiplier
        let known = unitWord(at: start, upTo: end, scalars)
        let unknown = unknownWord(at: start, besides: known?.end, upTo: end, scalars)
        guard let base = unknown ?? known else {
            if multiplier == 0 || isRemainder(at: start, upTo: end, scalars) { return nil }
            return Unit(text: scale, base: scale, end: start)
        }
        var text = scale + base.text
        var last = base.end
        while last < end, Self.joints.contains(scalars[last]), let part = perPart(at: last + 1, upTo: end, scalars) {
            text += String(scalars[last]) + part.text
            last = part.end
        }
        if isRemainder(at: last, upTo: end, scalars) { return nil }
        let isWeak = last == base.end && weakUnits.length(at: start, in: scalars, upTo: last) == last - start
        return Unit(
            text: text,
            base: base.text,
            isWeak: isWeak && multiplier == 0,
            isUnknown: unknown != nil,
            end: last
        )
    }

    func certainty(_ unit: Unit) -> Quantity.Certainty {
        if unit.isUnknown { return .unknown }
        return unit.isWeak && !isMultiple(unit.base) ? .weak : .certain
    }

    /// Whether a unit counts times: 倍, 番, 成.
    func isMultiple(_ unit: String) -> Bool { multiples[unit.unicodeScalars] != nil }

    /// The solidus and the point between units.
    private static let joints: Set<Unicode.Scalar> = ["/", "\u{B7}", "\u{22C5}"]
    /// Signs that make another unit of the one before them.
    private static let powers: Set<Unicode.Scalar> = ["\u{B2}", "\u{B3}", "^"]

    /// Whether what stands at a place makes what is before it only a part of a unit.
    func isRemainder(at place: Int, upTo end: Int, _ scalars: [Unicode.Scalar]) -> Bool {
        place < end && (Self.joints.contains(scalars[place]) || Self.powers.contains(scalars[place]))
    }

    /// A word that is a unit; letters behind Latin letters make another word of it.
    private func unitWord(at place: Int, upTo end: Int, _ scalars: [Unicode.Scalar]) -> (text: String, end: Int)? {
        let plain = units.length(at: place, in: scalars, upTo: end) ?? 0
        let form = unitForms.word(at: place, in: scalars, upTo: end)
        let length = max(plain, form?.length ?? 0)
        let last = place + length
        guard length > 0, last == end || !Sign.isLatin(scalars[last - 1]) || !Sign.isLatin(scalars[last]) else {
            return nil
        }
        let own = form.flatMap { $0.length == length ? $0.value : nil }
        return (own ?? String(scalars: scalars[place..<last]), last)
    }

    /// An unknown word is a unit where what it is counted per is one, as in 微克当量/立方米.
    private func unknownWord(
        at place: Int,
        besides known: Int?,
        upTo end: Int,
        _ scalars: [Unicode.Scalar]
    ) -> (text: String, end: Int)? {
        let last = place + scalars[place..<min(end, place + Self.longestUnit)].prefix(while: Self.isUnitPart).count
        guard last > place, last != known, last < end, scalars[last] == "/" else { return nil }
        let scale = multipliers.length(at: last + 1, in: scalars, upTo: end) ?? 0
        guard unitWord(at: last + 1 + scale, upTo: end, scalars) != nil else { return nil }
        return (String(scalars: scalars[place..<last]), last)
    }

    /// What stands behind a solidus: a unit, units in brackets, or a word of its own.
    private func perPart(at place: Int, upTo end: Int, _ scalars: [Unicode.Scalar]) -> (text: String, end: Int)? {
        if place < end, scalars[place] == Sign.opening {
            let limit = min(end, place + 2 * Self.longestUnit)
            guard let closing = scalars[place..<limit].firstIndex(of: Sign.closing) else { return nil }
            var text = "("
            var next = place + 1
            while next < closing {
                let word = unitWord(at: next, upTo: closing, scalars)
                text += word?.text ?? String(scalars[next])
                next = word?.end ?? next + 1
            }
            return (text + ")", closing + 1)
        }
        let scale = multipliers.length(at: place, in: scalars, upTo: end) ?? 0
        if let word = unitWord(at: place + scale, upTo: end, scalars) {
            return (String(scalars: scalars[place..<place + scale]) + word.text, word.end)
        }
        var last = place
        while last < min(end, place + Self.longestUnit), Self.isUnitPart(scalars[last]),
            after.word(at: last, in: scalars, upTo: end) == nil
        {
            last += 1
        }
        return last == place ? nil : (String(scalars: scalars[place..<last]), last)
    }

    /// The longest word that is taken for a unit. [characters]
    private static let longestUnit = 8

    private static func isUnitPart(_ scalar: Unicode.Scalar) -> Bool {
        Sign.isWordPart(scalar) && !Sign.isDigit(scalar)
    }
}
