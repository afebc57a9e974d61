import Units

extension Statement {
    /// 清零 or 零填埋 at the end of a clause: nothing of what the subject names shall be left.
    func zero() -> PlanIndicator? {
        guard let goal else { return nil }
        var end = clause.range.upperBound
        end -= words.aims.zeroTails.length(endingAt: end, in: scalars, from: content.lowerBound) ?? 0
        if end > content.lowerBound, scalars[end - 1] == Sign.quoteClosing { end -= 1 }
        guard let length = words.aims.zero.length(endingAt: end, in: scalars, from: content.lowerBound) else {
            return nil
        }
        let word = end - length..<end
        var before = content.lowerBound..<word.lowerBound
        if let last = before.last, scalars[last] == Sign.quoteOpening { before = before.dropLast() }
        let text = passage.text
        let quote = text.bytes(of: start..<clause.range.upperBound)
        let year = text.bytes(of: goal.range)
        return PlanIndicator(
            kind: .target,
            name: naming.name(naming.trim(before)) + text.text(word),
            comparator: .equal,
            value: FixedPoint(mantissa: 0),
            year: goal.year,
            yearPhrase: text.original(year),
            verb: text.text(word),
            qualifier: naming.qualifier(in: start..<word.upperBound) ?? "",
            scope: naming.name(naming.trim(before)),
            quote: text.original(quote),
            quoteMark: quote,
            valueMark: text.bytes(of: word),
            yearMark: year,
            production: Production.zero.rawValue,
            confidence: Confidence(reasons(.target, .zero) + [.valueInWords])
        )
    }
}
