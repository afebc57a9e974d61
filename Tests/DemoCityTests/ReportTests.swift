import Buildings
import DemoCity
import Foundation
import Metering
import Testing
import Units

@Suite("Invented reports")
struct ReportTests {
    private func city(_ city: DemoCity.City) throws -> DemoCity {
        try DemoCity.bundled(city, from: "2026-10-01", days: 1)
    }

    /// What must not be more than what, everywhere and in every year.
    private static let parts: [(part: String, whole: String)] = [
        ("roof.pv_area", "roof.usable_area"), ("roof.usable_area", "roof.total_area"),
        ("energy.renewable_substituted", "energy.building_total"),
        ("waste.construction_used", "waste.construction_generated"),
        ("waste.construction_recycled", "waste.construction_used"), ("community.green", "community.total"),
        ("community.complete", "community.total"), ("floor_area.prefab_started", "floor_area.started"),
        ("floor_area.new_public_all_electric", "floor_area.new_public"),
        ("floor_area.new_green", "floor_area.new_civil"), ("floor_area.new_star", "floor_area.new_green"),
        ("floor_area.new_two_star", "floor_area.new_star"), ("green.covered_area", "built_up.area"),
        ("sponge.compliant_area", "built_up.area"), ("water.authorised", "water.supplied"),
        ("wastewater.reused", "wastewater.treated"), ("sludge.disposed", "sludge.generated"),
        ("household_waste.utilised", "household_waste.generated"),
        ("household_waste.recycled", "household_waste.utilised"), ("travel.green", "travel.total"),
        ("lighting.led", "lighting.total"), ("retrofit.public_floor_area", "retrofit.floor_area"),
        ("retrofit.residential_floor_area", "retrofit.floor_area"),
        ("retrofit.public_floor_area_20", "retrofit.public_floor_area"),
        ("floor_area.new_gov_public_two_star", "floor_area.new_gov_public"),
        ("floor_area.new_residential_75", "floor_area.new_residential"),
        ("floor_area.new_civil_gb55015", "floor_area.new_civil"), ("forest.area", "land.area"),
        ("inefficient_public.retrofitted", "inefficient_public.total"),
        ("park.served_by_radius", "residential_land.area"), ("park.served_by_walk", "residential_land.area"),
        ("permeable.area", "built_up.area"), ("built_up.water_area", "built_up.area"),
        ("water.household_metered", "water.supplied"), ("wastewater.treated", "wastewater.discharged"),
        ("commissioning.energy_after", "commissioning.energy_before"), ("rural.energy_after", "rural.energy_before"),
        ("floor_area.state_land_eligible", "floor_area.state_land_civil"),
        ("floor_area.state_land_prefab", "floor_area.state_land_eligible"),
        ("material.lost_value", "material.net_value"), ("lighting.led_power", "lighting.total_power"),
        ("heat_network.renewed", "heat_network.renewed_pipe"),
    ]

