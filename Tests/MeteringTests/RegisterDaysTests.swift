import Metering
import Testing
import Units

@Suite("Register to days")
struct RegisterDaysTests {
    @Test("a civil day runs from midnight to midnight in China, 16:00 to 16:00 UTC")
    func midnightInChina() throws {
        let midnight = try at("2025-01-02")
        #expect(midnight.seconds == 1_735_747_200)
        let result = try Meter.fixture().consumption(of: [
            Reading(stamp: Instant(seconds: 1_735_660_800), counts: 1_000),
            Reading(stamp: Instant(seconds: 1_735_747_200), counts: 1_500),
            Reading(stamp: Instant(seconds: 1_735_833_600), counts: 1_700),
        ])
        #expect(result.amounts == ["2025-01-01": 5, "2025-01-02": 2])
    }

    @Test("a reading exactly at midnight closes the day, so nothing is estimated")
    func midnightCloses() throws {
        let result = try Meter.fixture().consumption(
            of: readings(
                ("2025-01-01", 0),
                ("2025-01-01 23:45", 900),
                ("2025-01-01 24:00", 960),
                ("2025-01-02 00:15", 1_000)
            )
        )
        #expect(result.amounts == ["2025-01-01": 9.6, "2025-01-02": 0.4])
        #expect(result.days.allSatisfy { $0.estimated == .zero && $0.estimatedSeconds == 0 })
        #expect(result.days.map(\.coveredSeconds) == [86_400, 900])
    }

    @Test("the stamp of a reading at midnight belongs to the day that ends there")
    func closingDay() throws {
        #expect(try readings(("2025-01-01 24:00", 0))[0].day == day("2025-01-01"))
        #expect(try readings(("2025-01-02 00:00:01", 0))[0].day == day("2025-01-02"))
        #expect(try CivilDay(closing: at("2025-01-01")) == day("2024-12-31"))
    }

    @Test("a difference that crosses midnight is split by time and marked estimated on both sides")
    func split() throws {
        let result = try Meter.fixture().consumption(of: readings(("2025-01-01 18:00", 0), ("2025-01-02 18:00", 2_400)))
        #expect(result.amounts == ["2025-01-01": 6, "2025-01-02": 18])
        #expect(result.days.map(\.estimated) == result.days.map(\.amount))
        #expect(result.days.map(\.estimatedSeconds) == [21_600, 64_800])
        #expect(result.days.map(\.coveredSeconds) == [21_600, 64_800])
    }

    @Test("a split leaves no count behind: the whole days between have equal shares to one count")
    func splitOverDays() throws {
        let result = try Meter.fixture(.fixture(decimals: 0)).consumption(
            of: readings(("2025-01-01", 0), ("2025-01-08", 100))
        )
        #expect(result.days.count == 7)
        #expect(result.days.map(\.amount.value) == [14, 14, 14, 15, 14, 14, 15])
        #expect(result.total.value == 100)
    }

    @Test("a difference inside a day is measured however long it is")
    func longButInside() throws {
        let result = try Meter.fixture().consumption(of: readings(("2025-01-01 01:00", 0), ("2025-01-01 23:00", 500)))
        #expect(result.days.map(\.estimatedSeconds) == [0])
        #expect(result.days.map(\.coveredSeconds) == [79_200])
        #expect(result.rules.isEmpty)
    }

    @Test("a gap longer than the meter's interval across midnight is a warning that names its ends")
    func gap() throws {
        let result = try Meter.fixture().consumption(of: readings(("2025-01-01 23:00", 0), ("2025-01-02 01:00", 10)))
        #expect(result.rules == ["metering.register.gap"])
        #expect(result.findings.first?.day == (try day("2025-01-02")))
        #expect(result.findings.first?.finding.severity == .warning)
        #expect(result.findings.first?.finding.subject == "M1")
        #expect(result.findings.first?.finding.evidence == ["2025-01-01 23:00:00", "2025-01-02 01:00:00"])
    }

    @Test("readings of an hourly meter that miss midnight are split, which is no gap")
    func offsetHours() throws {
        let meter = try Meter.fixture(.fixture(interval: 3_600))
        let result = try meter.consumption(of: try readings(("2025-01-01 23:30", 0), ("2025-01-02 00:30", 10)))
        #expect(result.rules.isEmpty)
        #expect(result.amounts == ["2025-01-01": 0.05, "2025-01-02": 0.05])
    }

