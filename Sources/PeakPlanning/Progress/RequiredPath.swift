/// Where a target would have to stand on its way from a base to its goal (应达路径).
public struct RequiredPath: Hashable, Sendable {
    /// The first year known.
    public let baseYear: Int
    /// The value of that year.
    public let base: Double
    /// The goal's year.
    public let goalYear: Int
    /// The goal.
    public let goal: Double

    /// A way; `nil` where it has no length.
    public init?(from base: (year: Int, value: Double), to goal: Double, in goalYear: Int) {
        guard base.year < goalYear else { return nil }
        baseYear = base.year
        self.base = base.value
        self.goalYear = goalYear
        self.goal = goal
    }

    /// What the value should be in a year: along a straight line on the scale.
    ///
    /// On the logit scale that is a logistic curve from the base to the goal; 0 and 100 stand for ``TrendScale/edge`` and
    /// 100 less it.
    public func value(in year: Int, _ scale: TrendScale) -> Double {
        let part = Double(year - baseYear) / Double(goalYear - baseYear)
        let (from, to) = (scale.scaled(base), scale.scaled(goal))
        return scale.value(from + (to - from) * part)
    }
}
