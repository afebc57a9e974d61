import Units

extension TargetProgress {
    /// How an indicator stands, given what was measured.
    ///
    /// - Parameters:
    ///   - indicator: a target or a milestone; one without a number has no data.
    ///   - series: the values by year, in any order; for a peak the yearly emissions.
    ///   - currentYear: the year of today.
    ///   - isCumulative: whether each value holds the years before it too (累计), so that it cannot fall.
    ///   - isFalling: whether less of what is measured is better, where the comparison does not say.
    ///   - incomplete: how much is known of the goal's year, where its value is left out for being known in part only.
    ///   - successor: the item of a later plan that follows it; `nil` where none does.
    public init(
        of indicator: PlanIndicator,
        series: [(year: Int, value: Double)],
        currentYear: Int,
        isCumulative: Bool = false,
        isFalling: Bool = false,
        incomplete: Double? = nil,
        successor: Int64? = nil
    ) {
        let commitment = Commitment(qualifier: indicator.qualifier)
        if indicator.isPeak, let year = indicator.year {
            let judgement = PeakJudgement(year: year, isBefore: indicator.saysBefore, commitment: commitment)
            self = judgement.progress(of: series, in: currentYear)
            return
        }
        guard let judgement = TargetJudgement(indicator, isCumulative: isCumulative, isFalling: isFalling) else {
            let reason = JudgementReason(commitment == .incentive ? .incentive : .noValue)
            self.init(status: commitment == .incentive ? .incentive : .noData, reasons: [reason])
            return
        }
        self = judgement.progress(of: series, in: currentYear, incomplete: incomplete, successor: successor)
    }
}

extension TargetJudgement {
    /// What an indicator asks for; `nil` without a number.
    ///
    /// Where less is better a range is reached at its upper end.
    public init?(_ indicator: PlanIndicator, isCumulative: Bool = false, isFalling: Bool = false) {
        guard let comparator = indicator.comparator, let value = indicator.value else { return nil }
        let goal = comparator == .between && isFalling ? indicator.upperValue ?? value : value
        self.init(
            comparator: comparator,
            goal: goal.doubleValue,
            year: indicator.year,
            // A change by a share may exceed 100.
            isPercentage: indicator.unit == "%" && indicator.baseline == nil,
            commitment: Commitment(qualifier: indicator.qualifier),
            isCumulative: isCumulative,
            baselineYear: indicator.baseline?.year,
            isFalling: isFalling
        )
    }
}

extension PlanIndicator {
    /// 前.
    private static let before = "\u{524D}"

    /// Whether the words are “before a year” (2030年前), which is read in two ways.
    var saysBefore: Bool { (yearPhrase ?? quote).contains(Self.before) }
}
