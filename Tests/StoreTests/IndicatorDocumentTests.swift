import Foundation
import GRDB
import Testing

@testable import Store

/// What docs/indicators.md tells a bureau's engineer.
@Suite("The manual of indicators")
struct IndicatorDocumentTests {
    private let manual: String

    init() throws {
        let file = IndicatorCity.resources.appendingPathComponent("../../../docs/indicators.md").standardizedFileURL
        manual = try String(contentsOf: file, encoding: .utf8)
    }

    @Test("its example works")
    func example() async throws {
        let start = try #require(manual.range(of: "```sql\n"))
        let end = try #require(manual[start.upperBound...].range(of: "```"))
        let text = String(manual[start.upperBound..<end.lowerBound])
        let city = try IndicatorCity()
        let catalogue = IndicatorCatalogue(shipped: [], own: [("own.sql", text)], runner: city.runner)
        #expect(catalogue.refusals == [])
        let indicator = try #require(catalogue["young-buildings"])
        let source = try await city.store.syntheticSource(name: "test", now: IndicatorCity.now)
        try await city.store.writer.write { db in
            for (building, area, year) in [(1, 600, 2022), (2, 200, 1999), (3, 9_000, 2025)] {
                try db.execute(sql: "INSERT INTO building VALUES (\(building), 0)")
                try db.execute(
                    sql: """
                        INSERT INTO building_record (building_id, revision, name, kind, gross_floor_area_m2, completed_year,
                            source_id, created_at) VALUES (\(building), 1, 'x', 'office', \(area), \(year), \(source), 0)
                        """
                )
                try db.execute(
                    sql: "INSERT INTO building_place VALUES (\(building), 'statistical', 2, NULL, NULL)"
                )
            }
        }
        let value = try await city.runner.value(of: indicator, jurisdiction: IndicatorCity.city, year: 2024)
        #expect(value.value == 75 && value.numerator == 600 && value.denominator == 800)
        let rows = try await city.runner.rows(of: indicator, jurisdiction: IndicatorCity.city, year: 2024)
        #expect(rows.map(\.contribution).sorted() == [0, 600])
    }

    @Test("it names every view with every column, and no others")
    func views() async throws {
        let store = try Store(DatabaseQueue())
        let columns = try await store.writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT view.name AS view, info.name AS column FROM sqlite_schema view, pragma_table_info(view.name) info
                    WHERE view.type = 'view' AND view.name GLOB 'v_*'
                    """
            ).map { ($0["view"] as String, $0["column"] as String) }
        }
        let actual = Dictionary(grouping: columns, by: \.0).mapValues { Set($0.map(\.1)) }
        var documented: [String: Set<String>] = [:]
        for section in manual.components(separatedBy: "\n**v_").dropFirst() {
            let name = "v_" + section.prefix { $0 != "*" }
            let rows = section.components(separatedBy: "\n## ")[0].split(separator: "\n").filter { $0.hasPrefix("| `") }
            documented[name] = Set(
                rows.flatMap { row in
                    row.split(separator: "|")[0].split(separator: "`").map(String.init).filter {
                        $0.allSatisfy(\.isName)
                    }
                }
            )
        }
        for (view, columns) in actual { #expect(documented[view] == columns, "\(view)") }
        #expect(Set(documented.keys) == Set(actual.keys))
    }

    @Test("it names every function")
    func functions() throws {
        let start = try #require(manual.range(of: "- **Call** `"))
        let end = try #require(manual[start.upperBound...].range(of: "`"))
        let names = manual[start.upperBound..<end.lowerBound].split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(Set(names) == SandboxRules.functions)
        #expect(names == names.sorted())
    }
}

extension Character {
    fileprivate var isName: Bool { isLetter || isNumber || self == "_" }
}
