import GRDB
import Metering
import Testing
import Units

@testable import Store
@testable import Workflows

@Suite("Meter structure, virtual meters and repairs from file to figure")
struct MeterStructureTests {
    private static let readings = """
        time,E1,E1A
        2025-01-01,0,0
        2025-01-02,100,30
        2025-01-03,250,70
        2025-01-04,300,90
        """

    private func city(_ more: (Job.Kind, String)...) async throws -> TestPlatform {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, Self.readings)
        for (kind, text) in more {
            let job = try await test.load(kind, text)
            #expect(job.rejected == 0 && job.state == .done)
        }
        return test
    }

    private func rules(_ test: TestPlatform) async throws -> [String] {
        try await test.platform.findings(year: CivilYear(2025), rule: nil, after: nil, limit: 99, scope: .all).rows
            .map(\.finding.rule)
    }

    private func items(_ test: TestPlatform) async throws -> [String: Double] {
        let months = CivilMonth(year: 2025, month: 1)..<CivilMonth(year: 2025, month: 2)
        let amounts = try await test.store.monthAmounts(months: months, building: test.building(City.office))
        return Dictionary(uniqueKeysWithValues: amounts.map { ($0.item.rawValue, $0.amount.value) })
    }

    @Test("a branch that is left out is taken off the building's month and its carbon from its day on")
    func leftOut() async throws {
        let test = try await city()
        let before = try await test.carbon(City.office, "2025-01")
        #expect(try await items(test) == ["01000": 300, "01A00": 90])
        let job = try await test.load(
            .importStructure,
            "计量点编码,生效日期,用途,计入建筑总能耗\nE1A,2025-01-02,充电桩,否\n"
        )
        #expect(job.accepted == 1)
        // 30 kWh on the first day still count; 40 and 20 are left out.
        #expect(try await items(test) == ["01000": 240, "01A00": 30])
        #expect(try await agree(test.carbon(City.office, "2025-01"), before * 240 / 300))
        #expect(try await test.platform.verify().problems.isEmpty)
        #expect(
            try await test.load(.importStructure, "meter,valid_from,purpose,counted\nE1A,2025-01-02,ev_charging,no\n")
                .unchanged == 1
        )
        try await test.load(.importStructure, "meter,valid_from,purpose,counted\nE1A,2025-01-02,,\n")
        #expect(try await test.carbon(City.office, "2025-01") == before)
    }

    @Test("a supply beside the total meter is added, a check meter stands in no sum")
    func supplyAndCheck() async throws {
        let test = try await city((.importStructure, "meter,valid_from,above\nE1A,2025-01-01,-\n"))
        #expect(try await items(test) == ["01000": 390, "01A00": 90])
        try await test.load(.importStructure, "meter,valid_from,purpose\nE1A,2025-01-01,check\n")
        #expect(try await items(test) == ["01000": 300])
    }

    @Test("of two meters of one item, one below the other, the upper one counts alone")
    func sameItem() async throws {
        let test = try await city(
            (.importMeters, City.meterHeader + "\nE1X,320706A001,01000,register,kWh,2,9,1,2025-01-01,,\n"),
            (.importReadings, "time,E1X\n2025-01-01,0\n2025-01-04,60\n")
        )
        // Nothing was said: two supplies.
        #expect(try await items(test)["01000"] == 360)
        try await test.load(.importStructure, "meter,valid_from,above\nE1X,2025-01-01,E1\n")
        #expect(try await items(test)["01000"] == 300)
        let figure = try #require(
            await test.platform.explanation(
                .building(test.building(City.office)),
                period: .month(month("2025-01")),
                scope: .all
            )
        )
        #expect(figure.meters.filter(\.isCounted).map(\.code) == ["E1"])
        #expect(try await test.platform.verify().problems.isEmpty)
    }

    @Test("a building shows how its meters stand, what counts and why, balances and formulas")
    func shown() async throws {
        let test = try await city(
            (
                .importStructure,
                """
                meter,valid_from,formula,building,item,purpose,counted
                V1,2025-01-01,[E1] - [E1A],320706A001,01B00,,
                E1A,2025-01-02,,,,ev_charging,no
                """
            )
        )
        let days = try day("2025-01-01")..<day("2025-01-04")
        let building = try await test.building(City.office)
        let structure = try #require(await test.platform.structure(of: building, days: days, scope: .all))
        #expect(structure.meters.map(\.code) == ["E1", "E1A", "V1", "W1", "G1"])
        #expect(structure.meters.map(\.depth) == [0, 1, 1, 0, 0])
        #expect(structure.meters.map(\.counting.reason) == [.supply, .deducted, .below, .supply, .supply])
        #expect(structure.meters[1].counting.purpose == .evCharging)
        #expect(try structure.meters[1].counting.since == day("2025-01-02"))
        #expect(structure.meters[0].balance?.days == 3 && structure.meters[0].balance?.residual == .zero)
        #expect(structure.meters[2].formula?.parts.map(\.code) == ["E1", "E1A"])
        #expect(structure.meters[2].amount?.value == 210)
    }

    @Test("a virtual meter has days, follows late readings, and its formula changes by date")
    func virtual() async throws {
        let structure = "meter,valid_from,formula,building,item\nV1,2025-01-01,[E1] - [E1A],320706A001,01B00\n"
        let test = try await city((.importStructure, structure))
        #expect(try await test.days("V1") == ["2025-01-01": 70, "2025-01-02": 110, "2025-01-03": 30])
        #expect(try await items(test) == ["01000": 300, "01A00": 90, "01B00": 210])
        try await test.load(.importReadings, "time,E1A\n2025-01-03,75\n")
        #expect(try await test.days("V1") == ["2025-01-01": 70, "2025-01-02": 105, "2025-01-03": 35])
        try await test.load(.importStructure, "meter,valid_from,formula\nV1,2025-01-03,0.5 × [E1]\n")
        #expect(try await test.days("V1") == ["2025-01-01": 70, "2025-01-02": 105, "2025-01-03": 25])
        try await test.load(.importStructure, "meter,valid_from,formula\nV1,2025-01-02,-\n")
        #expect(try await test.days("V1")["2025-01-02"] == nil)
        #expect(try await test.platform.verify().problems.isEmpty)
    }

    @Test("what makes no tree and formulas that cannot be are refused, row by row, the others come in")
    func refused() async throws {
        let test = try await city()
        let job = try await test.load(
            .importStructure,
            """
            meter,valid_from,above,formula,building,item,counted
            E1A,2025-01-01,E1,,,,
            E1,2025-01-01,E1A,,,,
            G1,2025-01-01,E1,,,,
            X9,2025-01-01,,,,,
            E1A,2025-02-01,,,,,maybe
            V1,2025-01-01,,[V1] + [E1],320706A001,01B00,
            V2,2025-01-01,,[E1] × [E1A],320706A001,01B00,
            V3,2025-01-01,,[E1] + [G1],320706A001,01B00,
            V4,2025-01-01,,[E1] + [E2],320706A001,01B00,
            V5,2025-01-01,,[E1] - [E1A],320706A001,01B00,
            """
        )
        #expect(job.accepted == 2 && job.rejected == 8)
        #expect(Set(try test.rejected(job).dropFirst().map { $0[0] }) == ["3", "4", "5", "6", "7", "8", "9", "10"])
    }

    @Test("meters that saw more than the one above are said on it, every day")
    func imbalance() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, "time,E1,E1A\n2025-01-01,0,0\n2025-01-02,100,120\n2025-01-03,200,220\n")
        #expect(try await rules(test) == ["metering.tree.imbalance"])
        try await test.load(.importReadings, "time,E1A\n2025-01-02,100\n")
        #expect(try await rules(test).filter { $0.contains("tree") } == ["metering.tree.imbalance"])
        try await test.load(.importReadings, "time,E1A\n2025-01-03,200\n")
        // That values were replaced is said all the same.
        #expect(try await Set(rules(test)) == ["metering.reading.conflict"])
    }

    @Test("the power of a branch, said by date, refuses growth beyond twice of it")
    func ratedPower() async throws {
        let test = try await city()
        #expect(try await test.days("E1")["2025-01-02"] == 150)
        // 2 kW: at most 96 kWh a day.
        try await test.load(.importStructure, "meter,valid_from,rated_power\nE1,2025-01-01,2\n")
        #expect(try await test.days("E1")["2025-01-02"] == nil)
        #expect(try await rules(test).contains("metering.register.power"))
    }

    @Test("a ratio corrected for the past recomputes its months and is said")
    func correctedRatio() async throws {
        let test = try await city(
            (.importMeters, City.meterHeader + "\nE1,320706A001,01000,register,kWh,2,9,40,2025-01-01,,\n")
        )
        #expect(try await test.days("E1")["2025-01-01"] == 4_000)
        #expect(try await rules(test).contains("metering.ratio.corrected"))
    }

    @Test(
        "a repaired swap changes the month's carbon, is explained, audited and owed a look, and is taken back exactly"
    )
    func repairedSwap() async throws {
        let test = try await TestPlatform.city()
        try await test.load(
            .importMeters,
            City.meterHeader + "\nE1,320706A001,01000,register,kWh,2,9,1,2025-01-03 12:00,,\n"
        )
        try await test.load(
            .importReadings,
            "time,E1\n2025-01-01,1000\n2025-01-02,1100\n2025-01-03,1200\n2025-01-04,70\n2025-01-05,170\n"
        )
        let before = try await (test.carbon(City.office, "2025-01"), test.days("E1"), rules(test))
        #expect(before.1["2025-01-03"] == nil)
        let repaired = try await test.load(
            .importRepairs,
            "计量点编码,处理,时间,旧表止码,新表起码,理由\nE1,补录换表底数,2025-01-03 12:00,1240,10,换表单 2025-07\n"
        )
        #expect(repaired.accepted == 1)
        #expect(try await test.days("E1")["2025-01-03"] == 100)
        #expect(try await agree(test.carbon(City.office, "2025-01"), before.0 * 400 / 300))
        #expect(try await rules(test) == ["metering.repair.swap"])
        let meter = try await test.meter("E1")
        let actions = try await test.store.audited()
        #expect(actions.contains("meter.repair"))
        #expect(try await test.store.openItems() == ["meter.repair"])
        let undone = try await test.load(
            .importRepairs,
            "meter,action,repair,reason\nE1,undo,\(meter.repairs[0].id.rawValue),另一块表\n"
        )
        #expect(undone.accepted == 1)
        #expect(try await test.carbon(City.office, "2025-01") == before.0)
        #expect(try await test.days("E1") == before.1)
        #expect(try await rules(test) == before.2)
        #expect(try await test.store.audited().contains("meter.undo"))
        #expect(try await test.store.openItems().isEmpty)
    }

    @Test(
        "a gateway that stamps in UTC is asked about, once, with the evidence; one on time is not",
        arguments: [0, 8]
    )
    func clock(hoursEarly: Int64) async throws {
        let header = "meter,building,item,kind,unit,decimals,digits,valid_from,interval_minutes"
        let test = try await TestPlatform.city(
            meters: "\(header)\nE1,320706A001,01000,register,kWh,2,9,2025-01-01,60\n"
        )
        let shape = try #require(test.platform.qualityRules.usualShapes["office"]).hours
        var total = 1_000.0
        let rows = try (0...336).map { hour in
            if hour > 0 { total += shape[(hour - 1) % 24] * 40 + 2 }
            let stamp = try at("2026-06-15").adding(seconds: (Int64(hour) - hoursEarly) * 3_600)
            return "\(stamp),\(Int(total))"
        }
        try await test.load(.importReadings, "time,E1\n" + rows.joined(separator: "\n"))
        #expect(try await test.platform.checkClocks() == (hoursEarly == 8 ? 1 : 0))
        #expect(try await test.platform.checkClocks() == 0)
        #expect(try await test.store.openItems() == (hoursEarly == 8 ? ["meter.utc"] : []))
    }

    @Test("repairs that cannot be are refused with their place")
    func refusedRepairs() async throws {
        let test = try await city()
        let job = try await test.load(
            .importRepairs,
            """
            meter,action,from,to,value,repair,reason
            E9,invalid,2025-01-01,2025-01-02,,,x
            E1,forget,2025-01-01,2025-01-02,,,x
            E1,invalid,2025-01-02,2025-01-02,,,x
            E1,register,2025-01-02,,12.345,,x
            E1,swap,2025-01-02,,100,,x
            E1,undo,,,,77,x
            E1,invalid,2025-01-02,2025-01-03,,,
            E1,estimate,2025-01-04,2025-01-05,60,,x
            """
        )
        #expect(job.accepted == 1 && job.rejected == 7)
        #expect(try await test.days("E1")["2025-01-04"] == 60)
    }
}

extension Store {
    fileprivate func audited() async throws -> [String] {
        try await writer.read { try String.fetchAll($0, sql: "SELECT action FROM audit_record") }
    }

    fileprivate func openItems() async throws -> [String] {
        try await writer.read { try String.fetchAll($0, sql: "SELECT kind FROM work_item WHERE state = 'open'") }
    }
}
