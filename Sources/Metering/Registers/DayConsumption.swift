public import Units

/// What a meter consumed on one civil day (日用量).
public struct DayConsumption: Hashable, Sendable {
    /// The day.
    public let day: CivilDay
    /// The amount, ratio applied.
    public var amount: Amount
    /// The part of it that was split over a gap.
    public var estimated: Amount
    /// Seconds of the day whose amount is known, estimated ones included. [s]
    public var coveredSeconds: Int64
    /// Seconds whose amount was estimated. [s]
    public var estimatedSeconds: Int64

    /// Creates a day; empty unless said otherwise.
    public init(
        day: CivilDay,
        amount: Amount = .zero,
        estimated: Amount = .zero,
        coveredSeconds: Int64 = 0,
        estimatedSeconds: Int64 = 0
    ) {
        self.day = day
        self.amount = amount
        self.estimated = estimated
        self.coveredSeconds = coveredSeconds
        self.estimatedSeconds = estimatedSeconds
    }
}

/// The days of a meter with what was noticed on the way.
public struct ConsumptionResult: Sendable, Equatable {
    /// Days in order; a day without any known second is left out.
    public var days: [DayConsumption]
    /// What was noticed, in order of time, with the day it was noticed on.
    public var findings: [DatedFinding]

    /// Creates a result.
    public init(days: [DayConsumption] = [], findings: [DatedFinding] = []) {
        self.days = days
        self.findings = findings
    }
}

/// A finding on a civil day.
public struct DatedFinding: Hashable, Sendable {
    /// The day.
    public let day: CivilDay
    /// What was found.
    public let finding: DataFinding

    /// Creates a dated finding.
    public init(day: CivilDay, finding: DataFinding) {
        self.day = day
        self.finding = finding
    }
}
