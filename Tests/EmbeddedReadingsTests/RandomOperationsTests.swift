import EmbeddedReadings
import Metering
import Testing
import Units

@Suite("Stores under random operations")
struct RandomOperationsTests {
    @Test(
        "the embedded store answers like the row table, whatever is appended",
        arguments: UInt64(1)...15,
        [StoreKind.embedded, .sealing]
    )
    func compare(seed: UInt64, kind: StoreKind) async throws {
        var generator = SplitMix64(seed: seed)
        let (embedded, reference) = (try kind.open(), try StoreKind.rowTable.open())
        for step in 0..<Int.random(in: 3...15, using: &generator) {
            let key = Int.random(in: 0...3, using: &generator) == 0 ? "batch \(step)" : nil
            let batch = ReadingBatch(readings: try random(using: &generator), source: Int64(step), key: key)
            for _ in 0..<(key == nil ? 1 : 2) {
                let results = (try await embedded.store.append(batch), try await reference.store.append(batch))
                #expect(results.0 == results.1, "seed \(seed), step \(step)")
            }
            if Int.random(in: 0...4, using: &generator) == 0 { try await embedded.store.seal() }
            try await same(embedded.store, reference.store, "seed \(seed), step \(step)", using: &generator)
        }
        try await sameHistory(embedded, reference, "seed \(seed)")
        #expect(try await embedded.store.verify() == [], "seed \(seed)")
        // What memory knew is what a start finds.
        let again = TestedStore(store: try EmbeddedReadings(directory: embedded.folder.path), folder: embedded.folder)
        try await same(again.store, reference.store, "seed \(seed), again", using: &generator)
        try await sameHistory(again, reference, "seed \(seed), again")
    }

    private func sameHistory(_ one: TestedStore, _ other: TestedStore, _ comment: Comment) async throws {
        for number in 1...3 {
            let meter = Meter.ID(rawValue: Int64(number))
            func text(_ value: SupersededReading) -> String { "\(value.reading) \(value.source) \(value.sequence)" }
            #expect(
                try await one.superseded(meter).map(text).sorted() == other.superseded(meter).map(text).sorted(),
                comment
            )
        }
    }

    /// Few stamps and few values, so that much is repeated, replaced and moved over midnight.
    private func random(using generator: inout SplitMix64) throws -> [MeterReading] {
        let start = try at("2024-12-30")
        var batch: [MeterReading] = []
        for meter in 1...3 where Bool.random(using: &generator) {
            // Each meter by itself in or out of order, and all of them mixed.
            var stamps = (0..<Int.random(in: 0...25, using: &generator)).map { _ in
                start.adding(seconds: Int64.random(in: 0...40, using: &generator) * 10_800)
            }
            if Bool.random(using: &generator) { stamps.sort() }
            batch += stamps.map { stamp in
                let quality = Int.random(in: 0...9, using: &generator)
                let reading = Reading(
                    stamp: stamp,
                    counts: [0, 1, 2, .max, .min, -7].randomElement(using: &generator) ?? 3,
                    quality: quality == 0 ? .suspect : quality == 1 ? .invalid : .good
                )
                return MeterReading(meter: Meter.ID(rawValue: Int64(meter)), reading: reading)
            }
        }
        return Bool.random(using: &generator) ? batch : batch.sorted { $0.reading.stamp < $1.reading.stamp }
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
        let meters = (1...4).map { Meter.ID(rawValue: $0) }
        for asked in [meters, Array(meters.reversed().prefix(2)), nil] {
            let month = from.month.days
            #expect(try await one.dayTotals(of: asked, in: month) == other.dayTotals(of: asked, in: month), comment)
            if days.isEmpty { continue }
            #expect(try await one.dayTotals(of: asked, in: days) == other.dayTotals(of: asked, in: days), comment)
        }
        let months = from.month..<from.month.adding(months: 2)
        #expect(try await one.monthTotals(of: .first, in: months) == other.monthTotals(of: .first, in: months), comment)
        if !days.isEmpty {
            let streams = (one.readings(of: meters, in: days), other.readings(of: meters, in: days))
            #expect(try await all(streams.0) == all(streams.1), comment)
        }
        let sequence = Int64.random(in: 0...10, using: &generator)
        let limit = Int.random(in: 1...8, using: &generator)
        #expect(
            try await one.changes(after: sequence, limit: limit) == other.changes(after: sequence, limit: limit),
            comment
        )
        #expect(try await one.statistics().size == other.statistics().size, comment)
    }

    private func all(_ stream: AsyncThrowingStream<MeterReadings, any Error>) async throws -> [MeterReadings] {
        var parts: [MeterReadings] = []
        for try await part in stream { parts.append(part) }
        return parts
    }
}
