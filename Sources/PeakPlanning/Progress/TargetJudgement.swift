/// What a target asks for, and how a series of yearly values stands to it (进展判断).
///
/// The rule, which is this program's own convention where no source is named: no plan and no standard says from when on
/// a target is at risk.
///
/// 1. Met is met: the last value up to the goal's year satisfies the comparison.
/// 2. Once the goal's year is over, a value of that year which does not is a miss; without one, or with one that is
///    known in part only, there is no evidence, and whatever a later year brings changes nothing. An aspiration is not
///    reached instead of missed.
/// 3. Before that the odds decide that ``TargetForecast`` gives: on track from ⅔ on, off track below ⅓, at risk between,
///    the bounds of “likely” and “unlikely” in the IPCC's calibrated language (Mastrandrea et al., Guidance Note for Lead
///    Authors of the IPCC Fifth Assessment Report, 2010).
/// 4. Where ``RequiredPath`` says the opposite, the target is at risk: off track but ahead of every path, or on track but
///    behind every path.
/// 5. Two values give a line without odds: on track where it reaches the goal, else at risk. One value says nothing: at
///    risk.
public struct TargetJudgement: Hashable, Sendable {
    /// From which odds on a target is on track.
    public static let likely = 2.0 / 3
    /// Below which odds a target is off track.
    public static let unlikely = 1.0 / 3

    /// How a value must compare; ``PlanIndicator/Comparator/equal`` and `between` ask for at least the goal, or for at
    /// most the goal where less is better.
    public let comparator: PlanIndicator.Comparator
    /// The value to reach; of a range the end that is reached first. [the target's unit]
    public let goal: Double
    /// The year by whose end it is to be reached; `nil` where it holds at any time.
    public let year: Int?
    /// Whether values lie between 0 and 100, so that no forecast leaves that range.
    public let isPercentage: Bool
    /// How far the plan binds itself.
    public let commitment: Commitment
    /// Whether each value holds the years before it too (累计), so that none falls below the one before.
    public let isCumulative: Bool
    /// The year in which the change that is measured starts from nothing; `nil` for absolute values.
    public let baselineYear: Int?
    /// Whether less is better: as the comparison says, else as what is measured says.
    public let isLowerBetter: Bool

    /// Creates what a target asks for.
    public init(
        comparator: PlanIndicator.Comparator,
        goal: Double,
        year: Int?,
        isPercentage: Bool,
        commitment: Commitment = .binding,
        isCumulative: Bool = false,
        baselineYear: Int? = nil,
        isFalling: Bool = false
    ) {
        self.comparator = comparator
        self.goal = goal
        self.year = year
        self.isPercentage = isPercentage
        self.commitment = commitment
        self.isCumulative = isCumulative
        self.baselineYear = baselineYear
        isLowerBetter =
            switch comparator {
            case .atMost, .lessThan: true
            case .atLeast, .moreThan: false
            case .equal, .between: isFalling
            }
    }

    /// Whether a value satisfies the comparison.
    public func meets(_ value: Double) -> Bool {
        switch comparator {
        case .equal, .between: isLowerBetter ? value <= goal : value >= goal
        case .atLeast: value >= goal
        case .moreThan: value > goal
        case .atMost: value <= goal
        case .lessThan: value < goal
        }
    }

    /// How a series stands in a year; years may come in any order.
    ///
    /// - Parameters:
    ///   - series: the values by year.
    ///   - currentYear: the year of today.
    ///   - incomplete: how much is known of the goal's year, where its value is left out for being known in part only.
    ///   - successor: the item of a later plan that follows this target; `nil` where none does.
    /// - Returns: how it stands, what is expected of it, and why.
    public func progress(
        of series: [(year: Int, value: Double)],
        in currentYear: Int,
        incomplete: Double? = nil,
        successor: Int64? = nil
    ) -> TargetProgress {
        let known = series.filter { $0.value.isFinite }.sorted { ($0.year, $0.value) < ($1.year, $1.value) }
        let counted = year.map { year in known.filter { $0.year <= year } } ?? known
        let gap = counted.last.map { isLowerBetter ? goal - $0.value : $0.value - goal }
        let given = premises(counted)
        if commitment == .incentive { return TargetProgress(status: .incentive, gap: gap, reasons: given) }
        if let year, currentYear > year {
            let later = known.first { $0.year > year && meets($0.value) }
            let partly = incomplete.map { [JudgementReason(.incomplete, .year(year), .share($0))] } ?? []
            return ended(counted.last, in: year, gap, later: later, successor: successor, given + partly)
        }
        guard let last = counted.last else { return TargetProgress(status: .noData, reasons: given) }
        guard let year else { return standing(last, gap, given) }
        let outlook = forecast(of: counted, for: year)
        if meets(last.value) { return holding(last, gap, outlook, given) }
        let step = JudgementReason(.notMet, .year(last.year), .value(last.value), .value(goal))
        let found = expected(counted, last: last, in: year, outlook)
        return TargetProgress(status: found.status, gap: gap, outlook: outlook, reasons: given + [step] + found.reasons)
    }

    /// What the judgement rests on.
    private func premises(_ counted: [(year: Int, value: Double)]) -> [JudgementReason] {
        var reasons = commitment.reason.map { [$0] } ?? []
        if let first = counted.first, let last = counted.last {
            reasons.append(JudgementReason(.history, .count(counted.count), .year(first.year), .year(last.year)))
        } else {
            reasons.append(JudgementReason(.noValue))
        }
        if isCumulative { reasons.append(JudgementReason(.cumulative)) }
        if let baselineYear { reasons.append(JudgementReason(.baseline, .year(baselineYear))) }
        if year == nil { reasons.append(JudgementReason(.standing)) }
        return reasons
    }

    /// A target without a year: what it asks for holds at any time.
    private func standing(
        _ last: (year: Int, value: Double),
        _ gap: Double?,
        _ given: [JudgementReason]
    ) -> TargetProgress {
        let isMet = meets(last.value)
        let reason = JudgementReason(isMet ? .met : .notMet, .year(last.year), .value(last.value), .value(goal))
        let failed: TargetProgress.Status = commitment == .aspiration ? .notReached : .behind
        return TargetProgress(status: isMet ? .done : failed, gap: gap, reasons: given + [reason])
    }

    /// A target that is met before its year is over, and may yet be lost.
    private func holding(
        _ last: (year: Int, value: Double),
        _ gap: Double?,
        _ outlook: TargetForecast?,
        _ given: [JudgementReason]
    ) -> TargetProgress {
        var reasons = given + [JudgementReason(.met, .year(last.year), .value(last.value), .value(goal))]
        if let odds = outlook?.odds, odds < Self.likely { reasons.append(JudgementReason(.mayBeLost, .odds(odds))) }
        return TargetProgress(status: .done, gap: gap, outlook: outlook, reasons: reasons)
    }
}
