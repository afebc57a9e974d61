public import Units

/// One step of a judgement (判定依据): a stable code with its arguments; the words stand in `Texts` under
/// `judgement.reason.<code>`.
public struct JudgementReason: Hashable, Sendable {
    /// What is said.
    public enum Code: String, Sendable, CaseIterable {
        // What was used.
        /// Number of values, first year, last year.
        case history
        /// The values only ever add up.
        case cumulative
        /// The year of which the change starts, at nothing.
        case baseline
        /// No year is named: it holds at any time.
        case standing
        /// It is an aspiration.
        case aspiration
        /// It is an incentive only.
        case incentive
        // What the values say.
        /// No value at all, or none up to the goal's year.
        case noValue
        /// Year, value, goal: met.
        case met
        /// Year, value, goal: not met.
        case notMet
        /// The year in which it was met, too late, and the value.
        case metLater
        /// The goal's year, of which no value is known, then year and value of the last one.
        case olderEvidence
        /// The goal's year, of which a value is known in part only, and how much of it is known.
        case incomplete
        /// The item that follows it.
        case superseded
        // What is to be expected.
        /// The only year with a value.
        case singleValue
        /// Goal year and expected value of the line through two values.
        case twoValues
        /// Goal year, expected value, lower end, upper end, odds.
        case line
        /// The same for the S-curve.
        case sCurve
        /// The odds: at least two thirds.
        case likely
        /// The odds: between.
        case even
        /// The odds: less than one third.
        case unlikely
        /// Year, what the straight path asks for, what there is.
        case pathLine
        /// The same for the S-curve.
        case pathSCurve
        /// Ahead of every path, which the forecast does not show.
        case aheadOfPath
        /// Behind every path, though the forecast reaches the goal.
        case behindPath
        /// Met now; the odds that it still is in the goal's year.
        case mayBeLost
        // Peaks.
        /// Year of the highest value so far.
        case peakHighest
        /// Number of years below it, number asked for.
        case peakYearsBelow
        /// Number of values from the highest on, z and p of Mann–Kendall.
        case peakTest
        /// Too few values from the highest on, number asked for.
        case peakTooShort
        /// How the post-maximum years look: rising, plateau, declining, peaked.
        case peakState
        /// Not after a year: the status.
        case peakReading
    }

    /// One argument.
    public enum Argument: Hashable, Sendable {
        /// A year.
        case year(Int)
        /// A number of things.
        case count(Int)
        /// A value. [the target's unit]
        case value(Double)
        /// A probability between 0 and 1.
        case odds(Double)
        /// How much of something is known, between 0 and 1.
        case share(Double)
        /// A plain number.
        case number(Double)
        /// A status.
        case status(TargetProgress.Status)
        /// A state of emissions.
        case state(PeakState)
        /// An item of a plan.
        case item(Int64)
    }

    /// What is said.
    public let code: Code
    /// Its arguments.
    public let arguments: [Argument]

    /// Creates a reason.
    public init(_ code: Code, _ arguments: Argument...) {
        self.code = code
        self.arguments = arguments
    }
}
