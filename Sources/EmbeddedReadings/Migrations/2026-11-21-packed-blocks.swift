import FoundationEssentials
import GRDB
import Metering
import Units

extension EmbeddedReadings {
    /// Blocks become packed; a row is found by meter and day without an index beside the table.
    static func packedBlocks(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-11-21 packed blocks") { db in
            try db.execute(
                sql: """
                    DROP INDEX meter_day_change;
                    ALTER TABLE meter_day RENAME TO unpacked_meter_day;
                    CREATE TABLE meter_day (
                        meter_id INTEGER NOT NULL, day INTEGER NOT NULL, change_seq INTEGER NOT NULL,
                        count INTEGER NOT NULL CHECK (count > 0),
                        first_stamp INTEGER NOT NULL, first_counts INTEGER NOT NULL,
                        last_stamp INTEGER NOT NULL CHECK (last_stamp >= first_stamp), last_counts INTEGER NOT NULL,
                        minimum_counts INTEGER NOT NULL, maximum_counts INTEGER NOT NULL,
                        checksum INTEGER NOT NULL,
                        block BLOB NOT NULL CHECK (count <= \(ReadingBlock.readingsPerByte) * length(block)),
                        PRIMARY KEY (meter_id, day)
                    ) STRICT, WITHOUT ROWID;
                    """
            )
            let insert = try db.makeStatement(
                sql: """
                    INSERT INTO meter_day
                    SELECT meter_id, day, change_seq, count, first_stamp, first_counts, last_stamp, last_counts,
                        minimum_counts, maximum_counts, ?, ?
                    FROM unpacked_meter_day WHERE meter_id = ? AND day = ?
                    """
            )
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT day, block, checksum, meter_id FROM unpacked_meter_day ORDER BY meter_id, day"
            )
            while let row = try rows.next() {
                let start = CivilDay(number: row[0]).start
                var block: Data = row[1]
                var checksum: Int64 = row[2]
                // A damaged block stays as it is and damaged: verify names it, new readings repair it.
                if ReadingBlock.checksum(block) == checksum, let readings = unpacked(block, start: start) {
                    block = ReadingBlock.encode(readings, origin: start)
                    checksum = ReadingBlock.checksum(block)
                }
                try insert.execute(arguments: [checksum, block, row[3] as Int64, row[0] as Int])
            }
            try db.execute(
                sql: """
                    DROP TABLE unpacked_meter_day;
                    CREATE INDEX meter_day_change ON meter_day (change_seq, meter_id, day);
                    """
            )
        }
    }

    /// The readings of a block as it was before: per reading a little-endian `UInt32`, seconds since the start in the
    /// low 24 bits and quality in the high 8, then per reading a little-endian `Int64` of counts.
    private static func unpacked(_ block: Data, start: Instant) -> [Reading]? {
        let count = block.count / 12
        return block.withUnsafeBytes { bytes in
            var readings: [Reading] = []
            readings.reserveCapacity(count)
            for index in 0..<count {
                let word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
                let counts = bytes.loadUnaligned(fromByteOffset: count * 4 + index * 8, as: Int64.self)
                guard let quality = Reading.Quality(rawValue: UInt8(word >> 24)) else { return nil }
                let stamp = start.adding(seconds: Int64(word & 0xFF_FFFF))
                readings.append(Reading(stamp: stamp, counts: Int64(littleEndian: counts), quality: quality))
            }
            return readings
        }
    }
}
