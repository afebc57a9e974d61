/// Where words of a person stand in a text (引文定位).
enum QuotePlace {
    /// Below this share of common pairs a sentence is another one.
    static let leastLikeness = 0.6

    /// Where a quote stands, blanks and widths apart; `nil` where it does not. [UTF-8 bytes of the text]
    static func exact(_ quote: String, in text: String) -> Range<Int>? {
        if let range = text.utf8.range(of: Array(quote.utf8)) { return range }
        let folded = FoldedText(text, Likeness.forms)
        let words = FoldedText(quote, Likeness.forms).scalars.filter { $0 != Sign.newline && $0 != " " }
        guard !words.isEmpty else { return nil }
        let kept = folded.scalars.indices.filter { folded.scalars[$0] != Sign.newline && folded.scalars[$0] != " " }
        guard kept.count >= words.count else { return nil }
        for start in 0...kept.count - words.count
        where words.indices.allSatisfy({ folded.scalars[kept[start + $0]] == words[$0] }) {
            return folded.bytes(of: kept[start]..<kept[start + words.count - 1] + 1)
        }
        return nil
    }

    /// The sentence or clause that is most like a quote; `nil` where none is like enough. [UTF-8 bytes of the text]
    static func similar(_ quote: String, in text: String) -> Range<Int>? {
        let wanted = Likeness.Pairs(quote)
        let folded = FoldedText(text, Likeness.forms)
        var best: (share: Double, range: Range<Int>)?
        for range in sentences(of: folded) {
            let bytes = folded.bytes(of: range)
            let share = Likeness.share(wanted, Likeness.Pairs(folded.text(range)))
            if share >= leastLikeness, share > best?.share ?? 0 { best = (share, bytes) }
        }
        return best?.range
    }

    /// Sentences, and the clauses between semicolons and commas, since quotes are either.
    private static func sentences(of text: FoldedText) -> [Range<Int>] {
        func pieces(_ ends: (Unicode.Scalar) -> Bool) -> [Range<Int>] {
            var result: [Range<Int>] = []
            var start = 0
            for (index, scalar) in text.scalars.enumerated() where ends(scalar) {
                if start < index { result.append(start..<index) }
                start = index + 1
            }
            if start < text.count { result.append(start..<text.count) }
            return result
        }
        return pieces(Sign.endsSentence) + pieces { Sign.endsSentence($0) || $0 == Sign.semicolon }
            + pieces { Sign.endsSentence($0) || Sign.endsClause($0) }
    }
}

extension String.UTF8View {
    /// Where bytes first occur.
    fileprivate func range(of words: [UInt8]) -> Range<Int>? {
        let bytes = Array(self)
        guard let first = words.first, bytes.count >= words.count else { return nil }
        for start in 0...bytes.count - words.count
        where bytes[start] == first && bytes[start..<start + words.count].elementsEqual(words) {
            return start..<start + words.count
        }
        return nil
    }
}
