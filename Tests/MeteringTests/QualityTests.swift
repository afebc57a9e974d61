import Foundation
import Metering
import Testing
import Units

@Suite("Rules of data quality")
struct QualityRulesTests {
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Metering/Resources/quality.json")

    @Test("the shipped rules are complete, each with its source and how sure it is")
    func shipped() throws {
        let rules = try QualityRules.shipped.get()
        #expect(Set(rules.rules.map(\.id)) == Set(QualityRule.ID.allCases))
        #expect(rules.rules.allSatisfy { !$0.source.document.isEmpty })
        #expect(rules.value(.power, "percent", for: .electricity) == 200)
        #expect(rules.value(.stale, "hours", for: .electricity) == 24)
        #expect(rules.value(.stale, "hours", for: .gas) == 72)
        #expect(rules.rule(.stale, for: .heat) == nil)
        #expect(rules.value(.incomplete, "percent", for: .water) == 95)
        #expect(rules.value(.old, "days", for: .water) == 400)
        #expect(rules.value(.future, "seconds", for: .water) == 300)
    }

    @Test(
        "a file that is wrong is refused",
        arguments: [
            ("\"metering.reading.spike\"", "\"metering.reading.spikes\""), ("\"percent\": 200", "\"percent\": 0"),
            ("\"percent\": 200", "\"percents\": 200"),
            ("\"id\": \"metering.reading.spike\"", "\"id\": \"metering.register.gap\""),
            ("\"severity\": \"notice\"", "\"severity\": \"mild\""), ("\"gas\": {", "\"petrol\": {"),
            ("\"office\": [0, 0", "\"office\": [0"),
        ]
    )
    func refused(text: String, other: String) throws {
        let shipped = try String(contentsOf: Self.path, encoding: .utf8)
        let changed = shipped.replacing(text, with: other)
        #expect(changed != shipped)
        #expect(throws: DecodingError.self) { try QualityRules(json: Data(changed.utf8)) }
    }
}

@Suite("Stamps that come in")
struct IntakeCheckTests {
    private func verdict(_ stamp: String, at received: String, _ source: IntakeCheck.Source = .gateway) throws -> String
    {
        let check = IntakeCheck(rules: try QualityRules.shipped.get(), carrier: .electricity)
        return switch check.verdict(on: try at(stamp), received: try at(received), from: source, meter: "M1") {
        case .accepted: "accepted"
        case .refused(let finding): "refused \(finding.rule)"
        case .quarantined(let finding): "quarantined \(finding.rule) \(finding.evidence.last ?? "")"
        }
    }

    @Test("five minutes into the future are a clock that is a little fast, more is refused")
    func future() throws {
        #expect(try verdict("2026-05-01 10:05", at: "2026-05-01 10:00") == "accepted")
        #expect(try verdict("2026-05-01 10:05:01", at: "2026-05-01 10:00") == "refused metering.intake.future")
        #expect(try verdict("2026-05-01 10:05:01", at: "2026-05-01 10:00", .file) == "refused metering.intake.future")
    }

    @Test("four hundred days old is too old for a gateway and welcome in a file")
    func old() throws {
        #expect(try verdict("2025-03-27 10:00", at: "2026-05-01 10:00") == "accepted")
        #expect(try verdict("2025-03-26 09:59", at: "2026-05-01 10:00").hasPrefix("quarantined metering.intake.old"))
        #expect(try verdict("2019-03-26", at: "2026-05-01 10:00", .file) == "accepted")
    }

    @Test(
        "the year of the week instead of the year is found by the days on which both differ",
        arguments: [
            // 29 to 31 December 2025 belong to the first week of 2026.
            ("2026-12-29 08:00", "2025-12-29 08:01", "2025-12-29 08:00:00"),
            ("2026-12-31 23:45", "2026-01-01 00:01", "2025-12-31 23:45:00"),
            // By weeks from Sunday that hold 1 January, 28 December 2025 does as well.
            ("2026-12-28 08:00", "2025-12-28 08:01", "2025-12-28 08:00:00"),
            // By ISO 8601, 1 to 3 January 2027 belong to the last week of 2026.
            ("2026-01-02 08:00", "2027-01-02 08:01", "2027-01-02 08:00:00"),
        ]
    )
    func weekYear(stamp: String, received: String, meant: String) throws {
        #expect(try verdict(stamp, at: received) == "quarantined metering.intake.weekYear \(meant)")
    }

