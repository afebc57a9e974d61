public import Units

/// How high a load went on one day (日需量): the largest, smallest and mean of its intervals.
public struct DayDemand: Hashable, Sendable {
    /// The day.
    public let day: CivilDay
    /// The largest value, ratio not applied. [counts]
    public private(set) var maximum: Int64
    /// The end of the first interval that had it.
    public private(set) var maximumAt: Instant
    /// The smallest value. [counts]
    public private(set) var minimum: Int64
    /// Seconds whose value is known. [s]
    public private(set) var coveredSeconds: Int64 = 0
    private var weighted: Double = 0

    /// The mean over the seconds that are known. [counts]
    public var mean: Double { coveredSeconds == 0 ? 0 : weighted / Double(coveredSeconds) }

    fileprivate init(day: CivilDay, first: Reading) {
        self.day = day
        maximum = first.counts
        maximumAt = first.stamp
        minimum = first.counts
    }

    fileprivate mutating func add(_ reading: Reading, seconds: Int64) {
        if reading.counts > maximum { (maximum, maximumAt) = (reading.counts, reading.stamp) }
        minimum = min(minimum, reading.counts)
        coveredSeconds += seconds
        weighted += Double(reading.counts) * Double(seconds)
    }
}

/// How long what a meter watches was in each state on one day (状态时长).
public struct DayStates: Hashable, Sendable {
    /// The day.
    public let day: CivilDay
    /// Seconds by state. [s]
    public internal(set) var seconds: [Int64: Int64] = [:]
    /// How often the state changed.
    public internal(set) var changes = 0
}

extension Meter {
    /// The demand of each day, from readings of devices that give the mean power of an interval.
    ///
    /// An interval belongs to the day in which it ends.
    public func demand(of readings: [Reading]) -> [DayDemand] {
        var days: [DayDemand] = []
        var previous: Instant?
        for reading in readings where reading.quality != .invalid {
            guard let device = device(at: reading.stamp), device.kind == .demand else { continue }
            let seconds = min(device.interval, previous.map { reading.stamp.seconds - $0.seconds } ?? device.interval)
            if days.last?.day != reading.day { days.append(DayDemand(day: reading.day, first: reading)) }
            days[days.count - 1].add(reading, seconds: seconds)
            previous = reading.stamp
        }
        return days
    }

    /// The states of each day: each holds from its reading until the next one, at most two intervals.
    public func states(of readings: [Reading]) -> [DayStates] {
        var days: [CivilDay: DayStates] = [:]
        let own = readings.filter { $0.quality != .invalid && device(at: $0.stamp)?.kind == .state }
        for (reading, next) in zip(own, own.dropFirst()) {
            let longest = 2 * (device(at: reading.stamp)?.interval ?? 900)
            var start = reading.stamp
            let end = min(next.stamp, start.adding(seconds: longest))
            while start < end {
                let day = CivilDay(containing: start)
                let upTo = min(end, day.adding(days: 1).start)
                days[day, default: DayStates(day: day)].seconds[reading.counts, default: 0] +=
                    upTo.seconds - start.seconds
                start = upTo
            }
            let changed = CivilDay(containing: next.stamp)
            if next.counts != reading.counts { days[changed, default: DayStates(day: changed)].changes += 1 }
        }
        return days.values.sorted { $0.day < $1.day }
    }
}
