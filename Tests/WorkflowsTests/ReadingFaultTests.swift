import Access
import Foundation
import GRDB
import MeterProtocols
import Metering
import Testing
import Units

@testable import Store
@testable import Workflows

/// What each fault leads to, from a file to what pages show: a finding of its rule, never a silent number.
@Suite("Faults of readings from file to finding")
struct ReadingFaultTests {
    private static let header = "meter,building,item,kind,unit,decimals,digits,ratio,valid_from,interval_minutes"

    struct Fault: Sendable, CustomTestStringConvertible {
        let rule: String
        let meters: String
        let readings: String
        /// The kilowatt-hours of E1, where they are worth saying.
        var total: Double?
        var testDescription: String { rule }
    }

    /// Readings of E1 at equal distances from 2025-01-01 on.
    private static func series(_ values: [Int], minutes: Int = 60, offset: Int = 0) -> String {
        let start = CivilDay(year: 2025, month: 1, day: 1)?.start ?? Instant(seconds: 0)
        let rows = values.enumerated().map { index, value in
            "\(start.adding(seconds: Int64(index * minutes * 60 + offset))),\(value)"
        }
        return "time,E1\n" + rows.joined(separator: "\n") + "\n"
    }

    private static func meter(
        _ kind: String = "register",
        digits: Int = 9,
        minutes: Int = 60,
        more: String = ""
    ) -> String {
        "\(header)\nE1,320706A001,01000,\(kind),kWh,2,\(digits),1,2025-01-01,\(minutes)\n\(more)"
    }

    static let faults: [Fault] = [
        // A meter that counts backwards.
        Fault(
            rule: "metering.register.backwards",
            meters: meter(),
            readings: series([1_000, 1_010, 1_020, 900, 910, 920]),
            total: 40
        ),
        // It begins again near zero: reset, or a swap that nobody recorded.
        Fault(
            rule: "metering.register.reset",
            meters: meter(),
            readings: series([5_000, 5_010, 3, 13, 23]),
            total: 30
        ),
        Fault(
            rule: "metering.register.rollover",
            meters: meter(digits: 6),
            readings: series([9_980, 9_990, 10, 20]),
            total: 40
        ),
        Fault(
            rule: "metering.register.jump",
            meters: meter(digits: 6),
            readings: series([100, 110, 6_000, 6_010]),
            total: 20
        ),
        Fault(
            rule: "metering.reading.spike",
            meters: meter(),
            readings: series([100, 110, 9_000, 130, 140]),
            total: 40
        ),
        // Two meters with one id.
        Fault(
            rule: "metering.reading.twoMeters",
            meters: meter(),
            readings: series([100, 9_000, 101, 9_010, 102, 9_020, 103, 9_030])
        ),
        // A swap without end reading.
        Fault(
            rule: "metering.swap.registersMissing",
            meters: meter(more: "E1,320706A001,01000,register,kWh,2,9,1,2025-01-01 02:30,60\n"),
            readings: series([100, 110, 120, 5, 15]),
            total: 30
        ),
        Fault(rule: "metering.register.gap", meters: meter(), readings: series([0, 100], minutes: 2_880), total: 100),
        Fault(
            rule: "metering.interval.missing",
            meters: meter("interval"),
            readings: "time,E1\n2025-01-01 01:00,5\n2025-01-01 05:00,5\n",
            total: 10
        ),
        Fault(
            rule: "metering.day.incomplete",
            meters: meter(),
            readings: series(Array(0...40)).replacing("2025-01-01 07:00:00,7\n", with: "")
                .replacing("2025-01-01 09:00:00,9\n", with: ""),
            total: 40
        ),
        Fault(
            rule: "metering.clock.drift",
            meters: meter(),
            readings: series(Array(0...30), offset: 200)
        ),
        Fault(
            rule: "metering.reading.stale",
            meters: meter(),
            readings: series((0...240).map { min($0, 200) } + Array(repeating: 200, count: 24))
        ),
    ]

