import Metering
import Testing
import Units

@Suite("Properties of consumption")
struct ConsumptionPropertyTests {
    @Test("days agree with a walk minute by minute in plain integers", arguments: UInt64(1)...80)
    func naive(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let history = try RandomHistory(using: &generator)
        let result = try history.meter.consumption(of: history.readings)
        let expected = NaiveDays(history.meter, history.readings)
        #expect(result.days.map(\.day) == result.days.map(\.day).sorted(), "seed \(seed)")
        let days = Dictionary(uniqueKeysWithValues: result.days.map { ($0.day.number, $0) })
        #expect(days.mapValues(\.amount.micro) == expected.micro, "seed \(seed)")
        #expect(days.mapValues(\.estimated.micro).filter { $0.value != 0 } == expected.estimated, "seed \(seed)")
        #expect(days.mapValues(\.coveredSeconds) == expected.covered, "seed \(seed)")
    }

    @Test("days sum exactly to the accepted differences of the registers", arguments: UInt64(101)...200)
    func conservation(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let history = try RandomHistory(using: &generator)
        let result = try history.meter.consumption(of: history.readings)
        #expect(result.total.micro == NaiveDays.accepted(history.meter, history.readings), "seed \(seed)")
        #expect(result.days.allSatisfy { 0...86_400 ~= $0.coveredSeconds }, "seed \(seed)")
        #expect(result.days.allSatisfy { 0...$0.coveredSeconds ~= $0.estimatedSeconds }, "seed \(seed)")
        #expect(result.days.allSatisfy { .zero <= $0.estimated && $0.estimated <= $0.amount }, "seed \(seed)")
    }

    @Test("readings left out of a growing register change no total, only where it falls", arguments: UInt64(201)...240)
    func thinned(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let meter = try Meter.fixture()
        let start = try at("2025-01-01")
        var register: Int64 = 0
        let all = (0...400).map { index -> Reading in
            register += Int64.random(in: 0...50, using: &generator)
            return Reading(stamp: start.adding(seconds: Int64(index) * 900), counts: register)
        }
        let kept = all.enumerated().filter { index, _ in
            index == 0 || index == 400 || Bool.random(using: &generator)
        }.map(\.element)
        #expect(try meter.consumption(of: kept).total == meter.consumption(of: all).total, "seed \(seed)")
    }

    @Test("any day is right already from its own readings and its two neighbours", arguments: UInt64(241)...280)
    func neighboursSuffice(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let history = try RandomHistory(using: &generator)
        let whole = try history.meter.consumption(of: history.readings)
        // Some histories are too short for a single day.
        guard let expected = whole.days.randomElement(using: &generator) else { return }
        let (start, end) = (expected.day.start, expected.day.adding(days: 1).start)
        var known = history.readings.filter { start < $0.stamp && $0.stamp < end }
        if let before = history.readings.last(where: { $0.stamp <= start }) { known.insert(before, at: 0) }
        if let after = history.readings.first(where: { end <= $0.stamp }) { known.append(after) }
        let part = try history.meter.consumption(of: known)
        #expect(part.days.first { $0.day == expected.day } == expected, "seed \(seed)")
    }
}

/// A meter with one to three devices and readings with gaps and rollovers, all on whole minutes.
struct RandomHistory {
    let meter: Meter
    let readings: [Reading]

