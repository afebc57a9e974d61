public import PeakPlanning
public import Units

/// How good the odds were that the plan's page gave (预测得失).
public struct ForecastReview: Sendable {
    /// Title, issuers, date of the plan.
    public let facts: PlanFacts
    /// The place whose forecasts are shown.
    public let jurisdiction: Jurisdiction
    /// How many rounds were kept, for all places.
    public let roundCount: Int
    /// The last round; `nil` where none was kept.
    public let lastRound: ForecastRoundReport?
    /// How many targets of the place have kept forecasts and are not decided yet.
    public let openCount: Int
    /// In which year the first of them are due; `nil` where there are none.
    public let nextYear: Int?
    /// Kept forecasts whose targets are decided.
    public let kept: ForecastResults
    /// What the rule would have said a year earlier, computed afterwards (回算); never mixed with ``kept``.
    public let backcast: ForecastResults
}

/// Forecasts beside what came.
public struct ForecastResults: Sendable {
    /// One line a target, in the order of the plan.
    public let lines: [ForecastLine]

    /// The score of those that had odds; `nil` without any.
    public var score: ForecastScore? {
        ForecastScore(
            lines.compactMap { line in line.odds.map { ForecastScore.Case(odds: $0, came: line.verdict == .met) } }
        )
    }
}

/// One forecast beside what came.
public struct ForecastLine: Sendable {
    /// The target as it stands today.
    public let target: TargetLine
    /// The earlier plan that it is of; `nil` for the one in force.
    public let plan: PlanFacts?
    /// When it was kept; `nil` for what was computed afterwards.
    public let madeOn: CivilDay?
    /// The year of the last value that was used.
    public let lastYear: Int?
    /// The value that was expected. [the target's unit]
    public let expected: Double?
    /// The range that was given.
    public let range: ClosedRange<Double>?
    /// The odds that were given; `nil` where fewer than three values were known.
    public let odds: Double?
    /// What came: met or missed.
    public let verdict: TargetProgress.Verdict

    /// Whether the likelier outcome came; `nil` without odds.
    public var isHit: Bool? { odds.map { ForecastScore.Case(odds: $0, came: verdict == .met).isHit } }
}

/// What became of keeping a round (留存结果).
public struct ForecastRoundReport: Codable, Sendable, Hashable {
    /// The day of the month's round; `nil` where there is nothing to keep.
    public let day: CivilDay?
    /// How many forecasts it has.
    public let count: Int
    /// Whether it was kept just now.
    public let isNew: Bool

    /// Creates a report.
    public init(day: CivilDay?, count: Int, isNew: Bool) {
        self.day = day
        self.count = count
        self.isNew = isNew
    }

    private enum Key: String, CodingKey { case day, count, isNew }

    /// Reads a report.
    public init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: Key.self)
        day = try row.decodeIfPresent(String.self, forKey: .day).flatMap { CivilDay($0) }
        count = try row.decode(Int.self, forKey: .count)
        isNew = try row.decode(Bool.self, forKey: .isNew)
    }

    /// Writes a report.
    public func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: Key.self)
        try row.encodeIfPresent(day.map { "\($0)" }, forKey: .day)
        try row.encode(count, forKey: .count)
        try row.encode(isNew, forKey: .isNew)
    }
}