    private func rules(_ test: TestPlatform) async throws -> Set<String> {
        let page = try await test.platform.findings(
            year: CivilYear(2025),
            rule: nil,
            after: nil,
            limit: 1_000,
            scope: .all
        )
        return Set(page.rows.map(\.finding.rule))
    }

    @Test("a fault is found by its rule, said on the meter, and what is not known is not counted", arguments: faults)
    func found(fault: Fault) async throws {
        let test = try await TestPlatform.city(meters: fault.meters)
        #expect(try await test.load(.importReadings, fault.readings).rejected == 0)
        #expect(try await rules(test).contains(fault.rule))
        let meter = try await test.meter("E1").meter.id
        let detail = try #require(
            await test.platform.meter(meter, days: CivilYear(2025).days, day: nil, scope: .all)
        )
        #expect(detail.findings.contains { $0.finding.rule == fault.rule })
        if let total = fault.total {
            let sum = try await test.days("E1").values.reduce(0, +)
            #expect(abs(sum - total) < 1e-9, "\(sum)")
        }
        #expect(try await test.platform.verify().problems.isEmpty)
    }

    @Test("a value that a later one replaced is said on its day")
    func conflict() async throws {
        let test = try await TestPlatform.city(meters: Self.meter())
        try await test.load(.importReadings, Self.series([0, 10, 20, 30]))
        #expect(try await !rules(test).contains("metering.reading.conflict"))
        try await test.load(.importReadings, "time,E1\n2025-01-01 02:00,21\n")
        #expect(try await rules(test).contains("metering.reading.conflict"))
    }

    @Test("a device that shows fewer digits than was recorded leaves its larger values out, and says so")
    func range() async throws {
        let test = try await TestPlatform.city(meters: Self.meter())
        try await test.load(.importReadings, Self.series([900, 950, 1_200, 990]))
        try await test.load(.importMeters, Self.meter(digits: 5))
        #expect(try await rules(test).contains("metering.reading.range"))
    }

    @Test("what is 400 days old, a year off by its week or in the future a gateway may not bring; a file may bring old")
    func intake() async throws {
        let door = try await Door(withCity: true)
        let platform = door.platform
        let source = try await door.source()
        func problems(_ time: String) async throws -> [ReadingProblem] {
            let terms = try await platform.readingTerms(of: source, stamps: .end)
            let body = #"{"readings": [{"meter": "E1", "time": "\#(time)", "value": 1}]}"#
            return try Array(body.utf8).withUnsafeBytes { try ReadingJSON.decode($0, terms) }.problems.map(\.problem)
        }
        // It is 1 July 2026.
        #expect(try await problems("2026-06-30T10:00:00+08:00") == [])
        #expect(try await problems("2025-06-01T10:00:00+08:00") == [])
        #expect(try await problems("2025-05-01T10:00:00+08:00") == [.old])
        #expect(try await problems("2026-07-01T14:00:00+08:00") == [.future])
        let file = try await door.test.load(.importReadings, "time,E1\n2025-02-01,5\n")
        #expect(file.rejected == 0 && file.accepted == 1)
    }

    @Test("meters that see more than the one above, and much that none of them sees, are said on the one above")
    func balances() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, "time,E1,E1A\n2025-01-01,0,0\n2025-01-02,100,120\n2025-01-03,200,140\n")
        #expect(try await rules(test) == ["metering.tree.imbalance", "metering.tree.unmetered"])
    }

    @Test("a virtual meter without a part, or below zero, says so")
    func virtual() async throws {
        let structure = "meter,valid_from,formula,building,item\nV1,2025-01-01,[E1A] - [E1],320706A001,01B00\n"
        let test = try await TestPlatform.city()
        try await test.load(.importStructure, structure)
        try await test.load(.importReadings, "time,E1\n2025-01-01,0\n2025-01-02,100\n")
        #expect(try await rules(test).contains("metering.virtual.partMissing"))
        try await test.load(.importReadings, "time,E1A\n2025-01-01,0\n2025-01-02,40\n")
        #expect(try await rules(test).contains("metering.virtual.negative"))
    }
}

