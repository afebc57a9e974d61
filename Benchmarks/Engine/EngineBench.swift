import ArgumentParser
import EmbeddedReadings
import Foundation
import Metering
import Units

/// Measures the embedded reading store in this process, without network, parsing or checks, and prints JSON.
@main
struct EngineBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "EngineBench")

    @Option(help: "Where the store is made; the folder must be empty.") var folder: String
    @Option(help: "interval or register.") var kind = "interval"
    @Option(help: "Meters of the city.") var meters = 10_000
    @Option(help: "Days of quarter hours.") var days = 30
    @Option(help: "Readings in a batch.") var batch = 10_000
    @Option(help: "Batches offered at the same time.") var connections = 4
    @Flag(help: "Only append, start and ask: for years of data.") var growth = false

    func run() async throws {
        let first = CivilMonth(year: 2024, month: 6).firstDay
        let load = Load(Load.Kind(rawValue: kind) ?? .interval, meters: meters, first: first, days: days)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var results = Results(kind: load.kind.rawValue, meters: meters, days: days, readings: load.count)
        results.rss_mib_before = memory("VmRSS")
        do {
            let store = try EmbeddedReadings(directory: folder)
            try await ingest(load, into: store, &results)
            // Everything: the journal is small once all is sealed.
            results.bytes_per_reading = Double(try size(of: folder)) / Double(load.count)
            results.rss_mib_peak_of_ingest = memory("VmHWM")
            try await ask(load, store, &results.queries)
        }
        do {
            let (store, cost) = try await Cost.of { try EmbeddedReadings(directory: folder) }
            results.open_seconds = cost.seconds
            guard !growth else { return try show(results) }
            try await replaceLate(load, in: store, &results)
            try await ask(load, store, &results.queries_after_late)
            try await store.seal()
            try await ask(load, store, &results.queries_after_late_and_seal)
        }
        try await replay(load, &results)
        try show(results)
    }

    private func show(_ results: Results) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(results), as: UTF8.self))
    }

    /// Appends the readings as they arrive, slot by slot, over several connections; then seals what is left.
    private func ingest(_ load: Load, into store: EmbeddedReadings, _ results: inout Results) async throws {
        let (_, cost) = try await Cost.of {
            let month = 30 * Load.slotsPerDay * load.meters
            for start in stride(from: 0, to: load.count, by: month) {
                let part = start..<min(start + month, load.count)
                let (_, cost) = try await Cost.of { try await append(part, of: load, to: store) }
                results.append_readings_per_second_by_month.append(Double(part.count) / cost.seconds)
            }
        }
        results.append = cost
        results.append_readings_per_second = Double(load.count) / cost.seconds
        results.append_readings_per_cpu_second = Double(load.count) / cost.cpuSeconds
        let (_, rest) = try await Cost.of { try await store.seal() }
        results.seal_rest_seconds = rest.seconds
        results.last_seal_seconds = try await store.statistics().lastSealSeconds
        results.append_and_seal_readings_per_second = Double(load.count) / (cost.seconds + rest.seconds)
        results.append_and_seal_readings_per_cpu_second = Double(load.count) / (cost.cpuSeconds + rest.cpuSeconds)
    }

    private func append(_ range: Range<Int>, of load: Load, to store: EmbeddedReadings) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for connection in 0..<connections {
                group.addTask {
                    var start = range.lowerBound + connection * batch
                    while start < range.upperBound {
                        let readings = (start..<min(start + batch, range.upperBound)).map {
                            load.reading(meter: $0 % load.meters, slot: $0 / load.meters)
                        }
                        try await append(ReadingBatch(readings: readings, source: 1), to: store)
                        start += batch * connections
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func append(_ batch: ReadingBatch, to store: EmbeddedReadings) async throws {
        while true {
            do {
                _ = try await store.append(batch)
                return
            } catch ReadingStoreError.busy {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private func ask(_ load: Load, _ store: EmbeddedReadings, _ queries: inout Results.Queries) async throws {
        let days = load.first..<load.first.adding(days: load.days)
        let month = load.first.month
        queries.meter_month_ms =
            try await Cost.median(of: 201) { index in
                let id = Meter.ID(rawValue: Int64(index * 7_919 % load.meters + 1))
                let readings = try await store.readings(of: id, in: days)
                guard readings.count >= load.slots else { throw BenchError.missing }
            } * 1e3
        queries.city_month_first_ms =
            try await Cost.of { _ = try await store.dayTotals(of: nil, in: month.days) }.1.seconds * 1e3
        queries.city_month_totals_ms =
            try await Cost.median(of: 21) { _ in
                _ = try await store.dayTotals(of: nil, in: month.days)
            } * 1e3
        queries.city_by_day_ms =
            try await Cost.median(of: 21) { _ in
                let table = try await store.dayTotals(of: nil, in: month.days)
                guard byDay(table).count == month.dayCount else { throw BenchError.missing }
            } * 1e3
        queries.top_100_ms =
            try await Cost.median(of: 21) { _ in
                let table = try await store.dayTotals(of: nil, in: month.days)
                let sums = byMeter(table)
                guard sums.indices.sorted(by: { sums[$0] > sums[$1] }).prefix(100).count == min(100, load.meters) else {
                    throw BenchError.missing
                }
            } * 1e3
        queries.by_320_groups_ms =
            try await Cost.median(of: 21) { _ in
                let table = try await store.dayTotals(of: nil, in: month.days)
                var groups = [Int64](repeating: 0, count: 320)
                for (meter, sum) in byMeter(table).enumerated() { groups[meter % 320] += sum }
                guard groups.contains(where: { $0 > 0 }) else { throw BenchError.missing }
            } * 1e3
        queries.building_month_ms =
            try await Cost.median(of: 201) { index in
                let start = index * 20 % max(1, load.meters - 20)
                let building = (start..<start + 20).map { Meter.ID(rawValue: Int64($0 + 1)) }
                _ = byDay(try await store.dayTotals(of: building, in: month.days))
            } * 1e3
        let (table, cost) = try await Cost.of { try await store.recomputedDayTotals(in: month) }
        queries.raw_scan_first_ms = cost.seconds * 1e3
        queries.raw_scan_ms =
            try await Cost.median(of: 5) { _ in
                guard try await store.recomputedDayTotals(in: month).sums == table.sums else {
                    throw BenchError.missing
                }
            } * 1e3
    }

    private func byDay(_ table: DayTotalTable) -> [Int64] {
        var sums = [Int64](repeating: 0, count: table.days.count)
        for cell in table.sums.indices { sums[cell % sums.count] &+= table.sums[cell] }
        return sums
    }

    private func byMeter(_ table: DayTotalTable) -> [Int64] {
        table.meters.indices.map { table.sums[table.cells(ofMeterAt: $0)].reduce(0, &+) }
    }

    /// Replaces one reading in a hundred, in one batch and in batches as they arrive.
    private func replaceLate(_ load: Load, in store: EmbeddedReadings, _ results: inout Results) async throws {
        for (isWhole, offset) in [(true, 1), (false, 2)] {
            var generator = SplitMix64(seed: UInt64(offset))
            let late = (0..<load.count / 100).map { _ in
                load.reading(
                    meter: .random(in: 0..<load.meters, using: &generator),
                    slot: .random(in: 0..<load.slots, using: &generator),
                    offset: Int64(offset)
                )
            }
            let (_, cost) = try await Cost.of {
                for start in stride(from: 0, to: late.count, by: isWhole ? late.count : batch) {
                    let part = late[start..<min(start + (isWhole ? late.count : batch), late.count)]
                    try await append(ReadingBatch(readings: Array(part), source: 2), to: store)
                }
            }
            if isWhole {
                results.late_one_batch_readings_per_second = Double(late.count) / cost.seconds
            } else {
                results.late_batches_readings_per_second = Double(late.count) / cost.seconds
            }
        }
    }

    /// A start with a journal as long as it may grow.
    private func replay(_ load: Load, _ results: inout Results) async throws {
        let folder = folder + "/replay"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let count = min(load.count, 5_000_000)
        do {
            let store = try EmbeddedReadings(directory: folder)
            try await append(0..<count, of: load, to: store)
            results.journal_bytes_per_reading = Double(try await store.statistics().journalBytes) / Double(count)
        }
        let (_, cost) = try await Cost.of { try EmbeddedReadings(directory: folder) }
        results.replay_seconds_per_10_million = cost.seconds / Double(count) * 1e7
    }

    private enum BenchError: Error { case missing }
}

/// What was measured; names say what and in which unit.
struct Results: Codable {
    var kind: String
    var meters: Int
    var days: Int
    var readings: Int
    var append = Cost(seconds: 0, cpuSeconds: 0)
    var append_readings_per_second = 0.0
    var append_readings_per_second_by_month: [Double] = []
    var append_readings_per_cpu_second = 0.0
    var append_and_seal_readings_per_second = 0.0
    var append_and_seal_readings_per_cpu_second = 0.0
    var seal_rest_seconds = 0.0
    var last_seal_seconds = 0.0
    var bytes_per_reading = 0.0
    var journal_bytes_per_reading = 0.0
    var rss_mib_before = 0.0
    var rss_mib_peak_of_ingest = 0.0
    var open_seconds = 0.0
    var replay_seconds_per_10_million = 0.0
    var late_one_batch_readings_per_second = 0.0
    var late_batches_readings_per_second = 0.0
    var queries = Queries()
    var queries_after_late = Queries()
    var queries_after_late_and_seal = Queries()

    struct Queries: Codable {
        var meter_month_ms = 0.0
        var building_month_ms = 0.0
        var city_month_first_ms = 0.0
        var city_month_totals_ms = 0.0
        var city_by_day_ms = 0.0
        var top_100_ms = 0.0
        var by_320_groups_ms = 0.0
        var raw_scan_first_ms = 0.0
        var raw_scan_ms = 0.0
    }
}
