/// What of a numbered line is its heading, and where its text begins (标题与正文).
struct LineHeading {
    /// The words of the heading, the number left out. [folded scalars]
    let title: Range<Int>
    /// Where the text begins; the line's end where it is a heading only. [folded scalars]
    let textStart: Int

    /// The longest line that is a heading without a full stop, and the longest heading cut from a sentence.
    /// [characters]
    static let longest = 40
}

extension PlanLine {
    /// The heading: up to its full stop, else a short line, else up to the first sign.
    ///
    /// What states something itself, such as a line with a number and its unit, is text from its beginning on; its first
    /// clause is the heading.
    func heading(_ words: Lexicon) -> LineHeading {
        let start = number?.length ?? 0
        let scalars = text.scalars
        let end: Int
        if let stop = scalars[start...].firstIndex(of: Sign.fullStop) {
            end = stop
        } else if scalars.count - start <= LineHeading.longest {
            end = scalars.count
        } else {
            end = scalars[start...].firstIndex { Sign.endsClause($0) || $0 == Sign.colon } ?? scalars.count
        }
        if isStatement(start..<end, words) {
            return LineHeading(title: start..<titleEnd(start..<end, words), textStart: start)
        }
        let hasSign = end < scalars.count && (scalars[end] == Sign.fullStop || scalars[end] == Sign.colon)
        return LineHeading(title: start..<end, textStart: end + (hasSign ? 1 : 0))
    }

    /// Whether words that could be a heading say what is to be done: by a clause, a number, a year or who does it.
    private func isStatement(_ range: Range<Int>, _ words: Lexicon) -> Bool {
        let scalars = text.scalars
        if scalars[range].contains(where: Sign.endsClause) { return true }
        if range.upperBound < scalars.count, Sign.endsClause(scalars[range.upperBound]) { return true }
        if Responsibility.place(in: scalars, range, words: words.structure) != nil { return true }
        let clause = Clause(range, of: Passage(text, omitting: []), words: words)
        // A year alone may well stand in a heading (2025年重点任务), 到2025年 or 2025年底前 does not.
        let hasGoal = clause.times.contains { phrase in
            phrase.role == .goal && phrase.range.count > Self.bareYear
                && phrase.range.contains { Sign.isDigit(scalars[$0]) }
        }
        return hasGoal || !clause.quantities.isEmpty || !clause.unread.isEmpty
    }

    /// Four digits and 年. [characters]
    private static let bareYear = 5

    /// The end of the first clause, or of the second where the first is nothing but a year.
    private func titleEnd(_ range: Range<Int>, _ words: Lexicon) -> Int {
        let duty = Responsibility.place(in: text.scalars, range, words: words.structure)
        let limit = min(duty?.outer.lowerBound ?? range.upperBound, range.lowerBound + LineHeading.longest)
        var end = clauseEnd(range.lowerBound..<limit)
        let clause = Clause(range.lowerBound..<end, of: Passage(text, omitting: []), words: words)
        if end < limit, clause.goal?.range == clause.range { end = clauseEnd(end + 1..<limit) }
        return end
    }

    private func clauseEnd(_ range: Range<Int>) -> Int {
        text.scalars[range].firstIndex { Sign.endsClause($0) || $0 == Sign.colon } ?? range.upperBound
    }
}
