import Access
import DemoCity
import PeakPlanning
import Testing
import Units

@testable import Workflows

@Suite("Invented people")
struct DemoPeopleTests {
    @Test("a demo has somebody of every kind, none of whom can sign in, and is repeated without doubling them")
    func roles() async throws {
        let test = try TestPlatform()
        let request = DemoRequest(city: .lianyungang, buildings: 20, days: try day("2026-06-01")..<day("2026-06-03"))
        for _ in 0..<2 { try await test.platform.buildDemo(request) { _ in } }
        let people = try await test.platform.people(PeopleQuery()).rows
        #expect(people.count == 9 && people.allSatisfy { $0.person.state == .invited })
        let roles = people.flatMap(\.grants).map(\.grant.role)
        #expect(
            roles.count == 9 && roles.count { $0 == .districtOfficer } == 2 && roles.count { $0 == .organisation } == 2
        )
        let districts = people.flatMap(\.grants).compactMap(\.grant.jurisdiction)
        #expect(Set(districts).count == 2)
        #expect(people.flatMap(\.grants).compactMap(\.department?.name) == ["市城管局"])
        let organisations = people.flatMap(\.grants).compactMap(\.organisation)
        for organisation in organisations {
            let detail = try #require(await test.platform.organisation(organisation.id, scope: .all, showsPeople: true))
            #expect(detail.summary.capacities.count == 1 && detail.summary.buildingCount > 0)
        }
        #expect(try await test.platform.departments().count > 5)
        #expect(try await !test.platform.hasActivePerson())
    }

    @Test(
        "the officer of a department is of the one that leads most after the bureau of housing",
        arguments: [(DemoCity.City.lianyungang, "市城管局"), (.tianjin, "市城市管理委")]
    )
    func department(city: DemoCity.City, expected: String) throws {
        let platform = try TestPlatform().platform
        let plan = platform.planReader.read(try platform.shippedPlan(city.planName))
        #expect(plan.secondLeader == expected)
    }
}
