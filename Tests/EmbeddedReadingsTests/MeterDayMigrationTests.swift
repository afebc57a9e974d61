import Foundation
import GRDB
import Metering
import Testing
import Units

@testable import EmbeddedReadings

@Suite("Migration of meter-days")
struct MeterDayMigrationTests {
    private let folder: TemporaryFolder
    private let readings: [Reading]

    /// A folder as the program left it before: two days of the first meter, one of the second.
    init() throws {
        folder = try TemporaryFolder()
        var generator = SplitMix64(seed: 6)
        let run = RandomRun(clock: .quarterHours, values: .anything, qualities: .mixed)
        readings = run.readings(192, after: try at("2025-01-01"), using: &generator)
        let database = try DatabaseQueue(path: folder.path + "/readings.sqlite")
        try EmbeddedReadings.migrator.migrate(database, upTo: "2026-11-21 meter days")
        try database.write { db in
            try insert(readings[..<96], of: .first, sequence: 1, into: db)
            try insert(readings[96...], of: .first, sequence: 2, into: db)
            try insert(readings[..<5], of: .second, sequence: 2, into: db)
            try db.execute(sql: "UPDATE change_counter SET seq = 2, readings = 197, meter_days = 3")
            try db.execute(sql: "INSERT INTO superseded_record VALUES (1, 2, 3, 0, 2, 7)")
        }
        try database.close()
    }

    private func insert(_ readings: ArraySlice<Reading>, of meter: Meter.ID, sequence: Int, into db: Database) throws {
        let day = try #require(readings.first).day
        let total = try #require(ReadingTotal(readings))
        var block = Data()
        for reading in readings {
            let word = UInt32(reading.stamp.seconds - day.start.seconds) | UInt32(reading.quality.rawValue) << 24
            withUnsafeBytes(of: word.littleEndian) { block.append(contentsOf: $0) }
        }
        for reading in readings { withUnsafeBytes(of: reading.counts.littleEndian) { block.append(contentsOf: $0) } }
        try db.execute(
            sql: "INSERT INTO meter_day VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                meter.rawValue, day.number, sequence, total.count, total.first.stamp.seconds, total.first.counts,
                total.last.stamp.seconds, total.last.counts, total.minimum, total.maximum,
                Int64(bitPattern: fingerprint(block)), block,
            ]
        )
    }

    @Test("every reading, number and replaced value is there afterwards")
    func upgrade() async throws {
        let store = try EmbeddedReadings(directory: folder.path)
        let days = try day("2025-01-01")..<day("2025-01-03")
        #expect(try await store.readings(of: .first, in: days) == readings)
        #expect(try await store.readings(of: .second, in: days) == Array(readings[..<5]))
        #expect(try await store.statistics().size == [197, 3, 2])
        let changed = [Meter.ID.first: [try day("2025-01-02")], .second: [try day("2025-01-01")]]
        #expect(try await store.changes(after: 1, limit: 10).days == changed)
        #expect(try await store.verify() == [])
        let kept = try await store.superseded(of: .first, in: .always)
        #expect(kept.map(\.reading) == [Reading(stamp: Instant(seconds: 2), counts: 3)])
        #expect(kept.map(\.source) == [7] && kept.map(\.replacedAt) == [nil])
        let complaints = try await store.containers.pool.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        #expect(complaints == ["ok"])
    }

    @Test("a day that was damaged before is still named, and new readings repair it")
    func damaged() async throws {
        let database = try DatabaseQueue(path: folder.path + "/readings.sqlite")
        try await database.write { try $0.execute(sql: "UPDATE meter_day SET checksum = 1 WHERE meter_id = 2") }
        try database.close()
        let store = try EmbeddedReadings(directory: folder.path)
        #expect(try await store.verify().map(\.evidence) == [["2", "2025-01-01"]])
        let month = try day("2025-01-01").month
        await #expect(throws: ReadingStoreError.damagedBlock(meter: .second, month: month)) {
            try await store.readings(of: .second, in: .always)
        }
        let again = Array(readings[..<5])
        _ = try await store.append(ReadingBatch(readings: [.second: again], source: 1))
        #expect(try await store.readings(of: .second, in: .always) == again)
        try await store.seal()
        #expect(try await store.verify() == [])
        #expect(try await store.statistics().readings == 197)
        let kept = try await store.containers.pool.read {
            try Data.fetchAll($0, sql: "SELECT block FROM damaged_record")
        }
        #expect(kept.map(\.count) == [60])
    }
}
