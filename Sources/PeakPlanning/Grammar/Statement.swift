import Units

/// What one clause states (陈述), given the year in force.
struct Statement {
    let clause: Clause
    let passage: Passage
    let words: Lexicon
    /// The year in force, this clause's own or one inherited.
    let year: TimePhrase?
    /// The years of a clause right before it that holds nothing else, such as 到2025年、2030年.
    let leadingYears: [TimePhrase]
    /// Whether what it says is past.
    let isFact: Bool
    /// Where its words begin, those of a year right before it included.
    let start: Int
    /// The subject of the statement before, which a bare measure takes over.
    let lastSubject: Range<Int>?
    /// What an earlier change in the sentence is compared with.
    let lastBaseline: (year: Int?, range: Range<Int>)?
    /// Whether the clause tells what must be, such as 应.
    let isRule: Bool

    /// The productions of the grammar, by the names under which indicators show them.
    enum Production: String, CaseIterable {
        /// 覆盖率达到35%以上, 漏损率控制在9%以内.
        case level = "value.level"
        /// 能效提升30%以上, 损耗率比2020年下降20%.
        case change = "value.change"
        /// 累计改造300万平方米.
        case amount = "value.amount"
        /// 建设2个绿色生态城区.
        case count = "value.count"
        /// 翻一番, 提高一倍.
        case multiple = "value.multiple"
        /// 黑臭水体清零, 零填埋.
        case zero = "value.zero"
        /// 60%以上的城市社区达到创建要求.
        case share = "value.share"
        /// 全面执行75%节能设计标准, 100%执行.
        case standard = "value.standard"
        /// 2万平方米以上的公共建筑.
        case threshold = "value.threshold"
        /// 2005年之前建成的项目.
        case age = "year.age"
        /// 达到峰值.
        case peak = "milestone.peak"
        /// 颁布实施.
        case issue = "milestone.issue"
        /// 完成….
        case completion = "milestone.completion"
        /// 建成….
        case building = "milestone.building"
        /// 全面推广, 全部采用.
        case all = "implied.all"
        /// A year that governs no number.
        case aim = "aim.dated"
    }

    var naming: Naming { Naming(passage, words) }
    var scalars: [Unicode.Scalar] { passage.scalars }

    /// The year as a goal; `nil` where what is said is past or no year is in force.
    var goal: TimePhrase? { isFact ? nil : year }

    /// Whether the clause stands under a year to come or has a verb such as 建成.
    var saysWhatToDo: Bool {
        !isFact && (goal != nil || words.aims.goalVerbs.first(in: clause.range, of: scalars) != nil)
    }

    /// Whether it begins with a verb such as 新建, 力争 and the like left out.
    var beginsWithGoalVerb: Bool {
        words.aims.goalVerbs.length(at: content.lowerBound, in: scalars, upTo: content.upperBound) != nil
    }

    /// Whether words only narrow what a statement is about, such as 县城 or 居住建筑.
    func isScope(_ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        while let length = words.scopes.words.length(at: place, in: scalars, upTo: range.upperBound)
            ?? words.aims.others.length(at: place, in: scalars, upTo: range.upperBound)
        {
            place += length
        }
        return !range.isEmpty && place == range.upperBound
    }

    /// What a clause yields (陈述结果).
    struct Yield {
        var rows: [PlanIndicator] = []
        /// The subject that the next clause may take over.
        var subject: Range<Int>?
        /// Whether something in it looks like a target and was not understood.
        var isUnread = false
    }

    /// 力争 right before the year in force, which holds as far as the year does.
    var inheritedQualifier: String? {
        guard let goal, goal.range.lowerBound < start else { return nil }
        return words.aims.qualifiers.length(endingAt: goal.range.lowerBound, in: scalars, from: 0).map {
            passage.text.text(goal.range.lowerBound - $0..<goal.range.lowerBound)
        }
    }

