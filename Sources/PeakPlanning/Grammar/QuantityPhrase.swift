import Units

/// One number of a clause with the words before and behind it (数量陈述): decides what it means.
struct QuantityPhrase {
    let statement: Statement
    let quantity: Quantity
    /// Its place among the numbers of the clause.
    let index: Int
    /// What stands before it and says what is measured.
    let subject: Range<Int>
    /// What stands behind it up to the next number.
    let following: Range<Int>
    /// The subject of the number before, which a bare measure takes over.
    let lastSubject: Range<Int>?
    private let hasLater: Bool
    /// Whether nothing but 和 stands between it and the number behind it.
    private let leadsToNumber: Bool
    let before: Range<Int>

    /// The phrase of a clause's number; nothing before `start` belongs to it.
    init(_ statement: Statement, _ index: Int, from start: Int, lastSubject: Range<Int>?) {
        let clause = statement.clause
        self.statement = statement
        self.index = index
        self.lastSubject = lastSubject
        quantity = clause.quantities[index]
        hasLater = index + 1 < clause.quantities.count
        let end = hasLater ? clause.quantities[index + 1].range.lowerBound : clause.range.upperBound
        let scalars = statement.scalars
        let words = statement.words.aims
        var behind = quantity.range.upperBound
        behind += words.predicateEnds.length(at: behind, in: scalars, upTo: end) ?? 0
        following = behind..<end
        let joint =
            index == 0 ? nil : words.numberJoints.length(at: start, in: scalars, upTo: quantity.range.lowerBound)
        before = start + (joint ?? 0)..<quantity.range.lowerBound
        leadsToNumber = hasLater && words.numberJoints.length(at: behind, in: scalars, upTo: end) == end - behind
        subject = Self.subject(statement, before)
    }

    /// The words before a number without year, baseline and words that lead in; those before a year where nothing else
    /// is left.
    private static func subject(_ statement: Statement, _ before: Range<Int>) -> Range<Int> {
        let naming = statement.naming
        let cuts = statement.clause.cuts(in: before)
        var parts: [Range<Int>] = []
        var start = before.lowerBound
        for cut in cuts {
            parts.append(start..<max(start, cut.lowerBound))
            start = max(start, cut.upperBound)
        }
        parts.append(start..<before.upperBound)
        return parts.reversed().map(naming.trim).first { !$0.isEmpty } ?? before.upperBound..<before.upperBound
    }

    var words: Lexicon { statement.words }
    var scalars: [Unicode.Scalar] { statement.scalars }
    var isPercentage: Bool { quantity.unit.map { words.quantities.isPercent($0) } ?? false }
    private var isWhole: Bool { isPercentage && quantity.lower == FixedPoint(mantissa: 100) }

    /// The subject with whoever has it, for the clause that follows.
    var bearingSubject: Range<Int> {
        guard let last = lastSubject else { return subject }
        let hasMeasure = statement.naming.bearer(last) != last
        if statement.naming.isBareMeasure(subject) || hasMeasure && statement.isScope(subject) { return last }
        return subject
    }

    /// Whether a noun follows to which the number belongs.
    var isAttributive: Bool { !leadsToNumber && following.first.map { Sign.isWordPart(scalars[$0]) } ?? false }

    /// Whether 的 ties it to what follows.
    var isTied: Bool {
        words.quantities.links.length(at: following.lowerBound, in: scalars, upTo: following.upperBound) != nil
    }

    /// A verb right before the number, at most a short word away.
    private func verb(_ verbs: Vocabulary, within distance: Int) -> Range<Int>? {
        for end in (max(before.lowerBound, before.upperBound - distance)...before.upperBound).reversed() {
            if let length = verbs.length(endingAt: end, in: scalars, from: before.lowerBound) {
                let isOther = words.aims.notGoalVerbs.length(at: end - length, in: scalars, upTo: before.upperBound)
                return isOther == nil ? end - length..<end : nil
            }
        }
        return nil
    }

    /// 建设 right before the number, or between a comparing word and the number as in 至少建成1个.
    var goalVerb: Range<Int>? {
        verb(words.aims.goalVerbs, within: 2)
            ?? quantity.reference.flatMap { words.aims.goalVerbs.first(in: $0, of: scalars) }
    }
    var levelVerb: Range<Int>? { verb(words.aims.levelVerbs, within: QuantityWords.levelVerbDistance) }

