/// A clause with its years and numbers (分句成分).
struct Clause {
    let range: Range<Int>
    /// In the order of the text; mentions are left out.
    private(set) var times: [TimePhrase] = []
    /// What changes are compared with, in the order of the text.
    private(set) var baselines: [(year: Int?, range: Range<Int>)] = []
    private(set) var quantities: [Quantity] = []
    /// Numbers that look like a target's but are not understood.
    private(set) var unread: [Range<Int>] = []
    /// Units behind numbers that count nothing by themselves, such as 条 in 12条线路.
    private(set) var looseUnits: [String] = []
    /// Where years and what is compared with stand, in the order of the text.
    private var cuts: [Range<Int>] = []

    /// The year by which, where the clause names one.
    var goal: TimePhrase? { times.last { $0.role == .goal || $0.role == .past } }

    /// What a change at a place is compared with: what stands before it, else what stands behind it.
    func baseline(of place: Int) -> (year: Int?, range: Range<Int>)? {
        baselines.last { $0.range.upperBound <= place } ?? baselines.first
    }

    /// The years with which it ends, such as 2025年、2030年, where nothing but 、 or 和 stands between them.
    func lastGoals(_ aims: AimWords, _ scalars: [Unicode.Scalar]) -> ArraySlice<TimePhrase> {
        var first = times.endIndex
        var end = range.upperBound
        while first > 0, times[first - 1].role == .goal || times[first - 1].role == .past,
            times[first - 1].range.upperBound == end
                || first < times.endIndex
                    && aims.numberJoints.length(at: times[first - 1].range.upperBound, in: scalars, upTo: end)
                        == end - times[first - 1].range.upperBound
        {
            first -= 1
            end = times[first].range.lowerBound
        }
        return times[first...]
    }

    /// Reads a clause from left to right.
    init(_ range: Range<Int>, of passage: Passage, words: Lexicon) {
        self.range = range
        let scalars = passage.scalars
        var place = range.lowerBound
        var start = place
        while place < range.upperBound {
            if let phrase = words.times.phrase(at: place, in: range, after: start, of: passage, words.aims) {
                note(phrase)
                place = phrase.range.upperBound
                if phrase.role != .mention { start = place }
            } else if let closing = passage.closing(of: place), closing < range.upperBound {
                if let phrase = Self.bracketed(place..<closing + 1, passage, words) { note(phrase) }
                place = closing + 1
            } else if let words = words.times.baseline(at: place, in: range, scalars) {
                baselines.append((nil, words))
                cuts.append(words)
                place = words.upperBound
                start = place
            } else if let end = Self.nameEnd(at: place, in: range, scalars) {
                place = end
            } else if let quantity = words.quantities.quantity(
                at: place,
                in: range,
                after: start,
                scalars,
                words.structure.numerals,
                words.aims
            ) {
                if let origin = origin(of: quantity, scalars, words) {
                    cuts.append(origin)
                } else {
                    quantities.append(continued(across(quantity, scalars, words), scalars, words.aims))
                }
                place = quantity.range.upperBound
                start = place
            } else if let end = words.quantities.unreadEnd(
                at: place,
                in: range,
                after: start,
                scalars,
                words.structure.numerals
            ) {
                unread.append(place..<end)
                place = end
            } else if Sign.isDigit(scalars[place]) {
                if let unit = words.quantities.looseUnit(at: place, in: range, after: start, scalars, words.structure) {
                    looseUnits.append(unit)
                }
                place += Self.digits(at: place, in: range, scalars)
            } else {
                place += 1
            }
        }
    }

    /// The last words in a range that name a year or what is compared with, at most eight.
    func cuts(in range: Range<Int>) -> [Range<Int>] {
        let end = cuts.partitioningIndex { $0.upperBound > range.upperBound }
        return cuts[..<end].suffix(8).filter { $0.lowerBound >= range.lowerBound }
    }

    /// Whether a number in it counts something else than time.
    func countsThings(_ words: QuantityWords) -> Bool {
        quantities.contains { !words.isTime($0.measure) } || looseUnits.contains { !words.isTime($0) }
    }

    /// Whether a number that is not understood stands in a range.
    func hasUnread(in range: Range<Int>) -> Bool {
        let first = unread.partitioningIndex { $0.upperBound > range.lowerBound }
        return first < unread.count && unread[first].lowerBound < range.upperBound
    }

