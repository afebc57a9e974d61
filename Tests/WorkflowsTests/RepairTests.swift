import Access
import GRDB
import Metering
import Testing
import Units

@testable import Store
@testable import Workflows

@Suite("Repairs on a meter's page")
struct RepairTests {
    private static let readings = """
        time,E1
        2025-01-01,0
        2025-01-02,100
        2025-01-03,200
        2025-01-05,400
        """

    private func city() async throws -> TestPlatform {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, Self.readings)
        return test
    }

    private func entry(
        _ action: RepairAction,
        _ from: String,
        to: String = "",
        value: String = "",
        start: String = "",
        reason: String = "抄表单 17"
    ) -> RepairEntry {
        RepairEntry(action: action, from: from, to: to, value: value, start: start, reason: reason)
    }

    private func refusal(_ work: () async throws -> Void) async -> RepairRefusal? {
        do {
            try await work()
            return nil
        } catch {
            return error as? RepairRefusal
        }
    }

    @Test(
        "each kind changes days, month and carbon at once, and its undoing gives back exactly what was there",
        arguments: [
            (RepairAction.invalid, "2025-01-02", "2025-01-02 00:01", "", ["2025-01-01": 100.0, "2025-01-02": 100]),
            (.register, "2025-01-04", "", "250", ["2025-01-03": 50, "2025-01-04": 150]),
            (.estimate, "2025-01-05", "2025-01-07", "90", ["2025-01-05": 45, "2025-01-06": 45]),
            (.estimate, "2025-01-03", "2025-01-05", "", ["2025-01-03": 100, "2025-01-04": 100]),
        ]
    )
    func reversible(
        action: RepairAction,
        from: String,
        to: String,
        value: String,
        expected: [String: Double]
    ) async throws {
        let test = try await city()
        let meter = try await test.meter("E1").meter.id
        func state() async throws -> [String] {
            let rows = try await test.store.writer.read { db in
                try ["energy_day", "energy_month", "energy_finding", "energy_coverage"].flatMap {
                    try Row.fetchAll(db, sql: "SELECT * FROM \($0)").map(\.description)
                }
            }
            return rows + ["\(try await test.carbon(City.office, "2025-01"))"]
        }
        let before = try await state()
        try await test.platform.repair(
            meter,
            entry(action, from, to: to, value: value),
            by: .console,
            scope: .all
        )
        let days = try await test.days("E1")
        for (day, amount) in expected { #expect(days[day] == amount, "\(day)") }
        #expect(try await test.platform.verify().problems.isEmpty)
        let repair = try #require(await test.platform.repairs(of: meter, scope: .all)?.first)
        #expect(repair.undo == nil && repair.reason == "抄表单 17")
        try await test.platform.undo(repair: repair.id, of: meter, reason: "看错", by: .console, scope: .all)
        #expect(try await state() == before)
        #expect(try await test.platform.repairs(of: meter, scope: .all)?.first?.undo?.reason == "看错")
        #expect(try await test.platform.verify().problems.isEmpty)
    }

    @Test("quarters, hours and days of a repaired meter sum to the same")
    func conserved() async throws {
        let test = try await city()
        let meter = try await test.meter("E1").meter.id
        try await test.platform.repair(
            meter,
            entry(.register, "2025-01-04 06:00", value: "310"),
            by: .console,
            scope: .all
        )
        try await test.platform.repair(
            meter,
            entry(.estimate, "2025-01-05", to: "2025-01-06 13:00", value: "7.000001"),
            by: .console,
            scope: .all
        )
        let days = try day("2025-01-01")..<day("2025-01-08")
        let exported = try #require(
            await test.platform.exportedMeters(ReadingQuery(meter: "E1", days: days), scope: .all)?.first
        )
        var sums: [Int64] = []
        for step in [ConsumptionStep.quarter, .hour, .day] {
            var sum: Int64 = 0
            for part in try await test.platform.readDays(of: exported, in: days) {
                sum += try await test.platform.consumption(of: exported, in: part, by: step)
                    .reduce(0) { $0 + $1.amount.micro }
            }
            sums.append(sum)
        }
        #expect(sums == [407_000_001, 407_000_001, 407_000_001])
    }

    @Test("what cannot be is refused with its field, and nothing is kept")
    func refused() async throws {
        let test = try await city()
        let meter = try await test.meter("E1").meter.id
        let platform = test.platform
        let cases: [(RepairEntry, RepairColumn, String)] = [
            (entry(.invalid, "", to: "2025-01-02"), .from, "import.field.missing"),
            (entry(.invalid, "gestern", to: "2025-01-02"), .from, "import.time.invalid"),
            (entry(.invalid, "2025-01-03", to: "2025-01-02"), .to, "import.repair.endsBefore"),
            (entry(.invalid, "2024-12-01", to: "2025-01-02"), .from, "import.repair.beforeMeter"),
            (entry(.estimate, "2025-01-05", to: "2027-01-01", value: "1"), .to, "import.repair.future"),
            (entry(.estimate, "2025-01-05", to: "2025-01-06", value: "-1"), .value, "import.reading.outOfRange"),
            (entry(.estimate, "2025-01-05", to: "2025-01-06", value: "100000001"), .value, "import.reading.outOfRange"),
            (entry(.register, "2025-01-04", value: "12.345"), .value, "import.reading.outOfRange"),
            (entry(.register, "2025-01-04", value: "viel"), .value, "import.number.invalid"),
            (entry(.register, "2025-01-04"), .value, "import.field.missing"),
            (entry(.swap, "2025-01-04", value: "5"), .from, "import.repair.noSwap"),
        ]
        for (entry, column, rule) in cases {
            let found = await refusal { try await platform.repair(meter, entry, by: .console, scope: .all) }
            #expect(found == .fault(RepairFault(column: column, rule: rule)), "\(entry)")
        }
        let silent = await refusal {
            try await platform.repair(
                meter,
                entry(.register, "2025-01-04", value: "250", reason: " "),
                by: .console,
                scope: .all
            )
        }
        #expect(silent == .noReason)
        #expect(try await platform.repairs(of: meter, scope: .all)?.isEmpty == true)
        try await platform.repair(meter, entry(.register, "2025-01-04", value: "250"), by: .console, scope: .all)
        let again = await refusal {
            try await platform.repair(meter, entry(.register, "2025-01-04", value: "250"), by: .console, scope: .all)
        }
        #expect(again == .standing)
        let unknown = await refusal {
            try await platform.undo(
                repair: Repair.ID(rawValue: 77),
                of: meter,
                reason: "x",
                by: .console,
                scope: .all
            )
        }
        #expect(unknown == .notInForce)
    }

    @Test("a virtual meter has nothing to repair")
    func virtual() async throws {
        let test = try await city()
        let structure = "meter,valid_from,formula,building,item\nV1,2025-01-01,[E1] × 0.5,320706A001,01B00\n"
        try await test.load(.importStructure, structure)
        let meter = try await test.meter("V1").meter.id
        let found = await refusal {
            try await test.platform.repair(
                meter,
                entry(.register, "2025-01-04", value: "250"),
                by: .console,
                scope: .all
            )
        }
        #expect(found == .fault(RepairFault(column: .meter, rule: "import.repair.virtual")))
        let detail = try #require(await test.platform.meter(meter, days: nil, day: nil, scope: .all))
        #expect(detail.days.map(\.consumption.amount.value) == [50, 50, 50, 50] && detail.meter.device == nil)
    }

    @Test("a repair is somebody's, in the audit log by the meter's number, counted, and named by the figure")
    func explained() async throws {
        let door = try await Door(withCity: true)
        let test = door.test
        try await test.load(.importReadings, Self.readings)
        let person = Actor(kind: .person, person: try await door.active("energy"), address: "10.0.0.1")
        let meter = try await test.meter("E1").meter.id
        try await test.platform.repair(meter, entry(.register, "2025-01-04", value: "250"), by: person, scope: .all)
        let building = try await test.building(City.office)
        let figure = try #require(
            await test.platform.explanation(.building(building), period: .month(month("2025-01")), scope: .all)
        )
        #expect(figure.repairs.map(\.repair.reason) == ["抄表单 17"])
        #expect(figure.repairs.first?.repair.by?.id == person.person)
        #expect(figure.figure.findings.map(\.rule).contains("carbon.activity.repaired"))
        let other = try #require(
            await test.platform.explanation(.building(building), period: .month(month("2025-02")), scope: .all)
        )
        #expect(other.repairs.isEmpty && !other.figure.findings.map(\.rule).contains("carbon.activity.repaired"))
        let tallies = try await test.platform.tallies()
        #expect(tallies.first { $0.person.id == person.person }?.repairs == 1)
        let entries = try await test.store.auditEntries(about: "meter", ids: ["\(meter.rawValue)"])
        #expect(entries.map(\.action) == ["meter.repair"])
        let item = try test.store.writer.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT kind, asked_by FROM work_item WHERE state = 'open' AND object_kind = 'meter'"
            )
        }
        #expect(item?["kind"] == "meter.repair" && item?["asked_by"] == person.person?.rawValue)
    }

    @Test("nobody repairs a meter while it stood in another place, or sees how others did")
    func scope() async throws {
        let test = try await city()
        // From February on the meter stands in the other district.
        try await test.load(
            .importMeters,
            City.meterHeader + "\nE1,320703B002,01000,register,kWh,2,9,1,2025-01-04,,\n"
        )
        let places = try await test.platform.jurisdictions(scope: .all)
        let meter = try await test.meter("E1").meter.id
        func scope(_ code: String) throws -> Scope {
            Scope(jurisdictions: [try #require(places.first { $0.divisionCode == code }).id])
        }
        let (first, second) = (try scope("320706"), try scope("320703"))
        let early = entry(.invalid, "2025-01-02", to: "2025-01-02 00:01")
        #expect(
            await refusal { try await test.platform.repair(meter, early, by: .console, scope: second) } == .elsewhere
        )
        try await test.platform.repair(meter, early, by: .console, scope: first)
        #expect(try await test.platform.repairs(of: meter, scope: first)?.count == 1)
        #expect(try await test.platform.repairs(of: meter, scope: second)?.isEmpty == true)
        let id = try #require(await test.platform.repairs(of: meter, scope: first)?.first?.id)
        let foreign = await refusal {
            try await test.platform.undo(repair: id, of: meter, reason: "x", by: .console, scope: second)
        }
        #expect(foreign == .notInForce)
        let gas = try await test.meter("G1").meter.id
        #expect(await refusal { try await test.platform.repair(gas, early, by: .console, scope: second) } == .notFound)
    }

    @Test("a repaired January changes its published figure only through a revision that two decide")
    func published() async throws {
        let council = try await Council()
        let platform = council.platform
        try await council.settle(.publish, "2025-02")
        func figures() async throws -> [PublishedFigure] {
            let place = FigureSubject.jurisdiction(council.district).path
            return try await platform.figures(platform.store.publishedFigures(of: place, period: "2025-02"))
        }
        let first = try #require(await figures().first)
        let meter = try await council.door.test.meter("E1").meter.id
        try await platform.repair(
            meter,
            entry(.register, "2025-03-01", value: "27000"),
            by: council.asker,
            scope: .all
        )
        let now = try #require(
            await platform.explanation(
                .jurisdiction(council.district),
                period: Council.period("2025-02"),
                scope: .all
            )
        ).figure.value
        #expect(now != first.value)
        let still = try #require(await platform.published(first.id, scope: .all))
        #expect(still.figure.value == first.value && still.today == now && still.revisions.count == 1)
        #expect(agree(still.sum.kilograms, first.value.kilograms, within: 1e-12))
        try await council.settle(.restate, "2025-02")
        #expect(try await figures().map(\.revision) == [1, 2])
        #expect(try await figures().map(\.value) == [first.value, now])
    }
}
