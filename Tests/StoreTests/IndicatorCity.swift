import Foundation
import GRDB
import Testing
import Units

@testable import Store

/// A city of two districts on disk, with a functional zone and a district that was abolished at New Year 2014.
struct IndicatorCity {
    static let city = Jurisdiction.ID(rawValue: 1)
    static let haizhou = Jurisdiction.ID(rawValue: 2)
    static let lianyun = Jurisdiction.ID(rawValue: 3)
    static let zone = Jurisdiction.ID(rawValue: 4)
    static let xinpu = Jurisdiction.ID(rawValue: 5)
    static let now = Instant(seconds: 1_750_000_000)

    let folder: TemporaryFolder
    let store: Store
    let runner: IndicatorRunner

    init(deadline: Duration = .seconds(2)) throws {
        folder = try TemporaryFolder()
        store = try Store(directory: folder.path)
        func place(
            _ id: Jurisdiction.ID,
            _ kind: Jurisdiction.Kind,
            _ name: String,
            to end: String? = nil
        )
            -> Jurisdiction
        {
            Jurisdiction(
                id: id,
                kind: kind,
                divisionCode: nil,
                name: name,
                englishName: name,
                parent: id == Self.city ? nil : Self.city,
                validTo: end.flatMap(CivilDay.init)
            )
        }
        try store.seed(
            jurisdictions: [
                place(Self.city, .city, "连云港市"), place(Self.haizhou, .district, "海州区"),
                place(Self.lianyun, .district, "连云区"), place(Self.zone, .functionalZone, "徐圩新区"),
                place(Self.xinpu, .district, "新浦区", to: "2014-01-01"),
            ],
            predecessors: []
        )
        runner = try IndicatorRunner(directory: folder.path, deadline: deadline)
    }

    /// Reports one quantity for districts.
    func report(_ quantity: String, scope: String = "", _ year: Int, _ values: [Jurisdiction.ID: Double]) async throws {
        let source = try await store.syntheticSource(name: "test", now: Self.now)
        let reports = values.map { place, value in
            ReportedValue(
                quantity: quantity,
                scope: scope,
                jurisdiction: place,
                year: year,
                value: value,
                reporter: "区住建局"
            )
        }
        try await store.report(reports, source: source, now: Self.now)
    }

    /// Puts a public building in the register. [m²]
    func addBuilding(
        _ id: Int,
        in place: Jurisdiction.ID,
        zone: Jurisdiction.ID? = nil,
        completed: Int?,
        area: Double,
        kind: String = "office"
    ) async throws {
        let source = try await store.syntheticSource(name: "test", now: Self.now)
        try await store.writer.write { db in
            try db.execute(sql: "INSERT INTO building VALUES (?, 0)", arguments: [id])
            try db.execute(
                sql: """
                    INSERT INTO building_record (building_id, revision, name, kind, gross_floor_area_m2, completed_year,
                        source_id, created_at) VALUES (?, 1, 'x', ?, ?, ?, ?, 0)
                    """,
                arguments: [id, kind, area, completed, source]
            )
            for (role, place) in [("statistical", place), ("functional", zone)] {
                guard let place else { continue }
                try db.execute(
                    sql: "INSERT INTO building_place VALUES (?, ?, ?, NULL, NULL)",
                    arguments: [id, role, place.rawValue]
                )
            }
        }
    }

    /// Puts emissions of a district in place. [kg]
    func emit(
        _ place: Jurisdiction.ID,
        _ year: Int,
        _ segment: String,
        _ carrier: String,
        scope: String,
        carbon: Double = 0,
        coalEquivalent: Double = 0
    ) async throws {
        try await store.writer.write {
            try $0.execute(
                sql: "INSERT INTO emission_year VALUES (?, ?, ?, ?, ?, ?, ?, 'f')",
                arguments: [place.rawValue, year, segment, carrier, scope, carbon, coalEquivalent]
            )
        }
    }

    func value(
        _ id: String,
        _ year: Int,
        in place: Jurisdiction.ID = IndicatorCity.city,
        variant: String? = nil
    ) async throws -> IndicatorValue {
        let indicator = try #require(Self.shippedCatalogue()[id])
        return try await runner.value(of: indicator, jurisdiction: place, year: year, variant: variant)
    }

    func rows(
        _ id: String,
        _ year: Int,
        in place: Jurisdiction.ID = IndicatorCity.city,
        variant: String? = nil
    ) async throws -> [IndicatorRow] {
        let indicator = try #require(Self.shippedCatalogue()[id])
        return try await runner.rows(of: indicator, jurisdiction: place, year: year, variant: variant)
            .sorted { $0.subject < $1.subject }
    }

    // MARK: - shipped files

    private static let shipped = Result {
        let city = try IndicatorCity()
        return IndicatorCatalogue(shipped: try shippedFiles(), runner: city.runner)
    }

    static func shippedCatalogue() throws -> IndicatorCatalogue { try shipped.get() }

    static let resources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "../../Sources/Store/Resources"
    ).standardizedFileURL

    static func shippedFiles() throws -> [(file: String, text: String)] {
        let folder = resources.appendingPathComponent("Indicators")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sql") }.map {
            ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
        }
    }
}

extension String {
    static let plainValue = """
        SELECT 1 AS numerator, NULL AS denominator, 1 AS value, 0 AS measured, 0 AS billed, 1 AS statistical, 0 AS estimated
        """
    static let plainRows = "SELECT 'segment' AS kind, 'all' AS subject, 1 AS contribution, NULL AS weight"

    /// The text of a valid file, with keys changed or, where empty, taken away.
    static func indicator(
        _ id: String = "own",
        _ changes: [String: String] = [:],
        extra: [String] = [],
        value: String = .plainValue,
        rows: String = .plainRows
    ) -> String {
        var keys = [
            "id": id, "zh": "指标", "en": "Indicator", "unit": "%", "direction": "up", "formula-zh": "甲 ÷ 乙",
            "formula-en": "a ÷ b", "clause": "第1项", "clause-en": "task 1", "quantities": "community.total",
            "reporter": "区住建局", "reporter-en": "district", "answers": "甲 | %",
        ]
        keys.merge(changes) { $1 }
        let lines =
            keys.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { "\($0.key): \($0.value)" } + extra
        return "/*\n\(lines.joined(separator: "\n"))\n*/\n-- value\n\(value);\n-- rows\n\(rows);\n"
    }
}
