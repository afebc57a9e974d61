import Buildings
import Foundation
import Testing
import Units
import Workflows

@Suite("City map")
struct MapTests {
    /// Two buildings with electricity, one without any reading.
    private static let readings = """
        meter,time,value
        E1,2025-01-01 00:00,0
        E1,2025-01-02 00:00,1000
        E1,2025-01-03 00:00,2000
        E3A,2025-01-01 00:00,0
        E3A,2025-01-02 00:00,4000
        """

    private static func city() async throws -> TestPlatform {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, readings)
        return test
    }

    private static func district(_ code: String, _ test: TestPlatform) async throws -> Jurisdiction.ID {
        try #require(await test.platform.jurisdictions(scope: .all).first { $0.divisionCode == code }).id
    }

    @Test("is there only once something was imported")
    func empty() async throws {
        #expect(try await TestPlatform().platform.cityMap(year: nil, scope: .all) == nil)
    }

    @Test("has energy per floor area as worked out by hand")
    func intensities() async throws {
        let test = try await Self.city()
        let map = try #require(await test.platform.cityMap(year: nil, scope: .all))
        #expect(map.ground == .schematic && map.year.number == 2025 && map.monthCount == 1)
        let values = Dictionary(uniqueKeysWithValues: map.blocks.map { ($0.code, $0.intensity) })
        // 0.1229 kgce/kWh; 2,000 kWh on 10,000 m² and 4,000 kWh on 5,000 m².
        #expect(agree(try #require(values[City.office] ?? nil), 2_000 * 0.1229 / 10_000))
        #expect(agree(try #require(values[City.school] ?? nil), 4_000 * 0.1229 / 5_000))
        // A building with meters but without a single reading is not known to use nothing.
        #expect(values.keys.contains(City.mall))
        #expect((values[City.mall] ?? nil) == nil, "\(values)")
        let place = try #require(map.places.first { $0.jurisdiction.divisionCode == "320706" })
        #expect(agree(try #require(place.intensity), 6_000 * 0.1229 / 15_000))
        #expect(place.buildingCount == 2)
    }

    @Test("has a tile for every present district of both cities, and none for abolished ones")
    func districts() async throws {
        let lianyungang = try #require(await Self.city().platform.cityMap(year: nil, scope: .all))
        #expect(lianyungang.places.compactMap(\.jurisdiction.divisionCode).count == 6)
        let tianjin = try TestPlatform()
        try await tianjin.load(
            .importBuildings,
            """
            building_code,building_name,building_kind,gross_floor_area_m2,division_code
            120101A001,办公楼,A,10000,120101
            """
        )
        let map = try #require(await tianjin.platform.cityMap(year: nil, scope: .all))
        #expect(map.places.count == 16 && Set(map.places.map(\.jurisdiction.name)).count == 16)
        #expect(map.places.allSatisfy { $0.jurisdiction.validTo == nil })
        #expect(map.scenery.contains { $0.name?.zh == "渤海湾" && $0.kind == .water })
    }

    @Test("has no water under a tile", arguments: ["320706", "120101"])
    func dry(code: String) async throws {
        let test = try TestPlatform()
        let header = "building_code,building_name,building_kind,gross_floor_area_m2,division_code\n"
        try await test.load(.importBuildings, header + "B1,示例,A,10000,\(code)")
        let map = try #require(await test.platform.cityMap(year: nil, scope: .all))
        let waters = map.scenery.filter { $0.kind == .water }.flatMap(\.lines)
        #expect(!waters.isEmpty)
        for place in map.places {
            let ring = place.polygons[0][0]
            for water in waters {
                for point in water { #expect(!Self.isInside(point, ring), "\(place.jurisdiction.name)") }
                for corner in ring { #expect(!Self.isInside(corner, water), "\(place.jurisdiction.name)") }
            }
        }
    }

    /// Even–odd rule.
    private static func isInside(_ point: GeographicPoint, _ ring: [GeographicPoint]) -> Bool {
        var isInside = false
        for (from, to) in zip(ring, ring.dropFirst())
        where (from.latitude > point.latitude) != (to.latitude > point.latitude) {
            let share = (point.latitude - from.latitude) / (to.latitude - from.latitude)
            if point.longitude < from.longitude + share * (to.longitude - from.longitude) { isInside.toggle() }
        }
        return isInside
    }

    @Test("shows a reader what lies in the scope, where everyone else sees it")
    func scope() async throws {
        let test = try await Self.city()
        let all = try #require(await test.platform.cityMap(year: nil, scope: .all))
        let own = try await Self.district("320706", test)
        let map = try #require(await test.platform.cityMap(year: nil, scope: Scope(jurisdictions: [own])))
        #expect(map.places.map(\.jurisdiction.id) == [own])
        #expect(Set(map.blocks.map(\.code)) == [City.office, City.school])
        for block in map.blocks {
            #expect(block.footprint == all.blocks.first { $0.id == block.id }?.footprint)
        }
        let none = try #require(await test.platform.cityMap(year: nil, scope: Scope(jurisdictions: [])))
        #expect(none.places.isEmpty && none.blocks.isEmpty)
    }

    @Test("finds the buildings that the list finds")
    func filters() async throws {
        let test = try await Self.city()
        let map = try #require(await test.platform.cityMap(year: nil, scope: .all))
        let district = try await Self.district("320706", test)
        let queries = [
            BuildingQuery(), BuildingQuery(text: "大楼"), BuildingQuery(text: "a00"), BuildingQuery(text: "%"),
            BuildingQuery(text: "_"), BuildingQuery(jurisdiction: district), BuildingQuery(kind: .retail),
            BuildingQuery(text: "学", jurisdiction: district, kind: .education), BuildingQuery(text: "没有"),
        ]
        for query in queries {
            let listed = try await test.platform.buildings(query, scope: .all).rows.map(\.id)
            #expect(Set(map.blocks(query).map(\.id)) == Set(listed), "\(query)")
        }
    }

    @Test("of another year has no intensities, and breaks only where there is something to part")
    func otherYear() async throws {
        let map = try #require(await Self.city().platform.cityMap(year: CivilYear(2024), scope: .all))
        #expect(map.monthCount == 0 && map.breaks.isEmpty)
        #expect(map.blocks.count == 3 && map.blocks.allSatisfy { $0.intensity == nil })
    }
}
