package import FoundationEssentials
package import Metering
package import Units

/// A run of one meter's readings as bytes, packed column by column (读数块).
///
/// Every reading comes back exactly as it was. A block holds times as seconds after an *origin* that is kept outside,
/// such as the beginning of its month, and the values of a device as whole counts of its last digit. It knows nothing of
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
/// | 1 | 1 | codecs: bit 0 of the stamps, bits 1–2 of the qualities, bits 3–4 of the counts, bits 5–7 the decimal exponent |
/// | 2 | varint | *n* |
/// | | | stamps, in order of time (``StampColumn``) |
/// | | | qualities (``QualityColumn``) |
/// | | | counts, divided by 10 to the exponent (``IntegerColumn``) |
///
/// Nothing follows. A column of no readings takes no bytes. Integers that vary stand in groups [2, 3], see
/// ``PackedIntegers``. The exponent is the number of zeros that all counts end with, at most 7: a device with more
/// decimals than it resolves.
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
    /// The highest decimal exponent.
    private static let highestExponent: UInt8 = 7

    /// Encodes readings that are in strict order of time.
    package static func encode(_ readings: [Reading], origin: Instant) -> Data {
        ReadingColumns.with(readings) { columns in
            withUnsafeTemporaryAllocation(
                byteCount: BlockWriter.capacity(readings: readings.count),
                alignment: 8
            ) { memory in
                var writer = BlockWriter(memory)
                write(columns, origin: origin, to: &writer)
                return Data(writer.written)
            }
        }
    }

    /// Writes readings that are in strict order of time; their counts are changed where they have a decimal exponent.
    static func write(_ columns: ReadingColumns, origin: Instant, to writer: inout BlockWriter) {
        let start = writer.count
        writer.append(version)
        writer.append(0)
        writer.append(varint: UInt64(columns.count))
        guard columns.count > 0 else { return }
        let exponent = divideByPowerOfTen(columns.counts)
        let stamps = StampColumn.write(UnsafeBufferPointer(columns.stamps), origin: origin, to: &writer)
        let qualities = QualityColumn.write(UnsafeBufferPointer(columns.qualities), to: &writer)
        let counts = IntegerColumn.write(UnsafeBufferPointer(columns.counts), to: &writer)
        writer.replace(
            at: start + 1,
            with: stamps.rawValue | qualities.rawValue << 1 | UInt8(counts) << 3 | exponent << 5
        )
    }

    /// Divides all counts by the highest power of ten that leaves no remainder, and returns its exponent.
    private static func divideByPowerOfTen(_ counts: UnsafeMutableBufferPointer<Int64>) -> UInt8 {
        var exponent: UInt8 = 0
        while exponent < highestExponent, counts.contains(where: { $0 != 0 }),
            counts.allSatisfy({ $0.isMultiple(of: 10) })
        {
            for index in counts.indices { counts[index] /= 10 }
            exponent += 1
        }
        return exponent
    }

    /// Decodes a block; `nil` where the bytes are no block of this format.
    package static func decode(_ block: Data, origin: Instant) -> [Reading]? {
        block.withUnsafeBytes { bytes in
            try? withColumns(of: bytes, origin: origin) { $0.readings(0..<$0.count) }
        }
    }

    /// Lends the readings of a block as columns.
    ///
    /// - Throws: ``MalformedBlock`` where the bytes are no block of this format.
    static func withColumns<Result>(
        of bytes: UnsafeRawBufferPointer,
        origin: Instant,
        _ body: (ReadingColumns) throws -> Result
    ) throws -> Result {
        try BlockReader.withPadding(bytes) { reader in
            guard try reader.byte() == version else { throw MalformedBlock() }
            let codecs = try reader.byte()
            guard let stampCodec = StampColumn.Codec(rawValue: codecs & 1),
                let qualityCodec = QualityColumn.Codec(rawValue: codecs >> 1 & 3),
                codecs >> 3 & 3 <= IntegerColumn.highestOrder
            else { throw MalformedBlock() }
            let count = try reader.count(atMost: reader.remaining * readingsPerByte)
            return try ReadingColumns.withMemory(count) { columns in
                var columns = columns
                if count > 0 {
                    columns.step = try StampColumn.read(into: columns.stamps, stampCodec, origin: origin, from: &reader)
                    try QualityColumn.read(into: columns.qualities, qualityCodec, from: &reader)
                    try IntegerColumn.read(into: columns.counts, order: Int(codecs >> 3 & 3), from: &reader)
                    let power = FixedPoint.powers[Int(codecs >> 5)]
                    if power > 1 { for index in columns.counts.indices { columns.counts[index] &*= power } }
                }
                return try body(reader.finished(columns))
            }
        }
    }
}
