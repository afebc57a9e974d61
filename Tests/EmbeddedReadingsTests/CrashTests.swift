import Foundation
import Metering
import Testing
import Units

@testable import EmbeddedReadings

/// Abrupt ends, as far as a process can play them to itself: what stands on the disk at a moment is opened elsewhere.
@Suite("Abrupt ends")
struct CrashTests {
    private static let files = ["journal.sqlite", "journal.sqlite-wal", "readings.sqlite", "readings.sqlite-wal"]

    /// The files as they are at this moment, with the logs that nobody has folded in yet.
    private func copy(_ folder: TemporaryFolder, _ names: [String] = files, into target: TemporaryFolder) throws {
        for name in names where FileManager.default.fileExists(atPath: "\(folder.path)/\(name)") {
            try? FileManager.default.removeItem(atPath: "\(target.path)/\(name)")
            try FileManager.default.copyItem(atPath: "\(folder.path)/\(name)", toPath: "\(target.path)/\(name)")
        }
    }

    /// Everything that a store says.
    private struct Contents: Equatable {
        var readings: [[Reading]] = []
        var totals: [[MeterDayTotal]] = []
        var superseded: [[SupersededReading]] = []
        var changes = ReadingChanges(days: [:], sequence: 0)
        var size: [Int] = []

        init(_ store: EmbeddedReadings) async throws {
            for meter in 1...3 {
                let meter = Meter.ID(rawValue: Int64(meter))
                readings.append(try await store.readings(of: meter, in: .always))
                totals.append(try await store.dayTotals(of: meter, in: .always))
                superseded.append(try await store.superseded(of: meter, in: .always))
            }
            changes = try await store.changes(after: 0, limit: 1_000)
            size = try await store.statistics().size
        }
    }

    private func random(using generator: inout SplitMix64) throws -> [MeterReading] {
        let start = try at("2024-12-31")
        return (0..<Int.random(in: 1...12, using: &generator)).map { _ in
            MeterReading(
                meter: Meter.ID(rawValue: .random(in: 1...3, using: &generator)),
                reading: Reading(
                    stamp: start.adding(seconds: .random(in: 1...40, using: &generator) * 7_200),
                    counts: .random(in: 0...2, using: &generator)
                )
            )
        }
    }

    @Test("after each commit and each seal all that was acknowledged is there once", arguments: UInt64(1)...4)
    func everyCommit(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let folder = try TemporaryFolder()
        let store = try EmbeddedReadings(directory: folder.path)
        for step in 0..<8 {
            _ = try await store.append(ReadingBatch(readings: random(using: &generator), source: Int64(step)))
            if step % 3 == 2 { try await store.seal() }
            let moment = try TemporaryFolder()
            try copy(folder, into: moment)
            let again = try EmbeddedReadings(directory: moment.path)
            #expect(try await Contents(again) == Contents(store), "seed \(seed), step \(step)")
            #expect(try await again.verify() == [])
        }
    }

    @Test("an end between a seal and the end of the journal's rows takes nothing twice", arguments: UInt64(1)...4)
    func betweenFiles(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let folder = try TemporaryFolder()
        let moment = try TemporaryFolder()
        let store = try EmbeddedReadings(directory: folder.path)
        for step in 0..<5 {
            let readings = try random(using: &generator)
            _ = try await store.append(ReadingBatch(readings: readings, source: Int64(step), key: "\(step)"))
        }
        try copy(folder, ["journal.sqlite", "journal.sqlite-wal"], into: moment)
        try await store.seal()
        try copy(folder, ["readings.sqlite", "readings.sqlite-wal"], into: moment)
        let again = try EmbeddedReadings(directory: moment.path)
        #expect(try await Contents(again) == Contents(store), "seed \(seed)")
        #expect(try await again.statistics().journalRows == 0)
        // The next row has a number of its own.
        let last = try random(using: &generator)
        #expect(
            try await again.append(ReadingBatch(readings: last, source: 9))
                == store.append(ReadingBatch(readings: last, source: 9))
        )
        #expect(try await Contents(EmbeddedReadings(directory: moment.path)).readings == Contents(store).readings)
    }

    @Test("a backup that copies the journal first has everything, whatever is sealed meanwhile")
    func backup() async throws {
        let folder = try TemporaryFolder()
        let moment = try TemporaryFolder()
        let store = try EmbeddedReadings(directory: folder.path)
        var generator = SplitMix64(seed: 5)
        _ = try await store.append(ReadingBatch(readings: random(using: &generator), source: 1))
        let before = try await Contents(store)
        try copy(folder, ["journal.sqlite", "journal.sqlite-wal"], into: moment)
        try await store.seal()
        _ = try await store.append(ReadingBatch(readings: random(using: &generator), source: 2))
        try copy(folder, ["readings.sqlite", "readings.sqlite-wal"], into: moment)
        #expect(try await Contents(EmbeddedReadings(directory: moment.path)) == before)
    }
}