    /// What the number means; `nil` where it is a condition of something else, or nothing.
    func reading() -> (kind: PlanIndicator.Kind, production: Statement.Production)? {
        if statement.isFact { return fact() }
        // 实施10项行动: without a year a bare number before a weak unit is no aim.
        if statement.goal == nil, quantity.certainty == .weak, !quantity.isBounded, levelVerb == nil { return nil }
        let isPredicate = !isAttributive || (quantity.relation != nil && !isTied && quantity.reference == nil)
        return isPredicate ? predicate() : attribute()
    }

    private func fact() -> (PlanIndicator.Kind, Statement.Production)? {
        if isAttributive, isTied || quantity.after != nil { return nil }
        return (.baselineFact, isAttributive ? .count : quantity.relation == nil ? .amount : .level)
    }

    /// The number is what the clause says of its subject.
    private func predicate() -> (PlanIndicator.Kind, Statement.Production)? {
        if quantity.isChange {
            return (isRule && statement.goal == nil ? .rule : .target, quantity.isMultiple ? .multiple : .change)
        }
        let production: Statement.Production = quantity.relation == nil ? .amount : .level
        if statement.goal != nil { return (.target, production) }
        switch quantity.relation {
        case .bound: return (.rule, production)
        case .reach: return (isRule ? .rule : .target, production)
        default: break
        }
        if goalVerb != nil || isPercentage { return (isRule || goalVerb == nil ? .rule : .target, production) }
        if quantity.after != nil { return (.rule, production) }
        // 新建充电桩1万个: without a year, what the clause says is to be done.
        return statement.beginsWithGoalVerb ? (isRule ? .rule : .target, production) : nil
    }

    /// The number belongs to the noun behind it.
    private func attribute() -> (PlanIndicator.Kind, Statement.Production)? {
        let isDated = statement.goal != nil
        if isTied || quantity.after != nil || quantity.reference != nil || quantity.relation != nil {
            guard isDated else {
                if isShare { return (isRule ? .rule : .target, .share) }
                if isTask { return (.target, .count) }
                if isTied || goalVerb == nil && quantity.reference == nil { return (.rule, .threshold) }
                return (isRule || quantity.relation != nil ? .rule : .target, .count)
            }
            if hasLater || words.quantities.isTime(quantity.measure) { return nil }
            if isTask { return (.target, .count) }
            if isTied || isShare { return isPercentage && hasPredicate ? (.target, .share) : nil }
            if goalVerb != nil { return (.target, .count) }
            return levelVerb == nil ? nil : (.target, .standard)
        }
        if words.quantities.isTime(quantity.measure) { return nil }
        if let measure = quantity.measure, words.quantities.levels.contains(measure), levelVerb != nil {
            return (isDated ? .target : .rule, .standard)
        }
        if isPercentage {
            if isDated || isWhole { return (.target, .standard) }
            return levelVerb == nil ? nil : (.rule, .standard)
        }
        return isDated || goalVerb != nil ? (.target, .count) : nil
    }

    /// Whether it says how many of what follows reach something: 60%以上的社区达到…; with words before it only without
    /// 的, since 能效提升20%以上的建筑 has a condition.
    private var isShare: Bool {
        isPercentage && hasPredicate && goalVerb == nil && levelVerb == nil && !quantity.isChange
            && (isTied ? subject.isEmpty : quantity.after != nil)
    }

    /// Whether it is how much of a task is to be done, as in 完成不少于5万平方米的改造; 新建2万平方米以上的… is a condition.
    var isTask: Bool {
        guard isTied, !isRule, case .bound(.atLeast) = quantity.relation, quantity.reference == nil else {
            return false
        }
        return words.aims.genericVerbs.length(endingAt: quantity.range.lowerBound, in: scalars, from: before.lowerBound)
            != nil
    }

    /// Whether it looks like a target and makes none.
    var isUnread: Bool {
        guard statement.goal != nil, quantity.isBounded || isPercentage, !isTied, reading() == nil else { return false }
        return !words.quantities.isTime(quantity.measure)
    }

    /// Whether what it is compared with is that of an earlier clause.
    var takesOverBaseline: Bool {
        guard quantity.isChange, statement.clause.baselines.isEmpty, statement.lastBaseline != nil else { return false }
        return words.times.afterwards.word(at: subject.lowerBound, in: scalars, upTo: subject.upperBound) == nil
    }

    private var hasPredicate: Bool { words.aims.sharePredicates.first(in: following, of: scalars) != nil }

    private var isRule: Bool { statement.isRule }
}
