import Foundation
import GRDB
import Metering
import Testing
import Units

@testable import EmbeddedReadings

@Suite("Damage")
struct DamageTests {
    private let folder: TemporaryFolder
    private let store: EmbeddedReadings
    private let month = CivilMonth(year: 2025, month: 1)
    private let values: [Reading]

    /// Five days of two meters, sealed; a row of the journal for a third.
    init() async throws {
        folder = try TemporaryFolder()
        store = try EmbeddedReadings(directory: folder.path)
        var generator = SplitMix64(seed: 11)
        values = (0..<480).map { index in
            Reading(
                stamp: CivilMonth(year: 2025, month: 1).firstDay.start.adding(seconds: 900 * Int64(index + 1)),
                counts: .random(in: 800...1_200, using: &generator)
            )
        }
        _ = try await store.append(ReadingBatch(readings: [.first: values, .second: values], source: 1))
        try await store.seal()
    }

    private func blob(_ table: String, _ column: String) async throws -> Data {
        try await store.containers.pool.read { try Data.fetchOne($0, sql: "SELECT \(column) FROM \(table)") ?? Data() }
    }

    private func set(_ table: String, _ column: String, _ bytes: Data) async throws {
        try await store.containers.pool.write {
            try $0.execute(sql: "UPDATE \(table) SET \(column) = ?", arguments: [bytes])
        }
        store.containers.cache.invalidate()
        store.containers.totals.replace(Containers.Sealed(isRepair: true))
    }

    /// Flips a bit inside the counts of a day of the first meter's block.
    private func flip(day: Int) async throws {
        let group = try #require(try store.containers.group(GroupKey(month: month, meter: .first)))
        let block = group.block(at: 0)
        var bytes = group.bytes
        bytes[block.endIndex - Checksum.size - (5 - day) * block.count / 5 + block.count / 10] ^= 1
        try await set("container_block", "blocks", bytes)
    }

    @Test(
        "a flipped bit anywhere is found, and what it is in is named",
        arguments: [("container_block", "blocks"), ("container_directory", "directory"), ("container_total", "totals")]
    )
    func flippedBit(place: (table: String, column: String)) async throws {
        let bytes = try await blob(place.table, place.column)
        for byte in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
            var damaged = bytes
            damaged[byte] ^= 1 << UInt8(byte % 8)
            try await set(place.table, place.column, damaged)
            let findings = try await store.verify()
            #expect(findings.count == 1 && findings.first?.severity == .error, "byte \(byte): \(findings)")
            let evidence = try #require(findings.first?.evidence)
            #expect(["1", "2", "0–63"].contains(evidence[0]) && evidence[1] == "2025-01", "byte \(byte)")
        }
        try await set(place.table, place.column, bytes)
        #expect(try await store.verify() == [])
    }

    @Test("a damaged block is an error and not an empty month, and the other meter is read")
    func damagedBlock() async throws {
        try await flip(day: 2)
        let expected = ReadingStoreError.damagedBlock(meter: .first, month: month)
        await #expect(throws: expected) { try await store.readings(of: .first, in: .always) }
        #expect(try await store.readings(of: .second, in: .always) == values)
    }

    @Test("damaged totals are computed, and a damaged directory is read from its copy")
    func fallbacks() async throws {
        let totals = try await store.dayTotals(of: nil, in: month.days)
        let changes = try await store.changes(after: 0, limit: 100)
        var bytes = try await blob("container_total", "totals")
        bytes[9] ^= 4
        try await set("container_total", "totals", bytes)
        #expect(try await store.dayTotals(of: nil, in: month.days) == totals)
        #expect(try await store.changes(after: 0, limit: 100) == changes)
        bytes = try await blob("container_directory", "directory")
        bytes[5] ^= 4
        try await set("container_directory", "directory", bytes)
        let again = try EmbeddedReadings(directory: folder.path)
        #expect(try await again.readings(of: .second, in: .always) == values)
        #expect(try await again.dayTotals(of: nil, in: month.days) == totals)
    }

    @Test("new readings repair a damaged block: the other days stay, and what is lost is named until it comes again")
    func repair() async throws {
        try await flip(day: 2)
        let lost = month.firstDay.adding(days: 2)
        // A late reading of another day.
        let late = Reading(stamp: values[100].stamp.adding(seconds: 60), counts: 5)
        let result = try await store.append(ReadingBatch(readings: [.first: [late, values[3]]], source: 2))
        #expect(result.inserted == 1 && result.unchanged == 1)
        let expected = values.filter { $0.day != lost }
        for days in [month.firstDay..<lost, lost.adding(days: 1)..<month.days.upperBound] {
            let found = try await store.readings(of: .first, in: days)
            #expect(found.filter { $0 != late } == expected.filter { days.contains($0.day) })
        }
        await #expect(throws: ReadingStoreError.damagedBlock(meter: .first, month: month)) {
            try await store.readings(of: .first, in: lost..<lost.adding(days: 1))
        }
        #expect(try await store.verify().map(\.evidence) == [["1", lost.description]])
        let again = try EmbeddedReadings(directory: folder.path)
        #expect(try await again.verify().map(\.evidence) == [["1", lost.description]])
        // It comes again.
        let whole = try await store.append(ReadingBatch(readings: [.first: values], source: 2))
        #expect(whole.inserted == 96 && whole.unchanged == 384)
        #expect(try await store.readings(of: .first, in: .always).filter { $0 != late } == values)
        #expect(try await store.verify() == [])
        #expect(try await store.statistics().size == [961, 10, 3])
        let kept = try await store.containers.pool.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM damaged_record")
        }
        #expect(kept == 1)
    }

    @Test("a damaged row of the journal is set aside and named; the others are taken", arguments: [0, 1, 2])
    func journal(row: Int) async throws {
        let third = Meter.ID(rawValue: 3)
        for index in 0..<3 {
            _ = try await store.append(ReadingBatch(readings: [third: [values[index]]], source: 1))
        }
        let numbers = try await store.journal.database.read {
            try Int64.fetchAll($0, sql: "SELECT number FROM journal ORDER BY number")
        }
        try await store.journal.database.write { db in
            var bytes =
                try Data.fetchOne(db, sql: "SELECT batches FROM journal WHERE number = \(numbers[row])") ?? Data()
            bytes[bytes.count / 2] ^= 16
            try db.execute(sql: "UPDATE journal SET batches = ? WHERE number = \(numbers[row])", arguments: [bytes])
        }
        let again = try EmbeddedReadings(directory: folder.path)
        let expected = (0..<3).filter { $0 != row }.map { values[$0] }
        #expect(try await again.readings(of: third, in: .always) == expected)
        for _ in 0..<2 {
            let findings = try await again.verify()
            #expect(findings.map(\.rule) == ["verify.journal"])
            #expect(findings.map(\.evidence) == [["\(numbers[row])"]])
        }
        // Numbers go on behind it.
        #expect(try await again.append(ReadingBatch(readings: [third: [values[9]]], source: 1)).inserted == 1)
        #expect(try await again.statistics().sequence == 5)
    }
}
