import Metering
import Testing
import Units

@Suite("Consumption by slots of the day")
struct IntervalConsumptionTests {
    private static let start = Instant(seconds: 1_767_196_800)  // 2026-01-01 00:00 in China

    private static func meter(_ kind: MeterDevice.Kind, interval: Int64 = 900) -> Meter {
        let device = MeterDevice(
            kind: kind,
            unit: .kilowattHour,
            decimals: 2,
            digits: 8,
            interval: interval,
            validFrom: start.adding(seconds: -86_400)
        )
        return Meter(id: Meter.ID(rawValue: 1), code: "E", item: .total(of: .electricity), devices: [device])
    }

    private static func reading(_ seconds: Int64, _ counts: Int64) -> Reading {
        Reading(stamp: start.adding(seconds: seconds), counts: counts)
    }

    @Test("a quarter of an hour is what lies between its registers")
    func quarters() throws {
        let slots = try Self.meter(.register).intervals(
            of: [Self.reading(0, 1_000), Self.reading(900, 1_025), Self.reading(1_800, 1_100)],
            by: .quarterHour
        )
        #expect(slots.map(\.amount.micro) == [250_000, 750_000])
        #expect(slots.map(\.interval.lowerBound) == [Self.start, Self.start.adding(seconds: 900)])
        #expect(slots.allSatisfy { $0.estimatedSeconds == 0 && $0.coveredSeconds == 900 })
    }

    @Test("a gap is split to the last count and marked")
    func gap() throws {
        let slots = try Self.meter(.register).intervals(
            of: [Self.reading(0, 0), Self.reading(2_700, 100)],
            by: .quarterHour
        )
        #expect(slots.map(\.amount.micro) == [330_000, 330_000, 340_000])
        #expect(slots.map(\.estimated) == slots.map(\.amount))
    }

    @Test("an hour's interval lies in its hour, and in quarters by estimate")
    func longInterval() throws {
        let meter = Self.meter(.interval, interval: 3_600)
        let readings = [Self.reading(3_600, 400), Self.reading(7_200, 800)]
        let hours = try meter.intervals(of: readings, by: .hour)
        #expect(hours.map(\.amount.micro) == [4_000_000, 8_000_000])
        #expect(hours.allSatisfy { $0.estimatedSeconds == 0 })
        let quarters = try meter.intervals(of: readings, by: .quarterHour)
        #expect(
            quarters.map(\.amount.micro) == Array(repeating: 1_000_000, count: 4)
                + Array(repeating: 2_000_000, count: 4)
        )
        #expect(quarters.allSatisfy { $0.estimatedSeconds == 900 })
    }

    @Test("slots of any length sum exactly to the days", arguments: 1...60 as ClosedRange<UInt64>)
    func conservation(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let kind = [MeterDevice.Kind.register, .interval][Int(seed % 2)]
        let meter = Self.meter(kind, interval: [900, 1_800, 3_600, 7_200].randomElement(using: &random) ?? 900)
        var second: Int64 = Int64.random(in: 0...3_600, using: &random)
        var register: Int64 = 0
        var readings: [Reading] = []
        for _ in 0..<Int.random(in: 2...300, using: &random) {
            let amount = Int64.random(in: 0...997, using: &random)
            register += amount
            readings.append(Self.reading(second, kind == .register ? register : amount))
            second += Int64.random(in: 1...7_300, using: &random)
            if Int.random(in: 0..<20, using: &random) == 0 { second += 200_000 }
        }
        let days = try meter.consumption(of: readings).days
        for granularity in [Granularity.quarterHour, .hour] {
            let slots = try meter.intervals(of: readings, by: granularity)
            #expect(slots.map(\.interval.lowerBound) == slots.map(\.interval.lowerBound).sorted(), "seed \(seed)")
            #expect(slots.allSatisfy { $0.coveredSeconds <= granularity.seconds })
            let sums = Dictionary(grouping: slots) { CivilDay(containing: $0.interval.lowerBound) }.mapValues { slots in
                slots.reduce(Amount.zero) { $0 + $1.amount }
            }
            #expect(sums == Dictionary(uniqueKeysWithValues: days.map { ($0.day, $0.amount) }), "seed \(seed)")
        }
    }
}
