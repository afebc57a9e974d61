import Foundation
import HTTPTypes
import Testing
import Workflows

@testable import Web

/// A building's monthly carbon worked out from the text of its files, against what pages and API show.
@Suite("Carbon by hand on the page")
struct CarbonByHandTests {
    private static let readings = """
        time,E1,E1A,G1
        2025-03-01 00:00,1000.00,1.00,50.000
        2025-03-15 12:00,61000.25,2.00,1050.500
        2025-04-01 00:00,124456.78,5.00,2395.678
        """

    @Test("the page and the API show what the file gives by hand")
    func page() async throws {
        let city = try await TestCity.of([
            (
                .importBuildings,
                """
                building_code,building_name,building_kind,gross_floor_area_m2,division_code
                320706A001,Hand,A,10000,320706
                """
            ),
            (
                .importMeters,
                """
                meter,building,item,kind,unit,decimals,digits,valid_from
                E1,320706A001,01000,register,kWh,2,9,2025-01-01
                E1A,320706A001,01A00,register,kWh,2,9,2025-01-01
                G1,320706A001,03000,register,m3,3,10,2025-01-01
                """
            ),
            (.importReadings, Self.readings),
        ])
        // Last row minus first row of the file, times the factors of Jiangsu's grid (2023) and of natural gas.
        let rows = Self.readings.split(separator: "\n").dropFirst().map { row in
            row.split(separator: ",").dropFirst().compactMap { Double($0) }
        }
        let first = try #require(rows.first)
        let last = try #require(rows.last)
        let kilograms = (last[0] - first[0]) * 0.5827 + (last[2] - first[2]) * 2.1622

        let answer = try await city.client.get("/api/v1/explanations/buildings/1/2025-03").body
        let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any])
        let figure = try #require(json["carbon_kgco2"] as? Double)
        #expect(abs(figure - kilograms) < kilograms * 1e-12)

        // 77 010.09 kg are 77.0 t.
        let shown = String(format: "%.1f", kilograms / 1_000)
        #expect(shown == "77.0")
        for path in ["/explain/buildings/1/2025-03", "/buildings/1?year=2025"] {
            let page = try await city.client.get(path)
            #expect(page.status == .ok)
            #expect(page.body.contains(shown), "\(path)")
        }
    }
}
