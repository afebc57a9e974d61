import FoundationEssentials
import Metering
import Units

/// The batches of one group commit, in the order in which they take effect (提交记录).
struct CommitRecord: Sendable {
    /// The change number of the first batch; each further one has the next number.
    let firstSequence: Int64
    /// When they were committed; never before an earlier one.
    let time: Instant
    let batches: [ReadingBatch]

    var lastSequence: Int64 { firstSequence + Int64(batches.count) - 1 }
    var readings: Int { batches.reduce(0) { $0 + $1.readings.count } }
}

extension CommitRecord {
    private static let version: UInt8 = 1

    /// The record as bytes.
    ///
    /// | size | meaning |
    /// |---|---|
    /// | 1 | version of the format, 1 |
    /// | zigzag, zigzag | first change number, time [Unix s] |
    /// | varint | number of batches |
    /// | zigzag, varint, varint, bytes | per batch: source, number of readings, size of the key + 1 or 0, key in UTF-8 |
    /// | | of all readings together, where there are any: meters, stamps and counts as columns, a byte with the codec of the qualities, and these |
    /// | 8 | ``Checksum`` of all before |
    func encoded() -> Data {
        let count = readings
        let keys = batches.reduce(0) { $0 + 40 + ($1.key?.utf8.count ?? 0) }
        let capacity = 64 + keys + BlockWriter.capacity(columns: 4, of: count)
        return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 8) { memory in
            var writer = BlockWriter(memory)
            writer.append(Self.version)
            writer.append(zigzag: firstSequence)
            writer.append(zigzag: time.seconds)
            writer.append(varint: UInt64(batches.count))
            for batch in batches {
                writer.append(zigzag: batch.source)
                writer.append(varint: UInt64(batch.readings.count))
                let key = batch.key.map { Array($0.utf8) }
                writer.append(varint: UInt64(key.map { $0.count + 1 } ?? 0))
                key?.withUnsafeBytes { writer.append(contentsOf: $0) }
            }
            if count > 0 { writeReadings(count, to: &writer) }
            writer.appendChecksum()
            return Data(writer.written)
        }
    }

    private func writeReadings(_ count: Int, to writer: inout BlockWriter) {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: count) { meters in
            ReadingColumns.withMemory(count) { columns in
                var index = 0
                for batch in batches {
                    for reading in batch.readings {
                        meters[index] = reading.meter.rawValue
                        columns.stamps[index] = reading.reading.stamp.seconds
                        columns.counts[index] = reading.reading.counts
                        columns.qualities.initializeElement(at: index, to: reading.reading.quality)
                        index += 1
                    }
                }
                // Second differences are for registers of one meter; here they would only take time.
                for column in [meters, columns.stamps, columns.counts] {
                    writer.append(column: UnsafeBufferPointer(column), upTo: 1)
                }
                let codec = writer.count
                writer.append(0)
                let qualities = QualityColumn.write(UnsafeBufferPointer(columns.qualities), to: &writer)
                writer.replace(at: codec, with: qualities.rawValue)
            }
        }
    }

    /// Reads a record; of any bytes become batches or ``MalformedBlock``.
    init(_ data: Data) throws {
        self = try data.withUnsafeBytes { bytes in
            try BlockReader.withPadding(BlockReader.checked(bytes)) { reader in try Self.read(&reader) }
        }
    }

    private static func read(_ reader: inout BlockReader) throws -> CommitRecord {
        guard try reader.byte() == version else { throw MalformedBlock() }
        let (first, time) = (try reader.zigzag(), try reader.zigzag())
        // Each batch takes at least three bytes, each 32 readings at least two.
        var heads: [(source: Int64, count: Int, key: String?)] = []
        for _ in 0..<(try reader.count(atMost: reader.remaining / 3)) {
            let source = try reader.zigzag()
            let count = try reader.count(atMost: reader.remaining * ReadingBlock.readingsPerByte)
            let size = try reader.count(atMost: reader.remaining)
            guard size > 0 else {
                heads.append((source, count, nil))
                continue
            }
            let bytes = UnsafeRawBufferPointer(rebasing: try reader.take(size - 1)[..<(size - 1)])
            guard let key = String(validating: bytes, as: UTF8.self) else { throw MalformedBlock() }
            heads.append((source, count, key))
        }
        let count = heads.reduce(0) { $0 + $1.count }
        guard count <= reader.remaining * ReadingBlock.readingsPerByte,
            !first.addingReportingOverflow(Int64(heads.count)).overflow
        else { throw MalformedBlock() }
        var readings = try count > 0 ? readReadings(count, from: &reader)[...] : []
        let batches = heads.map { head in
            defer { readings = readings.dropFirst(head.count) }
            return ReadingBatch(readings: Array(readings.prefix(head.count)), source: head.source, key: head.key)
        }
        return try reader.finished(
            CommitRecord(firstSequence: first, time: Instant(seconds: time), batches: batches)
        )
    }

    private static func readReadings(_ count: Int, from reader: inout BlockReader) throws -> [MeterReading] {
        try withUnsafeTemporaryAllocation(of: Int64.self, capacity: count) { meters in
            try ReadingColumns.withMemory(count) { columns in
                for column in [meters, columns.stamps, columns.counts] { try reader.column(into: column) }
                guard let codec = QualityColumn.Codec(rawValue: try reader.byte()) else { throw MalformedBlock() }
                try QualityColumn.read(into: columns.qualities, codec, from: &reader)
                guard columns.stamps.allSatisfy({ StampRange.all.contains($0) }) else { throw MalformedBlock() }
                return (0..<count).map { MeterReading(meter: Meter.ID(rawValue: meters[$0]), reading: columns[$0]) }
            }
        }
    }
}

/// The stamps that a store takes: of the years 1 … 9999, for which there are civil days (时标范围).
enum StampRange {
    static let all: ClosedRange<Int64> = {
        let (first, end) = (CivilMonth(year: 1, month: 1).firstDay, CivilMonth(year: 10_000, month: 1).firstDay)
        return first.start.seconds + 1...end.start.seconds
    }()
}
