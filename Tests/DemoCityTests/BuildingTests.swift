import Buildings
import DemoCity
import Foundation
import Metering
import Testing
import Units

@Suite("Invented buildings")
struct BuildingTests {
    private struct Places: Decodable {
        struct Place: Decodable {
            var kind: String
            var code: String?
            var name: String
            var parent: Int?
            var valid_to: String?
        }
        var jurisdictions: [Place]
    }

    private static let parents = [DemoCity.City.lianyungang: 30, .tianjin: 1]

    private func places(of city: DemoCity.City) throws -> [Places.Place] {
        let file = try JSONDecoder().decode(Places.self, from: try Bundled.data("Units/Resources/jurisdictions.json"))
        return file.jurisdictions.filter { $0.parent == Self.parents[city] && $0.valid_to == nil }
    }

    @Test("codes are unique, those of the district and the kind, and in order", arguments: DemoCity.City.allCases)
    func codes(city: DemoCity.City) throws {
        let buildings = try DemoCity.bundled(city, from: "2026-10-01", days: 1).buildings.map(\.registration)
        let codes = buildings.map(\.code)
        #expect(codes.count == 120)
        #expect(Set(codes).count == codes.count)
        #expect(codes == codes.sorted())
        for building in buildings {
            let letter = building.kind.letter.map(String.init) ?? "R"
            #expect(building.code.wholeMatch(of: /[0-9]{6}[A-HR][0-9]{3}/) != nil)
            #expect(building.code.hasPrefix((building.divisionCode ?? "") + letter))
        }
    }

    @Test("every district of the city has buildings, and zones are real", arguments: DemoCity.City.allCases)
    func districts(city: DemoCity.City) throws {
        let buildings = try DemoCity.bundled(city, from: "2026-10-01", days: 1).buildings.map(\.registration)
        let places = try places(of: city)
        let districts = Set(places.filter { $0.kind == "district" }.compactMap(\.code))
        #expect(Set(buildings.compactMap(\.divisionCode)) == districts)
        let zones = Set(places.filter { $0.kind == "functional_zone" }.map(\.name))
        #expect(zones.isSuperset(of: buildings.compactMap(\.functionalZone)))
        #expect((city == .lianyungang) == buildings.contains { $0.functionalZone != nil })
        let central = city == .lianyungang ? "320706" : "120104"
        let outer = city == .lianyungang ? "320724" : "120119"
        #expect(
            buildings.filter { $0.divisionCode == central }.count > buildings.filter { $0.divisionCode == outer }.count
        )
    }

    @Test("a register would take them, and nobody takes them for real", arguments: DemoCity.City.allCases)
    func plausible(city: DemoCity.City) throws {
        let buildings = try DemoCity.bundled(city, from: "2026-10-01", days: 1).buildings.map(\.registration)
        #expect(Set(buildings.map(\.kind)) == Set(Building.Kind.allCases).subtracting([.ruralHouse]))
        #expect(Set(buildings.map(\.name)).count == buildings.count)
        for building in buildings {
            let area = building.grossFloorArea.squareMetres
            #expect(2_000...110_000 ~= area)
            #expect(1...33 ~= building.floorsAbove ?? 0)
            #expect(1988...2025 ~= building.completedYear?.number ?? 0)
            #expect(0..<area ~= building.heatedFloorArea?.squareMetres ?? 0)
            #expect(building.location == nil)
            for name in [building.name, building.owner?.name, building.user?.name, building.responsibleParty?.name] {
                #expect(name?.hasPrefix("示例") == true)
            }
        }
        let heated = buildings.filter { $0.heatedFloorArea != nil }.count
        #expect(city == .tianjin ? heated > 80 : heated < 30)
    }

    @Test("each year since 2021 has at least three new public institutions", arguments: DemoCity.City.allCases)
    func institutions(city: DemoCity.City) throws {
        let buildings = try DemoCity.bundled(city, from: "2026-10-01", days: 1).buildings.map(\.registration)
        for year in 2021...2025 {
            let new = buildings.filter {
                [.office, .education, .healthcare].contains($0.kind) && $0.completedYear?.number == year
            }
            #expect(new.count >= 3)
        }
    }

    @Test("eight meters a building, codes unique, devices that can be read", arguments: DemoCity.City.allCases)
    func meters(city: DemoCity.City) throws {
        let city = try DemoCity.bundled(city, from: "2026-10-01", days: 1)
        let meters = city.buildings.flatMap(\.meters)
        #expect(7.5...8.5 ~= Double(meters.count) / Double(city.buildings.count))
        #expect(Set(meters.map(\.code)).count == meters.count)
        #expect(meters.contains { $0.devices[0].kind == .interval })
        #expect(meters.filter { $0.devices[0].kind == .register }.count > meters.count * 3 / 4)
        #expect(meters.contains { $0.devices[0].ratio.doubleValue > 1 })
        for meter in meters {
            #expect(meter.devices[0].microPerCount(in: meter.item.carrier.unit) != nil)
            #expect(8...10 ~= meter.devices[0].digits)
            #expect(meter.devices[0].validFrom <= city.days.lowerBound.start)
        }
        for building in city.buildings {
            #expect(building.meters.map(\.item) == building.meters.map(\.item).sorted())
            #expect(building.position(of: "01000") == 0)
            let isHeated = building.registration.heatedFloorArea != nil
            #expect((building.position(of: "04000") != nil) == isHeated)
        }
    }
}
