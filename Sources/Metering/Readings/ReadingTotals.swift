public import Units

/// Totals of one meter's day (日合计).
public struct MeterDayTotal: Hashable, Sendable {
    /// The day.
    public let day: CivilDay
    /// What the readings of the day come to.
    public let total: ReadingTotal

    /// Creates a day's totals.
    public init(day: CivilDay, total: ReadingTotal) {
        self.day = day
        self.total = total
    }

    /// Totals of a day's readings; `nil` where there are none.
    public init?(day: CivilDay, readings: [Reading]) {
        guard let total = ReadingTotal(readings) else { return nil }
        self.init(day: day, total: total)
    }
}

/// Totals of one meter's month (月合计).
public struct MeterMonthTotal: Hashable, Sendable {
    /// The month.
    public let month: CivilMonth
    /// How many of its days have readings.
    public let days: Int
    /// What the readings of the month come to; expected are those of the days that have readings.
    public let total: ReadingTotal

    /// Adds the totals of days of one month, which come in order; `nil` where there are none.
    public init?(_ days: [MeterDayTotal]) {
        guard let first = days.first else { return nil }
        month = first.day.month
        self.days = days.count
        total = days.dropFirst().reduce(first.total) { $0.followed(by: $1.total) }
    }
}

/// What a run of one meter's readings comes to (合计).
public struct ReadingTotal: Hashable, Sendable {
    /// Number of readings.
    public var count: Int
    /// How many there would be without gaps: by the step that more than half of the readings keep.
    ///
    /// At least ``count``.
    public var expected: Int
    /// How many are suspect or invalid.
    public var doubtful: Int
    /// The first reading.
    public var first: Reading
    /// The last reading.
    public var last: Reading
    /// The smallest value. [counts]
    public var minimum: Int64
    /// The largest value. [counts]
    public var maximum: Int64
    /// The sum of all values but the invalid ones: what an interval device measured; says nothing of a register.
    ///
    /// Where it does not fit, the nearest number that does. [counts]
    public var sum: Int64

    /// Creates totals from their parts.
    public init(
        count: Int,
        expected: Int,
        doubtful: Int,
        first: Reading,
        last: Reading,
        minimum: Int64,
        maximum: Int64,
        sum: Int64
    ) {
        self.count = count
        self.expected = expected
        self.doubtful = doubtful
        self.first = first
        self.last = last
        self.minimum = minimum
        self.maximum = maximum
        self.sum = sum
    }

    /// Totals of a day's readings in order of time; `nil` where there are none.
    public init?(_ readings: some RandomAccessCollection<Reading>) {
        guard let first = readings.first, let last = readings.last else { return nil }
        var (doubtful, minimum, maximum, sum) = (0, Int64.max, Int64.min, Int128(0))
        for reading in readings {
            if reading.quality != .good { doubtful += 1 }
            if reading.quality != .invalid { sum += Int128(reading.counts) }
            minimum = min(minimum, reading.counts)
            maximum = max(maximum, reading.counts)
        }
        self.init(
            count: readings.count,
            expected: Self.expected(readings.map(\.stamp.seconds)),
            doubtful: doubtful,
            first: first,
            last: last,
            minimum: minimum,
            maximum: maximum,
            sum: Int64(clamping: sum)
        )
    }

    /// How many readings a day would have at the step that more than half of the differences between its stamps have;
    /// as many as it has where there is no such step.
    public static func expected(_ stamps: some RandomAccessCollection<Int64>) -> Int {
        let differences = zip(stamps.dropFirst(), stamps).map { $0 - $1 }
        // The middle one of all differences is the one that more than half have, if there is one.
        guard !differences.isEmpty else { return stamps.count }
        let step = differences.sorted()[differences.count / 2]
        guard differences.reduce(0, { $0 + ($1 == step ? 1 : 0) }) * 2 > differences.count else { return stamps.count }
        return max(stamps.count, Int(86_400 / step))
    }

    /// The totals of these readings and later ones together.
    public func followed(by later: ReadingTotal) -> ReadingTotal {
        ReadingTotal(
            count: count + later.count,
            expected: expected + later.expected,
            doubtful: doubtful + later.doubtful,
            first: first,
            last: later.last,
            minimum: min(minimum, later.minimum),
            maximum: max(maximum, later.maximum),
            sum: Int64(clamping: Int128(sum) + Int128(later.sum))
        )
    }
}