    /// The rows of the clause.
    func indicators() -> Yield {
        var found = Yield(rows: ageRules(), isUnread: !isFact && !clause.unread.isEmpty)
        var hasLost = false
        var rowless = 0
        var lastKept = clause.range.lowerBound
        for index in clause.quantities.indices {
            let phrase = QuantityPhrase(self, index, from: lastKept, lastSubject: found.subject ?? lastSubject)
            guard let row = phrase.indicator(isFirst: lastKept == clause.range.lowerBound) else {
                hasLost = hasLost || phrase.isUnread
                rowless += 1
                continue
            }
            guard isSound(row, phrase) else {
                found.isUnread = true
                lastKept = clause.quantities[index].range.upperBound
                continue
            }
            found.rows.append(row)
            lastKept = clause.quantities[index].range.upperBound
            if !phrase.subject.isEmpty { found.subject = phrase.bearingSubject }
        }
        let doubts = doubts(isConditioned: rowless > 0)
        for index in found.rows.indices { found.rows[index].confidence.lower(by: doubts) }
        // Under a year 12条线路贯通 is more than an aim without a number.
        if found.rows.isEmpty, goal != nil, clause.looseUnits.contains(where: words.quantities.counting.contains) {
            found.isUnread = true
        }
        if clause.quantities.isEmpty || (found.rows.isEmpty && goal != nil), !isFact, !found.isUnread {
            found.rows += implied()
        }
        if found.rows.isEmpty, hasLost { found.isUnread = true }
        return found
    }

    /// What other numbers of the clause make its rows less sure.
    private func doubts(isConditioned: Bool) -> [Confidence.Reason] {
        (isConditioned ? [.besideCondition] : []) + (clause.unread.isEmpty ? [] : [.besideUnread])
    }

    /// Whether a name is one: neither a number that was not understood nor what is left of a number stands in it.
    private func isSound(_ row: PlanIndicator, _ phrase: QuantityPhrase) -> Bool {
        let named = [phrase.subject, phrase.isAttributive ? phrase.following : nil, phrase.quantity.reference]
            .compactMap(\.self)
        if named.contains(where: clause.hasUnread) { return false }
        let name = Array(row.name.unicodeScalars)
        return words.quantities.percentLeads.first(in: 0..<name.count, of: name) == nil
            && !words.quantities.isRemainder(at: 0, upTo: name.count, name)
    }

    /// Standing rules about how old something is; beside an aim with a year they are its condition.
    private func ageRules() -> [PlanIndicator] {
        guard goal == nil, !isFact else { return [] }
        var rows: [PlanIndicator] = []
        var start = clause.range.lowerBound
        for phrase in clause.times {
            if case .age(let comparator) = phrase.role { rows.append(ageRule(phrase, comparator, from: start)) }
            start = phrase.range.upperBound
        }
        return rows
    }

    private func ageRule(
        _ phrase: TimePhrase,
        _ comparator: PlanIndicator.Comparator,
        from start: Int
    ) -> PlanIndicator {
        let before = naming.trim(start..<phrase.range.lowerBound)
        let noun = naming.noun(phrase.range.upperBound..<clause.range.upperBound)
        let quote = passage.text.bytes(of: start..<max(noun.upperBound, phrase.range.upperBound))
        return PlanIndicator(
            kind: .rule,
            name: naming.name(before) + words.times.ageName + words.aims.suffixes.year,
            comparator: comparator,
            value: FixedPoint(mantissa: Int64(phrase.year)),
            unit: words.times.yearUnit,
            qualifier: naming.qualifier(in: start..<phrase.range.lowerBound) ?? "",
            scope: naming.name(before),
            quote: passage.text.original(quote),
            quoteMark: quote,
            valueMark: passage.text.bytes(of: phrase.range),
            production: Production.age.rawValue,
            confidence: Confidence(reasons(.rule, .age))
        )
    }
}
