import Metering
import Units

/// A day of a meter with the number of its last change (变化标记).
struct DayMark: Hashable, Sendable {
    let day: Int
    var sequence: Int64
}

/// What is asked of a meter for every reading (单表前沿): small and flat, so that ten thousand lie close together.
struct MeterFront: Sendable {
    /// The last stamp that is stored anywhere; what lies after it is new without a look at anything else.
    var lastStamp = Int64.min
    /// The last stamp of the day of ``lastStamp``.
    var lastDayEnd = Int64.min
    /// The last stamp that a container has held.
    var lastSealedStamp = Int64.min
    /// The batch that last marked the day of ``lastStamp``.
    var markedSequence = Int64.min
    /// The last stamp that was stored when readings were last taken out to be sealed.
    var settledStamp = Int64.min
    /// The batch in which readings of this meter came out of order.
    var disorderedIn = Int64.min
    /// The batch of which readings of this meter wait to be merged.
    var deferredIn = Int64.min

    /// Notes that a container holds readings up to a stamp.
    mutating func reach(sealed stamp: Int64) {
        lastSealedStamp = max(lastSealedStamp, stamp)
        settledStamp = max(settledStamp, stamp)
        guard stamp > lastStamp else { return }
        lastStamp = stamp
        lastDayEnd = max(lastDayEnd, dayEnd(stamp))
    }
}

/// What memory holds of one meter (单表内存状态).
struct MeterState: Sendable {
    let meter: Meter.ID
    /// Accepted readings that no container holds yet, in order of time.
    var run: [Reading] = []
    /// The days of those, in order.
    var marks: [DayMark] = []
    /// Its containers, in order of month.
    var heads: [ContainerHead] = []

    init(meter: Meter.ID) { self.meter = meter }

    /// The container of a month.
    func head(of month: CivilMonth) -> ContainerHead? {
        // The last one is asked for most.
        heads.last.flatMap { $0.month == month ? $0 : nil } ?? heads.first { $0.month == month }
    }

    mutating func replace(_ head: ContainerHead) {
        let position = heads.lastIndex { $0.month <= head.month }
        if let position, heads[position].month == head.month {
            heads[position] = head
        } else {
            heads.insert(head, at: position.map { $0 + 1 } ?? 0)
        }
    }

    /// Puts a reading into the run; false where it takes another one's place.
    mutating func put(_ reading: Reading) -> Bool {
        let position = run.position(from: reading.stamp.seconds)
        if position < run.count, run[position].stamp == reading.stamp {
            run[position] = reading
            return false
        }
        run.insert(reading, at: position)
        return true
    }

    /// Whether a day has readings in the run.
    func hasMark(of day: Int) -> Bool { marks.last?.day == day || marks.contains { $0.day == day } }

    mutating func mark(_ day: Int, _ sequence: Int64) {
        let position = marks.lastIndex { $0.day <= day }
        if let position, marks[position].day == day {
            marks[position].sequence = sequence
        } else {
            marks.insert(DayMark(day: day, sequence: sequence), at: position.map { $0 + 1 } ?? 0)
        }
    }
}

/// The last stamp of the civil day that a stamp belongs to.
func dayEnd(_ stamp: Int64) -> Int64 {
    CivilDay(closing: Instant(seconds: stamp)).adding(days: 1).start.seconds
}

extension [Reading] {
    /// The first position whose stamp is not before an instant.
    func position(from stamp: Int64) -> Int {
        var (low, high) = (0, count)
        // Most are asked about the end, where the next one is expected.
        while high > low, count - high < 4 {
            if self[high - 1].stamp.seconds < stamp { return high }
            high -= 1
        }
        while low < high {
            let middle = (low + high) / 2
            if self[middle].stamp.seconds < stamp { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The readings of days.
    func slice(_ days: Range<CivilDay>) -> ArraySlice<Reading> {
        let start = position(from: days.lowerBound.start.seconds + 1)
        return self[start..<Swift.max(start, position(from: days.upperBound.start.seconds + 1))]
    }

    /// Whether there is a reading after an instant and not after another.
    func hasReading(after start: Int64, upTo end: Int64) -> Bool {
        let position = position(from: start + 1)
        return position < count && self[position].stamp.seconds <= end
    }

    /// The reading with a stamp.
    func reading(at stamp: Int64) -> Reading? {
        let position = position(from: stamp)
        return position < count && self[position].stamp.seconds == stamp ? self[position] : nil
    }

    /// These readings and others, both in order of time; where both have a stamp the other one stands.
    func overlaid(with others: ArraySlice<Reading>) -> [Reading] {
        guard let first = others.first else { return self }
        guard let last, first.stamp <= last.stamp else { return self + others }
        var merged: [Reading] = []
        merged.reserveCapacity(count + others.count)
        var index = 0
        for other in others {
            while index < count, self[index].stamp < other.stamp {
                merged.append(self[index])
                index += 1
            }
            if index < count, self[index].stamp == other.stamp { index += 1 }
            merged.append(other)
        }
        return merged + self[index...]
    }
}
