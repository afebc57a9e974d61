import Buildings
import GRDB
import Metering
import Testing
import Units

@testable import Store

@Suite("Consumption in the store")
struct ConsumptionTests {
    /// Months summed from days by plain SQL, beside what is stored.
    private func monthsAgree(_ test: TestStore) async throws -> Bool {
        try await test.store.writer.read { db in
            let columns = "amount_micro, estimated_micro, covered_s, estimated_s"
            let sums = columns.split(separator: ", ").map { "sum(\($0))" }.joined(separator: ", ")
            // Months since 1970-01 of a day number, by SQLite's own calendar.
            let month =
                "(strftime('%Y', day * 86400, 'unixepoch') - 1970) * 12 + strftime('%m', day * 86400, 'unixepoch') - 1"
            let days = try Row.fetchAll(
                db,
                sql:
                    "SELECT building_id, \(month), item_code, \(sums) FROM energy_day GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
            )
            let months = try Row.fetchAll(
                db,
                sql: "SELECT building_id, month, item_code, \(columns) FROM energy_month ORDER BY 1, 2, 3"
            )
            return days.map { Array($0.databaseValues) } == months.map { Array($0.databaseValues) }
        }
    }

    @Test("months are the sums of their days, at the ends of months and years too")
    func months() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        let meter = try await test.meter("M1", in: building)
        try await test.consume(
            meter,
            ["2024-12-31": 1, "2025-01-01": 2, "2025-01-31": 4, "2025-02-01": 8, "2025-02-28": 16]
        )
        #expect(try await monthsAgree(test))
        // Days before the meter was put into the building belong nowhere.
        let amounts = try await test.store.monthAmounts(
            months: CivilMonth(year: 2024, month: 1)..<CivilMonth(year: 2026, month: 1)
        )
        #expect(
            Set(amounts.map { "\($0.month) \($0.amount.value) \($0.coveredSeconds)" })
                == ["2025-01 6.0 172800", "2025-02 24.0 172800"]
        )
        #expect(try await test.store.sumProblems() == [])
    }

    @Test("replacing a stretch of days takes old days away and leaves others alone")
    func replaced() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        let meter = try await test.meter("M1", in: building)
        try await test.consume(meter, ["2025-01-05": 1, "2025-01-06": 2, "2025-01-07": 4, "2025-02-01": 8])
        try await test.consume(meter, ["2025-01-05": 10, "2025-01-07": 40])
        let days = try await test.store.dayConsumption(of: meter.meter.id, days: day("2025-01-01")..<day("2025-03-01"))
        #expect(days.map(\.amount.value) == [10, 40, 8])
        #expect(try await monthsAgree(test))
        #expect(try await test.store.sumProblems() == [])
    }

    @Test("a day that has nothing any more leaves its month, and an empty month goes")
    func emptied() async throws {
        let test = try await TestStore()
        let meter = try await test.meter("M1", in: try await test.building("A1"))
        try await test.consume(meter, ["2025-01-05": 1])
        let range = try day("2025-01-01")...day("2025-01-31")
        try await test.store.replaceConsumption([
            MeterConsumption(meter: meter, days: range, result: ConsumptionResult())
        ])
        #expect(try await test.count("SELECT count(*) FROM energy_month") == 0)
        #expect(try await test.count("SELECT count(*) FROM energy_coverage") == 0)
        #expect(try await test.store.consumptionSpan() == nil)
    }

    @Test("items of one building stay apart, meters of one item are added")
    func items() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        let meters = [
            try await test.meter("M1", in: building), try await test.meter("M2", in: building, item: "01A00"),
            try await test.meter("M3", in: building, item: "01A00"),
        ]
        for (meter, amount) in zip(meters, [100, 20, 3] as [Int64]) {
            try await test.consume(meter, ["2025-01-05": amount])
        }
        let month = CivilMonth(year: 2025, month: 1)
        let amounts = try await test.store.monthAmounts(months: month..<month.adding(months: 1), building: building)
        #expect(
            Dictionary(uniqueKeysWithValues: amounts.map { ($0.item.rawValue, $0.amount.value) }) == [
                "01000": 100, "01A00": 23,
            ]
        )
    }

    @Test("days of a meter that moved belong to the building of that day")
    func moved() async throws {
        let test = try await TestStore()
        let (one, two) = (try await test.building("A1"), try await test.building("A2", in: TestStore.lianyun))
        _ = try await test.meter("M1", in: one)
        try await test.register(meter: "M1", in: two, device: .fixture(from: "2025-01-03"))
        try await test.consume(try await test.placed("M1"), ["2025-01-02": 1, "2025-01-03": 2, "2025-01-04": 4])
        let month = CivilMonth(year: 2025, month: 1)
        let amounts = try await test.store.monthAmounts(months: month..<month.adding(months: 1))
        #expect(Dictionary(uniqueKeysWithValues: amounts.map { ($0.building, $0.amount.value) }) == [one: 1, two: 6])
        // And deriving again after a move takes them from the old building.
        try await test.register(meter: "M1", in: two, device: .fixture(from: "2025-01-01"))
        try await test.consume(try await test.placed("M1"), ["2025-01-02": 1, "2025-01-03": 2, "2025-01-04": 4])
        #expect(try await test.store.monthAmounts(months: month..<month.adding(months: 1)).map(\.building) == [two])
        #expect(try await monthsAgree(test))
        #expect(try await test.store.sumProblems() == [])
    }

    @Test("the change number is written with the result or not at all")
    func sameTransaction() async throws {
        let test = try await TestStore()
        let meter = try await test.meter("M1", in: try await test.building("A1"))
        try await test.consume(meter, ["2025-01-05": 1], sequence: 7)
        #expect(try await test.store.consumedSequence() == 7)
        let generation = try await test.store.generation()
        let impossible = DayConsumption(
            day: try day("2025-01-06"),
            amount: .zero,
            coveredSeconds: 10,
            estimatedSeconds: 20
        )
        let good = DayConsumption(day: try day("2025-01-05"), kilowattHours: 99)
        await #expect(throws: DatabaseError.self) {
            try await test.store.replaceConsumption(
                [
                    MeterConsumption(
                        meter: meter,
                        days: good.day...impossible.day,
                        result: ConsumptionResult(days: [good, impossible])
                    )
                ],
                consumedSequence: 8
            )
        }
        #expect(try await test.store.consumedSequence() == 7)
        #expect(try await test.store.generation() == generation)
        #expect(try await test.count("SELECT sum(amount_micro) FROM energy_month") == 1_000_000)
    }

    @Test("every change of figures raises the generation")
    func generation() async throws {
        let test = try await TestStore()
        let meter = try await test.meter("M1", in: try await test.building("A1"))
        let before = try await test.store.generation()
        try await test.consume(meter, ["2025-01-05": 1])
        #expect(try await test.store.generation() > before)
    }

    @Test("random replacements always leave months and coverage as the sums of days", arguments: UInt64(1)...12)
    func random(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let test = try await TestStore()
        var meters: [PlacedMeter] = []
        for index in 0..<4 {
            let place = index < 2 ? TestStore.haizhou : TestStore.lianyun
            let building = try await test.building("A\(index % 3)", in: place)
            meters.append(try await test.meter("M\(index)", in: building, item: index % 2 == 0 ? "01000" : "01A00"))
        }
        for _ in 0..<12 {
            let meter = try #require(meters.randomElement(using: &generator))
            let first = try day("2025-01-20").adding(days: Int.random(in: 0...60, using: &generator))
            let days = first...first.adding(days: Int.random(in: 0...20, using: &generator))
            let consumed = days.filter { _ in Int.random(in: 0..<4, using: &generator) > 0 }.map { day in
                let covered = Int64.random(in: 0...86_400, using: &generator)
                return DayConsumption(
                    day: day,
                    amount: Amount(micro: .random(in: 0...1_000_000, using: &generator)),
                    coveredSeconds: covered,
                    estimatedSeconds: .random(in: 0...covered, using: &generator)
                )
            }
            try await test.store.replaceConsumption(
                [MeterConsumption(meter: meter, days: days, result: ConsumptionResult(days: consumed))])
        }
        #expect(try await monthsAgree(test), "seed \(seed)")
        #expect(try await test.store.sumProblems() == [], "seed \(seed)")
    }

    @Test(
        "a sum that was tampered with is found and named",
        arguments: [
            ("UPDATE energy_month SET amount_micro = amount_micro + 1", "energy_month", "1/2025-01/01000"),
            ("UPDATE energy_month SET covered_s = 0", "energy_month", "1/2025-01/01000"),
            ("DELETE FROM energy_month", "energy_month", "1/2025-01/01000"),
            ("UPDATE energy_month SET item_code = '01A00'", "energy_month", "1/2025-01/01000"),
            ("UPDATE energy_coverage SET covered_s = covered_s - 1", "energy_coverage", "2025-01-05/2"),
            ("DELETE FROM energy_coverage", "energy_coverage", "2025-01-05/2"),
        ]
    )
    func tampered(statement: String, table: String, key: String) async throws {
        let test = try await TestStore()
        try await test.consume(try await test.meter("M1", in: try await test.building("A1")), ["2025-01-05": 1])
        try await test.execute(statement)
        #expect(try await test.store.sumProblems().contains(SumProblem(table: table, key: key)))
    }
}