    @Test("a register that went back is an error, and the amount is not counted")
    func backwards() throws {
        let result = try Meter.fixture(.fixture(digits: 6)).consumption(
            of: readings(
                ("2025-01-01 10:00", 5_000),
                ("2025-01-01 10:15", 4_700),
                ("2025-01-01 10:30", 4_800),
                ("2025-01-01 10:45", 4_900)
            )
        )
        #expect(result.rules == ["metering.register.backwards"])
        #expect(result.findings.first?.finding.severity == .error)
        #expect(result.findings.first?.finding.evidence == ["2025-01-01 10:15:00", "50.00", "47.00"])
        #expect(result.total == Amount(micro: 2_000_000))
        #expect(result.days.map(\.coveredSeconds) == [1_800])
    }

    @Test("readings marked invalid are not used, doubtful ones are")
    func quality() throws {
        let result = try Meter.fixture().consumption(of: [
            Reading(stamp: at("2025-01-01 10:00"), counts: 100),
            Reading(stamp: at("2025-01-01 10:15"), counts: 99_999, quality: .invalid),
            Reading(stamp: at("2025-01-01 10:30"), counts: 200, quality: .suspect),
        ])
        #expect(result.rules.isEmpty)
        #expect(result.total == Amount(micro: 1_000_000))
    }

    @Test("one reading, or none, is no consumption")
    func tooFew() throws {
        #expect(try Meter.fixture().consumption(of: []) == ConsumptionResult())
        #expect(try Meter.fixture().consumption(of: readings(("2025-01-01 10:00", 5))) == ConsumptionResult())
    }

    @Test("a constant register is a day of zero, which is known and not missing")
    func constant() throws {
        let result = try Meter.fixture().consumption(of: readings(("2025-01-01", 7), ("2025-01-02", 7)))
        #expect(result.days == [DayConsumption(day: try day("2025-01-01"), coveredSeconds: 86_400)])
    }

    @Test(
        "the ends of years and February fall where the calendar has them",
        arguments: [
            ("2024-12-31", "2025-01-01"), ("2024-02-28", "2024-02-29"), ("2024-02-29", "2024-03-01"),
            ("2025-02-28", "2025-03-01"), ("2000-02-29", "2000-03-01"), ("2100-02-28", "2100-03-01"),
        ]
    )
    func calendar(first: String, second: String) throws {
        let result = try Meter.fixture(.fixture(from: "1999-01-01")).consumption(
            of: readings(("\(first) 12:00", 0), ("\(first) 24:00", 100), ("\(second) 12:00", 300))
        )
        #expect(result.amounts == [first: 1, second: 2])
    }

    @Test(
        "the transformer ratio is applied once, exactly",
        arguments: [("1", 1.0), ("40", 40), ("0.5", 0.5), ("1.25", 1.25), ("2000.00", 2_000)]
    )
    func ratio(text: String, kilowattHours: Double) throws {
        let meter = try Meter.fixture(.fixture(ratio: text))
        #expect(
            try meter.consumption(of: readings(("2025-01-01", 0), ("2025-01-02", 100))).total.value == kilowattHours
        )
    }

    @Test(
        "amounts come in the unit of the carrier whatever the device shows",
        arguments: [
            ("01000", .wattHour, 0.1), ("01000", .megawattHour, 100), ("04000", .megajoule, 0.1),
            ("04000", .gigajoule, 100),
            ("04000", .kilowattHour, 0.36), ("04000", .megawattHour, 360), ("05000", .gigajoule, 100),
            ("02000", .litre, 0.0001),
            ("03000", .cubicMetre, 0.1), ("07000", .tonne, 100), ("12000", .kilogram, 0.1),
        ] as [(String, MeteredUnit, Double)]
    )
    func units(item: String, unit: MeteredUnit, amount: Double) throws {
        let decimals = unit == .wattHour ? 0 : 3
        let meter = try Meter.fixture(item: item, .fixture(unit: unit, decimals: decimals))
        #expect(try meter.consumption(of: readings(("2025-01-01", 0), ("2025-01-02", 100))).total.value == amount)
    }

    @Test("a unit of another dimension gives nothing rather than something wrong")
    func otherDimension() throws {
        let meter = try Meter.fixture(item: "02000", .fixture(unit: .kilowattHour))
        #expect(try meter.consumption(of: readings(("2025-01-01", 0), ("2025-01-02", 100))).days.isEmpty)
    }
}
