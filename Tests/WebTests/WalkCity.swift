import Access
import Buildings
import DemoCity
import Foundation
import Metering
import Testing
import Units
import Workflows

@testable import Web

/// A generated city with two buildings that everyone would recognise: each in another district, of another organisation;
/// and with a report of each of the two districts.
struct WalkCity: Sendable {
    /// One of the two sides that must not see each other.
    struct Side: Sendable {
        let district: Jurisdiction.ID
        let organisation: Organisation.ID
        let building: Int64
        let meter: Int64
        /// A figure of the district, and the decision by which it was published.
        let decision: Int64
        let figure: Int64
    }

    static let ownName = "Alder House"
    static let otherName = "Birch House"

    let city: TestCity
    let own: Side
    let other: Side
    /// Names and codes of buildings and meters, each with who may see it.
    private let marks: [Mark]
    private typealias Mark = (text: String, isVisible: @Sendable (Principal) -> Bool)

    static func shared() async throws -> WalkCity { try await made.value }

    private static let made = Task { try await make() }

    private static let buildings = """
        building_code,building_name,building_kind,gross_floor_area_m2,division_code,owner_name,address
        WALK-OWN,Alder House,A,10000,320706,Cedar Holding,Alder Lane 1
        WALK-OTHER,Birch House,A,20000,320703,Dogwood Holding,Birch Lane 2
        """
    private static let meters = """
        meter,building,item,kind,unit,decimals,digits,valid_from
        METER-OWN,WALK-OWN,01000,register,kWh,2,9,2026-01-01
        METER-OTHER,WALK-OTHER,01000,register,kWh,2,9,2026-01-01
        """
    private static let readings = """
        time,METER-OWN,METER-OTHER
        2026-04-01 00:00,1000.00,5000.00
        2026-04-15 12:00,900.25,9000.00
        2026-05-31 00:00,124456.78,900.00
        """

    /// What both districts have reported, with numbers that stand nowhere else.
    private static let reports = """
        quantity,place,year,value,reporter,evidence,reason,confirmed
        park.area,320706,2025,13370123,Alder Parks,Alder letter 1,walk,yes
        population.urban,320706,2025,1000000,Alder Parks,Alder letter 1,walk,yes
        park.area,320703,2025,77770123,Birch Parks,Birch letter 2,Birch reason,yes
        population.urban,320703,2025,1000000,Birch Parks,Birch letter 2,Birch reason,yes
        """

    private static func make() async throws -> WalkCity {
        let platform = try TestCity.platform()
        try await platform.buildDemo(DemoRequest(city: .lianyungang, buildings: 7, days: TestCity.days)) { _ in }
        for (kind, text) in [
            (Job.Kind.importBuildings, buildings), (.importMeters, meters), (.importReadings, readings),
            (.importReports, reports),
        ] {
            let path = "\(platform.dataDirectory)/\(kind.rawValue).csv"
            try Data(text.utf8).write(to: URL(filePath: path))
            let job = try await platform.submit(ImportRequest(kind: kind, path: path), by: .console)
            while try await platform.runJob() {}
            let end = try #require(try await platform.job(job))
            #expect(end.state == .done && end.rejected == 0, "\(kind)")
        }
        return try await WalkCity(try TestCity(platform))
    }

    private init(_ city: TestCity) async throws {
        self.city = city
        let platform = city.platform
        let buildings = try await platform.buildings(BuildingQuery(limit: 1_000), scope: .all).rows
        let organisations = try await platform.organisations(text: nil, after: nil, limit: 1_000, scope: .all).rows
        func side(_ name: String, owner: String) async throws -> Side {
            let building = try #require(buildings.first { $0.registration.name == name })
            let detail = try #require(try await platform.building(building.id, year: nil, scope: .all))
            let district = try #require(building.jurisdiction?.id)
            let published = try await TestCity.publishedFigure(of: district, on: platform)
            return Side(
                district: district,
                organisation: try #require(organisations.first { $0.organisation.name == owner }).organisation.id,
                building: building.id.rawValue,
                meter: try #require(detail.meters.first).id.rawValue,
                decision: published.decision,
                figure: published.figure
            )
        }
        own = try await side(Self.ownName, owner: "Cedar Holding")
        other = try await side(Self.otherName, owner: "Dogwood Holding")
        var marks: [Mark] = []
        for building in buildings {
            let detail = try #require(try await platform.building(building.id, year: nil, scope: .all))
            let place = building.jurisdiction?.id
            let zone = detail.functionalZone?.id
            let owner = [(own, building.id.rawValue == own.building), (other, building.id.rawValue == other.building)]
                .first(where: \.1)?.0.organisation
            let id = building.id.rawValue
            let isVisible: @Sendable (Principal) -> Bool = { principal in
                principal.grants.contains { grant in
                    guard let places = grant.scope.jurisdictions else { return true }
                    return place.map(places.contains) ?? false || zone.map(places.contains) ?? false
                        || owner.map(grant.scope.organisations.contains) ?? false
                        || grant.scope.buildings.contains(id)
                }
            }
            marks.append((building.registration.name, isVisible))
            marks.append((building.registration.code, isVisible))
            for meter in detail.meters { marks.append((meter.code, isVisible)) }
        }
        for (name, side) in [("Cedar Holding", own), ("Dogwood Holding", other)] {
            let isVisible: @Sendable (Principal) -> Bool = { principal in
                principal.grants.contains { grant in
                    grant.scope.jurisdictions?.contains(side.district) ?? true
                        || grant.scope.organisations.contains(side.organisation)
                        || grant.scope.buildings.contains(side.building)
                }
            }
            marks.append((name, isVisible))
        }
        marks += try await Self.reportMarks(platform, of: other.district)
        self.marks = marks
    }

    /// What the other district has reported, and what the city's figure would give away of it by subtraction.
    private static func reportMarks(_ platform: Platform, of district: Jurisdiction.ID) async throws -> [Mark] {
        let city = try await platform.indicator(
            "park-area-per-person",
            year: 2025,
            jurisdiction: nil,
            variant: nil,
            scope: .all
        )
        let seesCity: @Sendable (Principal) -> Bool = { $0.grants.contains { $0.scope.jurisdictions == nil } }
        let seesDistrict: @Sendable (Principal) -> Bool = { principal in
            principal.grants.contains { $0.scope.jurisdictions?.contains(district) ?? true }
        }
        let reported = ["Birch Parks", "Birch letter", "Birch reason", "77770123", "77,770,123", "77.770123"]
        return reported.map { ($0, seesDistrict) } + [("\(try #require(city?.value))", seesCity)]
    }

    /// What must not stand in any answer to somebody.
    func hidden(from principal: Principal) -> [String] { marks.filter { !$0.isVisible(principal) }.map(\.text) }

    /// Somebody of each role, on the own side where the role has one.
    func principal(_ role: Role) -> Principal {
        switch role {
        case .districtOfficer: .of(role, scope: Scope(jurisdictions: [own.district]), person: 1)
        case .organisation: .of(role, scope: Scope(jurisdictions: [], organisations: [own.organisation]), person: 1)
        case .owner: .of(role, scope: Scope(jurisdictions: [], buildings: [own.building]), person: 1)
        case .systemAdministrator, .securityAdministrator, .auditAdministrator: .of(role, scope: .all, person: 1)
        default: .of(role, person: 1)
        }
    }
}
