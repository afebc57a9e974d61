import Foundation
import GRDB
import Metering
import Testing
import Units

@testable import EmbeddedReadings

@Suite("Embedded readings")
struct EmbeddedReadingsTests {
    private let folder: TemporaryFolder
    private let store: EmbeddedReadings

    init() throws {
        folder = try TemporaryFolder()
        store = try EmbeddedReadings(directory: folder.path)
    }

    private func append(_ values: [Reading], meter: Meter.ID = .first) async throws {
        _ = try await store.append(ReadingBatch(readings: [meter: values], source: 1))
    }

    private func execute(_ sql: String) async throws {
        try await store.pool.write { try $0.execute(sql: sql) }
    }

    @Test("an acknowledged reading is on disk: the writer waits for it")
    func synchronous() throws {
        // 2 is FULL; GRDB itself would leave 1, NORMAL.
        #expect(try store.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
        #expect(try store.pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test("readings and numbers are there again after closing and opening")
    func reopen() async throws {
        let values = try readings(("2025-01-01 10:00", 1), ("2025-01-02 10:00", 2))
        try await append(values)
        let again = try EmbeddedReadings(directory: folder.path)
        #expect(try await again.readings(of: .first, in: day("2025-01-01")..<day("2025-01-03")) == values)
        #expect(try await again.statistics() == store.statistics())
    }

    @Test("after an abrupt end every acknowledged batch is there")
    func abruptEnd() async throws {
        for number in 1...5 {
            try await append([Reading(stamp: try at("2025-01-0\(number) 10:00"), counts: Int64(number))])
        }
        // What is on disk at this very moment, with the log that nobody has folded in yet.
        let copy = try TemporaryFolder()
        for name in ["readings.sqlite", "readings.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: "\(folder.path)/\(name)", toPath: "\(copy.path)/\(name)")
        }
        let again = try EmbeddedReadings(directory: copy.path)
        #expect(
            try await again.readings(of: .first, in: day("2025-01-01")..<day("2025-01-09")).map(\.counts) == [
                1, 2, 3, 4, 5,
            ]
        )
        #expect(try await again.verify() == [])
        #expect(try await again.changes(after: 0, limit: 100).sequence == 5)
    }

