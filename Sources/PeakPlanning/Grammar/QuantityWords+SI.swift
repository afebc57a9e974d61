import Foundation

extension QuantityWords {
    /// A value in SI units (国际单位换算), such as 5 亿平方米 in m2; `nil` where the unit is none of the lexicon's.
    func si(_ value: Decimal, _ unit: String) -> (value: Decimal, symbol: String)? {
        if let own = si[unit] { return Decimal(string: own.factor).map { (value * $0, own.symbol) } }
        let signs = Array(unit.unicodeScalars)
        guard let scale = multipliers.length(at: 0, in: signs, upTo: signs.count), scale < signs.count,
            let own = si[String(scalars: signs[scale...])], let factor = Decimal(string: own.factor),
            let times = scales[String(scalars: signs[..<scale])].flatMap({ Decimal(string: $0) })
        else { return nil }
        return (value * times * factor, own.symbol)
    }

    /// The unit as it stands in the text where ``PlanIndicator/unit`` says more: 平方米 of 平方米/人.
    func printed(_ unit: String, per words: some Sequence<Unicode.Scalar>) -> String? {
        let tail = "/" + person
        guard unit.hasSuffix(tail), !String(scalars: words).contains(tail) else { return nil }
        return String(unit.dropLast(tail.count))
    }
}

extension TimeWords {
    /// The five-year period that a time phrase names, such as 十四五; `nil` where it names none.
    func period(in phrase: String) -> String? {
        let signs = Array(phrase.unicodeScalars)
        for place in signs.indices {
            guard let word = periods.word(at: place, in: signs, upTo: signs.count) else { continue }
            return String(scalars: signs[place..<place + word.length])
        }
        return nil
    }
}
