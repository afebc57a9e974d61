import Metering
import Testing
import Units

@Suite("Stores under random operations")
struct RandomOperationsTests {
    @Test("the embedded store answers like the row table, whatever is appended", arguments: UInt64(1)...25)
    func compare(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let (embedded, reference) = (try StoreKind.embedded.open(), try StoreKind.rowTable.open())
        for step in 0..<Int.random(in: 3...15, using: &generator) {
            let batch = ReadingBatch(readings: try random(using: &generator), source: Int64(step))
            let results = (try await embedded.store.append(batch), try await reference.store.append(batch))
            #expect(results.0 == results.1, "seed \(seed), step \(step)")
            try await same(embedded.store, reference.store, "seed \(seed), step \(step)", using: &generator)
        }
        #expect(try await Set(embedded.superseded()) == Set(reference.superseded()), "seed \(seed)")
        #expect(try await embedded.superseded().count == reference.superseded().count, "seed \(seed)")
        #expect(try await embedded.store.verify() == [], "seed \(seed)")
    }

    /// Few stamps and few values, so that much is repeated, replaced and moved over midnight.
    private func random(using generator: inout SplitMix64) throws -> [Meter.ID: [Reading]] {
        let start = try at("2024-12-30")
        var batch: [Meter.ID: [Reading]] = [:]
        for meter in 1...3 where Bool.random(using: &generator) {
            batch[Meter.ID(rawValue: Int64(meter))] = (0..<Int.random(in: 0...25, using: &generator)).map { _ in
                Reading(
                    stamp: start.adding(seconds: Int64.random(in: 0...40, using: &generator) * 10_800),
                    counts: Int64.random(in: 0...3, using: &generator),
                    quality: Int.random(in: 0...9, using: &generator) == 0 ? .suspect : .good
                )
            }
        }
        return batch
    }

    private func same(
        _ one: any ReadingStore,
        _ other: any ReadingStore,
        _ comment: Comment,
        using generator: inout SplitMix64
    ) async throws {
        let from = try day("2024-12-28").adding(days: Int.random(in: 0...8, using: &generator))
        let days = from..<from.adding(days: Int.random(in: 0...6, using: &generator))
        for number in 1...3 {
            let meter = Meter.ID(rawValue: Int64(number))
            #expect(try await one.readings(of: meter, in: days) == other.readings(of: meter, in: days), comment)
            #expect(try await one.dayTotals(of: meter, in: days) == other.dayTotals(of: meter, in: days), comment)
            #expect(
                try await one.lastReading(of: meter, before: from) == other.lastReading(of: meter, before: from),
                comment
            )
            #expect(
                try await one.firstReading(of: meter, from: from) == other.firstReading(of: meter, from: from),
                comment
            )
        }
        let sequence = Int64.random(in: 0...10, using: &generator)
        let limit = Int.random(in: 1...8, using: &generator)
        #expect(
            try await one.changes(after: sequence, limit: limit) == other.changes(after: sequence, limit: limit),
            comment
        )
        #expect(try await one.statistics() == other.statistics(), comment)
    }
}
