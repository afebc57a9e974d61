import Buildings
import GRDB
import Testing
import Units

@testable import Store

/// Indicators that the register and the readings can answer themselves.
@Suite("Indicators from register and readings")
struct IndicatorRegisterTests {
    private let haizhou = IndicatorCity.haizhou
    private let lianyun = IndicatorCity.lianyun
    private let zone = IndicatorCity.zone

    private func report(
        _ city: IndicatorCity,
        _ values: [(quantity: String, building: Int64, value: Double)],
        _ year: Int
    ) async throws {
        let source = try await city.store.syntheticSource(name: "test", now: IndicatorCity.now)
        let reports = values.map {
            ReportedValue(
                quantity: $0.quantity,
                jurisdiction: haizhou,
                building: .init(rawValue: $0.building),
                year: year,
                value: $0.value,
                reporter: "业主"
            )
        }
        try await city.store.report(reports, source: source, now: IndicatorCity.now)
    }

    // Public buildings up to 2005: 600 + 400 + 1000 m²; 600 of them retrofitted. One office of 1000 m² has no year.
    @Test("old public buildings of the register that were retrofitted")
    func retrofit() async throws {
        let city = try IndicatorCity()
        try await city.addBuilding(1, in: haizhou, completed: 1_999, area: 600)
        try await city.addBuilding(2, in: haizhou, zone: zone, completed: 2_005, area: 400, kind: "hotel")
        try await city.addBuilding(3, in: haizhou, completed: 2_006, area: 7_000)
        try await city.addBuilding(4, in: haizhou, completed: 1_990, area: 9_000, kind: "residential")
        try await city.addBuilding(5, in: haizhou, completed: nil, area: 1_000)
        try await city.addBuilding(6, in: lianyun, completed: 2_000, area: 1_000)
        let id = "inefficient-public-retrofit"
        #expect(try await city.value(id, 2025, variant: "register") == .noData)
        try await report(city, [("inefficient_public.building_retrofitted", 1, 600)], 2_024)
        let value = try await city.value(id, 2025, variant: "register")
        #expect(value.value == 30 && value.numerator == 600 && value.denominator == 2_000)
        #expect(value.share == DataShare(statistical: 0.9))
        let rows = try await city.rows(id, 2025, variant: "register")
        #expect(rows.map(\.subject) == ["1", "2", "6"] && rows.map(\.contribution) == [600, 0, 0])
        #expect(try await city.value(id, 2025, in: haizhou, variant: "register").value == 60)
        #expect(try await city.value(id, 2023, variant: "register") == .noData)
        // The zone has an old building of its own, and nobody retrofitted it.
        #expect(try await city.value(id, 2025, in: zone, variant: "register") == .noData)
        try await report(city, [("inefficient_public.building_retrofitted", 2, 400)], 2_025)
        #expect(try await city.value(id, 2025, in: zone, variant: "register").value == 100)
    }

    // 100 kWh a month in 2023 and 88 in 2025: 12 % less; 60 % of 2025's air conditioning was estimated.
    @Test("commissioning: certified by project, or read from the meters of buildings commissioned the year before")
    func commissioning() async throws {
        let city = try IndicatorCity()
        try await city.addBuilding(7, in: haizhou, completed: 2_000, area: 600)
        let certified = [("commissioning.energy_before", Int64(7), 1_000.0), ("commissioning.energy_after", 7, 900)]
        try await report(city, certified, 2_024)
        let reported = try await city.value("commissioning-gain", 2024)
        #expect(reported.value == 10 && reported.share == DataShare(statistical: 0.5))
        try await meter(city, 7, 2_023, monthly: 100, estimated: 0)
        #expect(try await city.value("commissioning-gain", 2025, variant: "metered") == .noData)
        try await meter(city, 7, 2_025, monthly: 88, estimated: 22)
        let metered = try await city.value("commissioning-gain", 2025, variant: "metered")
        #expect(abs((metered.value ?? 0) - 12) < 1e-9 && metered.denominator == 1_200)
        // 264 of 2256 kWh were estimated.
        #expect(abs(metered.share.measured - 1_992.0 / 2_256) < 1e-9 && abs(metered.share.known - 1) < 1e-9)
        #expect(
            try await city.rows("commissioning-gain", 2025, variant: "metered") == [
                IndicatorRow(kind: .building, subject: "7", contribution: 144, weight: 1_200)
            ]
        )
        #expect(try await city.value("commissioning-gain", 2025) == .noData)
    }

    /// Air conditioning and power of a building, half each, every month of a year. [kWh]
    private func meter(
        _ city: IndicatorCity,
        _ building: Int,
        _ year: Int,
        monthly: Double,
        estimated: Double
    ) async throws {
        try await city.store.writer.write { db in
            for month in 0..<12 {
                for item in ["01B00", "01C00"] {
                    let micro = [monthly, estimated].map { Int64($0 / 2 * 1e6) }
                    try db.execute(
                        sql: "INSERT INTO energy_month VALUES (?, ?, ?, ?, ?, 0, 0)",
                        arguments: [building, (year - 1_970) * 12 + month, item, micro[0], micro[1]]
                    )
                }
            }
        }
    }
}
