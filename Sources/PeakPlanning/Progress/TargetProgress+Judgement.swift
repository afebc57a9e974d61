import Units

extension TargetProgress {
    /// Years with values that a forecast goes on from (own convention).
    static let trendYears = 3
    /// The share of what is still missing that a forecast must cover to be at risk rather than behind (own convention).
    static let riskShare = 0.7
    /// Years without a new maximum before a peak counts as on track (own convention; a later one is never excluded).
    static let yearsBelowPeak = 2

    /// Judges a target or milestone by what was measured (进展判定).
    ///
    /// The value of the goal's year counts, else the last one before it. Before the goal's year a straight line through
    /// the last ``trendYears`` values, by least squares, says what to expect. Done: the goal is met. On track: the
    /// forecast meets it. At risk: it covers at least ``riskShare`` of what is missing, or there is one value only.
    /// Behind: anything else, and a goal whose year is past and not met.
    ///
    /// A milestone whose value is its year is a peak: its series names the year of the maximum so far, and it is never
    /// done before the goal's year, since a peak can be exceeded later.
    ///
    /// - Parameters:
    ///   - indicator: the target.
    ///   - series: values by year, ascending. [the target's unit]
    ///   - currentYear: the year under way.
    public init(of indicator: PlanIndicator, series: [(year: Int, value: Double)], currentYear: Int) {
        guard let comparator = indicator.comparator, let goal = indicator.value?.doubleValue,
            let last = series.last(where: { $0.year <= indicator.year ?? .max }) ?? series.last
        else {
            self.init(status: .noData, gap: nil, forecast: nil)
            return
        }
        if indicator.kind == .milestone, indicator.year.map(Double.init) == goal {
            self.init(peak: Int(last.value), by: Int(goal), seenUntil: last.year, currentYear: currentYear)
            return
        }
        let sense = Sense(comparator, goal: goal, upper: indicator.upperValue?.doubleValue)
        let gap = sense.gap(last.value)
        if sense.isMet(last.value) {
            self.init(status: .done, gap: gap, forecast: nil)
        } else if let year = indicator.year, year < currentYear || year <= last.year {
            self.init(status: .behind, gap: gap, forecast: nil)
        } else if let year = indicator.year, let forecast = Self.forecast(series, year: year, unit: indicator.unit) {
            let covered = (forecast - last.value) / (sense.nearest(last.value) - last.value)
            self.init(
                status: sense.isMet(forecast) ? .onTrack : covered >= Self.riskShare ? .atRisk : .behind,
                gap: gap,
                forecast: forecast
            )
        } else {
            self.init(status: .atRisk, gap: gap, forecast: nil)
        }
    }

    private init(peak year: Int, by goal: Int, seenUntil last: Int, currentYear: Int) {
        let isOver = currentYear > goal && last >= goal
        let isBelow = last - year >= Self.yearsBelowPeak
        self.init(
            status: year > goal ? .behind : isOver ? .done : isBelow ? .onTrack : .atRisk,
            gap: nil,
            forecast: nil
        )
    }

    /// The straight line through the last values, at a year; `nil` with fewer than two values.
    static func forecast(_ series: [(year: Int, value: Double)], year: Int, unit: String?) -> Double? {
        let points = series.suffix(trendYears)
        guard points.count > 1 else { return nil }
        let count = Double(points.count)
        let meanYear = points.reduce(0) { $0 + Double($1.year) } / count
        let mean = points.reduce(0) { $0 + $1.value } / count
        let spread = points.reduce(0) { $0 + (Double($1.year) - meanYear) * (Double($1.year) - meanYear) }
        let slope = points.reduce(0) { $0 + (Double($1.year) - meanYear) * ($1.value - mean) } / spread
        let value = mean + slope * (Double(year) - meanYear)
        return unit == "%" ? min(max(value, 0), 100) : value
    }

    /// Which way a comparator points.
    private struct Sense {
        let comparator: PlanIndicator.Comparator
        let goal: Double
        let upper: Double?

        init(_ comparator: PlanIndicator.Comparator, goal: Double, upper: Double?) {
            self.comparator = comparator
            self.goal = goal
            self.upper = upper
        }

        func isMet(_ value: Double) -> Bool {
            switch comparator {
            // All of something cannot be exceeded.
            case .atLeast, .equal: value >= goal
            case .moreThan: value > goal
            case .atMost: value <= goal
            case .lessThan: value < goal
            case .between: value >= goal && value <= upper ?? goal
            }
        }

        /// Signed towards the goal.
        func gap(_ value: Double) -> Double {
            switch comparator {
            case .atLeast, .equal, .moreThan: value - goal
            case .atMost, .lessThan: goal - value
            case .between: value < goal ? value - goal : min(0, (upper ?? goal) - value)
            }
        }

        /// The value to reach.
        func nearest(_ value: Double) -> Double {
            comparator == .between && value > goal ? upper ?? goal : goal
        }
    }
}
