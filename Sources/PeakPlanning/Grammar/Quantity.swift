import Units

/// A number with its unit and the words that compare with it (数量短语).
struct Quantity {
    /// How the words before a number relate to it.
    enum Relation: Equatable {
        /// 不低于.
        case bound(PlanIndicator.Comparator)
        /// 达到.
        case reach(PlanIndicator.Comparator)
        /// 提高, with what the change is called.
        case rise(String)
        /// 下降, with what the change is called.
        case fall(String)
    }

    let lower: FixedPoint
    let upper: FixedPoint?
    let unit: String?
    /// Number and unit.
    let core: Range<Int>
    /// With the comparing words around them.
    var range: Range<Int>
    /// The words right before it.
    var relation: Relation?
    /// Where the relation's words stand.
    var relationRange: Range<Int>
    /// 以上, 以内 behind it.
    let after: PlanIndicator.Comparator?
    /// What stands between the relation and the number, as in 不低于总建筑面积的10%.
    var reference: Range<Int>?
    /// 约 or 左右: where a word stands that makes the number a rough one.
    let about: Range<Int>?
    /// Whether the number is written in Chinese numerals.
    let isChinese: Bool
    /// The unit's own word, without what it is counted per.
    let measure: String?
    /// How sure it is that the unit is one.
    let certainty: Certainty
    /// Whether it counts times: 倍, 番, 成.
    let isMultiple: Bool

    /// How sure it is that what stands behind a number is a unit.
    enum Certainty {
        case certain
        /// Other words use it too, such as 部.
        case weak
        /// The lexicon does not have it.
        case unknown
    }

    /// Whether the words around it compare.
    var isBounded: Bool { relation != nil || after != nil }

    /// Whether a relation asks for a change instead of a level.
    var isChange: Bool {
        switch relation {
        case .rise, .fall: true
        default: false
        }
    }
}

extension QuantityWords {
    /// The number with a unit that begins at a place; nothing before `start` belongs to it.
    ///
    /// `nil` where the number counts nothing: part of a name, an ordinal, an indefinite 一种. A number in words counts
    /// where words compare with it or, from two on, where a verb such as 建成 stands before it.
    func quantity(
        at place: Int,
        in clause: Range<Int>,
        after start: Int,
        _ scalars: [Unicode.Scalar],
        _ numerals: ChineseNumerals,
        _ aims: AimWords
    ) -> Quantity? {
        let percentage = percentage(at: place, upTo: clause.upperBound, scalars, numerals)
        guard let number = percentage ?? number(at: place, upTo: clause.upperBound, scalars, numerals) else {
            return nil
        }
        let unit =
            percentage.map { Unit(text: percent, base: percent, end: $0.end) }
            ?? unit(at: number.end, upTo: clause.upperBound, scalars)
        let core = place..<(unit?.end ?? number.end)
        // Without a unit the number must stand for itself: a ratio, not the beginning of another word.
        let tail = comparison(after: core.upperBound, upTo: clause.upperBound, scalars)
        if unit == nil, tail == nil, !standsAlone(endingAt: core.upperBound, upTo: clause.upperBound, scalars) {
            return nil
        }
        let about = about(endingAt: place, from: start, scalars)
        var before = relation(endingAt: place - about, from: start, scalars)
        let rough = tail.flatMap { $0.comparator == nil ? $0.range : nil }
        let per = each(endingAt: before.range.lowerBound, from: start, scalars)
        // 降低到每平方米25千瓦时: the verb stands before what is counted per.
        if before.relation == nil, let per { before = relation(endingAt: per.start, from: start, scalars) }
        let divisor = per?.unit ?? each(within: start..<before.range.lowerBound, scalars)
        let first = min(per?.start ?? place, before.range.lowerBound)
        var quantity = Quantity(
            lower: number.lower,
            upper: number.upper,
            unit: unit.map { unit in divisor.map { "\(unit.text)/\($0)" } ?? unit.text },
            core: core,
            range: first..<(tail?.range.upperBound ?? core.upperBound),
            relation: before.relation,
            relationRange: before.range,
            after: tail?.comparator,
            about: rough ?? (about > 0 ? place - about..<place : nil),
            isChinese: number.isChinese,
            measure: unit?.base,
            certainty: unit.map(certainty) ?? .certain,
            isMultiple: unit.map { isMultiple($0.base) } ?? false
        )
        if quantity.isBounded { return quantity }
        guard let loose = bound(before: place - about, from: start, scalars) else {
            guard let unit else { return nil }
            let isCounted = aims.goalVerbs.length(endingAt: place, in: scalars, from: start) != nil
            if unit.isWeak {
                let isLast = !Self.isWordPart(at: core.upperBound, upTo: clause.upperBound, scalars)
                let counts = counting.contains(unit.base) && !number.isChinese && (isCounted || isLast)
                return counts || isLevel(unit, endingAt: place, from: start, scalars, aims) ? quantity : nil
            }
            if number.isChinese {
                // 建成三座换热站, 建成换热站三座.
                let ends = !Self.isWordPart(at: core.upperBound, upTo: clause.upperBound, scalars)
                let isDone = ends && aims.goalVerbs.first(in: start..<place, of: scalars) != nil
                return (isCounted || isDone) && number.lower > FixedPoint(mantissa: 1) ? quantity : nil
            }
            return quantity
        }
        quantity.relation = .bound(loose.comparator)
        quantity.relationRange = loose.range
        quantity.reference = loose.range.upperBound..<place - about
        quantity.range = loose.range.lowerBound..<quantity.range.upperBound
        return quantity
    }

    private static func isWordPart(at place: Int, upTo end: Int, _ scalars: [Unicode.Scalar]) -> Bool {
        place < end && Sign.isWordPart(scalars[place])
    }

    /// Whether a number without a unit is a ratio, not the beginning of another word or one of several.
    private func standsAlone(endingAt place: Int, upTo end: Int, _ scalars: [Unicode.Scalar]) -> Bool {
        if place == end || links.length(at: place, in: scalars, upTo: end) != nil { return true }
        return !Sign.isWordPart(scalars[place]) && scalars[place] != Sign.listComma
            && !isRemainder(at: place, upTo: end, scalars)
    }
}
