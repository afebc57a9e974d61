import Metering
import Testing
import Units

@Suite("Intervals to days")
struct IntervalDaysTests {
    /// Quarters of an hour of one count each, by the end of the interval.
    private func quarters(
        _ ends: some Sequence<Int64>,
        from day: String = "2025-01-01",
        counts: Int64 = 100
    ) throws -> [Reading] {
        let start = try at(day)
        return ends.map { Reading(stamp: start.adding(seconds: $0 * 900), counts: counts) }
    }

    @Test("ninety-six quarters ending 00:15 to 24:00 fill one day and no other")
    func wholeDay() throws {
        let meter = try Meter.fixture(.fixture(kind: .interval))
        let result = try meter.consumption(of: try quarters(1...96))
        #expect(result.amounts == ["2025-01-01": 96])
        #expect(result.days.map(\.coveredSeconds) == [86_400])
        #expect(result.days.map(\.estimatedSeconds) == [0])
        #expect(result.rules.isEmpty)
    }

    @Test("the interval that ends at 24:00 belongs to the day before it")
    func endAtMidnight() throws {
        let meter = try Meter.fixture(.fixture(kind: .interval))
        let result = try meter.consumption(of: try quarters([96, 97]))
        #expect(result.amounts == ["2025-01-01": 1, "2025-01-02": 1])
    }

    @Test("missing intervals are not filled in, and each day names the first one")
    func missing() throws {
        let meter = try Meter.fixture(.fixture(kind: .interval))
        let result = try meter.consumption(of: try quarters([1, 2, 5, 6, 9, 97]))
        #expect(result.amounts == ["2025-01-01": 5, "2025-01-02": 1])
        #expect(result.days.map(\.coveredSeconds) == [4_500, 900])
        #expect(result.rules == ["metering.interval.missing", "metering.interval.missing"])
        #expect(result.findings.first?.finding.evidence == ["2025-01-01 00:30:00", "2025-01-01 01:15:00"])
        #expect(result.findings.map(\.day) == [try day("2025-01-01"), try day("2025-01-02")])
    }

    @Test("an interval never covers more than the time since the one before it")
    func overlapping() throws {
        let meter = try Meter.fixture(.fixture(kind: .interval))
        let result = try meter.consumption(of: try readings(("2025-01-01 10:00", 100), ("2025-01-01 10:05", 50)))
        #expect(result.days.map(\.coveredSeconds) == [1_200])
        #expect(result.total.value == 1.5)
    }

    @Test("intervals fall under the scale of their device and are never rolled over")
    func scale() throws {
        let meter = try Meter.fixture(.fixture(kind: .interval, decimals: 1, digits: 3, ratio: "10"))
        let result = try meter.consumption(of: try readings(("2025-01-01 10:00", 999), ("2025-01-01 10:15", 1)))
        #expect(result.total.value == 1_000)
        #expect(result.rules.isEmpty)
    }

    @Test("a leap year of daily intervals has 366 days")
    func leapYear() throws {
        let meter = try Meter.fixture(.fixture(kind: .interval, interval: 86_400, from: "2023-12-31"))
        let start = try at("2024-01-01")
        let result = try meter.consumption(
            of: (1...366).map { Reading(stamp: start.adding(seconds: Int64($0) * 86_400), counts: 100) }
        )
        #expect(result.days.count == 366)
        #expect(result.days.first?.day == (try day("2024-01-01")))
        #expect(result.days.last?.day == (try day("2024-12-31")))
        #expect(result.days.contains { $0.day.description == "2024-02-29" })
        #expect(result.total.value == 366)
    }

    @Test("an amount of zero is known")
    func zero() throws {
        let meter = try Meter.fixture(.fixture(kind: .interval))
        let result = try meter.consumption(of: try quarters(1...96, counts: 0))
        #expect(result.days == [DayConsumption(day: try day("2025-01-01"), coveredSeconds: 86_400)])
    }
}
