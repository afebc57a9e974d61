extension QuantityPhrase {
    /// The noun of a list that a number belongs to where 分别 deals several numbers out to several nouns, with the measure
    /// that only the last noun names: 居住建筑 and 公共建筑节能率 have 居住建筑节能率 and 公共建筑节能率.
    var dealtName: String? {
        guard let dealt, let list = index == dealt.lowerBound ? subject : lastSubject else { return nil }
        let nouns = parts(of: list)
        guard nouns.count == dealt.count, let end = nouns.last else { return nil }
        let noun = nouns[index - dealt.lowerBound]
        let naming = statement.naming
        let measure = words.aims.bareMeasures.length(endingAt: end.upperBound, in: scalars, from: end.lowerBound) ?? 0
        let own = words.aims.bareMeasures.length(endingAt: noun.upperBound, in: scalars, from: noun.lowerBound)
        let lent = own == nil ? naming.name(end.upperBound - measure..<end.upperBound) : ""
        return naming.name(noun) + lent
    }

    /// The year of several that a number belongs to, as in 2025年、2030年占比分别达到35%、45%.
    var dealtYear: TimePhrase? {
        let years = goals.isEmpty ? statement.leadingYears : goals
        guard let dealt, years.count == dealt.count else { return nil }
        let gaps = zip(years, years.dropFirst()).map {
            $0.range.upperBound..<max($0.range.upperBound, $1.range.lowerBound)
        }
        return gaps.allSatisfy(isJoint) ? years[index - dealt.lowerBound] : nil
    }

    /// The year before the number where the clause names several, as in 2025年达40%、2030年达70%.
    var ownYear: TimePhrase? {
        goals.count > 1 ? goals.last { $0.range.upperBound <= quantity.core.lowerBound } : nil
    }

    private var goals: [TimePhrase] { statement.clause.times.filter { $0.role == .goal } }

    /// The numbers of the clause, this one among them, that 分别 deals out.
    private var dealt: Range<Int>? {
        let quantities = statement.clause.quantities
        var first = index
        while first > 0, follows(quantities[first - 1], quantities[first]) { first -= 1 }
        var last = index
        while last + 1 < quantities.count, follows(quantities[last], quantities[last + 1]) { last += 1 }
        let start = quantities[first].range.lowerBound
        // 分别比2020年下降: what is compared with may stand between.
        let baseline = statement.clause.baselines.last { $0.range.upperBound == start }?.range.lowerBound
        let isDealt = words.aims.respectively.length(endingAt: baseline ?? start, in: scalars, from: 0) != nil
        return last > first && isDealt ? first..<last + 1 : nil
    }

    private func follows(_ one: Quantity, _ other: Quantity) -> Bool {
        isJoint(one.range.upperBound..<max(one.range.upperBound, other.range.lowerBound))
    }

    private func isJoint(_ gap: Range<Int>) -> Bool {
        !gap.isEmpty
            && words.aims.numberJoints.length(at: gap.lowerBound, in: scalars, upTo: gap.upperBound) == gap.count
    }

    private func parts(of list: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = list.lowerBound
        while let joint = words.aims.numberJoints.first(in: start..<list.upperBound, of: scalars) {
            parts.append(start..<joint.lowerBound)
            start = joint.upperBound
        }
        return (parts + [start..<list.upperBound]).filter { !$0.isEmpty }
    }
}
