import FoundationEssentials
import Metering
import Units

/// Where a container lies: a civil month, and 64 meters with consecutive ids that are written together (容器组键).
struct GroupKey: Hashable, Comparable, Sendable {
    let month: CivilMonth
    /// The meters' ids without their low 6 bits.
    let meters: Int64

    /// How many ids a group has.
    static let size: Int64 = 64

    init(month: CivilMonth, meters: Int64) {
        self.month = month
        self.meters = meters
    }

    init(month: CivilMonth, meter: Meter.ID) { self.init(month: month, meters: meter.rawValue >> 6) }

    func meter(at offset: Int64) -> Meter.ID { Meter.ID(rawValue: meters << 6 | offset) }

    static func < (left: GroupKey, right: GroupKey) -> Bool {
        (left.month, left.meters) < (right.month, right.meters)
    }
}

/// What is known of a container, one meter's month, without reading it (容器头).
struct ContainerHead: Hashable, Sendable {
    let meter: Meter.ID
    let month: CivilMonth
    /// Number of readings.
    let count: Int
    /// The first and the last stamp.
    let stamps: ClosedRange<Int64>
    /// The lowest and the highest change of its days.
    let sequences: ClosedRange<Int64>
    /// Size of its block with the sum. [B]
    let length: Int

    var key: GroupKey { GroupKey(month: month, meter: meter) }
}

/// The heads of a group as bytes (容器目录).
///
/// | size | meaning |
/// |---|---|
/// | 1 | version of the format, 1 |
/// | varint | number of containers, in order of meter |
/// | | columns: low 6 bits of the meter, size of the block, readings, first stamp less the start of the month, last less first, lowest change, highest less lowest |
/// | 8 | ``Checksum`` of all before |
enum GroupDirectory {
    private static let version: UInt8 = 1
    private static let columns = 7

    static func encode(_ heads: [ContainerHead], key: GroupKey) -> Data {
        let capacity = 32 + BlockWriter.capacity(columns: columns, of: heads.count)
        return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 8) { memory in
            var writer = BlockWriter(memory)
            writer.append(version)
            writer.append(varint: UInt64(heads.count))
            writer.append(column: heads.map { $0.meter.rawValue & (GroupKey.size - 1) })
            writer.append(column: heads.map { Int64($0.length) })
            writer.append(column: heads.map { Int64($0.count) })
            writer.append(column: heads.map { $0.stamps.lowerBound &- key.month.firstDay.start.seconds })
            writer.append(column: heads.map { $0.stamps.upperBound &- $0.stamps.lowerBound })
            writer.append(column: heads.map { $0.sequences.lowerBound })
            writer.append(column: heads.map { $0.sequences.upperBound &- $0.sequences.lowerBound })
            writer.appendChecksum()
            return Data(writer.written)
        }
    }

    /// Reads heads; of any bytes become sound heads or ``MalformedBlock``.
    static func decode(_ data: Data, key: GroupKey) throws -> [ContainerHead] {
        try data.withUnsafeBytes { bytes in
            try BlockReader.withPadding(BlockReader.checked(bytes)) { reader in
                guard try reader.byte() == version else { throw MalformedBlock() }
                let count = try reader.count(atMost: Int(GroupKey.size))
                let columns = try (0..<columns).map { _ in try reader.column(count) }
                let heads = try (0..<count).map { index in try head(columns.map { $0[index] }, key) }
                guard zip(heads, heads.dropFirst()).allSatisfy({ $0.meter < $1.meter }) else { throw MalformedBlock() }
                return try reader.finished(heads)
            }
        }
    }

    private static func head(_ values: [Int64], _ key: GroupKey) throws(MalformedBlock) -> ContainerHead {
        let month = key.month.days
        let first = month.lowerBound.start.seconds &+ values[3]
        let (last, isBeyond) = first.addingReportingOverflow(values[4])
        let (highest, isTooHigh) = values[5].addingReportingOverflow(values[6])
        guard (0..<GroupKey.size).contains(values[0]), values[1] > 0, values[1] < 1 << 40, values[2] > 0,
            values[3] > 0, values[4] >= 0, !isBeyond, last <= month.upperBound.start.seconds, values[6] >= 0,
            !isTooHigh
        else { throw MalformedBlock() }
        return ContainerHead(
            meter: key.meter(at: values[0]),
            month: key.month,
            count: Int(values[2]),
            stamps: first...last,
            sequences: values[5]...highest,
            length: Int(values[1])
        )
    }
}