    @Test("a flipped bit anywhere in a block is found, and the block is named")
    func flippedBit() async throws {
        let values = try readings(
            ("2025-01-01 10:00", 1),
            ("2025-01-01 11:00", 2),
            ("2025-01-01 12:00", 2),
            ("2025-01-01 13:00", 5)
        )
        try await append(values)
        try await append(try readings(("2025-01-02 10:00", 1)))
        let number = try day("2025-01-01").number
        let block = try #require(
            try await store.pool.read {
                try Data.fetchOne($0, sql: "SELECT block FROM meter_day WHERE day = ?", arguments: [number])
            }
        )
        for byte in block.indices {
            var damaged = block
            damaged[byte] ^= 0x10
            try await store.pool.write { [damaged] in
                try $0.execute(sql: "UPDATE meter_day SET block = ? WHERE day = ?", arguments: [damaged, number])
            }
            let findings = try await store.verify()
            #expect(findings.map(\.rule) == ["verify.block"])
            #expect(findings.first?.severity == .error)
            #expect(findings.first?.evidence == ["1", "2025-01-01"])
        }
    }

    @Test(
        "totals that disagree with their block are found",
        arguments: ["first_counts", "last_counts", "minimum_counts", "maximum_counts", "first_stamp", "checksum"]
    )
    func wrongTotals(column: String) async throws {
        try await append(try readings(("2025-01-01 10:00", 1), ("2025-01-01 11:00", 2)))
        try await execute("UPDATE meter_day SET \(column) = \(column) - 1")
        #expect(try await store.verify().map(\.evidence) == [["1", "2025-01-01"]])
    }

    @Test("a block that cannot be read is an error and not an empty day")
    func damagedBlock() async throws {
        try await append(try readings(("2025-01-01 10:00", 1)))
        try await execute("UPDATE meter_day SET block = zeroblob(12)")
        let expected = ReadingStoreError.damagedBlock(meter: .first, day: try day("2025-01-01"))
        await #expect(throws: expected) {
            try await store.readings(of: .first, in: day("2025-01-01")..<day("2025-01-02"))
        }
        await #expect(throws: expected) { try await store.lastReading(of: .first, before: day("2025-02-01")) }
    }

    @Test("a batch is stored whole or not at all")
    func allOrNone() async throws {
        try await append(try readings(("2025-01-01 10:00", 1)), meter: .second)
        try await execute(
            """
            CREATE TRIGGER stop BEFORE UPDATE ON meter_day WHEN NEW.meter_id = 2
            BEGIN SELECT RAISE(ABORT, 'disk trouble'); END
            """
        )
        let before = try await store.statistics()
        let more = try readings(("2025-01-01 11:00", 2))
        await #expect(throws: (any Error).self) {
            try await store.append(ReadingBatch(readings: [.first: more, .second: more], source: 1))
        }
        #expect(try await store.readings(of: .first, in: day("2025-01-01")..<day("2025-01-02")) == [])
        #expect(try await store.statistics() == before)
    }

    @Test("new readings repair a damaged day, and what was left of it is kept")
    func repair() async throws {
        try await append(try readings(("2025-01-01 10:00", 1)))
        try await execute("UPDATE meter_day SET block = zeroblob(12)")
        let again = try readings(("2025-01-01 10:00", 1), ("2025-01-01 11:00", 2))
        try await append(again)
        #expect(try await store.readings(of: .first, in: day("2025-01-01")..<day("2025-01-02")) == again)
        let kept = try await store.pool.read { try Data.fetchAll($0, sql: "SELECT block FROM damaged_record") }
        #expect(kept == [Data(count: 12)])
        #expect(try await store.verify() == [])
    }

    @Test(
        "the schema refuses what no program should write",
        arguments: [
            "UPDATE meter_day SET count = 0", "UPDATE meter_day SET count = 1000", "UPDATE meter_day SET block = x''",
            "UPDATE meter_day SET last_stamp = first_stamp - 1", "UPDATE meter_day SET minimum_counts = 'one'",
            "UPDATE meter_day SET day = NULL", "INSERT INTO change_counter VALUES (2, 0)",
            "INSERT INTO meter_day SELECT * FROM meter_day",
        ]
    )
    func schema(statement: String) async throws {
        try await append(try readings(("2025-01-01 10:00", 1)))
        await #expect(throws: DatabaseError.self) { try await execute(statement) }
    }

    @Test(
        "the questions asked all day are answered from an index",
        arguments: [
            "SELECT day, block FROM meter_day WHERE meter_id = 1 AND day >= 5 AND day < 9 ORDER BY day",
            "SELECT day, block FROM meter_day WHERE meter_id = 1 AND day < 9 ORDER BY day DESC LIMIT 1",
            "SELECT meter_id, day, change_seq FROM meter_day WHERE change_seq > 3 ORDER BY change_seq",
            "SELECT 1 FROM superseded_record WHERE meter_id = 1 AND stamp = 2 AND counts = 3 AND quality = 0",
        ]
    )
    func queryPlans(sql: String) async throws {
        let plan = try await store.pool.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] as String }
        }
        #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
    }

    @Test("statistics count readings and days, not rows")
    func statistics() async throws {
        try await append(try readings(("2025-01-01 10:00", 1), ("2025-01-01 11:00", 2), ("2025-01-02 11:00", 2)))
        try await append(try readings(("2025-01-01 10:00", 7)))
        #expect(try await store.statistics() == ReadingStatistics(readings: 3, meterDays: 2, sequence: 2))
    }
}
