import Units

/// How a target stands (进展), with what was counted on.
public struct TargetProgress: Hashable, Sendable {
    /// How a target stands.
    public enum Status: String, Sendable, CaseIterable {
        /// 已达成.
        case done
        /// 按期.
        case onTrack = "on"
        /// 有风险.
        case atRisk = "risk"
        /// 滞后.
        case behind = "off"
        /// 无数据.
        case noData = "none"
    }

    /// How it stands.
    public let status: Status
    /// Signed towards the goal: below zero is still missing, above it to spare, in the target's unit.
    public let gap: Double?
    /// The value to expect in the goal's year if the last years go on; `nil` where done, past due or unknown.
    public let forecast: Double?

    /// Creates a progress from its parts.
    public init(status: Status, gap: Double? = nil, forecast: Double? = nil) {
        self.status = status
        self.gap = gap
        self.forecast = forecast
    }
}

extension TargetProgress {
    /// How an indicator stands, given what was measured.
    ///
    /// - Parameters:
    ///   - indicator: a target or a milestone; one without a number has no data.
    ///   - series: the values by year, in any order; for a peak the yearly emissions.
    ///   - currentYear: the year of today.
    public init(of indicator: PlanIndicator, series: [(year: Int, value: Double)], currentYear: Int) {
        if indicator.isPeak, let year = indicator.year {
            self = PeakJudgement.progress(of: series, goalYear: year, in: currentYear)
            return
        }
        guard let comparator = indicator.comparator, let goal = indicator.value else {
            self.init(status: .noData)
            return
        }
        let judgement = TargetJudgement(
            comparator: comparator,
            goal: goal.doubleValue,
            year: indicator.year,
            // A change by a share may exceed 100.
            isPercentage: indicator.unit == "%" && indicator.baseline == nil
        )
        self = judgement.progress(of: series, in: currentYear)
    }
}
