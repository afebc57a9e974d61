import Metering
import Testing
import Units

@Suite("Faults of registers")
struct RegisterFaultTests {
    /// Readings each quarter of an hour from ten o'clock.
    private func quarters(_ counts: Int64...) throws -> [Reading] {
        let start = try at("2025-01-01 10:00")
        return counts.enumerated().map { Reading(stamp: start.adding(seconds: Int64($0) * 900), counts: $1) }
    }

    @Test(
        "a value or two off the line are set aside, and nothing is lost or counted twice",
        arguments: [
            [1_000, 1_010, 90_000, 1_030, 1_040], [1_000, 1_010, 90_000, 90_010, 1_040, 1_050],
            [1_000, 1_010, 0, 1_030, 1_040], [1_000, 1_010, 0, 0, 1_040], [1_000, 1_010, 99_999_990, 1_030, 1_040],
        ] as [[Int64]]
    )
    func spikes(counts: [Int64]) throws {
        let start = try at("2025-01-01 10:00")
        let result = try Meter.fixture().consumption(
            of: counts.enumerated().map { Reading(stamp: start.adding(seconds: Int64($0) * 900), counts: $1) }
        )
        #expect(Set(result.rules) == ["metering.reading.spike"])
        #expect(result.total == Amount(micro: ((counts.last ?? 0) - 1_000) * 10_000))
        #expect(result.days.map(\.coveredSeconds) == [Int64(counts.count - 1) * 900])
    }

    @Test("a value of zero near full scale is no rollover, although it falls from the last part to the first")
    func zeroNearFullScale() throws {
        let result = try Meter.fixture().consumption(of: quarters(99_000_000, 99_000_010, 0, 99_000_030, 99_000_040))
        #expect(result.rules == ["metering.reading.spike"])
        #expect(result.total.value == 0.4)
    }

    @Test("the values of two meters under one code are not used, and the meter says so once a day")
    func twoMeters() throws {
        let result = try Meter.fixture().consumption(
            of: quarters(990, 1_000, 1_010, 50_000, 1_020, 50_030, 1_030, 50_060, 1_040, 50_090, 1_050)
        )
        #expect(result.rules == ["metering.reading.twoMeters"])
        #expect(result.findings.first?.finding.severity == .error)
        #expect(result.total.value == 0.1)
    }

    @Test("a register that begins again near zero asks for the record of a swap")
    func reset() throws {
        let result = try Meter.fixture().consumption(of: quarters(500_000, 500_010, 5, 15, 25))
        #expect(result.rules == ["metering.register.reset"])
        #expect(result.findings.first?.finding.evidence == ["2025-01-01 10:30:00", "5000.10", "0.05"])
        #expect(result.total.value == 0.3)
    }

    @Test("growth beyond twice the branch's power is not counted, growth up to it is")
    func power() throws {
        // 100 kW: at most 50 kWh in a quarter of an hour, and one count more.
        let meter = try Meter.fixture(.fixture(ratedPower: "100"))
        let most = try meter.consumption(of: quarters(1_000, 6_000, 6_010))
        #expect(most.rules.isEmpty)
        #expect(most.total.value == 50.1)
        let more = try meter.consumption(of: quarters(1_000, 6_002, 6_012))
        #expect(more.rules == ["metering.register.power"])
        #expect(more.findings.first?.finding.evidence == ["2025-01-01 10:15:00", "10.00", "60.02"])
        #expect(more.total.value == 0.1)
    }

    @Test("a rollover must be plausible for the branch too")
    func implausibleRollover() throws {
        let meter = try Meter.fixture(.fixture(ratedPower: "100"))
        let result = try meter.consumption(of: quarters(92_000_000, 92_000_010, 5_000_000, 5_000_010, 5_000_020))
        #expect(result.rules == ["metering.register.backwards"])
        #expect(result.total.value == 0.3)
    }

    @Test("half of the scale within a day is a leap where the power is not known")
    func leap() throws {
        let result = try Meter.fixture().consumption(of: quarters(0, 10, 60_000_000, 60_000_010))
        #expect(result.rules == ["metering.register.jump"])
        #expect(result.total.value == 0.2)
        let slow = try Meter.fixture().consumption(of: readings(("2025-01-01", 0), ("2025-01-08", 60_000_000)))
        #expect(slow.total.value == 600_000)
    }

    @Test("an interval beyond twice the branch's power is not counted")
    func intervalPower() throws {
        let meter = try Meter.fixture(.fixture(kind: .interval, ratedPower: "100"))
        let result = try meter.consumption(of: quarters(100, 900_000, 100))
        #expect(result.rules == ["metering.register.power"])
        #expect(result.total.value == 2)
    }

    @Test("what the device cannot show is not used")
    func range() throws {
        let result = try Meter.fixture(.fixture(digits: 6)).consumption(of: quarters(100, 1_000_000, -5, 130))
        #expect(result.rules == ["metering.reading.range"])
        #expect(result.total.value == 0.3)
    }

    @Test("readings out of order and repeated count once; of different values for one stamp the last holds")
    func disorder() throws {
        let some = try quarters(100, 110, 120, 130)
        let sent = [some[2], some[0], some[0], Reading(stamp: some[3].stamp, counts: 999), some[3], some[1]]
        let result = try Meter.fixture().consumption(of: sent)
        #expect(result.rules == ["metering.reading.conflict"])
        #expect(result.total.value == 0.3)
    }

    @Test("a ratio corrected for the past recomputes, and is said with both ratios")
    func correctedRatio() throws {
        let device = try MeterDevice.fixture(ratio: "40", from: "2025-01-01")
        let meter = Meter(
            id: Meter.ID(rawValue: 1),
            code: "M1",
            item: .total(of: .electricity),
            devices: [device],
            formerRatios: [device.validFrom: FixedPoint(mantissa: 20)]
        )
        let result = try meter.consumption(of: quarters(100, 110))
        #expect(result.total.value == 4)
        #expect(result.rules == ["metering.ratio.corrected"])
        #expect(result.findings.first?.finding.evidence == ["2025-01-01 00:00:00", "20", "40"])
        #expect(result.findings.first?.day == (try day("2025-01-01")))
    }

    @Test("a clock that gains does not move amounts from one day to another")
    func drift() throws {
        let start = try at("2025-01-01")
        // 96 readings a day, each two seconds later than it should be, ten counts each time.
        let drifting = (0...192).map { Reading(stamp: start.adding(seconds: Int64($0) * 902), counts: Int64($0) * 10) }
        let result = try Meter.fixture().consumption(of: drifting)
        #expect(result.total.value == 19.2)
        // At midnight 86,400 ÷ 902 intervals have passed, 95.78 of them.
        #expect(result.amounts["2025-01-01"] == 9.57)
    }
}
