import Access
import Foundation
import Metering
import Store
import Testing
import Texts
import Units
import Workflows

@Suite("Files of reports")
struct ReportFileTests {
    private let test: TestPlatform
    private let person: Person.ID

    private static let header = "填报量编码,辖区,年份,数值,依据\n"

    init() async throws {
        test = try TestPlatform()
        let path = "\(PlanTests.shipped)/lianyungang-2024.txt"
        #expect(try await test.platform.importPlan(path: path, actor: .console).failure == [])
        let link = try await test.platform.addPerson(login: "wu.min", name: "示例", email: nil, actor: .console)
        person = Person.ID(rawValue: try #require(link.person))
        let places = try await test.platform.jurisdictions(scope: .all)
        let haizhou = try #require(places.first { $0.divisionCode == "320706" }).id
        for request in [
            GrantRequest(person: person, role: .districtOfficer, jurisdiction: haizhou),
            GrantRequest(person: person, role: .operatorEngineer),
        ] {
            _ = try await test.platform.grant(request, actor: .console)
        }
    }

    private func send(_ kind: Job.Kind, _ text: String, with roles: Role...) async throws -> Job {
        var file = try test.platform.beginUpload(kind, name: "file.txt", declared: nil, limit: 1 << 20)
        try file.write(Array(text.utf8))
        let id = try await test.platform.submit(
            upload: try file.finish(),
            kind: kind,
            stamp: .end,
            language: .zhHans,
            by: Actor(kind: .token, person: person),
            as: Principal(
                person: person,
                name: "",
                proof: .token(1, isReadOnly: false),
                grants: roles.map { RoleGrant(id: 1, role: $0, scope: .all) }
            )
        )
        #expect(try await test.platform.runJob(id))
        return try #require(await test.platform.job(id))
    }

    @Test("are taken with the roles that they were sent with, as far as they are held still")
    func roles() async throws {
        let text = Self.header + "community.total,海州区,2025,100,台账\n"
        #expect(try await send(.importReports, text, with: .operatorEngineer).rejected == 1)
        // A role that the person does not hold gives nothing.
        #expect(try await send(.importReports, text, with: .operatorEngineer, .cityOfficer).rejected == 1)
        let own = try await send(.importReports, text, with: .districtOfficer)
        #expect(own.accepted == 1 && own.rejected == 0)
    }

    @Test("name districts that exist at the year's end; one of the same name before is another")
    func districts() async throws {
        let rows = [(2025, "新浦区"), (2012, "新浦区"), (2025, "海州区"), (2012, "海州区")].map {
            "community.total,\($0.1),\($0.0),100,台账\n"
        }
        let job = try await test.load(.importReports, Self.header + rows.joined())
        #expect(job.accepted == 3 && job.rejected == 1)
        #expect(try test.rejected(job).last?.contains("县区“新浦区”不认识") == true)
        let years = try await test.store.reports(of: ["community.total"], years: 2012...2025)
        #expect(Set(years.map(\.key.jurisdiction)).count == 3)
    }

    @Test("a plan is not queued for somebody who may not change it")
    func plan() async throws {
        await #expect(throws: UploadError.notYours) {
            try await send(.importPlan, "一、总体要求\n", with: .operatorEngineer, .districtOfficer)
        }
    }
}
