extension QuantityWords {
    /// How long the 约 is that ends before a place; 0 where there is none.
    func about(endingAt place: Int, from start: Int, _ scalars: [Unicode.Scalar]) -> Int {
        if notAbout.length(endingAt: place, in: scalars, from: start) != nil { return 0 }
        return about.length(endingAt: place, in: scalars, from: start) ?? 0
    }

    /// Whether the words right before a place compare with what follows.
    func relation(
        endingAt place: Int,
        from start: Int,
        _ scalars: [Unicode.Scalar]
    ) -> (
        relation: Quantity.Relation?, range: Range<Int>
    ) {
        let bound = bound(endingAt: place, from: start, scalars)
        let reach = reaching.word(endingAt: place, in: scalars, from: start)
        let rise = changes.word(endingAt: place, in: scalars, from: start)
        let fall = falls.word(endingAt: place, in: scalars, from: start)
        let longest = max(bound?.length ?? 0, reach?.length ?? 0, rise?.length ?? 0, fall?.length ?? 0)
        let range = place - longest..<place
        if longest == 0 { return (nil, range) }
        if let bound, bound.length == longest { return (.bound(bound.comparator), range) }
        if let reach, reach.length == longest { return (.reach(reach.value), range) }
        if let rise, rise.length == longest { return (.rise(rise.value), range) }
        return (fall.map { .fall($0.value) }, range)
    }

    /// The comparing word that ends before a place, turned round by a 不 before it: 不低于, 不宜高于.
    private func bound(
        endingAt place: Int,
        from start: Int,
        _ scalars: [Unicode.Scalar]
    ) -> (
        comparator: PlanIndicator.Comparator, length: Int
    )? {
        guard let word = before.word(endingAt: place, in: scalars, from: start) else { return nil }
        let negation = negations.length(endingAt: place - word.length, in: scalars, from: start)
        return negation.map { (word.value.opposite, word.length + $0) } ?? (word.value, word.length)
    }

    /// The last comparing word before a number that does not stand right before it.
    func bound(
        before place: Int,
        from start: Int,
        _ scalars: [Unicode.Scalar]
    ) -> (
        comparator: PlanIndicator.Comparator, range: Range<Int>
    )? {
        for end in (max(start, place - Self.longestReference)..<place).reversed() {
            if let word = bound(endingAt: end, from: start, scalars), word.length > 1 {
                return (word.comparator, end - word.length..<end)
            }
        }
        return nil
    }

    /// How far a comparing word may stand from its number. [characters]
    private static let longestReference = 20

    func comparison(
        after place: Int,
        upTo end: Int,
        _ scalars: [Unicode.Scalar]
    ) -> (
        comparator: PlanIndicator.Comparator?, range: Range<Int>
    )? {
        let skipped = place + (inclusive.length(at: place, in: scalars, upTo: end) ?? 0)
        return after.word(at: skipped, in: scalars, upTo: end).map { ($0.value, skipped..<skipped + $0.length) }
    }
}
