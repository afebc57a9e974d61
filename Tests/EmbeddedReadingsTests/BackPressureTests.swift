import Dispatch
import GRDB
import Metering
import Testing
import Units

@testable import EmbeddedReadings

@Suite("Back-pressure")
struct BackPressureTests {
    private func batch(_ number: Int, count: Int = 6) throws -> ReadingBatch {
        let start = try at("2025-01-01")
        let readings = (0..<count).map {
            Reading(stamp: start.adding(seconds: Int64(number * 100 + $0 + 1)), counts: 1)
        }
        return ReadingBatch(readings: [.first: readings], source: 1)
    }

    @Test("what does not fit into the queue is refused as busy, and the rest is stored")
    func queue() async throws {
        let folder = try TemporaryFolder()
        var limits = EngineLimits()
        limits.queuedReadings = 10
        let store = try EmbeddedReadings(directory: folder.path, limits: limits)
        store.committing.suspend()
        let (one, two) = (try batch(1), try batch(2))
        async let first = store.append(one)
        while try await store.statistics().queuedReadings < 6 { await Task.yield() }
        await #expect(throws: ReadingStoreError.busy(retryAfterSeconds: 1)) { try await store.append(two) }
        store.committing.resume()
        #expect(try await first.inserted == 6)
        // Also a batch that is larger than the queue is taken, where nothing waits.
        #expect(try await store.append(batch(3, count: 50)).inserted == 50)
        #expect(try await store.readings(of: .first, in: .always).count == 56)
        #expect(try await store.statistics().queuedReadings == 0)
    }

    @Test("while seals lag, commits wait; afterwards all is there")
    func sealing() async throws {
        let folder = try TemporaryFolder()
        var limits = EngineLimits()
        limits.unsealedReadings = 10
        limits.queuedReadings = 12
        let store = try EmbeddedReadings(directory: folder.path, limits: limits)
        store.sealing.suspend()
        let batches = try (1...5).map { try batch($0) }
        // 12 readings are frozen, then 12 more are taken; what follows waits, then is refused.
        for batch in batches.prefix(4) { _ = try await store.append(batch) }
        async let fifth = store.append(batches[4])
        while try await store.statistics().queuedReadings < 6 { await Task.yield() }
        let more = try batch(7, count: 7)
        await #expect(throws: ReadingStoreError.busy(retryAfterSeconds: 1)) { try await store.append(more) }
        store.sealing.resume()
        #expect(try await fifth.inserted == 6)
        #expect(try await store.readings(of: .first, in: .always).count == 30)
        #expect(try await store.verify() == [])
        #expect(try await store.statistics().size == [30, 1, 5])
    }

    @Test(
        "where seals fail, the reason is told once no more can be taken, and the next seal that succeeds loses nothing"
    )
    func failingSeal() async throws {
        let folder = try TemporaryFolder()
        var limits = EngineLimits()
        limits.unsealedReadings = 6
        limits.sealAgain = 1
        let store = try EmbeddedReadings(directory: folder.path, limits: limits)
        try await store.containers.pool.write {
            try $0.execute(
                sql:
                    "CREATE TRIGGER stop BEFORE INSERT ON container_block BEGIN SELECT RAISE(ABORT, 'disk trouble'); END"
            )
        }
        _ = try await store.append(batch(1))
        await #expect(throws: (any Error).self) { try await store.seal() }
        _ = try await store.append(batch(2))
        // Frozen and unsealed readings are at their bounds: the third cannot be taken.
        let third = try batch(3)
        await #expect(throws: (any Error).self) { try await store.append(third) }
        #expect(try await store.readings(of: .first, in: .always).count == 12)
        try await store.containers.pool.write { try $0.execute(sql: "DROP TRIGGER stop") }
        while try await store.statistics().unsealedReadings > 0 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try await store.append(third).inserted == 6)
        #expect(try await store.verify() == [])
        #expect(try await store.statistics().size == [18, 1, 3])
    }

    @Test("a batch is stored whole or not at all")
    func allOrNone() async throws {
        let folder = try TemporaryFolder()
        let store = try EmbeddedReadings(directory: folder.path)
        _ = try await store.append(batch(1))
        try await store.journal.database.write {
            try $0.execute(
                sql: "CREATE TRIGGER stop BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk trouble'); END"
            )
        }
        let before = try await store.statistics()
        let next = try batch(2)
        await #expect(throws: (any Error).self) { try await store.append(next) }
        #expect(try await store.readings(of: .first, in: .always).count == 6)
        #expect(try await store.statistics() == before)
        try await store.journal.database.write { try $0.execute(sql: "DROP TRIGGER stop") }
        #expect(try await store.append(next).inserted == 6)
    }

    @Test(
        "what a disk says is told in a word",
        arguments: zip(
            [ResultCode.SQLITE_FULL, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_CANTOPEN],
            [ReadingStoreError.full, .readOnly, .broken, .broken]
        )
    )
    func words(code: ResultCode, word: ReadingStoreError) {
        #expect(ReadingStoreError(DatabaseError(resultCode: code)) == word)
    }
}
