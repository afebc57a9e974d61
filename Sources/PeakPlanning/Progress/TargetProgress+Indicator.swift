import Units

extension TargetProgress {
    /// How an indicator stands, given what was measured.
    ///
    /// - Parameters:
    ///   - indicator: a target or a milestone; one without a number has no data.
    ///   - series: the values by year, in any order; for a peak the yearly emissions.
    ///   - currentYear: the year of today.
    ///   - isCumulative: whether each value holds the years before it too (累计), so that it cannot fall.
    ///   - successor: the item of a later plan that follows it; `nil` where none does.
    public init(
        of indicator: PlanIndicator,
        series: [(year: Int, value: Double)],
        currentYear: Int,
        isCumulative: Bool = false,
        successor: Int64? = nil
    ) {
        let commitment = Commitment(qualifier: indicator.qualifier)
        if indicator.isPeak, let year = indicator.year {
            let judgement = PeakJudgement(year: year, isBefore: indicator.saysBefore, commitment: commitment)
            self = judgement.progress(of: series, in: currentYear)
            return
        }
        guard let judgement = TargetJudgement(indicator, isCumulative: isCumulative) else {
            let reason = JudgementReason(commitment == .incentive ? .incentive : .noValue)
            self.init(status: commitment == .incentive ? .incentive : .noData, reasons: [reason])
            return
        }
        self = judgement.progress(of: series, in: currentYear, successor: successor)
    }
}

extension TargetJudgement {
    /// What an indicator asks for; `nil` without a number.
    public init?(_ indicator: PlanIndicator, isCumulative: Bool = false) {
        guard let comparator = indicator.comparator, let goal = indicator.value else { return nil }
        self.init(
            comparator: comparator,
            goal: goal.doubleValue,
            year: indicator.year,
            // A change by a share may exceed 100.
            isPercentage: indicator.unit == "%" && indicator.baseline == nil,
            commitment: Commitment(qualifier: indicator.qualifier),
            isCumulative: isCumulative,
            baselineYear: indicator.baseline?.year
        )
    }
}

extension PlanIndicator {
    /// 前.
    private static let before = "\u{524D}"

    /// Whether the words are “before a year” (2030年前), which is read in two ways.
    var saysBefore: Bool { (yearPhrase ?? quote).contains(Self.before) }
}
