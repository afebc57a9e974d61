import Carbon
import Metering
import Store
import Testing
import Units
import Workflows

@Suite("Derivation of consumption")
struct DeriveConsumptionTests {
    /// Daily readings of a meter at midnight, a hundred counts more each day.
    private func daily(_ code: String, _ from: String, days: Int, start: Int = 1_000) throws -> String {
        let first = try day(from)
        return "meter,time,value\n"
            + (0...days).map { "\(code),\(first.adding(days: $0)),\(start + $0 * 100)" }.joined(separator: "\n")
    }

    @Test("importing readings twice changes no day, no figure and no change number")
    func twice() async throws {
        let test = try await TestPlatform.city()
        let text = try daily("E1", "2025-02-20", days: 20)
        let first = try await test.load(.importReadings, text)
        let days = try await test.days("E1")
        let consumed = try await test.store.consumedSequence()
        let carbon = try await test.carbon(City.office, "2025-03")
        let second = try await test.load(.importReadings, text)
        #expect(first.accepted == 21)
        #expect(second.accepted == 0)
        #expect(second.unchanged == 21)
        #expect(try await test.days("E1") == days)
        #expect(try await test.store.consumedSequence() == consumed)
        #expect(try await test.carbon(City.office, "2025-03") == carbon)
        #expect(try await test.platform.deriveConsumption() == 0)
    }

