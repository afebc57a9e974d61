package import Metering
import Synchronization
import Units

extension EmbeddedReadings {
    package func changes(after sequence: Int64, limit: Int) async throws -> ReadingChanges {
        // Memory first, as in all reading.
        let (recent, groups) = open.withLock { open in
            (open.changedDays, open.groups(changedAfter: sequence))
        }
        var found = ChangedDays(limit: limit, recent: recent.filter { $0.value > sequence })
        // By the lowest change that a group can bring, so that the first ones suffice.
        for (lowest, key) in groups.sorted(by: { ($0.lowest, $0.key) < ($1.lowest, $1.key) }) {
            if found.isComplete(before: lowest) { break }
            for (meter, days) in try containers.sealedDays(of: key) {
                for day in days where day.sequence > sequence {
                    // What changed again since is only told with its last change.
                    let place = MeterDay(meter: meter, day: day.day.number)
                    if recent[place] == nil { found.add(place, day.sequence) }
                }
            }
        }
        return found.changes(after: sequence)
    }
}

/// A day of a meter.
struct MeterDay: Hashable {
    let meter: Meter.ID
    let day: Int
}

/// The changed days of the lowest numbers (最小变化号集合).
private struct ChangedDays {
    private let limit: Int
    private var days: [(place: MeterDay, sequence: Int64)]
    /// The number up to which enough have been found.
    private var enough: Int64?

    init(limit: Int, recent: [MeterDay: Int64]) {
        self.limit = limit
        days = recent.map { ($0.key, $0.value) }
        trim()
    }

    mutating func add(_ place: MeterDay, _ sequence: Int64) {
        if let enough, sequence > enough { return }
        days.append((place, sequence))
        if days.count > 4 * limit + 1_024 { trim() }
    }

    /// Whether nothing from a number on can be among the lowest.
    mutating func isComplete(before sequence: Int64) -> Bool {
        if days.count >= limit { trim() }
        return enough.map { $0 < sequence } ?? false
    }

    /// Sorts, and drops what lies behind the number in which the limit is reached.
    private mutating func trim() {
        days.sort { $0.sequence < $1.sequence }
        guard days.count >= limit, limit > 0 else { return }
        let last = days[limit - 1].sequence
        enough = last
        days.removeLast(days.count - (days.lastIndex { $0.sequence == last } ?? limit - 1) - 1)
    }

    func changes(after sequence: Int64) -> ReadingChanges {
        var copy = self
        copy.trim()
        var result: [Meter.ID: [CivilDay]] = [:]
        for day in copy.days { result[day.place.meter, default: []].append(CivilDay(number: day.place.day)) }
        return ReadingChanges(
            days: result.mapValues { $0.sorted() },
            sequence: copy.days.last?.sequence ?? sequence
        )
    }
}

extension OpenReadings {
    /// The last change of each day that is not sealed as it is now.
    fileprivate var changedDays: [MeterDay: Int64] {
        var days: [MeterDay: Int64] = [:]
        for position in meters.indices {
            let meter = meters[position].meter
            if let frozen, position < frozen.marks.count {
                for mark in frozen.marks[position] { days[MeterDay(meter: meter, day: mark.day)] = mark.sequence }
            }
            for mark in meters[position].marks { days[MeterDay(meter: meter, day: mark.day)] = mark.sequence }
        }
        return days
    }

    /// Groups with changes after a number, and the lowest that these can have.
    fileprivate func groups(changedAfter sequence: Int64) -> [(lowest: Int64, key: GroupKey)] {
        var groups: [GroupKey: Int64] = [:]
        for meter in meters {
            for head in meter.heads where head.sequences.upperBound > sequence {
                let lowest = max(head.sequences.lowerBound, sequence + 1)
                groups[head.key] = min(groups[head.key] ?? .max, lowest)
            }
        }
        return groups.map { ($0.value, $0.key) }
    }
}