    /// A year that stands behind its value in brackets of its own, as in 68%（2028年）.
    private static func bracketed(_ range: Range<Int>, _ passage: Passage, _ words: Lexicon) -> TimePhrase? {
        let inner = range.lowerBound + 1..<range.upperBound - 1
        guard passage.scalars[range.lowerBound] == Sign.opening, !inner.isEmpty,
            let phrase = words.times.phrase(
                at: inner.lowerBound,
                in: inner,
                after: inner.lowerBound,
                of: passage,
                words.aims
            ), phrase.role == .goal, phrase.range == inner
        else { return nil }
        return phrase
    }

    /// Where a change starts, as in 由2020年的62% and 从11.2%: no value to reach.
    private func origin(of quantity: Quantity, _ scalars: [Unicode.Scalar], _ words: Lexicon) -> Range<Int>? {
        guard quantity.relation == nil else { return nil }
        let start = quantity.range.lowerBound
        if let lead = words.times.originLeads.length(endingAt: start, in: scalars, from: range.lowerBound) {
            return start - lead..<quantity.range.upperBound
        }
        let link = words.times.links.length(endingAt: start, in: scalars, from: range.lowerBound) ?? 0
        guard link > 0, let year = baselines.last?.range, year.upperBound == start - link,
            words.times.originLeads.length(at: year.lowerBound, in: scalars, upTo: year.upperBound) != nil
        else { return nil }
        return year.lowerBound..<quantity.range.upperBound
    }

    /// A number behind the year that its verb names, as in 降低到2027年的50%, has that verb.
    private func across(_ quantity: Quantity, _ scalars: [Unicode.Scalar], _ words: Lexicon) -> Quantity {
        guard quantity.relation == nil, let year = times.last,
            let link = words.times.links.length(
                endingAt: quantity.range.lowerBound,
                in: scalars,
                from: range.lowerBound
            ),
            year.range.upperBound == quantity.range.lowerBound - link
        else { return quantity }
        let digits = scalars[year.range].firstIndex(where: Sign.isDigit) ?? year.range.lowerBound
        let found = words.quantities.relation(endingAt: digits, from: range.lowerBound, scalars)
        guard case .reach = found.relation else { return quantity }
        var quantity = quantity
        quantity.relation = found.relation
        quantity.relationRange = found.range
        quantity.range = found.range.lowerBound..<quantity.range.upperBound
        return quantity
    }

    /// The second of two numbers that one verb governs, as in 分别下降6%、7%, takes over its relation.
    private func continued(_ quantity: Quantity, _ scalars: [Unicode.Scalar], _ aims: AimWords) -> Quantity {
        guard quantity.relation == nil, let last = quantities.last, let relation = last.relation,
            last.range.upperBound < quantity.range.lowerBound
        else { return quantity }
        let gap = last.range.upperBound..<quantity.range.lowerBound
        guard aims.numberJoints.length(at: gap.lowerBound, in: scalars, upTo: gap.upperBound) == gap.count else {
            return quantity
        }
        // 达到35%、二星级以上占比…: another unit before a noun begins another statement.
        let end = quantity.range.upperBound
        if quantity.unit != last.unit, end < range.upperBound, Sign.isWordPart(scalars[end]) { return quantity }
        var quantity = quantity
        quantity.relation = relation
        quantity.relationRange = last.relationRange
        return quantity
    }

    private mutating func note(_ phrase: TimePhrase) {
        if phrase.role != .mention { cuts.append(phrase.range) }
        switch phrase.role {
        case .baseline: baselines.append((phrase.year, phrase.range))
        case .mention: break
        default: times.append(phrase)
        }
    }

    /// The end of a Latin name that begins at a place, with the digits in it, as in `PM2.5`.
    private static func nameEnd(at place: Int, in range: Range<Int>, _ scalars: [Unicode.Scalar]) -> Int? {
        guard Sign.isLatin(scalars[place]), !Sign.isDigit(scalars[place]) else { return nil }
        var end = place + 1
        while end < range.upperBound, Sign.isLatin(scalars[end]) || scalars[end] == "." || scalars[end] == "-" {
            end += 1
        }
        return end
    }

    private static func digits(at place: Int, in range: Range<Int>, _ scalars: [Unicode.Scalar]) -> Int {
        scalars[place..<range.upperBound].prefix { Sign.isDigit($0) || $0 == "." || $0 == "-" }.count
    }
}
