import FoundationEssentials
import GRDB
package import Metering
package import Units

/// The reading store of one machine: one row per meter-day in `readings.sqlite` (嵌入式读数库).
package struct EmbeddedReadings: ReadingStore {
    let pool: DatabasePool

    /// Opens the store in a folder, bringing its schema up to date.
    package init(directory: String) throws {
        pool = try DatabasePool(path: directory + "/readings.sqlite")
        // GRDB sets NORMAL when it opens a pool; an acknowledged reading must survive a power cut.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        if try pool.read({ try Self.migrator.hasBeenSuperseded($0) }) { throw EmbeddedReadingsError.newerSchema }
        try Self.migrator.migrate(pool)
    }

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("2026-11-21 meter days") { db in
            try db.execute(
                sql: """
                    CREATE TABLE meter_day (
                        meter_id INTEGER NOT NULL, day INTEGER NOT NULL, change_seq INTEGER NOT NULL,
                        count INTEGER NOT NULL CHECK (count > 0),
                        first_stamp INTEGER NOT NULL, first_counts INTEGER NOT NULL,
                        last_stamp INTEGER NOT NULL CHECK (last_stamp >= first_stamp), last_counts INTEGER NOT NULL,
                        minimum_counts INTEGER NOT NULL, maximum_counts INTEGER NOT NULL,
                        checksum INTEGER NOT NULL, block BLOB NOT NULL CHECK (length(block) = count * 12),
                        PRIMARY KEY (meter_id, day)
                    ) STRICT;
                    CREATE INDEX meter_day_change ON meter_day (change_seq, meter_id, day);
                    CREATE TABLE superseded_record (
                        meter_id INTEGER NOT NULL, stamp INTEGER NOT NULL, counts INTEGER NOT NULL, quality INTEGER NOT NULL,
                        change_seq INTEGER NOT NULL, source_id INTEGER NOT NULL
                    ) STRICT;
                    CREATE INDEX superseded_record_meter ON superseded_record (meter_id, stamp);
                    CREATE TRIGGER superseded_record_no_update BEFORE UPDATE ON superseded_record
                    BEGIN SELECT RAISE(ABORT, 'superseded_record is append only'); END;
                    CREATE TRIGGER superseded_record_no_delete BEFORE DELETE ON superseded_record
                    BEGIN SELECT RAISE(ABORT, 'superseded_record is append only'); END;
                    CREATE TABLE damaged_record (
                        meter_id INTEGER NOT NULL, day INTEGER NOT NULL, block BLOB NOT NULL, change_seq INTEGER NOT NULL
                    ) STRICT;
                    CREATE TRIGGER damaged_record_no_update BEFORE UPDATE ON damaged_record
                    BEGIN SELECT RAISE(ABORT, 'damaged_record is append only'); END;
                    CREATE TRIGGER damaged_record_no_delete BEFORE DELETE ON damaged_record
                    BEGIN SELECT RAISE(ABORT, 'damaged_record is append only'); END;
                    CREATE TABLE change_counter (
                        id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL,
                        readings INTEGER NOT NULL, meter_days INTEGER NOT NULL
                    ) STRICT;
                    INSERT INTO change_counter VALUES (1, 0, 0, 0);
                    """
            )
        }
        packedBlocks(&migrator)
        return migrator
    }()

    /// The changes of the schema that this program knows.
    package static var migrations: Set<String> { Set(migrator.migrations) }

    package func readings(of meter: Meter.ID, in days: Range<CivilDay>) async throws -> [Reading] {
        try await pool.read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql:
                        "SELECT day, block, checksum FROM meter_day WHERE meter_id = ? AND day >= ? AND day < ? ORDER BY day"
                ),
                arguments: [meter.rawValue, days.lowerBound.number, days.upperBound.number]
            )
            var readings: [Reading] = []
            while let row = try rows.next() { readings += try Self.decode(row, meter: meter) }
            return readings
        }
    }

    package func lastReading(of meter: Meter.ID, before day: CivilDay) async throws -> Reading? {
        try await neighbour(of: meter, day, "day < ? ORDER BY day DESC") { $0.last }
    }

    package func firstReading(of meter: Meter.ID, from day: CivilDay) async throws -> Reading? {
        try await neighbour(of: meter, day, "day >= ? ORDER BY day") { $0.first }
    }

    private func neighbour(
        of meter: Meter.ID,
        _ day: CivilDay,
        _ condition: String,
        _ pick: @escaping @Sendable ([Reading]) -> Reading?
    ) async throws -> Reading? {
        try await pool.read { db in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT day, block, checksum FROM meter_day WHERE meter_id = ? AND \(condition) LIMIT 1"
                ),
                arguments: [meter.rawValue, day.number]
            ).flatMap { pick(try Self.decode($0, meter: meter)) }
        }
    }

    package func dayTotals(of meter: Meter.ID, in days: Range<CivilDay>) async throws -> [MeterDayTotal] {
        try await pool.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql:
                        "SELECT day, block, checksum FROM meter_day WHERE meter_id = ? AND day >= ? AND day < ? ORDER BY day"
                ),
                arguments: [meter.rawValue, days.lowerBound.number, days.upperBound.number]
            ).compactMap { MeterDayTotal(day: CivilDay(number: $0[0]), readings: try Self.decode($0, meter: meter)) }
        }
    }

    package func changes(after sequence: Int64, limit: Int) async throws -> ReadingChanges {
        try await pool.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT meter_id, day, change_seq FROM meter_day WHERE change_seq > ? ORDER BY change_seq",
                arguments: [sequence]
            )
            var days: [Meter.ID: [CivilDay]] = [:]
            var count = 0
            var reached = sequence
            while let row = try rows.next() {
                let next: Int64 = row[2]
                if count >= limit, next != reached { break }
                days[Meter.ID(rawValue: row[0]), default: []].append(CivilDay(number: row[1]))
                reached = next
                count += 1
            }
            return ReadingChanges(days: days.mapValues { $0.sorted() }, sequence: reached)
        }
    }

    package func statistics() async throws -> ReadingStatistics {
        try await pool.read { db in
            let row = try Row.fetchOne(db, sql: "SELECT readings, meter_days, seq FROM change_counter")
            return ReadingStatistics(readings: row?[0] ?? 0, meterDays: row?[1] ?? 0, sequence: row?[2] ?? 0)
        }
    }

    static func decode(_ row: Row, meter: Meter.ID) throws -> [Reading] {
        let day = CivilDay(number: row[0])
        let block: Data = row[1]
        guard ReadingBlock.checksum(block) == row[2], let readings = decode(block, day: day) else {
            throw ReadingStoreError.damagedBlock(meter: meter, day: day)
        }
        return readings
    }

    /// The readings of a day's block; `nil` where it is none, or one of another day.
    static func decode(_ block: Data, day: CivilDay) -> [Reading]? {
        guard let readings = ReadingBlock.decode(block, origin: day.start), let first = readings.first,
            let last = readings.last, day.start < first.stamp, last.stamp <= day.adding(days: 1).start
        else { return nil }
        return readings
    }
}

/// A reason why readings cannot be read.
package enum EmbeddedReadingsError: Error, Equatable {
    /// A newer version of the program has written this database.
    case newerSchema
}
