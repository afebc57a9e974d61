import Units

extension QuantityPhrase {
    /// The row for the number, if it makes one.
    ///
    /// The quote of the first one of a clause begins with the year.
    func indicator(isFirst: Bool) -> PlanIndicator? {
        guard let (kind, production) = reading() else { return nil }
        let text = statement.passage.text
        let quote = quoteRange(isFirst: isFirst, production)
        let year = kind == .rule ? nil : dealtYear ?? ownYear ?? statement.year
        let name = name(production)
        return PlanIndicator(
            kind: kind,
            name: name,
            comparator: comparator(kind, production),
            value: quantity.lower,
            upperValue: quantity.upper,
            unit: unit(of: name),
            year: year?.year,
            yearPhrase: year.map { text.original(text.bytes(of: $0.range)) },
            verb: verbText(production),
            baseline: baseline,
            qualifier: qualifier(in: quote),
            scope: scope(production),
            quote: text.original(text.bytes(of: quote)),
            quoteMark: text.bytes(of: quote),
            valueMark: text.bytes(of: valueRange),
            yearMark: year.map { text.bytes(of: $0.range) },
            production: production.rawValue,
            confidence: confidence(kind, production)
        )
    }

    private func comparator(_ kind: PlanIndicator.Kind, _ production: Statement.Production) -> PlanIndicator.Comparator
    {
        if quantity.upper != nil { return .between }
        if let after = quantity.after { return after }
        let isWhole = isPercentage && quantity.lower == FixedPoint(mantissa: 100)
        switch quantity.relation {
        case .bound(let bound): return bound
        case .reach where quantity.about != nil, nil where quantity.about != nil: return .equal
        case .reach(let bound): return kind == .baselineFact || (isWhole && bound == .atLeast) ? .equal : bound
        case .rise, .fall: return kind == .baselineFact ? .equal : .atLeast
        case nil: return kind == .baselineFact || isWhole || production == .standard ? .equal : .atLeast
        }
    }

    /// The value with the words that bound it; 达到 and 提高 are the clause's verb and stay outside.
    private var valueRange: Range<Int> {
        if case .bound = quantity.relation { return quantity.range }
        return
            (quantity.relation == nil
            ? quantity.range.lowerBound
            : min(quantity.about?.lowerBound ?? quantity.core.lowerBound, quantity.core.lowerBound))..<quantity.range
            .upperBound
    }

    /// 平方米 of something per head is 平方米/人.
    private func unit(of name: String) -> String? {
        guard let unit = quantity.unit, !unit.contains("/"), !isPercentage else { return quantity.unit }
        let signs = Array(name.unicodeScalars)
        let isPerHead = words.quantities.perHead.first(in: 0..<signs.count, of: signs) != nil
        return isPerHead ? "\(unit)/\(words.quantities.person)" : unit
    }

    private func verbText(_ production: Statement.Production) -> String {
        let text = statement.passage.text
        let own: Range<Int>?
        switch production {
        case .share: own = words.aims.sharePredicates.first(in: following, of: scalars)
        case .standard where quantity.relation == nil: own = wholeLevelVerb
        default:
            let forbidding = words.aims.forbidding.first(in: before, of: scalars)
            own = quantity.relation == nil ? forbidding ?? goalVerb : quantity.relationRange
        }
        let verb = own.map(text.text) ?? ""
        let tail =
            quantity.after == nil || production == .share
            ? "" : text.text(quantity.core.upperBound..<quantity.range.upperBound)
        return tail.isEmpty ? verb : verb.isEmpty ? tail : "\(verb)…\(tail)"
    }

    /// 执行 with the 全面 before it.
    private var wholeLevelVerb: Range<Int>? {
        levelVerb.map { verb in
            let all = words.aims.all.length(endingAt: verb.lowerBound, in: scalars, from: before.lowerBound) ?? 0
            return verb.lowerBound - all..<verb.upperBound
        }
    }

    /// What a change is compared with: words of the clause, or a subject such as 改造后….
    private var baseline: PlanIndicator.Baseline? {
        guard quantity.isChange else { return nil }
        let text = statement.passage.text
        var direction = PlanIndicator.Baseline.Direction.up
        if case .fall = quantity.relation { direction = .down }
        if let given = ownBaseline ?? (takesOverBaseline ? statement.lastBaseline : nil) {
            return PlanIndicator.Baseline(year: given.year, text: text.text(given.range), direction: direction)
        }
        let after = words.times.afterwards.word(at: subject.lowerBound, in: scalars, upTo: subject.upperBound)
        return after.map { PlanIndicator.Baseline(year: nil, text: $0.value, direction: direction) }
    }

    private var ownBaseline: (year: Int?, range: Range<Int>)? {
        statement.clause.baseline(of: quantity.range.lowerBound)
    }

    /// 力争, 不低于, with 左右 behind it.
    private func qualifier(in quote: Range<Int>) -> String {
        [aim(in: quote), quantity.about.map(statement.passage.text.text) ?? ""].filter { !$0.isEmpty }
            .joined(separator: "…")
    }

    private func aim(in quote: Range<Int>) -> String {
        let naming = statement.naming
        if let word = naming.qualifier(in: quote.lowerBound..<quantity.range.upperBound) { return word }
        if let word = naming.qualifier(in: statement.start..<max(statement.start, quote.lowerBound)) { return word }
        if let word = statement.inheritedQualifier { return word }
        guard case .bound = quantity.relation else { return "" }
        let range = quantity.relationRange
        let isBound =
            words.aims.boundQualifiers.length(at: range.lowerBound, in: scalars, upTo: range.upperBound) != nil
        return isBound ? statement.passage.text.text(range) : ""
    }

    /// From the year, or the number before, to the noun behind the number.
    private func quoteRange(isFirst: Bool, _ production: Statement.Production) -> Range<Int> {
        var start = isFirst ? statement.start : min(subject.lowerBound, quantity.range.lowerBound)
        if start > quantity.range.lowerBound { start = quantity.range.lowerBound }
        let end: Int
        switch production {
        case .threshold: end = statement.naming.noun(following).upperBound
        default: end = following.upperBound
        }
        let isLast = following.upperBound == statement.clause.range.upperBound
        return
            start..<(isLast || production == .threshold
            ? max(end, quantity.range.upperBound) : quantity.range.upperBound)
    }
}

extension QuantityWords {
    func isPercent(_ unit: String) -> Bool { unit == "%" }

    /// Whether a unit is one of time, which says how old or how long.
    func isTime(_ unit: String?) -> Bool {
        guard let signs = unit.map({ Array($0.unicodeScalars) }) else { return false }
        return timeUnits.length(at: 0, in: signs, upTo: signs.count) == signs.count
    }
}
