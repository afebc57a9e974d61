import Foundation
import Metering
import Units

/// Readings of a generated city: a pure function of meter and quarter hour, in hundredths of a kWh.
///
/// A quarter hour's amount is log-uniform by meter between 0.2 and 30 kWh, times a working day's profile by kind of
/// building, 0.6 at weekends, a slow swing, and triangular noise of ±10 %. Six readings in a thousand are doubtful.
struct Load: Sendable {
    enum Kind: String, Sendable { case interval, register }

    let kind: Kind
    let meters: Int
    let first: CivilDay
    let days: Int
    /// Slot by slot, meter by meter within: time-major, as readings arrive; interval data repeat after 60 days. [0.01 kWh]
    private let amounts: [Int32]
    /// What registers show, likewise; empty for intervals.
    private let registers: [Int64]

    static let slotsPerDay = 96
    var slots: Int { days * Self.slotsPerDay }
    var count: Int { slots * meters }

    init(_ kind: Kind, meters: Int, first: CivilDay, days: Int) {
        self.kind = kind
        self.meters = meters
        self.first = first
        self.days = days
        var shapes = [[Double]](repeating: [], count: 8)
        for building in 0..<8 {
            shapes[building] = (0..<Self.slotsPerDay).map { slot in
                let (hour, opens, closes) = (Double(slot) / 4, 8 + Double(building) * 0.4, 18 + Double(building) * 0.5)
                return 0.25 + 0.75 / ((1 + exp(-(hour - opens) * 2)) * (1 + exp((hour - closes) * 2)))
            }
        }
        var amounts: [Int32] = []
        let held = kind == .interval ? min(days, 60) : days
        amounts.reserveCapacity(meters * held * Self.slotsPerDay)
        let scales = (0..<meters).map { meter in
            (base: 0.2 * exp(5 * Self.share(UInt64(meter) * 7 + 1)), phase: 6.28 * Self.share(UInt64(meter) * 7 + 2))
        }
        for slot in 0..<held * Self.slotsPerDay {
            let day = first.adding(days: slot / Self.slotsPerDay)
            let week = day.weekday > 5 ? 0.6 : 1
            for meter in 0..<meters {
                let hash = Self.mix(UInt64(meter) << 32 | UInt64(slot))
                let noise = 0.9 + 0.1 * (Double(hash & 0xFFFF_FFFF) + Double(hash >> 32)) / 4_294_967_296
                let shape = shapes[meter / 200 % 8][slot % Self.slotsPerDay] * week
                let swing = 1 + 0.15 * sin(Double(slot / Self.slotsPerDay) * 0.2 + scales[meter].phase)
                amounts.append(Int32((scales[meter].base * shape * swing * noise * 100).rounded()))
            }
        }
        self.amounts = amounts
        guard kind == .register else {
            registers = []
            return
        }
        var sums = (0..<meters).map { Int64($0) * 1_000 }
        registers = amounts.indices.map { index in
            sums[index % meters] += Int64(amounts[index])
            return sums[index % meters]
        }
    }

    private static func mix(_ seed: UInt64) -> UInt64 {
        var generator = SplitMix64(seed: seed)
        return generator.next()
    }

    private static func share(_ seed: UInt64) -> Double { Double(mix(seed) >> 11) / 9_007_199_254_740_992 }

    func reading(meter: Int, slot: Int, offset: Int64 = 0) -> MeterReading {
        let index = slot * meters + meter
        let doubt = Self.mix(UInt64(slot) << 32 | UInt64(meter) | 1 << 63) & 1_023
        return MeterReading(
            meter: Meter.ID(rawValue: Int64(meter + 1)),
            reading: Reading(
                stamp: first.start.adding(seconds: Int64(slot + 1) * 900),
                counts: (registers.isEmpty ? Int64(amounts[index % amounts.count]) : registers[index]) + offset,
                quality: doubt < 5 ? .suspect : doubt == 5 ? .invalid : .good
            )
        )
    }
}