    init(using generator: inout SplitMix64) throws {
        var devices: [MeterDevice] = []
        var readings: [Reading] = []
        var minute = try at("2024-12-28").seconds / 60
        for index in 0..<Int.random(in: 1...3, using: &generator) {
            let digits = Int.random(in: 4...8, using: &generator)
            let full = FixedPoint.powers[digits]
            var register =
                Bool.random(using: &generator) ? full - full / 50 : Int64.random(in: 0..<full / 2, using: &generator)
            let hasRecord = Bool.random(using: &generator)
            devices.append(
                MeterDevice(
                    kind: .register,
                    unit: [.wattHour, .kilowattHour, .megawattHour].randomElement(using: &generator) ?? .kilowattHour,
                    decimals: Int.random(in: 0...1, using: &generator),
                    digits: digits,
                    ratio: try #require(
                        ["1", "40", "0.5", "1.25"].compactMap { FixedPoint($0) }.randomElement(using: &generator)
                    ),
                    validFrom: Instant(seconds: minute * 60),
                    previousEnd: index > 0 && hasRecord ? (readings.last?.counts ?? 0) + 7 : nil,
                    start: index > 0 && hasRecord ? max(0, register - 3) : nil
                )
            )
            for _ in 0..<Int.random(in: 1...60, using: &generator) {
                minute = Self.next(after: minute, using: &generator)
                register = Self.next(after: register, full: full, using: &generator)
                readings.append(Reading(stamp: Instant(seconds: minute * 60), counts: register))
            }
            minute += Int64.random(in: 0...30, using: &generator)
        }
        self.readings = readings
        meter = Meter(
            id: Meter.ID(rawValue: 1),
            code: "M1",
            item: try #require(EnergyItemCode(rawValue: "01000")),
            devices: devices
        )
    }

    /// Mostly a quarter of an hour; sometimes the next midnight, some hours, or days.
    private static func next(after minute: Int64, using generator: inout SplitMix64) -> Int64 {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0: minute + Int64.random(in: 1...3_000, using: &generator)
        case 1...3: minute + Int64.random(in: 1...400, using: &generator)
        case 4...5: minute + 1_440 - (minute + 480) % 1_440
        default: minute + 15
        }
    }

    /// More, on from zero past the full scale.
    private static func next(after register: Int64, full: Int64, using generator: inout SplitMix64) -> Int64 {
        (register + Int64.random(in: 0...max(1, full / 300), using: &generator)) % full
    }
}

/// Registers to days, minute by minute: slow, and nothing like the real thing.
struct NaiveDays {
    var micro: [Int: Int64] = [:]
    var estimated: [Int: Int64] = [:]
    var covered: [Int: Int64] = [:]

    init(_ meter: Meter, _ readings: [Reading]) {
        for part in Self.parts(meter, readings) {
            let minutes = (part.to - part.from) / 60
            func day(_ minute: Int64) -> Int { Int((part.from + minute * 60 + 28_800) / 86_400) }
            let isSplit = day(0) != day(minutes - 1)
            for minute in 0..<minutes {
                let amount = (part.counts * (minute + 1) / minutes - part.counts * minute / minutes) * part.scale
                micro[day(minute), default: 0] += amount
                covered[day(minute), default: 0] += 60
                if isSplit, amount != 0 { estimated[day(minute), default: 0] += amount }
            }
        }
    }

    /// The sum of all accepted differences, in millionths.
    static func accepted(_ meter: Meter, _ readings: [Reading]) -> Int64 {
        parts(meter, readings).reduce(0) { $0 + $1.counts * $1.scale }
    }

    private static func parts(
        _ meter: Meter,
        _ readings: [Reading]
    ) -> [(from: Int64, to: Int64, counts: Int64, scale: Int64)] {
        var result: [(from: Int64, to: Int64, counts: Int64, scale: Int64)] = []
        for (index, device) in meter.devices.enumerated() {
            let begin = index == 0 ? Int64.min : device.validFrom.seconds
            let next = index + 1 < meter.devices.count ? meter.devices[index + 1] : nil
            let end = next?.validFrom.seconds ?? .max
            var shown = readings.filter { begin < $0.stamp.seconds && $0.stamp.seconds <= end }.map {
                (time: $0.stamp.seconds, value: $0.counts)
            }
            if index > 0, let start = device.start { shown.insert((time: begin, value: start), at: 0) }
            if let last = next?.previousEnd, !shown.isEmpty {
                shown.removeAll { $0.time == end }
                shown.append((time: end, value: last))
            }
            var full: Int64 = 1
            for _ in 0..<device.digits { full *= 10 }
            let factors: [MeteredUnit: Int64] = [
                .wattHour: 1_000, .kilowattHour: 1_000_000, .megawattHour: 1_000_000_000,
            ]
            var scale = (factors[device.unit] ?? 0) * Int64(device.ratio.doubleValue * 4) / 4
            for _ in 0..<device.decimals { scale /= 10 }
            for (one, two) in zip(shown, shown.dropFirst()) where two.time > one.time {
                let rolled: Int64 = two.value < one.value ? full : 0
                result.append((one.time, two.time, two.value + rolled - one.value, scale))
            }
        }
        return result
    }
}