    @Test("a late reading changes exactly the days between its neighbours")
    func lateReading() async throws {
        let test = try await TestPlatform.city()
        try await test.load(
            .importReadings,
            """
            meter,time,value
            E1,2025-03-01,0
            E1,2025-03-02,100
            E1,2025-03-05,400
            E1,2025-03-06,500
            E1,2025-03-07,600
            """
        )
        let before = try await test.days("E1")
        #expect(before["2025-03-03"] == 100)
        try await test.load(.importReadings, "meter,time,value\nE1,2025-03-04,380\n")
        let after = try await test.days("E1")
        #expect(
            after == [
                "2025-03-01": 100, "2025-03-02": 140, "2025-03-03": 140, "2025-03-04": 20, "2025-03-05": 100,
                "2025-03-06": 100,
            ]
        )
        #expect(after.values.reduce(0, +) == before.values.reduce(0, +))
        #expect(try await test.platform.verify().problems == [])
    }

    @Test("a corrected reading replaces its own share and keeps the total of the others")
    func corrected() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, try daily("E1", "2025-03-01", days: 5))
        let job = try await test.load(.importReadings, "meter,time,value\nE1,2025-03-03,1250\n")
        #expect(job.accepted == 1)
        #expect(
            try await test.days("E1") == [
                "2025-03-01": 100, "2025-03-02": 150, "2025-03-03": 50, "2025-03-04": 100, "2025-03-05": 100,
            ]
        )
    }

    @Test("readings in any order and in any number of files give the same days", arguments: UInt64(1)...8)
    func anyOrder(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        var time = try at("2025-01-01")
        var counts = 99_000_000_00 % 1_000_000_000
        var rows: [String] = []
        for _ in 0..<120 {
            rows.append("E1,\(time),\(counts / 100).\(String(counts % 100 + 100).dropFirst())")
            counts = (counts + Int.random(in: 0...900_000, using: &generator)) % 1_000_000_000
            time = time.adding(seconds: Int64.random(in: 600...200_000, using: &generator))
        }
        let whole = try await TestPlatform.city()
        try await whole.load(.importReadings, (["meter,time,value"] + rows).joined(separator: "\n"))
        let parts = try await TestPlatform.city()
        var rest = rows.shuffled(using: &generator)
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...40, using: &generator))
            try await parts.load(.importReadings, (["meter,time,value"] + rest.prefix(count)).joined(separator: "\n"))
            rest.removeFirst(count)
        }
        #expect(try await parts.days("E1") == whole.days("E1"), "seed \(seed)")
        #expect(try await parts.platform.verify().problems == [], "seed \(seed)")
        let findings = try await [parts, whole].asyncMap { test in
            try await test.platform.findings(year: CivilYear(2025), rule: nil, after: nil, limit: 1_000, scope: .all)
                .rows.map(\.finding)
        }
        #expect(findings[0] == findings[1], "seed \(seed)")
    }

    private static let swap = City.meterHeader + "\nE1,320706A001,01000,register,kWh,2,9,1,2025-03-03 12:00,1240,10\n"

    @Test("a swap recorded after its readings derives them again")
    func lateSwap() async throws {
        let test = try await TestPlatform.city()
        let text = """
            meter,time,value
            E1,2025-03-01,1000
            E1,2025-03-02,1100
            E1,2025-03-03,1200
            E1,2025-03-04,70
            E1,2025-03-05,170
            """
        try await test.load(.importReadings, text)
        #expect(try await test.days("E1")["2025-03-03"] == nil)
        let rules = try await test.platform.findings(
            year: CivilYear(2025),
            rule: nil,
            after: nil,
            limit: 9,
            scope: .all
        )
        #expect(rules.rows.map(\.finding.rule) == ["metering.register.reset"])
        #expect(try await test.load(.importMeters, Self.swap).accepted == 1)
        // 1 240 − 1 200 by the old device, 70 − 10 by the new one.
        #expect(
            try await test.days("E1") == ["2025-03-01": 100, "2025-03-02": 100, "2025-03-03": 100, "2025-03-04": 100]
        )
        #expect(
            try await test.platform.findings(year: CivilYear(2025), rule: nil, after: nil, limit: 9, scope: .all).rows
                .isEmpty
        )
        #expect(try await test.platform.verify().problems == [])
    }

    @Test("a swap recorded before its readings gives the same")
    func earlySwap() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importMeters, Self.swap)
        try await test.load(
            .importReadings,
            "meter,time,value\nE1,2025-03-03,1200\nE1,2025-03-04,70\n"
        )
        #expect(try await test.days("E1") == ["2025-03-03": 100])
        #expect(try await test.platform.verify().problems == [])
    }

    @Test("a swap counts to its instant although the new device has shown nothing yet")
    func swapAfterLastReading() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importMeters, Self.swap)
        try await test.load(.importReadings, "meter,time,value\nE1,2025-03-01,1000\nE1,2025-03-02,1100\n")
        #expect(try await test.platform.verify().problems == [])
        let days = try await test.days("E1")
        #expect(days["2025-03-01"] == 100)
        #expect(days.values.reduce(0, +) == 240)
    }

    @Test("a swap counts from its instant although the old device was never read")
    func swapBeforeFirstReading() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importMeters, Self.swap)
        try await test.load(.importReadings, "meter,time,value\nE1,2025-03-05,170\nE1,2025-03-06,270\n")
        #expect(try await test.platform.verify().problems == [])
        #expect(try await test.days("E1").values.reduce(0, +) == 260)
    }

    @Test("a corrected ratio is applied to all the past")
    func ratio() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, try daily("E1", "2025-03-01", days: 3))
        try await test.load(
            .importMeters,
            City.meters.replacing(
                "E1,320706A001,01000,register,kWh,2,9,1,",
                with: "E1,320706A001,01000,register,kWh,2,9,40,"
            )
        )
        #expect(try await test.days("E1") == ["2025-03-01": 4_000, "2025-03-02": 4_000, "2025-03-03": 4_000])
    }

    @Test("a meter that moved takes its consumption along from that day")
    func moved() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, try daily("G1", "2025-03-01", days: 4))
        try await test.load(
            .importMeters,
            City.meterHeader + "\nG1,320706D003,03000,register,m3,3,9,1,2025-03-03,1200,1200\n"
        )
        #expect(agree(try await test.carbon(City.office, "2025-03"), 200 * 2.1622, within: 1e-9))
        #expect(agree(try await test.carbon(City.school, "2025-03"), 200 * 2.1622, within: 1e-9))
        #expect(try await test.platform.verify().problems == [])
    }

    @Test("a building that moved to another district takes its sums along")
    func movedBuilding() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, try daily("G1", "2025-03-01", days: 4))
        try await test.load(.importBuildings, City.buildings.replacing("10000,320706", with: "10000,320703"))
        try await test.platform.deriveConsumption()
        #expect(try await test.platform.verify().problems == [])
        let view = try #require(await test.platform.carbon(jurisdiction: nil, year: CivilYear(2025), scope: .all))
        let lianyun = view.districts.first { $0.jurisdiction.divisionCode == "320703" }
        #expect(lianyun?.buildingCount == 2)
        #expect(agree(lianyun?.summary.account.total.kilograms ?? 0, 400 * 2.1622, within: 1e-9))
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
