import Metering
import Units

/// A value that a later one replaced.
struct SupersededReading: Hashable, Sendable {
    let meter: Meter.ID
    let reading: Reading
    let source: Int64
}

/// The reading store as one would first write it: one row a reading, searched from end to end. The reference that
/// every other store is compared with.
actor RowTable: ReadingStore {
    private var rows: [(meter: Meter.ID, reading: Reading)] = []
    private var changed: [(meter: Meter.ID, day: CivilDay, sequence: Int64)] = []
    private var sequence: Int64 = 0
    private(set) var superseded: [SupersededReading] = []

    func append(_ batch: ReadingBatch) -> AppendResult {
        var result = AppendResult()
        sequence += 1
        for (meter, readings) in batch.readings {
            for stamp in Set(readings.map(\.stamp)) {
                let given = readings.filter { $0.stamp == stamp }
                guard let last = given.last else { continue }
                if let index = rows.firstIndex(where: { $0.meter == meter && $0.reading.stamp == stamp }) {
                    if rows[index].reading == last {
                        result.unchanged += 1
                    } else {
                        keep(rows[index].reading, meter, batch.source)
                        rows[index].reading = last
                        result.superseded += 1
                        touch(meter, last.day)
                    }
                } else {
                    rows.append((meter, last))
                    result.inserted += 1
                    touch(meter, last.day)
                }
                for earlier in given.dropLast() {
                    if earlier == last || superseded.contains(where: { $0.meter == meter && $0.reading == earlier }) {
                        result.unchanged += 1
                    } else {
                        keep(earlier, meter, batch.source)
                        result.superseded += 1
                    }
                }
            }
        }
        return result
    }

    private func keep(_ reading: Reading, _ meter: Meter.ID, _ source: Int64) {
        superseded.append(SupersededReading(meter: meter, reading: reading, source: source))
    }

    private func touch(_ meter: Meter.ID, _ day: CivilDay) {
        changed.removeAll { $0.meter == meter && $0.day == day }
        changed.append((meter, day, sequence))
    }

    private func all(of meter: Meter.ID) -> [Reading] {
        rows.filter { $0.meter == meter }.map(\.reading).sorted { $0.stamp < $1.stamp }
    }

    func readings(of meter: Meter.ID, in days: Range<CivilDay>) -> [Reading] {
        all(of: meter).filter { days.contains($0.day) }
    }

    func lastReading(of meter: Meter.ID, before day: CivilDay) -> Reading? { all(of: meter).last { $0.day < day } }

    func firstReading(of meter: Meter.ID, from day: CivilDay) -> Reading? { all(of: meter).first { day <= $0.day } }

    func dayTotals(of meter: Meter.ID, in days: Range<CivilDay>) -> [MeterDayTotal] {
        let own = all(of: meter)
        return days.compactMap { day in MeterDayTotal(day: day, readings: own.filter { $0.day == day }) }
    }

    func changes(after sequence: Int64, limit: Int) -> ReadingChanges {
        var days: [Meter.ID: [CivilDay]] = [:]
        var count = 0
        var reached = sequence
        for number in Set(changed.map(\.sequence)).filter({ $0 > sequence }).sorted() where count < limit {
            for change in changed where change.sequence == number {
                days[change.meter, default: []].append(change.day)
                count += 1
            }
            reached = number
        }
        return ReadingChanges(days: days.mapValues { $0.sorted() }, sequence: reached)
    }

    func statistics() -> ReadingStatistics {
        ReadingStatistics(readings: rows.count, meterDays: changed.count, sequence: sequence)
    }

    func verify() -> [DataFinding] { [] }
}
