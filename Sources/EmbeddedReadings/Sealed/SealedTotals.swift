import FoundationEssentials
import Metering
import Units

/// Totals of a day in a container, and its last change (已封存日合计).
struct SealedDay: Hashable, Sendable {
    let day: CivilDay
    let total: ReadingTotal
    let sequence: Int64
}

/// The day totals of a group's containers as bytes (容器合计).
///
/// | size | meaning |
/// |---|---|
/// | 1 | version of the format, 1 |
/// | varint | number of containers |
/// | | per container: |
/// | 1 | low 6 bits of the meter |
/// | varint | its days: bit 0 is the first of the month |
/// | | columns, a number a day: count; expected less count; doubtful; first and last stamp less the start of the day; quality of the first + 3 × that of the last; first value; last less first; first or last value, whichever is less, less the minimum; maximum less the greater of the two; sum; change |
/// | 8 | ``Checksum`` of all before |
enum SealedTotals {
    private static let version: UInt8 = 1
    private static let columns = 12

    static func encode(_ totals: [(meter: Meter.ID, days: [SealedDay])], key: GroupKey) -> Data {
        let capacity = 32 + totals.count * (16 + BlockWriter.capacity(columns: columns, of: 31))
        let first = key.month.firstDay.number
        return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 8) { memory in
            var writer = BlockWriter(memory)
            writer.append(version)
            writer.append(varint: UInt64(totals.count))
            for (meter, days) in totals {
                writer.append(UInt8(meter.rawValue & (GroupKey.size - 1)))
                writer.append(varint: days.reduce(0) { $0 | 1 << UInt64($1.day.number - first) })
                func append(_ value: (SealedDay) -> Int64) { writer.append(column: days.map(value)) }
                append { Int64($0.total.count) }
                append { Int64($0.total.expected - $0.total.count) }
                append { Int64($0.total.doubtful) }
                append { $0.total.first.stamp.seconds - $0.day.start.seconds }
                append { $0.total.last.stamp.seconds - $0.day.start.seconds }
                append { Int64($0.total.first.quality.rawValue + 3 * $0.total.last.quality.rawValue) }
                append { $0.total.first.counts }
                append { $0.total.last.counts &- $0.total.first.counts }
                append { min($0.total.first.counts, $0.total.last.counts) &- $0.total.minimum }
                append { $0.total.maximum &- max($0.total.first.counts, $0.total.last.counts) }
                append(\.total.sum)
                append(\.sequence)
            }
            writer.appendChecksum()
            return Data(writer.written)
        }
    }

    /// Reads totals; of any bytes become totals or ``MalformedBlock``.
    static func decode(_ data: Data, key: GroupKey) throws -> [Meter.ID: [SealedDay]] {
        var totals: [Meter.ID: [SealedDay]] = [:]
        try each(of: data, key: key) { totals[$0] = $1 }
        return totals
    }

    /// Goes through the containers of a group.
    static func each(of data: Data, key: GroupKey, _ body: (Meter.ID, [SealedDay]) -> Void) throws {
        try data.withUnsafeBytes { bytes in
            try BlockReader.withPadding(BlockReader.checked(bytes)) { reader in
                guard try reader.byte() == version else { throw MalformedBlock() }
                for _ in 0..<(try reader.count(atMost: Int(GroupKey.size))) {
                    let offset = Int64(try reader.byte())
                    guard offset < GroupKey.size else { throw MalformedBlock() }
                    body(key.meter(at: offset), try days(&reader, of: key.month))
                }
                _ = try reader.finished(())
            }
        }
    }

    private static func days(_ reader: inout BlockReader, of month: CivilMonth) throws -> [SealedDay] {
        let bits = try reader.varint()
        guard bits >> UInt64(month.dayCount) == 0 else { throw MalformedBlock() }
        let days = (0..<month.dayCount).filter { bits >> UInt64($0) & 1 == 1 }.map(month.firstDay.adding)
        return try withUnsafeTemporaryAllocation(of: Int64.self, capacity: columns * days.count) { values in
            for column in 0..<columns {
                let part = values[column * days.count..<(column + 1) * days.count]
                try reader.column(into: UnsafeMutableBufferPointer(rebasing: part))
            }
            return try days.indices.map { index in
                try sealedDay(days[index]) { values[$0 * days.count + index] }
            }
        }
    }

    private static func sealedDay(_ day: CivilDay, _ value: (Int) -> Int64) throws(MalformedBlock) -> SealedDay {
        func reading(stamp: Int64, counts: Int64, quality: Int64) throws(MalformedBlock) -> Reading {
            guard (1...86_400).contains(stamp), let quality = UInt8(exactly: quality).flatMap(Reading.Quality.init)
            else {
                throw MalformedBlock()
            }
            return Reading(stamp: day.start.adding(seconds: stamp), counts: counts, quality: quality)
        }
        let limit: Int64 = 1 << 40
        guard (1...limit).contains(value(0)), (0...limit).contains(value(1)), (0...value(0)).contains(value(2)),
            (0...8).contains(value(5))
        else { throw MalformedBlock() }
        let last = value(6) &+ value(7)
        let total = ReadingTotal(
            count: Int(value(0)),
            expected: Int(value(0) + value(1)),
            doubtful: Int(value(2)),
            first: try reading(stamp: value(3), counts: value(6), quality: value(5) % 3),
            last: try reading(stamp: value(4), counts: last, quality: value(5) / 3),
            minimum: min(value(6), last) &- value(8),
            maximum: max(value(6), last) &+ value(9),
            sum: value(10)
        )
        return SealedDay(day: day, total: total, sequence: value(11))
    }
}
