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

    @Test("an acknowledged reading is on disk: both writers wait for it", arguments: ["readings", "journal"])
    func synchronous(name: String) throws {
        func setting(_ db: Database) throws -> [String] {
            try ["synchronous", "journal_mode"].compactMap { try String.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        // 2 is FULL; GRDB itself would leave 1, NORMAL.
        let found =
            switch name {
            case "journal": try store.journal.database.writeWithoutTransaction(setting)
            default: try store.containers.pool.writeWithoutTransaction(setting)
            }
        #expect(found == ["2", "wal"])
    }

    @Test("readings and numbers are there again after closing and opening", arguments: [false, true])
    func reopen(isSealed: Bool) async throws {
        let values = try readings(("2025-01-01 10:00", 1), ("2025-01-02 10:00", 2))
        try await append(values)
        if isSealed { try await store.seal() }
        let again = try EmbeddedReadings(directory: folder.path)
        #expect(try await again.readings(of: .first, in: day("2025-01-01")..<day("2025-01-03")) == values)
        #expect(try await again.statistics().size == store.statistics().size)
    }

    @Test("a batch is one row of the journal until it is sealed, then none")
    func journalled() async throws {
        try await append(try readings(("2025-01-01 10:00", 1), ("2025-01-01 11:00", 2)))
        try await append(try readings(("2025-02-01 10:00", 1)))
        var statistics = try await store.statistics()
        #expect(statistics.journalRows == 2 && statistics.journalBytes > 0)
        #expect(statistics.unsealedReadings == 3 && statistics.dirtyContainers == 2 && statistics.queuedReadings == 0)
        #expect(statistics.acceptedReadings == 3 && statistics.acceptedBatches == 2)
        try await store.seal()
        statistics = try await store.statistics()
        #expect(statistics.journalRows == 0 && statistics.unsealedReadings == 0 && statistics.dirtyContainers == 0)
        #expect(statistics.sealedReadings == 3 && statistics.lastSealSeconds > 0)
        #expect(statistics.size == [3, 2, 2])
    }

    @Test(
        "stamps that no calendar has are refused, and nothing of their batch is stored",
        arguments: [Int64.min, .max]
    )
    func stamps(seconds: Int64) async throws {
        let stamp = Instant(seconds: seconds)
        await #expect(throws: ReadingStoreError.stampOutOfRange(meter: .first, seconds: seconds)) {
            try await append([Reading(stamp: at("2025-01-01 10:00"), counts: 1), Reading(stamp: stamp, counts: 1)])
        }
        #expect(try await store.statistics().size == [0, 0, 0])
    }

    @Test("replaced values are dated by the clock, and never before earlier ones")
    func clockGoesBack() async throws {
        let times = Times([100, 50, 200])
        let store = try EmbeddedReadings(directory: folder.path, now: { times.next() })
        for counts in 1...3 {
            let reading = Reading(stamp: try at("2025-01-01 10:00"), counts: Int64(counts))
            _ = try await store.append(ReadingBatch(readings: [.first: [reading]], source: 1))
        }
        let kept = try await store.superseded(of: .first, in: .always)
        #expect(kept.map(\.replacedAt?.seconds) == [100, 200])
        try await store.seal()
        #expect(try await store.superseded(of: .first, in: .always) == kept)
    }

    @Test(
        "the schema refuses what no program should write",
        arguments: [
            "UPDATE container_directory SET readings = 0", "UPDATE container_directory SET directory = x'00'",
            "UPDATE container_block SET blocks = x''", "UPDATE container_total SET totals = 'one'",
            "UPDATE container_block SET month = NULL", "INSERT INTO change_counter VALUES (2, 0, 0, 0, 0)",
            "INSERT INTO container_block SELECT * FROM container_block", "DELETE FROM superseded_record",
            "UPDATE superseded_record SET counts = 1",
        ]
    )
    func schema(statement: String) async throws {
        try await append(try readings(("2025-01-01 10:00", 1)))
        try await append(try readings(("2025-01-01 10:00", 2)))
        try await store.seal()
        await #expect(throws: DatabaseError.self) {
            try await store.containers.pool.write { try $0.execute(sql: statement) }
        }
    }

    @Test(
        "the questions asked all day are answered from an index",
        arguments: [
            "SELECT blocks FROM container_block WHERE month = 1 AND meters = 2",
            "SELECT meters, totals FROM container_total WHERE month = 1",
            "SELECT * FROM superseded_record WHERE meter_id = 1 AND stamp > 2 AND stamp <= 5 ORDER BY rowid",
            "SELECT 1 FROM superseded_record WHERE meter_id = 1 AND stamp = 2 AND counts = 3 AND quality = 0",
            "SELECT * FROM batch_key WHERE source_id = 1 AND key = 'a'",
        ]
    )
    func queryPlans(sql: String) async throws {
        let plan = try await store.containers.pool.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] as String }
        }
        #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") || $0.contains("ORDER BY") }, "\(plan)")
    }

    @Test("room that nothing uses is given back")
    func compact() async throws {
        var generator = SplitMix64(seed: 3)
        let run = RandomRun(clock: .quarterHours, values: .anything, qualities: .good)
        let values = run.readings(20_000, after: try at("2025-01-01"), using: &generator)
        try await append(values)
        try await store.seal()
        try await store.containers.pool.write { db in
            try db.execute(sql: "CREATE TABLE ballast (bytes BLOB); INSERT INTO ballast VALUES (zeroblob(3000000))")
            try db.execute(sql: "DROP TABLE ballast")
        }
        #expect(try await store.compact() >= 3_000_000)
        #expect(try await store.readings(of: .first, in: .always) == values)
        #expect(try await store.verify() == [])
    }
}

/// A clock that says what it is told.
private final class Times: @unchecked Sendable {
    // Asked by one thread at a time.
    private var times: [Int64]

    init(_ times: [Int64]) { self.times = times }

    func next() -> Instant { Instant(seconds: times.removeFirst()) }
}
