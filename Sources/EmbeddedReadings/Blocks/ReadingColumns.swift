import Metering
import Units

/// Readings of one meter in order of time, column by column, in memory that somebody else owns (读数列组).
struct ReadingColumns {
    let stamps: UnsafeMutableBufferPointer<Int64>
    let counts: UnsafeMutableBufferPointer<Int64>
    let qualities: UnsafeMutableBufferPointer<Reading.Quality>
    /// What lies between all stamps, where that is known. [s]
    var step: Int64?

    var count: Int { stamps.count }

    /// Lends memory for so many readings; what is in it is not set.
    static func withMemory<Result>(_ count: Int, _ body: (ReadingColumns) throws -> Result) rethrows -> Result {
        try withUnsafeTemporaryAllocation(of: Int64.self, capacity: count * 2) { numbers in
            try withUnsafeTemporaryAllocation(of: Reading.Quality.self, capacity: count) { qualities in
                try body(
                    ReadingColumns(
                        stamps: UnsafeMutableBufferPointer(rebasing: numbers[..<count]),
                        counts: UnsafeMutableBufferPointer(rebasing: numbers[count...]),
                        qualities: qualities
                    )
                )
            }
        }
    }

    /// Lends readings as columns.
    static func with<Result>(_ readings: [Reading], _ body: (ReadingColumns) throws -> Result) rethrows -> Result {
        try withMemory(readings.count) { columns in
            for (index, reading) in readings.enumerated() {
                columns.stamps[index] = reading.stamp.seconds
                columns.counts[index] = reading.counts
                columns.qualities.initializeElement(at: index, to: reading.quality)
            }
            return try body(columns)
        }
    }

    subscript(index: Int) -> Reading {
        Reading(stamp: Instant(seconds: stamps[index]), counts: counts[index], quality: qualities[index])
    }

    /// The readings of some positions.
    func readings(_ range: Range<Int>) -> [Reading] {
        [Reading](unsafeUninitializedCapacity: range.count) { readings, initialized in
            for index in range { readings.initializeElement(at: index - range.lowerBound, to: self[index]) }
            initialized = range.count
        }
    }

    /// The first position whose stamp lies after an instant.
    func position(after stamp: Int64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if stamps[middle] <= stamp { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The positions of days' readings.
    func positions(in days: Range<CivilDay>) -> Range<Int> {
        let start = position(after: days.lowerBound.start.seconds)
        return start..<max(start, position(after: days.upperBound.start.seconds))
    }

    /// Goes through the civil days that have readings.
    func eachDay(_ body: (CivilDay, Range<Int>) throws -> Void) rethrows {
        var start = 0
        var usual = 96
        while start < count {
            let day = CivilDay(closing: Instant(seconds: stamps[start]))
            let last = day.adding(days: 1).start.seconds
            // Most days have as many readings as the one before.
            var end = min(start + usual, count)
            if stamps[end - 1] > last || (end < count && stamps[end] <= last) { end = position(after: last) }
            usual = end - start
            try body(day, start..<end)
            start = end
        }
    }

    /// What the readings of a day come to: the same as `ReadingTotal` of them, without making them.
    func total(_ range: Range<Int>) -> ReadingTotal {
        let (values, marks) = (
            UnsafeBufferPointer(rebasing: counts[range]), UnsafeBufferPointer(rebasing: qualities[range])
        )
        // One sweep each: this is what asking for all readings of a city takes its time for.
        var (minimum, maximum, sum) = (Int64.max, Int64.min, Int64(0))
        for index in values.indices {
            let value = values[index]
            minimum = value < minimum ? value : minimum
            maximum = value > maximum ? value : maximum
            sum &+= value
        }
        var (doubtful, invalid): (UInt32, UInt32) = (0, 0)
        for index in marks.indices {
            doubtful &+= marks[index] == .good ? 0 : 1
            invalid &+= marks[index] == .invalid ? 1 : 0
        }
        let bound = max(minimum.magnitude, maximum.magnitude)
        let isExact = invalid == 0 && !bound.multipliedReportingOverflow(by: UInt64(range.count) * 2).overflow
        return ReadingTotal(
            count: range.count,
            expected: expected(range),
            doubtful: Int(doubtful),
            first: self[range.lowerBound],
            last: self[range.upperBound - 1],
            minimum: minimum,
            maximum: maximum,
            sum: isExact ? sum : exactSum(range)
        )
    }

    /// The sum of what is not invalid, or the nearest number that fits.
    private func exactSum(_ range: Range<Int>) -> Int64 {
        Int64(clamping: range.reduce(Int128(0)) { qualities[$1] == .invalid ? $0 : $0 + Int128(counts[$1]) })
    }

    private func expected(_ range: Range<Int>) -> Int {
        guard range.count > 1 else { return range.count }
        if let step { return max(range.count, Int(86_400 / step)) }
        let step = stamps[range.lowerBound + 1] &- stamps[range.lowerBound]
        var difference: Int64 = 0
        for index in range.lowerBound + 1..<range.upperBound {
            difference |= (stamps[index] &- stamps[index - 1]) ^ step
        }
        return difference == 0
            ? max(range.count, Int(86_400 / step))
            : ReadingTotal.expected(UnsafeMutableBufferPointer(rebasing: stamps[range]))
    }
}
