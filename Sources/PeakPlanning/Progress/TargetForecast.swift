/// What to expect of a target in the goal's year (到期预测).
///
/// A line is laid through the last values. A share that is to grow is also read as an S-curve; then the odds are the mean
/// of both readings, and the range holds both. That is this program's own convention: nobody knows which form a share
/// will follow. No S-curve ever reaches 100 %, so a share that is to become the whole has the line alone.
public struct TargetForecast: Hashable, Sendable {
    /// What one form of the trend says.
    public struct Reading: Hashable, Sendable {
        /// The form.
        public let scale: TrendScale
        /// The value to expect. [the target's unit]
        public let expected: Double
        /// The range for ``TargetForecast/coverage``; `nil` with two values.
        public let interval: ClosedRange<Double>?
        /// The probability that the target is met; `nil` with two values.
        public let odds: Double?
    }

    /// Over how many of the last values the line is laid.
    public static let values = 5
    /// With which probability the range holds the value: one in ten lies below it, one in ten above.
    public static let coverage = 0.8
    /// While a year is open a few values prove nothing, so odds stay between this and 1 less it: own convention.
    public static let leastOdds = 0.01

    /// The readings, the straight line first; never empty.
    public let readings: [Reading]

    /// A forecast; `nil` without a reading.
    init?(_ readings: [Reading]) {
        guard !readings.isEmpty else { return nil }
        self.readings = readings
    }

    /// The value to expect: the mean of the readings. [the target's unit]
    public var expected: Double { readings.reduce(0) { $0 + $1.expected } / Double(readings.count) }

    /// The range of all readings; `nil` with two values.
    public var interval: ClosedRange<Double>? {
        let ranges = readings.compactMap(\.interval)
        guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else { return nil }
        return low...high
    }

    /// The probability that the target is met: the mean of the readings; `nil` with two values.
    public var odds: Double? {
        let odds = readings.compactMap(\.odds)
        guard !odds.isEmpty else { return nil }
        let mean = odds.reduce(0, +) / Double(odds.count)
        return min(max(mean, Self.leastOdds), 1 - Self.leastOdds)
    }

    /// How it was made, for kept forecasts.
    public var method: String {
        "least-squares-\(Self.values) " + readings.map(\.scale.rawValue).joined(separator: "+")
    }
}