@Suite("Silent sources and meters")
struct SilenceTests {
    @Test("a silent meter is noted once, those below it are not, and it is settled when it speaks again")
    func meters() async throws {
        let door = try await Door(withCity: true)
        let test = door.test
        let source = try await door.source()
        try await test.load(
            .importReadings,
            "time,E1,E1A,G1\n2026-06-28 12:00,0,0,0\n2026-06-29 12:00,100,10,5\n2026-06-30 23:00,,,6\n"
        )
        func send(_ meter: String) async throws {
            let terms = try await test.platform.readingTerms(of: source, stamps: .end)
            let body = #"{"readings": [{"meter": "\#(meter)", "time": "\#(door.clock.now.iso8601)", "value": 999}]}"#
            let decoded = try Array(body.utf8).withUnsafeBytes { try ReadingJSON.decode($0, terms) }
            _ = try await test.platform.ingest(decoded, from: source, key: nil, bytes: body.utf8.count)
            try await test.platform.recordIngest()
        }
        func open() async throws -> [String] {
            try await test.store.writer.read { db in
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT kind || ' ' || json_extract(evidence, '$[0]') FROM work_item WHERE state = 'open' ORDER BY 1
                        """
                )
            }
        }
        #expect(try await test.platform.checkSilence() == 0)
        try await send("W1")
        // E1 and E1A below it have been silent for two days; G1 spoke last night.
        #expect(try await test.platform.checkSilence() == 1)
        #expect(try await open() == ["meter.silent E1"])
        #expect(try await test.platform.checkSilence() == 0)
        let found = try await test.platform.findings(
            year: CivilYear(2026),
            rule: "metering.reading.silent",
            after: nil,
            limit: 10,
            scope: .all
        )
        #expect(found.rows.map(\.finding.subject) == ["E1"])
        try await send("E1")
        // Now nothing above E1A is silent.
        #expect(try await test.platform.checkSilence() == 1)
        #expect(try await open() == ["meter.silent E1A"])
        // The source itself: one item for all its meters.
        door.clock.advance(2 * 86_400)
        #expect(try await test.platform.checkSilence() == 1)
        #expect(try await open().contains("source.silent 网关"))
        try await send("E1A")
        try await test.platform.checkSilence()
        #expect(try await !open().contains("source.silent 网关"))
    }
}

@Suite("Faults that only a person can put right")
struct FaultItemTests {
    @Test("a swap without registers is somebody's to settle, and settled by the repair")
    func swap() async throws {
        let test = try await TestPlatform.city(
            meters: City.meterHeader + "\nE1,320706A001,01000,register,kWh,2,9,1,2026-06-01,,\n"
                + "E1,320706A001,01000,register,kWh,2,9,1,2026-06-10 12:00,,\n"
        )
        try await test.load(.importReadings, "time,E1\n2026-06-01,0\n2026-06-10,900\n2026-06-11,60\n")
        func open() async throws -> Set<Int64> { try await test.store.openObjects(of: "meter.faults") }
        let meter = try await test.meter("E1").meter.id
        #expect(try await test.platform.checkFaults() == 1)
        #expect(try await test.platform.checkFaults() == 0)
        #expect(try await open() == [meter.rawValue])
        let entry = RepairEntry(
            action: .swap,
            from: "2026-06-10 12:00",
            to: "",
            value: "950",
            start: "10",
            reason: "slip"
        )
        try await test.platform.repair(meter, entry, by: .console, scope: .all)
        #expect(try await open().isEmpty)
        let repair = try #require(await test.platform.repairs(of: meter, scope: .all)?.first)
        try await test.platform.undo(repair: repair.id, of: meter, reason: "x", by: .console, scope: .all)
        #expect(try await open() == [meter.rawValue])
    }
}

extension Door {
    /// A gateway that may write to the whole city.
    fileprivate func source() async throws -> Int64 {
        try await test.store.addIngestSource(
            name: "网关",
            kind: .gateway,
            reach: .city,
            tokenHash: Array(repeating: 7, count: 32),
            expires: clock.now.adding(seconds: 86_400 * 365),
            by: .console,
            now: clock.now
        )
    }
}
