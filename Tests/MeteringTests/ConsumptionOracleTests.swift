import Metering
import Testing
import Units

@Suite("Consumption of faulty meters against a slow oracle")
struct ConsumptionOracleTests {
    @Test("a hundred faulty meter-months each", arguments: UInt64(1)...100)
    func agrees(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for number in 0..<100 {
            let month = try FaultyMonth(using: &generator)
            let result = try month.meter.consumption(of: month.readings)
            let expected = Oracle(month.pieces)
            let days = Dictionary(uniqueKeysWithValues: result.days.map { ($0.day.number, $0) })
            #expect(days.mapValues(\.amount.micro) == expected.micro, "seed \(seed), month \(number)")
            #expect(days.mapValues(\.coveredSeconds) == expected.covered, "seed \(seed), month \(number)")
            #expect(
                days.mapValues(\.estimated.micro).filter { $0.value != 0 } == expected.estimated,
                "seed \(seed), \(number)"
            )
            let missed = month.rules.subtracting(result.rules)
            #expect(missed.isEmpty, "seed \(seed), month \(number): \(missed)")
        }
    }

    @Test("quarters and hours sum exactly to days, whatever the faults", arguments: UInt64(501)...540)
    func granularities(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let month = try FaultyMonth(using: &generator)
        let rules = try QualityRules.shipped.get()
        let days = try month.meter.consumption(of: month.readings).days
        for granularity in Granularity.allCases {
            let intervals = month.meter.intervals(of: month.readings, by: granularity, rules: rules)
            #expect(intervals.allSatisfy { 1...granularity.seconds ~= $0.coveredSeconds })
            let sums = Dictionary(grouping: intervals) { CivilDay(containing: $0.interval.lowerBound) }
            #expect(sums.mapValues { $0.reduce(Amount.zero) { $0 + $1.amount } } == days.byDay.mapValues(\.amount))
            #expect(
                sums.mapValues { $0.reduce(0) { $0 + $1.coveredSeconds } } == days.byDay.mapValues(\.coveredSeconds)
            )
        }
    }

    @Test("any day is right already from its own readings and those near it", arguments: UInt64(601)...700)
    func contextSuffices(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let month = try FaultyMonth(using: &generator)
        let whole = try month.meter.consumption(of: month.readings)
        let expected = try #require(whole.days.randomElement(using: &generator))
        let sorted = month.readings.enumerated().sorted {
            ($0.element.stamp, $0.offset) < ($1.element.stamp, $1.offset)
        }
        .map(\.element)
        let usable = sorted.filter { $0.quality != .invalid && $0.counts < 1_000_000_000 }
        let before = usable.filter { $0.stamp <= expected.day.start }.map(\.stamp).suffix(2 * Meter.contextReadings)
            .first
        let after = usable.filter { $0.stamp >= expected.day.adding(days: 1).start }.map(\.stamp)
            .prefix(2 * Meter.contextReadings).last
        let known = sorted.filter { (before ?? $0.stamp) <= $0.stamp && $0.stamp <= (after ?? $0.stamp) }
        let part = try month.meter.consumption(of: known)
        #expect(part.days.first { $0.day == expected.day } == expected, "seed \(seed)")
    }
}

extension [DayConsumption] {
    fileprivate var byDay: [CivilDay: DayConsumption] { Dictionary(uniqueKeysWithValues: map { ($0.day, $0) }) }
}

/// Days from what truly was, hour by hour, each by itself and in numbers that cannot overflow: nothing like the real thing.
struct Oracle {
    private(set) var micro: [Int: Int64] = [:]
    private(set) var estimated: [Int: Int64] = [:]
    private(set) var covered: [Int: Int64] = [:]

    init(_ pieces: [FaultyMonth.Piece]) {
        for piece in pieces where piece.from < piece.to {
            /// What the register had grown by then, in whole counts.
            func grown(_ time: Int64) -> Int128 {
                Int128(piece.counts) * Int128(time - piece.from) / Int128(piece.to - piece.from)
            }
            func day(_ time: Int64) -> Int { Int((time + 28_800) / 86_400) }
            let crosses = day(piece.from) != day(piece.to - 1)
            var time = piece.from
            while time < piece.to {
                let next = min(piece.to, (time / 3_600 + 1) * 3_600)
                let amount = Int64((grown(next) - grown(time)) * Int128(piece.scale))
                micro[day(time), default: 0] += amount
                covered[day(time), default: 0] += next - time
                if crosses, amount != 0 { estimated[day(time), default: 0] += amount }
                time = next
            }
        }
    }
}
