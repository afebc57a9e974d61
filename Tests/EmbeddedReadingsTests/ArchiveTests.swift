import Foundation
import Metering
import Testing
import Units

@testable import EmbeddedReadings

@Suite("Archives")
struct ArchiveTests {
    private let january = CivilMonth(year: 2025, month: 1)

    private func filled(_ kind: StoreKind) async throws -> (tested: TestedStore, path: String) {
        let tested = try kind.open()
        let values = try readings(("2025-01-01 10:00", 1), ("2025-01-31 24:00", 2), ("2025-02-01 10:00", 3))
        try await tested.append(values)
        _ = try await tested.store.append(ReadingBatch(readings: [.second: [values[0]]], source: 1))
        return (tested, tested.folder.path + "/2025-01.readings")
    }

    @Test("a month goes into a file and comes back exactly; meanwhile its totals stay", arguments: StoreKind.allCases)
    func roundTrip(kind: StoreKind) async throws {
        let (tested, path) = try await filled(kind)
        let store = tested.store
        let before = try await (tested.all(), tested.all(.second), store.statistics().size)
        let totals = try await store.dayTotals(of: nil, in: january.days)
        let archive = try await store.archive(january, to: path, isRemoving: true)
        #expect(archive.month == january && archive.meters == 2 && archive.readings == 3 && archive.bytes > 0)
        await #expect(throws: ReadingStoreError.archived(january)) { try await tested.all() }
        let late = [Reading(stamp: try at("2025-01-05 10:00"), counts: 9)]
        await #expect(throws: ReadingStoreError.archived(january)) { try await tested.append(late) }
        #expect(try await store.dayTotals(of: nil, in: january.days) == totals)
        #expect(try await store.lastReading(of: .first, before: january.days.upperBound)?.counts == 2)
        #expect(try await store.readings(of: .first, in: january.days.upperBound..<day("2025-03-01")).count == 1)
        #expect(try await store.verify() == [])
        #expect(try await store.restore(from: path).readings == 3)
        #expect(try await (tested.all(), tested.all(.second), store.statistics().size) == before)
        #expect(try await tested.append(late).inserted == 1)
        #expect(try await store.verify() == [])
    }

    @Test("a month may be written to a file and stay", arguments: StoreKind.allCases)
    func copy(kind: StoreKind) async throws {
        let (tested, path) = try await filled(kind)
        _ = try await tested.store.archive(january, to: path, isRemoving: false)
        #expect(try await tested.all().count == 3)
        await #expect(throws: ReadingStoreError.notArchived(january)) { try await tested.store.restore(from: path) }
        await #expect(throws: (any Error).self) {
            try await tested.store.archive(january, to: path, isRemoving: false)
        }
    }

    @Test("an archived month stays archived over a restart")
    func restart() async throws {
        let (tested, path) = try await filled(.embedded)
        _ = try await tested.store.archive(january, to: path, isRemoving: true)
        let again = try EmbeddedReadings(directory: tested.folder.path)
        await #expect(throws: ReadingStoreError.archived(january)) {
            try await again.readings(of: .first, in: january.days)
        }
        #expect(try await again.restore(from: path).meters == 2)
        #expect(try await again.readings(of: .first, in: january.days).count == 2)
    }

    @Test("a damaged archive is refused and changes nothing", arguments: [0.0, 0.3, 0.99])
    func damaged(place: Double) async throws {
        let (tested, path) = try await filled(.embedded)
        _ = try await tested.store.archive(january, to: path, isRemoving: true)
        let url = URL(fileURLWithPath: path)
        let whole = try Data(contentsOf: url)
        var bytes = whole
        let start = Int(Double(bytes.count) * place)
        for index in start..<min(start + 3_000, bytes.count) { bytes[index] ^= 0x55 }
        try bytes.write(to: url)
        await #expect(throws: ReadingStoreError.badArchive(path: path)) { try await tested.store.restore(from: path) }
        await #expect(throws: ReadingStoreError.archived(january)) { try await tested.all() }
        try whole.write(to: url)
        #expect(try await tested.store.restore(from: path).readings == 3)
    }
}
