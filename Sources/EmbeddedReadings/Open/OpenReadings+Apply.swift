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

extension OpenReadings {
    /// The positions and stamps of readings of which a container may hold an earlier value, by container.
    func lateReadings(_ batches: [ReadingBatch]) -> [ContainerHead: [(position: Int, stamp: Int64)]] {
        var late: [ContainerHead: [(position: Int, stamp: Int64)]] = [:]
        for batch in batches {
            for reading in batch.readings {
                let stamp = reading.reading.stamp.seconds
                guard let position = index[reading.meter], stamp <= meters[position].lastStamp,
                    let head = meters[position].head(of: reading.reading.day.month)
                else { continue }
                late[head, default: []].append((position, stamp))
            }
        }
        return late
    }

    /// Takes a batch that is in the journal.
    ///
    /// - Parameters:
    ///   - batch: the batch.
    ///   - sequence: its change number.
    ///   - stored: what containers hold at the stamps of ``lateReadings(_:)``.
    ///   - isSuperseded: whether the database knows a value as replaced.
    /// - Returns: what became of its readings.
    mutating func apply(
        _ batch: ReadingBatch,
        sequence: Int64,
        stored: StoredReadings,
        isSuperseded: (ReplacedValue) -> Bool
    ) -> AppendResult {
        self.sequence = sequence
        var disordered: [Int] = []
        // Swift arrays of a struct's own are checked for other owners at each access; one look is enough.
        let positions = [Int32](unsafeUninitializedCapacity: batch.readings.count) { positions, count in
            for reading in batch.readings {
                let position = position(adding: reading.meter)
                let stamp = reading.reading.stamp.seconds
                positions.initializeElement(at: count, to: Int32(truncatingIfNeeded: position))
                count += 1
                if stamp > meters[position].lastStamp {
                    meters[position].lastStamp = stamp
                } else if meters[position].disorderedIn != sequence {
                    meters[position].disorderedIn = sequence
                    disordered.append(position)
                }
            }
        }
        var result = AppendResult()
        var outOfOrder: [Int: [Reading]] = [:]
        for (reading, position) in zip(batch.readings, positions) {
            let position = Int(position)
            if meters[position].disorderedIn == sequence {
                outOfOrder[position, default: []].append(reading.reading)
            } else {
                insert(reading.reading, at: position, sequence)
                result.inserted += 1
            }
        }
        if !disordered.isEmpty {
            let change = Change(source: batch.source, sequence: sequence, stored: stored)
            for position in disordered {
                result += merge(outOfOrder[position] ?? [], at: position, change, isSuperseded)
            }
        }
        if let key = batch.key {
            keys[BatchKey(source: batch.source, key: key)] = KeptResult(
                sum: batch.sum,
                result: result,
                sequence: sequence
            )
        }
        return result
    }

    /// Takes a reading that lies after everything that is stored of its meter.
    private mutating func insert(_ reading: Reading, at position: Int, _ sequence: Int64) {
        let stamp = reading.stamp.seconds
        meters[position].run.append(reading)
        unsealed += 1
        added.readings += 1
        if stamp > meters[position].lastDayEnd {
            meters[position].lastDayEnd = dayEnd(stamp)
            added.meterDays += 1
            meters[position].marks.append(DayMark(day: reading.day.number, sequence: sequence))
            meters[position].markedSequence = sequence
        } else if meters[position].markedSequence != sequence {
            meters[position].mark(reading.day.number, sequence)
            meters[position].markedSequence = sequence
        }
    }

    private struct Change {
        let source: Int64
        let sequence: Int64
        let stored: StoredReadings
    }

    /// Takes readings of one meter that are late, repeated or out of order.
    private mutating func merge(
        _ given: [Reading],
        at position: Int,
        _ change: Change,
        _ isSuperseded: (ReplacedValue) -> Bool
    ) -> AppendResult {
        let (winners, overruled) = lastWriterWins(given)
        let meter = meters[position].meter
        let frozenRun = frozen?.run(at: position) ?? []
        var result = AppendResult()
        var changed: [Reading] = []
        for winner in winners {
            let stamp = winner.stamp.seconds
            let known =
                meters[position].run.reading(at: stamp) ?? frozenRun.reading(at: stamp)
                ?? change.stored.readings[StoredReadings.Key(position: position, time: stamp)]
            if known == winner {
                result.unchanged += 1
                continue
            }
            if let known {
                result.superseded += 1
                supersede(known, of: meter, change)
            } else {
                result.inserted += 1
                if !hasReadings(on: winner.day, at: position, frozenRun, change.stored, changed.last) {
                    added.meterDays += 1
                }
            }
            changed.append(winner)
        }
        let before = meters[position].run.count
        meters[position].run = meters[position].run.overlaid(with: changed[...])
        unsealed += meters[position].run.count - before
        added.readings += result.inserted
        for reading in changed
        where meters[position].marks.last?.day != reading.day.number
            || meters[position].marks.last?.sequence != change.sequence
        {
            meters[position].mark(reading.day.number, change.sequence)
        }
        if let last = changed.last {
            meters[position].lastDayEnd = max(meters[position].lastDayEnd, dayEnd(last.stamp.seconds))
        }
        // A late day may be the marked one; the next reading in order marks it again.
        meters[position].markedSequence = .min
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

    /// Whether a meter has readings on a day, before the ones that are being taken or among these.
    private func hasReadings(
        on day: CivilDay,
        at position: Int,
        _ frozenRun: [Reading],
        _ stored: StoredReadings,
        _ taken: Reading?
    ) -> Bool {
        let days = day..<day.adding(days: 1)
        return taken?.day == day || day.adding(days: 1).start.seconds == meters[position].lastDayEnd
            || !meters[position].run.slice(days).isEmpty || !frozenRun.slice(days).isEmpty
            || stored.days.contains(StoredReadings.Key(position: position, time: Int64(day.number)))
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

/// Sorted by stamp; of several readings with one stamp the last one given, the others apart beside it.
private func lastWriterWins(
    _ readings: [Reading]
) -> (winners: [Reading], overruled: [(reading: Reading, winner: Reading)]) {
    let isOrdered = zip(readings, readings.dropFirst()).allSatisfy { $0.stamp < $1.stamp }
    if isOrdered { return (readings, []) }
    var byStamp: [Instant: Reading] = [:]
    var overruled: [Reading] = []
    for reading in readings {
        if let earlier = byStamp.updateValue(reading, forKey: reading.stamp) { overruled.append(earlier) }
    }
    return (
        byStamp.values.sorted { $0.stamp < $1.stamp },
        overruled.compactMap { reading in byStamp[reading.stamp].map { (reading, $0) } }
    )
}

extension ReadingBatch {
    /// A sum over its readings in their order, by which a batch with the same key is known to be the same.
    var sum: UInt64 {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: readings.count * 4) { words in
            for (index, reading) in readings.enumerated() {
                words[index * 4] = reading.meter.rawValue
                words[index * 4 + 1] = reading.reading.stamp.seconds
                words[index * 4 + 2] = reading.reading.counts
                words[index * 4 + 3] = Int64(reading.reading.quality.rawValue)
            }
            return Checksum.of(UnsafeRawBufferPointer(words))
        }
    }
}
