import Metering
import Units

/// What containers hold at the stamps of late readings, looked up before a commit (已存读数).
struct StoredReadings {
    struct Key: Hashable {
        let position: Int
        /// A stamp, or the number of a day.
        let time: Int64
    }
    var readings: [Key: Reading] = [:]
    /// Days that have readings in a container.
    var days: Set<Key> = []
}

/// Stamps of late readings that lie within a container (迟到读数).
struct LateReadings {
    let head: ContainerHead
    let position: Int
    var stamps: [Int64] = []
}

extension OpenReadings {
    /// The stamps of readings of which a container may hold an earlier value.
    func lateReadings(_ batches: [ReadingBatch]) -> [LateReadings] {
        // By position of the meter and month.
        var late: [StoredReadings.Key: LateReadings] = [:]
        for batch in batches {
            for reading in batch.readings {
                let stamp = reading.reading.stamp.seconds
                guard let position = index[reading.meter], stamp <= fronts[position].lastSealedStamp,
                    let head = meters[position].head(of: reading.reading.day.month), head.stamps.contains(stamp)
                else { continue }
                let key = StoredReadings.Key(position: position, time: Int64(head.month.number))
                late[key, default: LateReadings(head: head, position: position)].stamps.append(stamp)
            }
        }
        // In the order in which containers lie, so that a group is read once.
        return late.values.sorted { ($0.head.key, $0.head.meter) < ($1.head.key, $1.head.meter) }
    }

    /// What the late readings of a batch are taken with.
    struct Change {
        let source: Int64
        let sequence: Int64
        let stored: StoredReadings
    }

    /// Takes readings of one meter that are late, repeated or out of order.
    mutating func merge(
        _ given: ArraySlice<Reading>,
        at position: Int,
        _ change: Change,
        _ isSuperseded: (ReplacedValue) -> Bool
    ) -> AppendResult {
        let (winners, overruled) = lastWriterWins(given)
        let meter = meters[position].meter
        var result = AppendResult()
        // A few are put into the run one by one, many all at once.
        let isFew = winners.count <= 8
        var changed: [Reading] = []
        for winner in winners {
            let known = known(at: winner.stamp.seconds, of: position, change.stored)
            if known == winner {
                result.unchanged += 1
                continue
            }
            if let known {
                result.superseded += 1
                supersede(known, of: meter, change)
            } else {
                result.inserted += 1
                if !hasReadings(on: winner.day, at: position, change.stored, changed.last) { added.meterDays += 1 }
            }
            meters[position].mark(winner.day.number, change.sequence)
            fronts[position].lastDayEnd = max(fronts[position].lastDayEnd, dayEnd(winner.stamp.seconds))
            if isFew { unsealed += meters[position].put(winner) ? 1 : 0 } else { changed.append(winner) }
        }
        if !changed.isEmpty {
            let before = meters[position].run.count
            meters[position].run = meters[position].run.overlaid(with: changed[...])
            unsealed += meters[position].run.count - before
        }
        added.readings += result.inserted
        // A late day may be the marked one; the next reading in order marks it again.
        fronts[position].markedSequence = .min
        for (reading, winner) in overruled {
            let value = ReplacedValue(meter: meter, reading: reading)
            if reading == winner || supersededValues.contains(value)
                || frozen?.supersededValues.contains(value) == true || isSuperseded(value)
            {
                result.unchanged += 1
            } else {
                result.superseded += 1
                supersede(reading, of: meter, change)
            }
        }
        return result
    }

    /// What is stored at a stamp.
    private func known(at stamp: Int64, of position: Int, _ stored: StoredReadings) -> Reading? {
        if let recent = meters[position].run.reading(at: stamp) { return recent }
        if let frozen, position < frozen.runs.count, let recent = frozen.runs[position].reading(at: stamp) {
            return recent
        }
        return stored.readings.isEmpty ? nil : stored.readings[StoredReadings.Key(position: position, time: stamp)]
    }

    /// Whether a meter has readings on a day, before the ones that are being taken or among these.
    private func hasReadings(
        on day: CivilDay,
        at position: Int,
        _ stored: StoredReadings,
        _ taken: Reading?
    ) -> Bool {
        let (start, end) = (day.start.seconds, day.adding(days: 1).start.seconds)
        func touches(_ stamp: Int64) -> Bool { start < stamp && stamp <= end }
        if end == fronts[position].lastDayEnd || taken?.day == day
            || meters[position].run.hasReading(after: start, upTo: end)
        {
            return true
        }
        if frozen?.run(at: position).hasReading(after: start, upTo: end) == true { return true }
        if let head = meters[position].head(of: day.month),
            touches(head.stamps.lowerBound) || touches(head.stamps.upperBound)
        {
            return true
        }
        return stored.days.contains(StoredReadings.Key(position: position, time: Int64(day.number)))
    }

    private mutating func supersede(_ reading: Reading, of meter: Meter.ID, _ change: Change) {
        superseded.append(
            SupersededReading(
                meter: meter,
                reading: reading,
                source: change.source,
                replacedAt: Instant(seconds: time),
                sequence: change.sequence
            )
        )
        supersededValues.insert(ReplacedValue(meter: meter, reading: reading))
    }
}

/// Readings of each meter, in the order in which they were given.
func byPosition(
    _ readings: [(position: Int, reading: Reading)]
) -> [(position: Int, readings: ArraySlice<Reading>)] {
    let order = readings.indices.sorted {
        (readings[$0].position, $0) < (readings[$1].position, $1)
    }
    let sorted = order.map { readings[$0].reading }
    var groups: [(position: Int, readings: ArraySlice<Reading>)] = []
    var start = 0
    while start < sorted.count {
        let position = readings[order[start]].position
        var end = start + 1
        while end < sorted.count, readings[order[end]].position == position { end += 1 }
        groups.append((position, sorted[start..<end]))
        start = end
    }
    return groups
}

/// Sorted by stamp; of several readings with one stamp the last one given, the others apart beside it.
private func lastWriterWins(
    _ readings: ArraySlice<Reading>
) -> (winners: ArraySlice<Reading>, overruled: [(reading: Reading, winner: Reading)]) {
    let isOrdered = zip(readings, readings.dropFirst()).allSatisfy { $0.stamp < $1.stamp }
    if isOrdered { return (readings, []) }
    var byStamp: [Instant: Reading] = [:]
    var overruled: [Reading] = []
    for reading in readings {
        if let earlier = byStamp.updateValue(reading, forKey: reading.stamp) { overruled.append(earlier) }
    }
    return (
        byStamp.values.sorted { $0.stamp < $1.stamp }[...],
        overruled.compactMap { reading in byStamp[reading.stamp].map { (reading, $0) } }
    )
}