    @Test(
        "other stamps a year off are no such thing",
        arguments: [
            ("2026-12-25 08:00", "2025-12-25 08:01", "refused metering.intake.future"),
            ("2026-12-27 08:00", "2025-12-27 08:01", "refused metering.intake.future"),
            ("2026-01-02 08:00", "2026-01-02 08:01", "accepted"), ("2025-12-31 08:00", "2025-12-31 08:01", "accepted"),
        ]
    )
    func noWeekYear(stamp: String, received: String, expected: String) throws {
        #expect(try verdict(stamp, at: received) == expected)
    }
}

@Suite("Clocks, standstills, completeness")
struct DayQualityTests {
    private let meter: Result<Meter, any Error> = Result { try Meter.fixture() }

    private func series(
        _ days: Int,
        interval: Int64 = 900,
        offset: Int64 = 0,
        _ value: (Int64) -> Int64
    ) throws -> [Reading] {
        let start = try at("2025-03-03")
        return (0...Int64(days) * 86_400 / interval).map {
            Reading(stamp: start.adding(seconds: $0 * interval + offset), counts: value($0))
        }
    }

    @Test("a day counts each interval once, whatever its stamps")
    func completeness() throws {
        let meter = try self.meter.get()
        let range = try day("2025-03-03")..<day("2025-03-05")
        let whole = meter.completeness(of: range, readings: try series(2) { $0 }, until: try at("2026-01-01"))
        #expect(whole.map(\.received) == [96, 96])
        #expect(whole.map(\.expected) == [96, 96])
        #expect(whole.map(\.share) == [1, 1])
        let doubled = try series(2, interval: 450) { $0 }
        #expect(
            meter.completeness(of: range, readings: doubled, until: try at("2026-01-01")).map(\.received) == [96, 96]
        )
        let today = meter.completeness(of: range, readings: try series(2) { $0 }, until: try at("2025-03-04 12:00"))
        #expect(today.map(\.expected) == [96, 48])
    }

    @Test("a day under 95 percent is said, with how many came in")
    func incomplete() throws {
        let meter = try self.meter.get()
        let range = try day("2025-03-03")..<day("2025-03-05")
        let some = try series(2) { $0 }.enumerated().filter { $0.offset % 12 != 5 || $0.offset > 96 }.map(\.element)
        let completeness = meter.completeness(of: range, readings: some, until: try at("2026-01-01"))
        #expect(completeness.map(\.received) == [88, 96])
        let findings = meter.findings(on: completeness, rules: try QualityRules.shipped.get())
        #expect(findings.map(\.finding.evidence) == [["2025-03-03", "88", "96"]])
        #expect(try meter.findings(on: [], rules: QualityRules.shipped.get()).isEmpty)
    }

    @Test("a register that stands still for a day is said where the branch usually runs, and only there")
    func stale() throws {
        let meter = try self.meter.get()
        let rules = try QualityRules.shipped.get()
        let still = try series(3) { min($0, 100) }
        let usual = try (1...28).map {
            DayConsumption(
                day: try day("2025-03-03").adding(days: -$0),
                amount: Amount(micro: 5),
                coveredSeconds: 86_400
            )
        }
        let found = meter.staleFindings(in: still, history: usual, rules: rules)
        #expect(found.map(\.finding.evidence) == [["2025-03-04 01:00:00", "1.00"]])
        #expect(found.map(\.day) == [try day("2025-03-05")])
        let idle = usual.map { DayConsumption(day: $0.day, coveredSeconds: 86_400) }
        #expect(meter.staleFindings(in: still, history: idle, rules: rules).isEmpty)
        #expect(meter.staleFindings(in: still, history: Array(usual.prefix(6)), rules: rules).isEmpty)
        #expect(meter.staleFindings(in: try series(3) { $0 / 90 }, history: usual, rules: rules).isEmpty)
        #expect(
            try Meter.fixture(item: "04000", .fixture(unit: .gigajoule)).staleFindings(
                in: still,
                history: usual,
                rules: rules
            ).isEmpty
        )
    }

    @Test(
        "a clock that is off is told by the middle of a day's stamps",
        arguments: [(0, nil), (59, nil), (61, "61"), (-200, "-200")] as [(Int64, String?)]
    )
    func drift(offset: Int64, evidence: String?) throws {
        let found = try meter.get().driftFindings(
            in: series(1, offset: offset) { $0 },
            rules: QualityRules.shipped.get()
        )
        #expect(found.first { $0.day.description == "2025-03-03" }?.finding.evidence.last == evidence)
    }

    /// A week of hours in the shape of a usual office, as stamped by a clock that is some hours behind.
    private func office(hoursEarly: Int64, rules: QualityRules) throws -> [Reading] {
        let shape = try #require(rules.usualShapes["office"]).hours
        var total: Int64 = 0
        let start = try at("2025-03-03")
        return (0...168).map { hour in
            if hour > 0 { total += Int64(shape[(hour - 1) % 24] * 50) + Int64(hour % 3) }
            return Reading(stamp: start.adding(seconds: (Int64(hour) - hoursEarly) * 3_600), counts: total)
        }
    }

    @Test("a gateway that stamps in UTC is told by the shape of the load", arguments: [0, 1, 2, 6, 8, 12] as [Int64])
    func utc(hoursEarly: Int64) throws {
        let rules = try QualityRules.shipped.get()
        let meter = try Meter.fixture(.fixture(interval: 3_600))
        let hours = meter.intervals(of: try office(hoursEarly: hoursEarly, rules: rules), by: .hour, rules: rules)
        let shape = try #require(LoadShape(of: hours) { $0.weekday <= 5 })
        let usual = try #require(rules.usualShapes["office"])
        let evidence = shape.utcEvidence(against: usual, carrier: .electricity, rules: rules)
        #expect((evidence != nil) == (hoursEarly == 8))
        if let evidence { #expect(evidence.moved >= 95 && evidence.asStamped < 60) }
        #expect(shape.utcEvidence(against: usual, carrier: .water, rules: rules) == nil)
    }

    @Test("a load without a shape says nothing about a clock")
    func flat() throws {
        #expect(LoadShape(hours: Array(repeating: 3, count: 24)) == nil)
        #expect(LoadShape(hours: [1, 2, 3]) == nil)
        #expect(LoadShape(of: []) { _ in true } == nil)
    }
}

