public import Units

/// Day totals of many meters, column by column (日合计表).
///
/// The cells of a meter lie together, day after day: the cell of the *m*-th meter and the *d*-th day stands at
/// *m* × `days.count` + *d* of each column. A cell without readings has a count of 0, and 0 in every column.
public struct DayTotalTable: Sendable, Equatable {
    /// The meters, in the order of the cells.
    public let meters: [Meter.ID]
    /// The days.
    public let days: Range<CivilDay>
    /// Number of readings.
    public internal(set) var counts: [Int32]
    /// How many there would be without gaps.
    public internal(set) var expected: [Int32]
    /// How many are suspect or invalid.
    public internal(set) var doubtful: [Int32]
    /// The first value. [counts]
    public internal(set) var firsts: [Int64]
    /// The last value. [counts]
    public internal(set) var lasts: [Int64]
    /// The smallest value. [counts]
    public internal(set) var minima: [Int64]
    /// The largest value. [counts]
    public internal(set) var maxima: [Int64]
    /// The sum of all values but the invalid ones. [counts]
    public internal(set) var sums: [Int64]

    /// Creates a table without readings.
    public init(meters: [Meter.ID], days: Range<CivilDay>) {
        let cells = meters.count * days.count
        self.meters = meters
        self.days = days
        counts = Array(repeating: 0, count: cells)
        (expected, doubtful) = (counts, counts)
        firsts = Array(repeating: 0, count: cells)
        (lasts, minima, maxima, sums) = (firsts, firsts, firsts, firsts)
    }

    /// Puts tables of the same days one below the other, in the order of their meters.
    public init(joining tables: [DayTotalTable], days: Range<CivilDay>) {
        meters = tables.flatMap(\.meters)
        self.days = days
        counts = tables.flatMap(\.counts)
        expected = tables.flatMap(\.expected)
        doubtful = tables.flatMap(\.doubtful)
        firsts = tables.flatMap(\.firsts)
        lasts = tables.flatMap(\.lasts)
        minima = tables.flatMap(\.minima)
        maxima = tables.flatMap(\.maxima)
        sums = tables.flatMap(\.sums)
    }

    /// The cells of a meter by its position.
    public func cells(ofMeterAt position: Int) -> Range<Int> {
        position * days.count..<(position + 1) * days.count
    }

    /// Sets a cell.
    public mutating func set(_ cell: Int, _ total: ReadingTotal) {
        counts[cell] = Int32(clamping: total.count)
        expected[cell] = Int32(clamping: total.expected)
        doubtful[cell] = Int32(clamping: total.doubtful)
        firsts[cell] = total.first.counts
        lasts[cell] = total.last.counts
        minima[cell] = total.minimum
        maxima[cell] = total.maximum
        sums[cell] = total.sum
    }

    /// Copies cells of another table.
    public mutating func copy(_ other: DayTotalTable, from source: Range<Int>, to target: Int) {
        let range = target..<target + source.count
        counts.replaceSubrange(range, with: other.counts[source])
        expected.replaceSubrange(range, with: other.expected[source])
        doubtful.replaceSubrange(range, with: other.doubtful[source])
        firsts.replaceSubrange(range, with: other.firsts[source])
        lasts.replaceSubrange(range, with: other.lasts[source])
        minima.replaceSubrange(range, with: other.minima[source])
        maxima.replaceSubrange(range, with: other.maxima[source])
        sums.replaceSubrange(range, with: other.sums[source])
    }
}
