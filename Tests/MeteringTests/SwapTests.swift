import Metering
import Testing
import Units

@Suite("Rollover and swap of the device")
struct SwapTests {
    @Test(
        "a fall is a rollover only from the last tenth of the scale to the first",
        arguments: [
            (99_999_990, 10, .rollover(20)), (90_000_000, 10_000_000, .rollover(20_000_000)),
            (89_999_999, 0, .backwards), (99_999_999, 10_000_001, .backwards), (99_999_999, 0, .rollover(1)),
            (50, 40, .backwards), (50, 50, .amount(0)), (50, 60, .amount(10)), (0, 99_999_999, .amount(99_999_999)),
        ] as [(Int64, Int64, MeterDevice.Difference)]
    )
    func difference(earlier: Int64, later: Int64, expected: MeterDevice.Difference) throws {
        #expect(try MeterDevice.fixture(digits: 8).difference(from: earlier, to: later, edge: 10) == expected)
    }

    @Test("a rollover is counted on and noted")
    func rollover() throws {
        let result = try Meter.fixture(.fixture(decimals: 1, digits: 4)).consumption(
            of: readings(("2025-01-01 10:00", 9_990), ("2025-01-01 10:15", 15), ("2025-01-01 10:30", 40))
        )
        #expect(result.total.value == 5)
        #expect(result.rules == ["metering.register.rollover"])
        #expect(result.findings.first?.finding.severity == .notice)
    }

    @Test("a rollover across midnight is split like any other difference")
    func rolloverAtNight() throws {
        let result = try Meter.fixture(.fixture(decimals: 0, digits: 4, interval: 3_600)).consumption(
            of: readings(("2025-01-01 23:30", 9_990), ("2025-01-02 00:30", 10))
        )
        #expect(result.amounts == ["2025-01-01": 10, "2025-01-02": 10])
    }

    @Test("a swap with both registers counts both devices to the very instant")
    func swapWithRecord() throws {
        let meter = try Meter.fixture(
            .fixture(),
            .fixture(decimals: 1, from: "2025-01-01 12:00", previousEnd: 6_000, start: 50)
        )
        let result = try meter.consumption(
            of: try readings(
                ("2025-01-01", 5_000),
                ("2025-01-01 11:00", 5_500),
                ("2025-01-01 13:00", 90),
                ("2025-01-02", 150)
            )
        )
        // 60.00 − 50.00 by the old device, 15.0 − 5.0 by the new one.
        #expect(result.total.value == 20)
        #expect(result.days.map(\.coveredSeconds) == [86_400])
        #expect(result.rules.isEmpty)
    }

    @Test("a swap without registers leaves the time around it unknown and says so")
    func swapWithoutRecord() throws {
        let meter = try Meter.fixture(.fixture(), .fixture(from: "2025-01-01 12:00"))
        let result = try meter.consumption(
            of: try readings(
                ("2025-01-01", 5_000),
                ("2025-01-01 11:00", 5_500),
                ("2025-01-01 13:00", 90),
                ("2025-01-02", 150)
            )
        )
        #expect(result.total.value == 5.6)
        #expect(result.days.map(\.coveredSeconds) == [79_200])
        #expect(result.rules == ["metering.swap.registersMissing"])
    }

    @Test(
        "half a record counts the side it is about and still says that the other is missing",
        arguments: [(6_000, nil, 10.6), (nil, 50, 6.0)] as [(Int64?, Int64?, Double)]
    )
    func halfRecord(previousEnd: Int64?, start: Int64?, total: Double) throws {
        let meter = try Meter.fixture(
            .fixture(),
            .fixture(from: "2025-01-01 12:00", previousEnd: previousEnd, start: start)
        )
        let result = try meter.consumption(
            of: try readings(
                ("2025-01-01", 5_000),
                ("2025-01-01 11:00", 5_500),
                ("2025-01-01 13:00", 90),
                ("2025-01-02", 150)
            )
        )
        #expect(result.total.value == total)
        #expect(result.rules == ["metering.swap.registersMissing"])
    }

