import FoundationEssentials
import GRDB
package import Metering
import Units

extension EmbeddedReadings {
    package func append(_ batch: ReadingBatch) async throws -> AppendResult {
        try await pool.write { db in
            let sequence = try Int64.fetchOne(db, sql: "UPDATE change_counter SET seq = seq + 1 RETURNING seq") ?? 0
            let writer = try MeterDayWriter(db: db, sequence: sequence, source: batch.source)
            for (meter, readings) in batch.readings.sorted(by: { $0.key < $1.key }) {
                try writer.write(readings, of: meter)
            }
            try db.execute(
                sql: "UPDATE change_counter SET readings = readings + ?, meter_days = meter_days + ?",
                arguments: [writer.result.inserted - writer.lostReadings, writer.newMeterDays]
            )
            return writer.result
        }
    }
}

/// Merges readings into the meter-days of one transaction.
private final class MeterDayWriter {
    private(set) var result = AppendResult()
    private(set) var newMeterDays = 0
    /// Readings that stood in damaged blocks.
    private(set) var lostReadings = 0
    private let sequence: Int64
    private let source: Int64
    private let existing: Statement
    private let upsert: Statement
    private let insertSuperseded: Statement
    private let isSuperseded: Statement
    private let keepDamaged: Statement

    init(db: Database, sequence: Int64, source: Int64) throws {
        self.sequence = sequence
        self.source = source
        existing = try db.cachedStatement(
            sql: "SELECT day, block, checksum, count FROM meter_day WHERE meter_id = ? AND day BETWEEN ? AND ?"
        )
        upsert = try db.cachedStatement(
            sql: """
                INSERT INTO meter_day VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (meter_id, day) DO UPDATE SET change_seq = excluded.change_seq, count = excluded.count,
                    first_stamp = excluded.first_stamp, first_counts = excluded.first_counts,
                    last_stamp = excluded.last_stamp, last_counts = excluded.last_counts,
                    minimum_counts = excluded.minimum_counts, maximum_counts = excluded.maximum_counts,
                    checksum = excluded.checksum, block = excluded.block
                """
        )
        insertSuperseded = try db.cachedStatement(sql: "INSERT INTO superseded_record VALUES (?, ?, ?, ?, ?, ?)")
        keepDamaged = try db.cachedStatement(sql: "INSERT INTO damaged_record VALUES (?, ?, ?, ?)")
        isSuperseded = try db.cachedStatement(
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM superseded_record WHERE meter_id = ? AND stamp = ? AND counts = ? AND quality = ?)
                """
        )
    }

    func write(_ readings: [Reading], of meter: Meter.ID) throws {
        let (ordered, overruled) = Self.lastWriterWins(readings)
        guard let first = ordered.first?.day, let last = ordered.last?.day else { return }
        var stored: [CivilDay: [Reading]] = [:]
        var damaged: [CivilDay: (block: Data, count: Int)] = [:]
        let rows = try Row.fetchCursor(existing, arguments: [meter.rawValue, first.number, last.number])
        while let row = try rows.next() {
            do {
                stored[CivilDay(number: row[0])] = try EmbeddedReadings.decode(row, meter: meter)
            } catch ReadingStoreError.damagedBlock(_, let day) {
                damaged[day] = (row[1], row[3])
            }
        }
        var index = ordered.startIndex
        while index < ordered.endIndex {
            let day = ordered[index].day
            let next = day.adding(days: 1).start
            var end = index
            while end < ordered.endIndex, ordered[end].stamp <= next { end += 1 }
            // New readings repair a damaged day; what was left of it is kept.
            if let (block, count) = damaged[day] {
                try keepDamaged.execute(arguments: [meter.rawValue, day.number, block, sequence])
                lostReadings += count
                newMeterDays -= 1
            }
            try write(ordered[index..<end], onto: stored[day] ?? [], day: day, of: meter)
            index = end
        }
        for (reading, winner) in overruled { try keep(reading, overruledBy: winner, of: meter) }
    }

    /// Sorted by stamp; of several readings with one stamp the last one given, the others apart beside it.
    private static func lastWriterWins(
        _ readings: [Reading]
    ) -> (ordered: [Reading], overruled: [(reading: Reading, winner: Reading)]) {
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

    /// Keeps a value that a later one of its own batch replaced, once: the same file again brings nothing new.
    private func keep(_ reading: Reading, overruledBy winner: Reading, of meter: Meter.ID) throws {
        let isKnown =
            try reading == winner
            || Bool.fetchOne(
                isSuperseded,
                arguments: [meter.rawValue, reading.stamp.seconds, reading.counts, Int64(reading.quality.rawValue)]
            ) ?? false
        if isKnown {
            result.unchanged += 1
        } else {
            try supersede(reading, of: meter)
        }
    }

    private func supersede(_ reading: Reading, of meter: Meter.ID) throws {
        result.superseded += 1
        try insertSuperseded.execute(arguments: [
            meter.rawValue, reading.stamp.seconds, reading.counts, Int64(reading.quality.rawValue), sequence, source,
        ])
    }

    private func write(_ new: ArraySlice<Reading>, onto old: [Reading], day: CivilDay, of meter: Meter.ID) throws {
        let before = (result.inserted, result.superseded)
        let merged = old.isEmpty ? Array(new) : try merge(new, into: old, of: meter)
        if old.isEmpty {
            result.inserted += new.count
            newMeterDays += 1
        }
        guard (result.inserted, result.superseded) != before, let totals = MeterDayTotal(day: day, readings: merged)
        else {
            return
        }
        let block = ReadingBlock.encode(merged, origin: day.start)
        try upsert.execute(arguments: [
            meter.rawValue, day.number, sequence, totals.count, totals.first.stamp.seconds, totals.first.counts,
            totals.last.stamp.seconds, totals.last.counts, totals.minimum, totals.maximum, ReadingBlock.checksum(block),
            block,
        ])
    }

    private func merge(_ new: ArraySlice<Reading>, into old: [Reading], of meter: Meter.ID) throws -> [Reading] {
        var merged: [Reading] = []
        merged.reserveCapacity(old.count + new.count)
        var remaining = old[...]
        for reading in new {
            while let next = remaining.first, next.stamp < reading.stamp { merged.append(remaining.removeFirst()) }
            if let same = remaining.first, same.stamp == reading.stamp {
                remaining.removeFirst()
                if same == reading {
                    result.unchanged += 1
                } else {
                    try supersede(same, of: meter)
                }
            } else {
                result.inserted += 1
            }
            merged.append(reading)
        }
        return merged + remaining
    }
}
