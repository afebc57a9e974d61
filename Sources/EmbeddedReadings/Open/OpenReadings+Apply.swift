import Metering
import Units

extension OpenReadings {
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
        var result = AppendResult()
        var late: [(position: Int, reading: Reading)] = []
        batch.readings.withUnsafeBufferPointer { readings in
            let stretches = stretches(of: readings, sequence)
            for (index, (position, start)) in stretches.enumerated() {
                let end = index + 1 < stretches.count ? stretches[index + 1].start : readings.count
                if fronts[position].disorderedIn == sequence {
                    for reading in readings[start..<end].lazy.map(\.reading) {
                        if slip(in: reading, at: position, sequence) {
                            result.inserted += 1
                        } else {
                            // What comes after it must be taken after it.
                            fronts[position].deferredIn = sequence
                            late.append((position, reading))
                        }
                    }
                } else {
                    insert(UnsafeBufferPointer(rebasing: readings[start..<end]), at: position, sequence)
                    result.inserted += end - start
                }
            }
        }
        let change = Change(source: batch.source, sequence: sequence, stored: stored)
        for (position, readings) in byPosition(late) {
            result += merge(readings, at: position, change, isSuperseded)
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

    /// Where each stretch of one meter's readings begins, and the meter's position.
    ///
    /// Notes what each meter's last stamp is now, and which meters' readings are late, repeated or out of order.
    private mutating func stretches(
        of readings: UnsafeBufferPointer<MeterReading>,
        _ sequence: Int64
    ) -> [(position: Int, start: Int)] {
        var stretches: [(position: Int, start: Int)] = []
        stretches.reserveCapacity(min(readings.count, 16_384))
        var start = 0
        while start < readings.count {
            let meter = readings[start].meter
            let position = position(adding: meter)
            var last = fronts[position].lastStamp
            var isOrdered = true
            var end = start
            while end < readings.count, readings[end].meter == meter {
                let stamp = readings[end].reading.stamp.seconds
                if stamp > last { last = stamp } else { isOrdered = false }
                end += 1
            }
            fronts[position].lastStamp = last
            if !isOrdered { fronts[position].disorderedIn = sequence }
            stretches.append((position, start))
            start = end
        }
        return stretches
    }

    /// How far before the last reading another one may come and still be said to be shortly before it.
    private static let slippage = 16

    /// Takes a new reading that lies shortly before the last one, as when a meter's batches overtake each other; false,
    /// and nothing taken, for any other.
    private mutating func slip(in reading: Reading, at position: Int, _ sequence: Int64) -> Bool {
        let stamp = reading.stamp.seconds
        guard stamp > fronts[position].settledStamp, fronts[position].deferredIn != sequence else { return false }
        let count = meters[position].run.count
        var place = count
        while place > 0, meters[position].run[place - 1].stamp.seconds >= stamp {
            place -= 1
            if count - place > Self.slippage || meters[position].run[place].stamp.seconds == stamp { return false }
        }
        let day = reading.day
        if !meters[position].hasMark(of: day.number), fronts[position].settledStamp <= day.start.seconds {
            added.meterDays += 1
        }
        meters[position].run.insert(reading, at: place)
        meters[position].mark(day.number, sequence)
        unsealed += 1
        added.readings += 1
        fronts[position].lastDayEnd = max(fronts[position].lastDayEnd, dayEnd(stamp))
        fronts[position].markedSequence = .min
        return true
    }

    /// Takes readings of one meter, in order, that lie after everything that is stored of it.
    private mutating func insert(
        _ readings: UnsafeBufferPointer<MeterReading>,
        at position: Int,
        _ sequence: Int64
    ) {
        if readings.count == 1 {
            meters[position].run.append(readings[0].reading)
        } else {
            meters[position].run.append(contentsOf: readings.lazy.map(\.reading))
        }
        unsealed += readings.count
        added.readings += readings.count
        var index = 0
        while index < readings.count {
            let reading = readings[index].reading
            if reading.stamp.seconds > fronts[position].lastDayEnd {
                fronts[position].lastDayEnd = dayEnd(reading.stamp.seconds)
                fronts[position].markedSequence = sequence
                added.meterDays += 1
                meters[position].marks.append(DayMark(day: reading.day.number, sequence: sequence))
            } else if fronts[position].markedSequence != sequence {
                fronts[position].markedSequence = sequence
                meters[position].mark(reading.day.number, sequence)
            }
            // The rest of the day is marked with it.
            let end = fronts[position].lastDayEnd
            repeat { index += 1 } while index < readings.count && readings[index].reading.stamp.seconds <= end
        }
    }
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
