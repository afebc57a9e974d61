import Metering
import Units

extension ReadingBlock {
    /// What a block says about one stamp, where that can be told without reading all of it (单点查找).
    enum Answer: Equatable {
        case reading(Reading)
        /// The block has no such stamp.
        case nothing
        /// Its clock is irregular: all of it must be read.
        case unknown
    }

    /// Looks for the reading with a stamp in a block of a regular clock.
    ///
    /// - Throws: ``MalformedBlock`` where the bytes are no block of this format, as far as they are read.
    static func reading(
        at stamp: Int64,
        in bytes: UnsafeRawBufferPointer,
        origin: Instant
    ) throws -> Answer {
        try BlockReader.withPadding(bytes) { reader in
            guard try reader.byte() == version else { throw MalformedBlock() }
            let codecs = try reader.byte()
            let count = try reader.count(atMost: reader.remaining * readingsPerByte)
            let order = Int(codecs >> 3 & 3)
            guard codecs & 1 == 0, count > 1 else { return .unknown }
            let first = origin.seconds &+ (try reader.zigzag())
            let step = Int64(bitPattern: try reader.varint())
            guard try reader.varint() == 0, step > 0 else { return .unknown }
            let (index, rest) = (stamp &- first).quotientAndRemainder(dividingBy: step)
            guard rest == 0, (0..<Int64(count)).contains(index) else { return .nothing }
            guard let codec = QualityColumn.Codec(rawValue: codecs >> 1 & 3),
                let quality = try QualityColumn.quality(at: Int(index), of: count, codec, from: &reader)
            else { return .unknown }
            let counts = try IntegerColumn.value(at: Int(index), of: count, order: order, from: &reader)
            return .reading(
                Reading(
                    stamp: Instant(seconds: stamp),
                    counts: counts &* FixedPoint.powers[Int(codecs >> 5)],
                    quality: quality
                )
            )
        }
    }
}
