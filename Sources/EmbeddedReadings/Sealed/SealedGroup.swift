import FoundationEssentials
import Metering
import Units

/// The containers of a group as they lie in the database (容器组): the directory, its size before it, then the blocks in
/// order of meter, each a ``ReadingBlock`` from the start of the month and a ``Checksum``.
final class SealedGroup: Sendable {
    let key: GroupKey
    let heads: [ContainerHead]
    /// Where the block of each head lies in the bytes.
    private let offsets: [Int]
    let bytes: Data

    /// Bytes before the directory that say its size.
    private static let prefix = 4

    /// Opens a group; `heads` are those of the database's own directory, where that is whole.
    init(key: GroupKey, heads: [ContainerHead]?, bytes: Data) throws {
        self.key = key
        self.bytes = bytes
        self.heads = try heads ?? Self.directory(of: bytes, key: key)
        // Counted from the end, so that with a directory from elsewhere nothing before the blocks is needed.
        var offset = self.heads.reduce(bytes.count) { $0 - $1.length }
        guard offset >= 0 else { throw MalformedBlock() }
        offsets = self.heads.map { head in
            defer { offset += head.length }
            return offset
        }
    }

    /// The heads that stand before the blocks.
    static func directory(of bytes: Data, key: GroupKey) throws -> [ContainerHead] {
        let size = try bytes.withUnsafeBytes { bytes throws(MalformedBlock) in
            guard bytes.count >= prefix else { throw MalformedBlock() }
            return Int(UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)))
        }
        guard size <= bytes.count - prefix else { throw MalformedBlock() }
        let start = bytes.startIndex + prefix
        return try GroupDirectory.decode(bytes[start..<start + size], key: key)
    }

    /// Puts blocks and their heads together.
    init(key: GroupKey, heads: [ContainerHead], directory: Data, blocks: [Data]) {
        self.key = key
        self.heads = heads
        var bytes = Data(capacity: Self.prefix + directory.count + blocks.reduce(0) { $0 + $1.count })
        withUnsafeBytes(of: UInt32(directory.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(directory)
        var offsets: [Int] = []
        for block in blocks {
            offsets.append(bytes.count)
            bytes.append(block)
        }
        self.offsets = offsets
        self.bytes = bytes
    }

    /// The position of a meter's container.
    func position(of meter: Meter.ID) -> Int? {
        var (low, high) = (0, heads.count)
        while low < high {
            let middle = (low + high) / 2
            if heads[middle].meter < meter { low = middle + 1 } else { high = middle }
        }
        return low < heads.count && heads[low].meter == meter ? low : nil
    }

    /// The block of a container with its sum.
    func block(at position: Int) -> Data {
        let start = bytes.startIndex + offsets[position]
        return bytes[start..<start + heads[position].length]
    }

    /// Lends the readings of a container as columns.
    ///
    /// - Throws: ``ReadingStoreError/damagedBlock(meter:month:)``, or what `body` throws.
    func withColumns<Result>(at position: Int, _ body: (ReadingColumns) throws -> Result) throws -> Result {
        let head = heads[position]
        var outcome: Swift.Result<Result, any Error>?
        do {
            try bytes.withUnsafeBytes { bytes in
                let block = UnsafeRawBufferPointer(
                    rebasing: bytes[offsets[position]..<offsets[position] + head.length]
                )
                try ReadingBlock.withColumns(of: BlockReader.checked(block), origin: key.month.firstDay.start) {
                    columns in
                    guard columns.count == head.count, columns.stamps.first == head.stamps.lowerBound,
                        columns.stamps.last == head.stamps.upperBound
                    else { throw MalformedBlock() }
                    outcome = Swift.Result { try body(columns) }
                }
            }
        } catch {
            throw ReadingStoreError.damagedBlock(meter: head.meter, month: key.month)
        }
        guard let outcome else { throw ReadingStoreError.damagedBlock(meter: head.meter, month: key.month) }
        return try outcome.get()
    }

    /// The readings of a container at a few stamps, where that can be told without reading all of it; else `nil`.
    func readings(at position: Int, _ stamps: some Sequence<Int64>) throws -> [Reading?]? {
        try bytes.withUnsafeBytes { bytes in
            let block = try? BlockReader.checked(
                UnsafeRawBufferPointer(rebasing: bytes[offsets[position]..<offsets[position] + heads[position].length])
            )
            guard let block else {
                throw ReadingStoreError.damagedBlock(meter: heads[position].meter, month: key.month)
            }
            var found: [Reading?] = []
            for stamp in stamps {
                switch try? ReadingBlock.reading(at: stamp, in: block, origin: key.month.firstDay.start) {
                case .reading(let reading): found.append(reading)
                case .nothing: found.append(nil)
                case .unknown, nil: return nil
                }
            }
            return found
        }
    }

    /// Encodes a container's block with its sum.
    static func block(_ columns: ReadingColumns, month: CivilMonth) -> Data {
        let capacity = BlockWriter.capacity(readings: columns.count) + Checksum.size
        return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 8) { memory in
            var writer = BlockWriter(memory)
            ReadingBlock.write(columns, origin: month.firstDay.start, to: &writer)
            writer.appendChecksum()
            return Data(writer.written)
        }
    }

    /// What can be trusted of a damaged container: the days whose readings still come to their totals; and the days that
    /// are lost.
    func salvage(at position: Int, _ totals: [SealedDay]) -> (readings: [Reading], lost: [CivilDay]) {
        let block = block(at: position).dropLast(Checksum.size)
        let readings = ReadingBlock.decode(block, origin: key.month.firstDay.start) ?? []
        let own = readings.filter { $0.day.month == key.month }
        var (kept, lost): ([Reading], [CivilDay]) = ([], [])
        for day in totals {
            let slice = own.slice(day.day..<day.day.adding(days: 1))
            if ReadingTotal(slice) == day.total { kept += slice } else { lost.append(day.day) }
        }
        return (kept, lost)
    }
}
