package import FoundationEssentials
package import Metering
package import Units

/// The readings of one meter-day as bytes (日块).
///
/// First `count` little-endian `UInt32`: seconds since midnight (1…86400) in the low 24 bits, quality in the high 8;
/// then `count` little-endian `Int64` counts. Twelve bytes a reading, exact, in order of time.
package enum DayBlock {
    /// Encodes readings that belong to one day and are in order of time.
    package static func encode(_ readings: [Reading], day: CivilDay) -> Data {
        let start = day.start.seconds
        return Data(
            [UInt8](unsafeUninitializedCapacity: readings.count * 12) { buffer, count in
                let raw = UnsafeMutableRawBufferPointer(buffer)
                let values = readings.count * 4
                for (index, reading) in readings.enumerated() {
                    let word =
                        UInt32(truncatingIfNeeded: reading.stamp.seconds - start) | UInt32(reading.quality.rawValue)
                        << 24
                    raw.storeBytes(of: word.littleEndian, toByteOffset: index * 4, as: UInt32.self)
                    raw.storeBytes(of: reading.counts.littleEndian, toByteOffset: values + index * 8, as: Int64.self)
                }
                count = readings.count * 12
            }
        )
    }

    /// Decodes a day; `nil` where the bytes are no block of this format.
    package static func decode(_ block: Data, day: CivilDay) -> [Reading]? {
        guard block.count.isMultiple(of: 12) else { return nil }
        let count = block.count / 12
        let start = day.start.seconds
        return block.withUnsafeBytes { bytes -> [Reading]? in
            var readings: [Reading] = []
            readings.reserveCapacity(count)
            for index in 0..<count {
                let word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
                let counts = Int64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: count * 4 + index * 8, as: Int64.self)
                )
                let offset = Int64(word & 0xFF_FFFF)
                guard let quality = Reading.Quality(rawValue: UInt8(word >> 24)), (1...86_400).contains(offset) else {
                    return nil
                }
                readings.append(Reading(stamp: Instant(seconds: start + offset), counts: counts, quality: quality))
            }
            return readings
        }
    }

    /// The block's fingerprint, kept beside it so that a flipped bit is found.
    package static func checksum(_ block: Data) -> Int64 {
        Int64(bitPattern: block.withUnsafeBytes { fingerprint($0) })
    }
}
