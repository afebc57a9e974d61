import Testing
import Units

@testable import Store

@Suite("Running indicators")
struct IndicatorRunnerTests {
    private func indicator(value: String = .plainValue, rows: String = .plainRows) throws -> IndicatorDefinition {
        try IndicatorDefinition(file: "own.sql", text: .indicator(value: value, rows: rows), isOwn: true)
    }

    private func value(of number: String, more: String = "") -> String {
        """
        SELECT \(number) AS numerator, NULL AS denominator, 1 AS value, 0 AS measured, 0 AS billed, 1 AS statistical,
            0 AS estimated \(more)
        """
    }

    private static let endless =
        "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n)"
    private static let million = """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
        SELECT 'segment' AS kind, i AS subject, 1 AS contribution, NULL AS weight FROM n
        """

    @Test("a query that never ends is stopped, also while others run, and the runner goes on")
    func endless() async throws {
        let city = try IndicatorCity(deadline: .milliseconds(200))
        let bad = try indicator(value: value(of: Self.endless))
        #expect(city.runner.refusal(of: bad) == nil)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    await #expect(throws: IndicatorError.tookTooLong("own")) {
                        try await city.runner.value(of: bad, jurisdiction: IndicatorCity.city, year: 2025)
                    }
                }
            }
        }
        let good = try indicator()
        #expect(try await city.runner.value(of: good, jurisdiction: IndicatorCity.city, year: 2025).value == 1)
    }

    @Test("more rows than anybody reads are refused")
    func tooManyRows() async throws {
        let city = try IndicatorCity(deadline: .seconds(20))
        let bad = try indicator(rows: Self.million)
        await #expect(throws: IndicatorError.tooManyRows("own")) {
            try await city.runner.rows(of: bad, jurisdiction: IndicatorCity.city, year: 2025)
        }
        let good = try indicator(rows: Self.million + " LIMIT 100000")
        #expect(try await city.runner.rows(of: good, jurisdiction: IndicatorCity.city, year: 2025).count == 100_000)
    }

    @Test("a result that is no number is refused, and the runner goes on")
    func results() async throws {
        let city = try IndicatorCity()
        for (number, error) in [
            ("'ten'", IndicatorError.notANumber("own", column: "numerator")),
            ("1e308 * 10", .notANumber("own", column: "numerator")),
            (
                "replace(replace(replace('aaaaaaaaaa', 'a', '\(String(repeating: "a", count: 500))'), 'a', '\(String(repeating: "a", count: 500))'), 'a', 'aaaa')",
                .failed("own", "string or blob too big")
            ),
        ] {
            let bad = try indicator(value: value(of: number))
            await #expect(throws: error) {
                try await city.runner.value(of: bad, jurisdiction: IndicatorCity.city, year: 2025)
            }
        }
        let several = try indicator(value: value(of: "1", more: "FROM v_jurisdiction"))
        await #expect(throws: IndicatorError.severalValues("own")) {
            try await city.runner.value(of: several, jurisdiction: IndicatorCity.city, year: 2025)
        }
        let kinds = try indicator(rows: "SELECT 'person' AS kind, 1 AS subject, 1 AS contribution, NULL AS weight")
        await #expect(throws: IndicatorError.unknownKind("own", kind: "person")) {
            try await city.runner.rows(of: kinds, jurisdiction: IndicatorCity.city, year: 2025)
        }
        let none = try indicator(rows: "SELECT 'segment' AS kind, 1 AS subject, NULL AS contribution, NULL AS weight")
        await #expect(throws: IndicatorError.notANumber("own", column: "contribution")) {
            try await city.runner.rows(of: none, jurisdiction: IndicatorCity.city, year: 2025)
        }
        let empty = try indicator(value: value(of: "1", more: "WHERE :year = 1"))
        #expect(try await city.runner.value(of: empty, jurisdiction: IndicatorCity.city, year: 2025) == .noData)
    }

    @Test("a text never comes through as a parameter: nothing is inserted into the query")
    func parameters() async throws {
        let city = try IndicatorCity()
        let text = String.indicator(
            extra: ["variant: a | 甲 | a |"],
            value: value(of: "length(:variant)", more: "WHERE :year = 2025 AND :jurisdiction = 1")
        )
        let indicator = try IndicatorDefinition(file: "own.sql", text: text, isOwn: true)
        func length(_ variant: String?) async throws -> Double? {
            try await city.runner.value(of: indicator, jurisdiction: IndicatorCity.city, year: 2025, variant: variant)
                .numerator
        }
        #expect(try await length(nil) == 1)
        #expect(try await length("') FROM person; --") == 18)
    }

    @Test("many tasks ask at once, and what is written meanwhile is seen")
    func concurrent() async throws {
        let city = try IndicatorCity()
        for year in 2020...2024 {
            try await city.report("community.total", year, [IndicatorCity.haizhou: 10])
            try await city.report("community.green", year, [IndicatorCity.haizhou: Double(year - 2020)])
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let year = 2020 + number % 5
                    let found = try await city.value("green-communities", year)
                    #expect(found.value == Double(year - 2020) * 10)
                }
            }
            try await group.waitForAll()
        }
        let indicator = try #require(IndicatorCity.shippedCatalogue()["green-communities"])
        let series = try await city.runner.series(of: indicator, jurisdiction: IndicatorCity.city, years: 2023...2025)
        #expect(series.mapValues(\.value) == [2023: 30, 2024: 40, 2025: nil])
        try await city.report("community.total", 2025, [IndicatorCity.haizhou: 10])
        try await city.report("community.green", 2025, [IndicatorCity.haizhou: 7])
        #expect(try await city.value("green-communities", 2025).value == 70)
    }

    @Test("a folder without a database is an error, not a crash")
    func noDatabase() throws {
        let folder = try TemporaryFolder()
        #expect(throws: SandboxFailure.self) { try IndicatorRunner(directory: folder.path) }
    }
}
