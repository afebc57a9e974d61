/// What a target asks for, and how a series of yearly values stands to it (进展判断).
///
/// The forecast is a straight line through the last years with values. Thresholds are this program's own convention:
/// no plan and no standard says from when on a target is at risk.
public struct TargetJudgement: Hashable, Sendable {
    /// Over how many of the last years with values the line is laid.
    public static let forecastYears = 3
    /// Which share of what is missing the forecast must cover for a target to be at risk only, not behind.
    public static let riskShare = 0.7

    /// How a value must compare; ``PlanIndicator/Comparator/equal`` and `between` ask for at least the goal.
    public let comparator: PlanIndicator.Comparator
    /// The value to reach; the lower end of a range. [the target's unit]
    public let goal: Double
    /// The year by whose end it is to be reached; `nil` where it holds at any time.
    public let year: Int?
    /// Whether values lie between 0 and 100, so that no forecast leaves that range.
    public let isPercentage: Bool

    /// Creates what a target asks for.
    public init(comparator: PlanIndicator.Comparator, goal: Double, year: Int?, isPercentage: Bool) {
        self.comparator = comparator
        self.goal = goal
        self.year = year
        self.isPercentage = isPercentage
    }

    /// How a series stands in a year; years may come in any order.
    ///
    /// A target counts as done once the last value at or before the goal's year meets it. Past due it is done or behind,
    /// whatever later years bring. One value alone forecasts nothing: at risk.
    public func progress(of series: [(year: Int, value: Double)], in currentYear: Int) -> TargetProgress {
        let known = series.filter { $0.value.isFinite }.sorted { $0.year < $1.year }
        let counted = year.map { year in known.filter { $0.year <= year } } ?? known
        guard let last = counted.last else { return TargetProgress(status: .noData) }
        let gap = isLowerBetter ? goal - last.value : last.value - goal
        if meets(last.value) { return TargetProgress(status: .done, gap: gap) }
        guard let year else { return TargetProgress(status: .behind, gap: gap) }
        // The goal's year itself is past due once it is over.
        if currentYear > year { return TargetProgress(status: .behind, gap: gap) }
        guard let forecast = forecast(of: counted, for: year) else { return TargetProgress(status: .atRisk, gap: gap) }
        return TargetProgress(status: status(last: last.value, forecast: forecast), gap: gap, forecast: forecast)
    }

    private var isLowerBetter: Bool { comparator == .atMost || comparator == .lessThan }

    private func meets(_ value: Double) -> Bool {
        switch comparator {
        case .atLeast, .equal, .between: value >= goal
        case .moreThan: value > goal
        case .atMost: value <= goal
        case .lessThan: value < goal
        }
    }

    private func status(last: Double, forecast: Double) -> TargetProgress.Status {
        if meets(forecast) { return .onTrack }
        let missing = goal - last
        // Just at a bound that must be passed nothing is missing, and yet it is not met.
        return missing != 0 && (forecast - last) / missing >= Self.riskShare ? .atRisk : .behind
    }

    /// Least squares through the last values, at most three, read off in the goal's year.
    private func forecast(of values: [(year: Int, value: Double)], for year: Int) -> Double? {
        let basis = values.suffix(Self.forecastYears)
        guard basis.count > 1, let first = basis.first else { return nil }
        let count = Double(basis.count)
        let years = basis.map { Double($0.year - first.year) }
        let meanYear = years.reduce(0, +) / count
        let meanValue = basis.map(\.value).reduce(0, +) / count
        let spread = years.map { ($0 - meanYear) * ($0 - meanYear) }.reduce(0, +)
        guard spread > 0 else { return nil }
        let product = zip(years, basis).map { ($0 - meanYear) * ($1.value - meanValue) }.reduce(0, +)
        let value = meanValue + product / spread * (Double(year - first.year) - meanYear)
        return isPercentage ? min(max(value, 0), 100) : value
    }
}
