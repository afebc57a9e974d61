package import FoundationEssentials
package import Metering
package import Units

/// A run of one meter's readings as bytes, packed column by column (读数块).
///
/// Every reading comes back exactly as it was. A block holds times as seconds after an *origin* that is kept outside,
/// such as the beginning of its day, and the values of a device as whole counts of its last digit. It knows nothing of
/// days, so a run may span any time.
///
/// ## Layout
///
/// A *varint* is an unsigned LEB128 [1] of at most 64 bits. A *zigzag* is a varint of a signed number: 0, −1, 1, −2 …
/// stand as 0, 1, 2, 3 …. All arithmetic is modulo 2⁶⁴. *n* is the number of readings.
///
/// | offset | size | meaning |
/// |---|---|---|
/// | 0 | 1 | version of the format, 1 |
/// | 1 | 1 | codecs: bit 0 of the stamps, bits 1–2 of the qualities, bits 3–4 of the counts, bits 5–7 are 0 |
/// | 2 | varint | *n* |
/// | | | stamps, in order of time (``StampColumn``) |
/// | | | qualities (``QualityColumn``) |
/// | | | counts (``CountColumn``) |
///
/// Nothing follows. A column of no readings takes no bytes. Integers that vary stand in groups [2, 3], see
/// ``PackedIntegers``.
///
/// Reading is total: of any bytes become readings in strict order of time, or nothing. As each 32 readings take at
/// least two bytes, a block is refused where *n* is above 16 for each byte from offset 2, before memory is taken.
///
/// ## References
/// 1. DWARF Debugging Information Format, Version 5, section 7.6, "Variable Length Data".
/// 2. J. Goldstein, R. Ramakrishnan, U. Shaft, "Compressing Relations and Indexes", ICDE 1998: frame of reference.
/// 3. D. Lemire, L. Boytsov, "Decoding billions of integers per second through vectorization", 2015: groups, deltas.
package enum ReadingBlock {
    /// What the first byte says.
    static let version: UInt8 = 1
    /// The most readings that a byte of a block can stand for.
    static let readingsPerByte = 16

    /// Encodes readings that are in strict order of time.
    package static func encode(_ readings: [Reading], origin: Instant) -> Data {
        let capacity = BlockWriter.capacity(readings: readings.count)
        return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 8) { memory in
            var writer = BlockWriter(memory)
            writer.append(version)
            writer.append(0)
            writer.append(varint: UInt64(readings.count))
            if !readings.isEmpty {
                let codecs = readings.withUnsafeBufferPointer { readings in
                    let stamps = StampColumn.write(readings, origin: origin, to: &writer)
                    let qualities = QualityColumn.write(readings, to: &writer)
                    let counts = CountColumn.write(readings, to: &writer)
                    return stamps.rawValue | qualities.rawValue << 1 | UInt8(counts) << 3
                }
                writer.replace(at: 1, with: codecs)
            }
            return Data(writer.written)
        }
    }

    /// Decodes a block; `nil` where the bytes are no block of this format.
    package static func decode(_ block: Data, origin: Instant) -> [Reading]? {
        block.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(byteCount: bytes.count + BlockReader.padding, alignment: 8) { padded in
                padded.copyMemory(from: bytes)
                UnsafeMutableRawBufferPointer(rebasing: padded[bytes.count...]).initializeMemory(
                    as: UInt8.self,
                    repeating: 0
                )
                var reader = BlockReader(UnsafeRawBufferPointer(padded))
                return try? decode(&reader, origin: origin)
            }
        }
    }

    private static func decode(_ reader: inout BlockReader, origin: Instant) throws -> [Reading] {
        guard try reader.byte() == version else { throw MalformedBlock() }
        let codecs = try reader.byte()
        guard let stampCodec = StampColumn.Codec(rawValue: codecs & 1),
            let qualityCodec = QualityColumn.Codec(rawValue: codecs >> 1 & 3), codecs >> 3 <= CountColumn.highestOrder
        else { throw MalformedBlock() }
        let count = try reader.count(atMost: reader.remaining * readingsPerByte)
        guard count > 0 else { return try reader.finished([]) }
        return try withUnsafeTemporaryAllocation(of: Int64.self, capacity: count * 2) { numbers in
            try withUnsafeTemporaryAllocation(of: Reading.Quality.self, capacity: count) { qualities in
                let stamps = UnsafeMutableBufferPointer(rebasing: numbers[..<count])
                let counts = UnsafeMutableBufferPointer(rebasing: numbers[count...])
                try StampColumn.read(into: stamps, stampCodec, origin: origin, from: &reader)
                try QualityColumn.read(into: qualities, qualityCodec, from: &reader)
                try CountColumn.read(into: counts, order: Int(codecs >> 3), from: &reader)
                return try reader.finished(
                    [Reading](unsafeUninitializedCapacity: count) { readings, initialized in
                        for index in 0..<count {
                            let stamp = Instant(seconds: stamps[index])
                            readings.initializeElement(
                                at: index,
                                to: Reading(stamp: stamp, counts: counts[index], quality: qualities[index])
                            )
                        }
                        initialized = count
                    }
                )
            }
        }
    }

    /// The block's fingerprint, kept beside it so that a flipped bit is found.
    package static func checksum(_ block: Data) -> Int64 {
        Int64(bitPattern: block.withUnsafeBytes { fingerprint($0) })
    }
}