    @Test("no part is more than its whole, in any district, building or year", arguments: DemoCity.City.allCases)
    func conservation(city: DemoCity.City) throws {
        let reports = try self.city(city).reports
        func key(_ report: DemoReport, _ quantity: String) -> String {
            "\(quantity) \(report.scope) \(report.divisionCode) \(report.buildingCode ?? "") \(report.year)"
        }
        let values = Dictionary(uniqueKeysWithValues: reports.map { (key($0, $0.quantity), $0.value) })
        for (part, whole) in Self.parts {
            for report in reports where report.quantity == part {
                if let value = values[key(report, whole)] { #expect(report.value <= value, "\(report)") }
            }
        }
        #expect(reports.allSatisfy { $0.value >= 0 && $0.value == $0.value.rounded() })
        #expect(Set(reports.map(\.year)) == Set(2020...2025))
        #expect(reports.allSatisfy { !$0.reporter.isEmpty && !$0.quantity.isEmpty })
    }

    /// A city's ratio of two quantities. [1]
    private func ratio(_ reports: [DemoReport], _ part: String, _ whole: String, _ year: Int = 2025) -> Double {
        func sum(_ quantity: String) -> Double {
            reports.reduce(0) { $0 + ($1.quantity == quantity && $1.year == year ? $1.value : 0) }
        }
        return sum(part) / sum(whole)
    }

    @Test("Lianyungang in 2025: some targets reached, some missed")
    func lianyungang() throws {
        let reports = try city(.lianyungang).reports
        let expected: [(String, String, Double)] = [
            ("energy.renewable_substituted", "energy.building_total", 0.074),
            ("floor_area.prefab_started", "floor_area.started", 0.52), ("community.green", "community.total", 0.63),
            ("park.area", "population.urban", 15.8), ("green.covered_area", "built_up.area", 0.417),
            ("sponge.compliant_area", "built_up.area", 0.42), ("water.authorised", "water.supplied", 0.913),
            ("wastewater.reused", "wastewater.treated", 0.269), ("sludge.disposed", "sludge.generated", 0.986),
            ("household_waste.recycled", "household_waste.generated", 0.36),
            ("household_waste.utilised", "household_waste.generated", 0.78),
            ("waste.construction_site", "floor_area.new_construction", 0.0342),
            ("waste.construction_used", "waste.construction_generated", 0.83),
            ("waste.construction_recycled", "waste.construction_generated", 0.46),
            ("floor_area.new_public_all_electric", "floor_area.new_public", 0.148),
            ("floor_area.new_gov_public_two_star", "floor_area.new_gov_public", 0.96),
            ("floor_area.new_residential_75", "floor_area.new_residential", 1),
            ("inefficient_public.retrofitted", "inefficient_public.total", 0.33), ("forest.area", "land.area", 0.2225),
            ("park.served_by_radius", "residential_land.area", 0.905), ("permeable.area", "built_up.area", 0.403),
        ]
        for (part, whole, value) in expected {
            let found = ratio(reports, part, whole)
            #expect(abs(found - value) < 0.006 * value, "\(part) \(found)")
        }
        #expect(0.41...0.46 ~= ratio(reports, "roof.pv_area", "roof.usable_area"))
        let retrofits = [2023, 2025].map { year in
            reports.reduce(0) { $0 + ($1.quantity == "retrofit.floor_area" && $1.year == year ? $1.value : 0) }
        }
        #expect(abs(retrofits[1] / retrofits[0] - 1.126) < 0.001)
    }

    @Test("Tianjin: what is counted up since 2021, and ratios of 2025")
    func tianjin() throws {
        let reports = try city(.tianjin).reports
        func total(_ quantity: String) -> Double {
            reports.reduce(0) { $0 + ($1.quantity == quantity && $1.year > 2020 ? $1.value : 0) }
        }
        #expect(abs(total("ultra_low_energy.floor_area") - 1_200_000) < 10_000)
        #expect(total("retrofit.public_floor_area") > 1_500_000)
        #expect(total("heat_network.renewed") < 300_000)
        #expect(total("eco_district.completed") == 1)
        #expect(abs(ratio(reports, "energy.renewable_substituted", "energy.building_total") - 0.081) < 0.001)
        #expect(abs(ratio(reports, "travel.green", "travel.total") - 0.752) < 0.001)
        #expect(ratio(reports, "floor_area.new_green", "floor_area.new_civil") == 1)
        #expect(reports.filter { $0.quantity == "energy.building_total" }.allSatisfy { $0.scope == "urban_buildings" })
    }

    @Test("some districts left something out, and some quantities nobody reports", arguments: DemoCity.City.allCases)
    func missing(city: DemoCity.City) throws {
        let city = try self.city(city)
        let districts = Set(city.reports.map(\.divisionCode)).subtracting([city.city.divisionCode])
        let green = city.reports.filter { $0.quantity == "waste.construction_recycled" && $0.buildingCode == nil }
        #expect(green.count == districts.count * 6 - 1)
        let absent = ["garden_waste.utilised", "floor_area.new_star_green_materials"]
        #expect(!city.reports.contains { absent.contains($0.quantity) })
    }

    @Test("roofs stand by building for institutions new in that year, by district for factories")
    func roofs() throws {
        let city = try city(.lianyungang)
        let byCode = Dictionary(uniqueKeysWithValues: city.buildings.map { ($0.registration.code, $0.registration) })
        let roofs = city.reports.filter { $0.quantity == "roof.total_area" }
        for report in roofs {
            guard let code = report.buildingCode else { continue }
            let building = try #require(byCode[code])
            #expect(building.completedYear?.number == report.year)
            #expect([.office, .education, .healthcare].contains(building.kind))
            #expect(building.divisionCode == report.divisionCode)
            #expect(report.value <= 1.2 * building.grossFloorArea.squareMetres)
        }
        for year in 2021...2025 {
            #expect(roofs.filter { $0.year == year && $0.buildingCode != nil }.count >= 3)
            #expect(roofs.filter { $0.year == year && $0.buildingCode == nil }.count == 6)
        }
    }

    @Test("departments are those of the plan", arguments: DemoCity.City.allCases)
    func reporters(city: DemoCity.City) throws {
        let plan = city == .lianyungang ? "lianyungang-2024" : "tianjin-2023"
        let text = try #require(
            String(bytes: try Bundled.data("PeakPlanning/Resources/Plans/\(plan).txt"), encoding: .utf8)
        )
        let departments = Set(try self.city(city).reports.map(\.reporter))
        #expect(departments.count > 2)
        for department in departments { #expect(text.contains(department), "\(department)") }
    }
}
