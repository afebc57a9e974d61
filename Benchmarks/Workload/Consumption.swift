import ArgumentParser
import Foundation
import Metering
import Units

/// `Workload consumption`: a year of registers every quarter of an hour to energy by month, two meters at a time.
///
/// With `--out` the registers of the first meters are written as well (stamps, then counts, 64 bits each), so that
/// another program computes from the same numbers. Generating is not measured.
struct Consumption: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "consumption")

    @Option var meters = 10_000
    @Option var rules: String
    @Option var out: String?
    @Option var written = 0

    func run() async throws {
        let rules = try QualityRules(json: Data(contentsOf: URL(fileURLWithPath: rules)))
        let shares = await withTaskGroup(of: Share.self) { group in
            for worker in 0..<2 { group.addTask { share(of: worker, rules) } }
            return await group.reduce(into: [Share]()) { $0.append($1) }
        }
        if let out { try write(to: URL(fileURLWithPath: out)) }
        let sums = shares.flatMap(\.sums).sorted { $0.key < $1.key }.prefix(written)
        print("readings \(shares.reduce(0) { $0 + $1.readings })")
        // The two work side by side: the longer one is what a clock would see on two idle cores.
        print("longest_s \(shares.map(\.seconds).max() ?? 0)")
        print("cpu_s \(shares.reduce(0) { $0 + $1.seconds })")
        for (meter, months) in sums { print("meter \(meter) \(months.map(String.init).joined(separator: " "))") }
    }

    private struct Share: Sendable {
        var readings = 0
        var seconds = 0.0
        var sums: [(key: Int, months: [Int64])] = []
    }

    private func share(of worker: Int, _ rules: QualityRules) -> Share {
        var share = Share()
        for number in stride(from: worker, to: meters, by: 2) {
            let readings = readings(of: number)
            let started = threadSeconds()
            var months: [CivilMonth: Amount] = [:]
            for day in meter.consumption(of: readings, rules: rules).days {
                months[day.day.month, default: .zero] += day.amount
            }
            share.seconds += threadSeconds() - started
            share.readings += readings.count
            share.sums.append((number, months.sorted { $0.key < $1.key }.map(\.value.micro)))
        }
        return share
    }

    private func threadSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static let first = CivilDay(number: 20_089)

    private var meter: Meter {
        let device = MeterDevice(
            kind: .register,
            unit: .kilowattHour,
            decimals: 2,
            digits: 8,
            ratio: FixedPoint(mantissa: 40),
            validFrom: Self.first.start
        )
        return Meter(id: Meter.ID(rawValue: 1), code: "M", item: .total(of: .electricity), devices: [device])
    }

    /// 2025 with gaps of up to two days, some of them over midnight, and registers that roll over.
    private func readings(of number: Int) -> [Reading] {
        var generator = SplitMix64(seed: UInt64(number))
        var register = Int64.random(in: 0..<100_000_000, using: &generator)
        var readings: [Reading] = []
        readings.reserveCapacity(35_041)
        var silent = 0
        for slot in 0...35_040 {
            register = (register + Int64(generator.next() % 4_000)) % 100_000_000
            if generator.next() % 2_000 == 0 { silent = Int(generator.next() % 192) }
            silent -= 1
            if silent > 0, slot != 0, slot != 35_040 { continue }
            readings.append(Reading(stamp: Self.first.start.adding(seconds: Int64(slot) * 900), counts: register))
        }
        return readings
    }

    private func write(to folder: URL) throws {
        for number in 0..<min(written, meters) {
            let readings = readings(of: number)
            var bytes: [UInt8] = []
            for value in readings.map(\.stamp.seconds) + readings.map(\.counts) {
                withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
            }
            try Data(bytes).write(to: folder.appendingPathComponent("meter-\(number).bin"))
        }
    }
}
