import Foundation
import Metering
import Units

/// The reading store as one would first write it: one row a reading, searched from end to end. The reference that
/// every other store is compared with.
actor RowTable: ReadingStore {
    private var rows: [MeterReading] = []
    private var changed: [(meter: Meter.ID, day: CivilDay, sequence: Int64)] = []
    private var sequence: Int64 = 0
    private var replaced: [SupersededReading] = []
    private var kept: [String: (batch: [MeterReading], result: AppendResult)] = [:]
    private var archives: [CivilMonth: [MeterReading]] = [:]

    func append(_ batch: ReadingBatch) throws -> AppendResult {
        for reading in batch.readings {
            let month = reading.reading.day.month
            if archives[month] != nil { throw ReadingStoreError.archived(month) }
        }
        let name = batch.key.map { "\(batch.source) \($0)" }
        if let name, let key = batch.key, let known = kept[name] {
            guard known.batch == batch.readings else {
                throw ReadingStoreError.keyConflict(source: batch.source, key: key)
            }
            return known.result
        }
        var result = AppendResult()
        sequence += 1
        for meter in Set(batch.readings.map(\.meter)) {
            result += take(batch.readings.filter { $0.meter == meter }.map(\.reading), of: meter, batch.source)
        }
        if let name { kept[name] = (batch.readings, result) }
        return result
    }

    private func take(_ readings: [Reading], of meter: Meter.ID, _ source: Int64) -> AppendResult {
        var result = AppendResult()
        for stamp in Set(readings.map(\.stamp)) {
            let given = readings.filter { $0.stamp == stamp }
            guard let last = given.last else { continue }
            if let index = rows.firstIndex(where: { $0.meter == meter && $0.reading.stamp == stamp }) {
                if rows[index].reading == last {
                    result.unchanged += 1
                } else {
                    keep(rows[index].reading, meter, source)
                    rows[index] = MeterReading(meter: meter, reading: last)
                    result.superseded += 1
                    touch(meter, last.day)
                }
            } else {
                rows.append(MeterReading(meter: meter, reading: last))
                result.inserted += 1
                touch(meter, last.day)
            }
            for earlier in given.dropLast() {
                if earlier == last || replaced.contains(where: { $0.meter == meter && $0.reading == earlier }) {
                    result.unchanged += 1
                } else {
                    keep(earlier, meter, source)
                    result.superseded += 1
                }
            }
        }
        return result
    }

    private func keep(_ reading: Reading, _ meter: Meter.ID, _ source: Int64) {
        replaced.append(
            SupersededReading(meter: meter, reading: reading, source: source, replacedAt: nil, sequence: sequence)
        )
    }

    private func touch(_ meter: Meter.ID, _ day: CivilDay) {
        changed.removeAll { $0.meter == meter && $0.day == day }
        changed.append((meter, day, sequence))
    }

    private func all(of meter: Meter.ID) -> [Reading] {
        (rows + archives.values.joined()).filter { $0.meter == meter }.map(\.reading).sorted { $0.stamp < $1.stamp }
    }

    func readings(of meter: Meter.ID, in days: Range<CivilDay>) throws -> [Reading] {
        let found = all(of: meter).filter { days.contains($0.day) }
        if let gone = found.map(\.day.month).first(where: { archives[$0] != nil }) {
            throw ReadingStoreError.archived(gone)
        }
        return found
    }

    nonisolated func readings(
        of meters: [Meter.ID],
        in days: Range<CivilDay>
    ) -> AsyncThrowingStream<MeterReadings, any Error> {
        AsyncThrowingStream { continuation in
            Task {
                for meter in meters {
                    let own = try await self.readings(of: meter, in: days)
                    for month in Set(own.map(\.day.month)).sorted() {
                        continuation.yield(
                            MeterReadings(meter: meter, readings: own.filter { $0.day.month == month })
                        )
                    }
                }
                continuation.finish()
            }
        }
    }

    func lastReading(of meter: Meter.ID, before day: CivilDay) -> Reading? { all(of: meter).last { $0.day < day } }

    func firstReading(of meter: Meter.ID, from day: CivilDay) -> Reading? { all(of: meter).first { day <= $0.day } }

    func dayTotals(of meter: Meter.ID, in days: Range<CivilDay>) -> [MeterDayTotal] {
        let own = all(of: meter)
        return days.compactMap { day in MeterDayTotal(day: day, readings: own.filter { $0.day == day }) }
    }

    func dayTotals(of meters: [Meter.ID]?, in days: Range<CivilDay>) -> DayTotalTable {
        let known = Set((rows + archives.values.joined()).filter { days.contains($0.reading.day) }.map(\.meter))
        let meters = meters ?? known.sorted()
        var table = DayTotalTable(meters: meters, days: days)
        for (position, meter) in meters.enumerated() {
            for day in dayTotals(of: meter, in: days) {
                table.set(position * days.count + day.day.number - days.lowerBound.number, day.total)
            }
        }
        return table
    }

    func monthTotals(of meter: Meter.ID, in months: Range<CivilMonth>) -> [MeterMonthTotal] {
        months.compactMap { MeterMonthTotal(dayTotals(of: meter, in: $0.days)) }
    }

    func superseded(of meter: Meter.ID, in days: Range<CivilDay>) -> [SupersededReading] {
        replaced.filter { $0.meter == meter && days.contains($0.reading.day) }
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
        var statistics = ReadingStatistics()
        statistics.readings = rows.count + archives.values.reduce(0) { $0 + $1.count }
        statistics.meterDays = changed.count
        statistics.sequence = sequence
        return statistics
    }

    func verify() -> [DataFinding] { [] }
    func seal() {}
    func compact() -> Int64 { 0 }

    func archive(_ month: CivilMonth, to path: String, isRemoving: Bool) throws -> ReadingArchive {
        let own = rows.filter { $0.reading.day.month == month }
        try Data(month.description.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        if isRemoving {
            archives[month] = own
            rows.removeAll { $0.reading.day.month == month }
        }
        return ReadingArchive(month: month, meters: Set(own.map(\.meter)).count, readings: own.count, bytes: 7)
    }

    func restore(from path: String) throws -> ReadingArchive {
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        guard let month = CivilMonth(text) else { throw ReadingStoreError.badArchive(path: path) }
        guard let own = archives.removeValue(forKey: month) else { throw ReadingStoreError.notArchived(month) }
        rows += own
        return ReadingArchive(month: month, meters: Set(own.map(\.meter)).count, readings: own.count, bytes: 7)
    }
}