@Suite("Demand and states")
struct DemandTests {
    @Test("a day of demand has its largest, smallest and mean value, and no consumption")
    func demand() throws {
        let meter = try Meter.fixture(.fixture(kind: .demand))
        let values = try readings(
            ("2025-01-01 10:15", 100),
            ("2025-01-01 10:30", 300),
            ("2025-01-01 10:45", 200),
            ("2025-01-01 24:00", 300),
            ("2025-01-02 00:15", 50)
        )
        let days = meter.demand(of: values)
        #expect(days.map(\.maximum) == [300, 50])
        #expect(days.map(\.maximumAt) == [values[1].stamp, values[4].stamp])
        #expect(days.map(\.minimum) == [100, 50])
        #expect(days.map(\.coveredSeconds) == [3_600, 900])
        #expect(days.map(\.mean) == [225, 50])
        #expect(try meter.consumption(of: values).days.isEmpty)
    }

    @Test("a state holds until the next reading, over midnight, at most two intervals")
    func states() throws {
        let meter = try Meter.fixture(.fixture(kind: .state))
        let days = meter.states(
            of: try readings(
                ("2025-01-01 23:50", 1),
                ("2025-01-02 00:05", 0),
                ("2025-01-02 00:20", 0),
                ("2025-01-02 03:00", 1)
            )
        )
        #expect(days.map(\.seconds) == [[1: 600], [1: 300, 0: 900 + 1_800]])
        #expect(days.map(\.changes) == [0, 2])
    }
}