    @Test("a reading on the very instant of a swap belongs to the old device")
    func readingAtSwap() throws {
        let meter = try Meter.fixture(.fixture(), .fixture(from: "2025-01-01 12:00", start: 0))
        let result = try meter.consumption(
            of: try readings(("2025-01-01 11:00", 5_000), ("2025-01-01 12:00", 5_100), ("2025-01-01 13:00", 200))
        )
        #expect(result.total.value == 3)
        #expect(try meter.device(at: at("2025-01-01 12:00")) == meter.devices[0])
        #expect(try meter.device(at: at("2025-01-01 12:00:01")) == meter.devices[1])
        #expect(try meter.device(at: at("2020-01-01")) == meter.devices[0])
    }

    @Test("a register that the record contradicts is replaced by the record")
    func recordWins() throws {
        let meter = try Meter.fixture(.fixture(), .fixture(from: "2025-01-01 12:00", previousEnd: 5_200, start: 0))
        let result = try meter.consumption(
            of: try readings(("2025-01-01 11:00", 5_000), ("2025-01-01 12:00", 5_100), ("2025-01-01 13:00", 200))
        )
        #expect(result.total.value == 4)
    }

    @Test("a register may give way to a device that counts intervals")
    func registerToInterval() throws {
        let meter = try Meter.fixture(
            .fixture(),
            .fixture(kind: .interval, from: "2025-01-01 12:00", previousEnd: 5_600)
        )
        let result = try meter.consumption(
            of: try readings(
                ("2025-01-01 11:00", 5_000),
                ("2025-01-01 11:45", 5_400),
                ("2025-01-01 12:15", 30),
                ("2025-01-01 12:30", 40)
            )
        )
        // 56.00 − 50.00 by the register, then 0.30 and 0.40.
        #expect(result.total.value == 6.7)
        #expect(result.days.map(\.coveredSeconds) == [5_400])
        #expect(result.rules.isEmpty)
    }

    @Test("a device that counts intervals may give way to a register")
    func intervalToRegister() throws {
        let meter = try Meter.fixture(
            .fixture(kind: .interval),
            .fixture(from: "2025-01-01 12:00", start: 100)
        )
        let result = try meter.consumption(
            of: try readings(("2025-01-01 11:45", 30), ("2025-01-01 12:00", 40), ("2025-01-01 12:15", 160))
        )
        #expect(result.total.value == 1.3)
        #expect(result.days.map(\.coveredSeconds) == [2_700])
    }

    @Test("each device has its own unit, decimals and ratio")
    func otherScale() throws {
        let meter = try Meter.fixture(
            .fixture(decimals: 0, ratio: "40"),
            .fixture(unit: .megawattHour, decimals: 3, from: "2025-01-02", previousEnd: 12, start: 7)
        )
        let result = try meter.consumption(
            of: try readings(("2025-01-01", 10), ("2025-01-01 23:00", 11), ("2025-01-03", 17))
        )
        #expect(result.amounts == ["2025-01-01": 80, "2025-01-02": 10])
    }

    @Test("three devices in a row are told apart by date")
    func threeDevices() throws {
        let meter = try Meter.fixture(
            .fixture(from: "2025-01-03", previousEnd: 30, start: 0),
            .fixture(from: "2025-01-01"),
            .fixture(from: "2025-01-02", previousEnd: 110, start: 10)
        )
        #expect(meter.devices.map(\.validFrom) == meter.devices.map(\.validFrom).sorted())
        let result = try meter.consumption(
            of: try readings(
                ("2025-01-01", 100),
                ("2025-01-01 18:00", 105),
                ("2025-01-02 12:00", 20),
                ("2025-01-04", 40)
            )
        )
        #expect(result.amounts == ["2025-01-01": 0.1, "2025-01-02": 0.2, "2025-01-03": 0.4])
    }
}
