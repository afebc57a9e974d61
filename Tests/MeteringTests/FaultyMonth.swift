import Metering
import Testing
import Units

/// A month of one meter as it comes in from outside, with every fault there is, and what is true of it.
///
/// Faults keep their distance from each other and from swaps, so that what is true of each can be told.
struct FaultyMonth {
    /// Time between two registers that hold, and how far the register grew.
    struct Piece {
        var from: Int64
        var to: Int64
        var counts: Int64
        var scale: Int64
    }

    private struct Sample {
        var stamp: Int64
        /// What the meter has counted, without rollover.
        var total: Int64
        /// Added to what the register shows: a reset, a shift.
        var offset: Int64 = 0
        var shown: Int64?
        var isGood = true
        /// Whether nothing is known between the sample before and this one.
        var isBreak = false
    }

    private(set) var meter: Meter
    /// As they came in: out of order, repeated, some worthless.
    private(set) var readings: [Reading] = []
    private(set) var pieces: [Piece] = []
    /// The rules that must find something.
    private(set) var rules: Set<String> = []

    init(using generator: inout SplitMix64) throws {
        meter = try Meter.fixture()
        let first = CivilDay(number: Int.random(in: 19_300...20_900, using: &generator)).month.firstDay
        let interval: Int64 = [900, 3_600, 10_800, 10_800, 21_600].randomElement(using: &generator) ?? 3_600
        let count = interval == 900 ? 240 : Int(Int64(first.month.dayCount) * 86_400 / interval)
        let isSwapped = Int.random(in: 0..<3, using: &generator) == 0
        let swapAt = count / 2
        var devices: [MeterDevice] = []
        var begin =
            first.start.seconds
            + (Bool.random(using: &generator) ? 0 : Int64.random(in: 0..<interval, using: &generator))
        var own: [Sample] = []
        for index in 0...(isSwapped ? 1 : 0) {
            let digits = Int.random(in: 6...9, using: &generator)
            let full = FixedPoint.powers[digits]
            let decimals = Int.random(in: 0...2, using: &generator)
            let ratio = ["1", "40", "0.5", "1.25"].randomElement(using: &generator) ?? "1"
            let step = max(1, full / 20_000)
            let isRated = Bool.random(using: &generator)
            let start = Bool.random(using: &generator) ? full - step * 20 : full / 3
            let samples = Self.samples(
                isSwapped ? (index == 0 ? swapAt : count - swapAt) : count,
                from: begin,
                interval: interval,
                start: start,
                step: step,
                using: &generator
            )
            let hasRecord = Bool.random(using: &generator)
            if let last = own.last, index == 1, !hasRecord { precondition(last.stamp < begin) }
            let previousEnd = own.last.map {
                (total: $0.total + 1, shown: ($0.total + $0.offset + 1) % devices[0].fullScale)
            }
            devices.append(
                MeterDevice(
                    kind: .register,
                    unit: .kilowattHour,
                    decimals: decimals,
                    digits: digits,
                    ratio: try #require(FixedPoint(ratio)),
                    interval: interval,
                    validFrom: Instant(seconds: index == 0 ? first.start.seconds - 86_400 : begin),
                    previousEnd: index == 1 && hasRecord ? previousEnd?.shown : nil,
                    start: index == 1 && hasRecord ? start % full : nil,
                    // Twice this is eight times what it ever takes.
                    ratedPower: isRated
                        ? FixedPoint(
                            mantissa: (step * Self.scale(decimals, ratio) * 3_600 / interval + 1) * 4,
                            exponent: -6
                        ) : nil
                )
            )
            if index == 1 {
                if hasRecord, let last = own.last(where: \.isGood), own.last?.isGood == true, let previousEnd {
                    pieces.append(
                        Piece(
                            from: last.stamp,
                            to: begin,
                            counts: previousEnd.total - last.total,
                            scale: Self.scale(devices[0])
                        )
                    )
                    if let next = samples.first {
                        pieces.append(
                            Piece(
                                from: begin,
                                to: next.stamp,
                                counts: next.total - start,
                                scale: Self.scale(devices[1])
                            )
                        )
                    }
                } else {
                    rules.insert("metering.swap.registersMissing")
                }
            }
            own = try add(samples, of: devices[index], step: step, using: &generator)
            begin += Int64(count) * interval / 2 + interval
            begin = max(begin, (own.last?.stamp ?? 0) + interval)
        }
        meter = try Meter.fixture(devices)
        deliver(using: &generator)
    }

    private static func scale(_ decimals: Int, _ ratio: String) -> Int64 {
        (FixedPoint(ratio) ?? FixedPoint(mantissa: 1)).multiplied(by: FixedPoint(mantissa: 1, exponent: -decimals))?
            .mantissa(atExponent: -6) ?? 0
    }

    private static func scale(_ device: MeterDevice) -> Int64 { scale(device.decimals, device.ratio.description) }

