import Access
import Foundation
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

@Suite("Parts of the metering page")
struct MeteringPartTests {
    private static let files: [(kind: Job.Kind, text: String)] = [
        (
            .importBuildings,
            """
            building_code,building_name,building_kind,gross_floor_area_m2,division_code
            A,Alder House,A,1,320706
            B,Birch House,A,1,320703
            """
        ),
        (
            .importMeters,
            """
            meter,building,item,kind,unit,decimals,digits,valid_from
            EA,A,01000,register,kWh,2,9,2026-06-01
            EB,B,01000,register,kWh,2,9,2026-06-01
            """
        ),
        (
            .importReadings,
            """
            time,EA,EB
            2026-06-01 00:00,1,1
            2026-06-01 24:00,2,2
            2026-06-02 06:00,,3
            2026-06-02 24:00,3,
            """
        ),
    ]

    @Test("from the city to a district, a building, and a day's meters with gaps")
    func down() async throws {
        let city = try await TestCity.of(Self.files)
        let district = try #require(
            try await city.platform.jurisdictions(scope: .all).first { $0.divisionCode == "320703" }
        )
        let top = try await city.client.get("/metering?year=2026&lang=en")
        #expect(top.body.contains("/metering?year=2026&amp;jurisdiction=\(district.id.rawValue)"))
        #expect(top.body.contains("/metering?year=2026&amp;day=2026-06-02#day"))
        let below = try await city.client.get("/metering?year=2026&jurisdiction=\(district.id.rawValue)&lang=en")
        #expect(below.body.contains("Birch House") && !below.body.contains("Alder House"))
        let gaps: DayGapsResponse = try await city.client.get("/api/v1/metering/gaps?day=2026-06-02").decoded()
        #expect(gaps.items.map(\.meter.code) == ["EB"])
        #expect(gaps.items.map(\.missingS) == [18 * 3_600])
        let whole: DayGapsResponse = try await city.client.get("/api/v1/metering/gaps?day=2026-06-01").decoded()
        #expect(whole.items.isEmpty)
        let page = try await city.client.get("/metering?year=2026&day=2026-06-02&lang=en")
        #expect(page.body.contains("1 meters did not deliver the whole day; 18.0 hours are missing, 0.0 estimated"))
    }

    @Test("what lies elsewhere is not there")
    func elsewhere() async throws {
        let city = try await TestCity.of(Self.files)
        let places = try await city.platform.jurisdictions(scope: .all)
        let own = try #require(places.first { $0.divisionCode == "320706" })
        let other = try #require(places.first { $0.divisionCode == "320703" })
        let officer = city.client.as(.of(.districtOfficer, scope: Scope(jurisdictions: [own.id])))
        let buildings: BuildingsResponse = try await city.client.get("/api/v1/buildings").decoded()
        let birch = try #require(buildings.items.first { $0.name == "Birch House" })
        #expect(try await officer.get("/metering?jurisdiction=\(other.id.rawValue)").status == .notFound)
        #expect(try await officer.get("/metering?building=\(birch.id)").status == .notFound)
        #expect(try await city.client.get("/metering?building=\(birch.id)").status == .ok)
        let both = "jurisdiction=\(own.id.rawValue)&building=\(birch.id)"
        #expect(try await city.client.get("/metering?\(both)").status == .notFound)
        let gaps: DayGapsResponse = try await officer.get("/api/v1/metering/gaps?day=2026-06-02").decoded()
        #expect(gaps.items.isEmpty)
    }
}
