import GRDB
import Metering
import Synchronization
import Testing
import Units

@testable import Store

@Suite("Query plans")
struct QueryPlanTests {
    /// The statements that a body runs, with their arguments filled in.
    private func statements(
        of test: TestStore,
        _ body: (Store) async throws -> Void
    ) async throws -> [String] {
        let seen = Mutex<[String]>([])
        try await test.store.writer.write { db in
            db.trace { event in
                if case .statement(let statement) = event {
                    seen.withLock { $0.append(statement.expandedSQL) }
                }
            }
        }
        try await body(test.store)
        try await test.store.writer.write { $0.trace(options: []) }
        return seen.withLock { $0 }.filter { sql in
            ["SELECT", "INSERT", "UPDATE", "DELETE"].contains { sql.hasPrefix($0) }
        }
    }

    /// The steps of all plans that go through a table of consumption from end to end.
    private func scans(of test: TestStore, _ body: (Store) async throws -> Void) async throws -> [String] {
        let statements = try await statements(of: test, body)
        #expect(!statements.isEmpty)
        return try await test.store.writer.read { db in
            try statements.flatMap { sql in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] as String }.filter { step in
                    step.hasPrefix("SCAN energy_")
                }
            }
        }
    }

    private func filled() async throws -> (test: TestStore, meter: PlacedMeter) {
        let test = try await TestStore()
        let meter = try await test.meter("M1", in: try await test.building("A1"))
        try await test.consume(meter, ["2025-01-05": 1])
        return (test, meter)
    }

    @Test("the months of a building or of a year come from an index", arguments: [true, false])
    func monthAmounts(isOneBuilding: Bool) async throws {
        let (test, meter) = try await filled()
        let month = CivilMonth(year: 2025, month: 1)
        let building = isOneBuilding ? meter.places[0].building : nil
        let scans = try await scans(of: test) {
            _ = try await $0.monthAmounts(months: month..<month.adding(months: 12), building: building)
        }
        #expect(scans == [])
    }

    @Test("the days of a meter come from an index")
    func meterDays() async throws {
        let (test, meter) = try await filled()
        let days = CivilMonth(year: 2025, month: 1).days
        #expect(try await scans(of: test) { _ = try await $0.dayConsumption(of: meter.meter.id, days: days) } == [])
    }

    @Test("replacing days and rebuilding their months goes through no table from end to end")
    func replace() async throws {
        let (test, meter) = try await filled()
        let day = try day("2025-01-05")
        let result = ConsumptionResult(days: [DayConsumption(day: day, kilowattHours: 2)])
        let scans = try await scans(of: test) {
            try await $0.replaceConsumption([MeterConsumption(meter: meter, days: day...day, result: result)])
        }
        #expect(scans == [])
    }

    @Test("coverage and findings of a stretch of days come from an index")
    func stretch() async throws {
        let test = try await filled().test
        let days = CivilMonth(year: 2025, month: 1).days
        let scans = try await scans(of: test) {
            _ = try await $0.coverage(days: days, scope: .all)
            _ = try await $0.findingCounts(days: days, scope: .all)
            _ = try await $0.findings(days: days, rule: nil, meter: nil, after: nil, limit: 9, scope: .all)
            _ = try await $0.consumptionSpan()
        }
        #expect(scans == [])
    }

    @Test("one building comes by its number and by its code without a scan")
    func building() async throws {
        let test = try await filled().test
        let plan = try await test.store.writer.read { db in
            try ["building_id = 1", "code = 'A1'"].flatMap { condition in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN SELECT * FROM v_building WHERE \(condition)").map {
                    $0["detail"] as String
                }
            }
        }
        #expect(plan.filter { $0.hasPrefix("SCAN") } == [])
    }

    @Test("those who hold the role that an item waits for are found by the role")
    func holders() async throws {
        let bureau = try await Bureau()
        let statements = try await statements(of: bureau.test) {
            _ = try await $0.owedWorkItems(reach: bureau.reach(.zhang))
        }
        let plan = try await bureau.store.writer.read { db in
            try statements.flatMap { sql in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] as String }
            }
        }
        #expect(plan.contains { $0.contains("INDEX role_grant_role (role=?)") })
        #expect(plan.allSatisfy { !$0.hasPrefix("SCAN i") && !$0.hasPrefix("SCAN g") })
    }

    @Test("jobs that wait are found by their state")
    func jobs() async throws {
        let test = try await TestStore()
        let plan = try await test.store.writer.read { db in
            try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN SELECT id FROM job WHERE state = 'queued' ORDER BY id LIMIT 1"
            ).map { $0["detail"] as String }
        }
        #expect(plan.count == 1)
        #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") })
    }
}