    /// What a meter truly counted, some of it never sent.
    private static func samples(
        _ count: Int,
        from begin: Int64,
        interval: Int64,
        start: Int64,
        step: Int64,
        using generator: inout SplitMix64
    ) -> [Sample] {
        var total = start
        let drift = Bool.random(using: &generator) ? Int64.random(in: 0...2, using: &generator) : 0
        var silentUntil = 0
        var samples: [Sample] = []
        for index in 1...count {
            total += Int64.random(in: 0...step, using: &generator)
            if Int.random(in: 0..<60, using: &generator) == 0 {
                silentUntil = index + Int.random(in: 1...30, using: &generator)
            }
            if index < silentUntil { continue }
            samples.append(Sample(stamp: begin + Int64(index) * interval + Int64(index) * drift, total: total))
        }
        return samples
    }
}

extension FaultyMonth {
    /// Puts faults into a device's samples, and takes down what holds.
    private mutating func add(
        _ clean: [Sample],
        of device: MeterDevice,
        step: Int64,
        using generator: inout SplitMix64
    ) throws -> [Sample] {
        var samples = clean
        let full = device.fullScale
        var index = 8
        while index + 24 < samples.count {
            if Int.random(in: 0..<3, using: &generator) > 0 {
                // Near a rollover a fault could pass for another.
                let near = samples[index - 4..<index + 16].map { ($0.total + $0.offset) % full }
                if near == near.sorted(), let least = near.first, let most = near.last, most < full / 100 * 85,
                    least > full / 8
                {
                    fault(Int.random(in: 0..<8, using: &generator), at: index, &samples, device, step, &generator)
                }
            }
            index += Int.random(in: 24...60, using: &generator)
        }
        for index in samples.indices where samples[index].shown == nil {
            samples[index].shown = (samples[index].total + samples[index].offset) % full
        }
        var last: Sample?
        for sample in samples {
            if sample.isBreak { last = nil }
            guard sample.isGood else { continue }
            if let last {
                pieces.append(
                    Piece(
                        from: last.stamp,
                        to: sample.stamp,
                        counts: sample.total - last.total,
                        scale: Self.scale(device)
                    )
                )
            }
            last = sample
        }
        readings += samples.map { Reading(stamp: Instant(seconds: $0.stamp), counts: $0.shown ?? 0) }
        return samples
    }

    private mutating func fault(
        _ kind: Int,
        at index: Int,
        _ samples: inout [Sample],
        _ device: MeterDevice,
        _ step: Int64,
        _ generator: inout SplitMix64
    ) {
        let full = device.fullScale
        let shown = { (sample: Sample) in (sample.total + sample.offset) % full }
        let here = shown(samples[index])
        func move(_ offset: Int64) {
            for later in index..<samples.count { samples[later].offset += offset }
            samples[index].isBreak = true
        }
        switch kind {
        case 0, 1:  // One or two values too high.
            let height = Int64.random(in: step * 20...max(step * 20, full - 1 - here), using: &generator)
            for place in index...index + kind {
                samples[place].shown = min(here + height + Int64(place - index), full - 1)
                samples[place].isGood = false
            }
            rules.insert("metering.reading.spike")
        case 2, 3:  // One or two too low.
            for place in index..<index + kind - 1 {
                samples[place].shown = Int64.random(in: 0...here / 2, using: &generator)
                samples[place].isGood = false
            }
            if kind == 3, let low = samples[index].shown { samples[index + 1].shown = low }
            samples[index + kind - 2].isGood = false
            rules.insert("metering.reading.spike")
        case 4:  // Reset.
            move(-here + min(full / 2_000, step))
            for later in index..<samples.count where samples[later].total + samples[later].offset < 0 {
                samples[later].offset += full
            }
            rules.insert("metering.register.reset")
        case 5:  // It goes back and goes on from there.
            move(-here / 3)
            rules.insert("metering.register.backwards")
        case 6:  // Another device's values between its own.
            let other = full / 10
            for place in stride(from: index, through: index + 2 * Int.random(in: 2...5, using: &generator), by: 2) {
                samples[place].shown = shown(samples[place]) + other
                for bad in place - 1...place + 1 { samples[bad].isGood = false }
                samples[place + 1].isBreak = true
            }
            rules.insert("metering.reading.twoMeters")
        default:  // It leaps beyond all that the branch could take.
            guard device.ratedPower != nil, here < full / 2 else { return }
            move(full / 3)
            rules.insert("metering.register.power")
        }
    }

    /// Sends readings the way networks do.
    private mutating func deliver(using generator: inout SplitMix64) {
        let full = meter.devices[0].fullScale * 1_000
        var sent: [Reading] = []
        for reading in readings {
            sent.append(reading)
            switch Int.random(in: 0..<80, using: &generator) {
            case 0: sent.append(reading)
            case 1:
                sent.append(Reading(stamp: reading.stamp.adding(seconds: 1), counts: full))
                rules.insert("metering.reading.range")
            case 2:
                sent.append(Reading(stamp: reading.stamp.adding(seconds: 1), counts: 0, quality: .invalid))
            case 3:
                sent.insert(Reading(stamp: reading.stamp, counts: reading.counts + 1), at: 0)
                rules.insert("metering.reading.conflict")
            case 4 where sent.count > 2: sent.swapAt(sent.count - 1, sent.count - 2)
            default: break
            }
        }
        readings = sent
    }
}
