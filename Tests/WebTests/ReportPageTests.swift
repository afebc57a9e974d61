import Access
import Foundation
import HTTPTypes
import Store
import Testing
import Units
import Workflows

@testable import Web

@Suite("Pages of reports")
struct ReportPageTests {
    /// A city with a plan and nothing reported, and an officer of one of its districts.
    private struct Hall {
        let city: TestCity
        let own: Jurisdiction.ID
        let other: Jurisdiction.ID
        let officer: Principal
        let stranger: Principal

        init() async throws {
            let platform = try TestCity.platform()
            let plans = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../Sources/PeakPlanning/Resources/Plans").standardizedFileURL.path
            let plan = try await platform.importPlan(path: "\(plans)/lianyungang-2024.txt", actor: .console)
            #expect(plan.failure == [])
            city = try TestCity(platform)
            let places = try await platform.jurisdictions(scope: .all).filter { $0.kind == .district }
            own = try #require(places.first).id
            other = try #require(places.last).id
            let link = try await platform.addPerson(login: "wu.min", name: "Wu Min", email: nil, actor: .console)
            officer = .of(.districtOfficer, scope: Scope(jurisdictions: [own]), person: link.person)
            stranger = .of(.districtOfficer, scope: Scope(jurisdictions: [other]))
        }

        func post(
            _ body: String,
            as principal: Principal,
            from site: String = "same-origin"
        ) async throws
            -> TestClient.Answer
        {
            let path = body.firstMatch(of: /q=([a-z_.]+)/).map { "/reports/\($0.output.1)" } ?? "/reports/ask"
            return try await city.client.as(principal).send(.post, path, [.fetchSite: site], body: body)
        }

        func values(_ quantity: String, _ value: String, _ more: String = "") -> String {
            "q=\(quantity)&district=\(own.rawValue)&year=2025&seen=0&value=\(value)&reporter=Haizhou+bureau"
                + "&evidence=%3Cscript%3Ealert(1)%3C/script%3E+No.+7\(more)"
        }
    }

    @Test("what others have reported since one's last look stands out, one's own does not")
    func news() async throws {
        let hall = try await Hall()
        let reader = Principal(
            person: hall.officer.person,
            name: "",
            proof: .session("t"),
            grants: [RoleGrant(id: 1, role: .cityOfficer, scope: .all)]
        )
        let store = try Store(directory: hall.city.platform.dataDirectory)
        let person = try #require(hall.officer.person)
        _ = try await store.look(at: "reports", by: person, now: TestCity.now.adding(seconds: -7_200))
        #expect(try await hall.post(hall.values("community.total", "100"), as: hall.officer).status == .seeOther)
        let own = try await hall.city.client.as(reader).get("/reports?year=2025").body
        #expect(!own.contains("tag new") && !own.contains("show=changed"))
        #expect(try await hall.post(hall.values("community.green", "64"), as: .cityOfficer).status == .seeOther)
        let page = try await hall.city.client.as(reader).get("/reports?year=2025").body
        #expect(page.matches(of: /tag new/).count == 1 && page.contains("year=2025&amp;show=changed"))
        let changed = try await hall.city.client.as(reader).get("/reports?year=2025&show=changed").body
        #expect(changed.matches(of: /<th scope="row">/).count == 1 && changed.contains("tag new"))
    }

    @Test("an officer reports, and the plan's target shows it with its year, reporter and document")
    func report() async throws {
        let hall = try await Hall()
        let client = hall.city.client.as(hall.officer)
        let list = try await client.get("/reports?lang=en")
        #expect(list.status == .ok && list.body.contains("Green communities") && list.body.contains("missing"))
        #expect(list.body.contains("/reports/template.csv"))
        let page = "/reports/community.green?year=2025&district=\(hall.own.rawValue)"
        #expect(try await client.get("\(page)&lang=en").body.contains("communities</span>"))
        let empty = try await hall.post("q=community.green&district=\(hall.own.rawValue)&year=2025", as: hall.officer)
        #expect(empty.status == .unprocessableContent)
        #expect(try await hall.post(hall.values("community.total", "100"), as: hall.officer).status == .seeOther)
        let doubtful = try await hall.post(hall.values("community.green", "640"), as: hall.officer)
        #expect(doubtful.status == .unprocessableContent && doubtful.body.contains("name=\"confirmed\""))
        #expect(try await hall.post(hall.values("community.green", "64"), as: hall.officer).status == .seeOther)
        let again = try await hall.post(hall.values("community.green", "65"), as: hall.officer)
        #expect(again.status == .conflict)
        let kept = try await client.get("\(page)&lang=en").body
        #expect(kept.contains("Wu Min") && kept.contains("&lt;script&gt;") && !kept.contains("<script>alert"))
        let plan = try await client.get("/plan?lang=en").body
        #expect(plan.contains(">64.0<") || plan.contains(">64<"))
        let explained = try await client.get("/explain/indicators/green-communities/2025?lang=en").body
        #expect(explained.contains("Haizhou bureau") && explained.contains("No. 7"))
        #expect(!explained.contains("<script>alert"))
        let data: ReportsResponse = try await client.get("/api/v1/reports?year=2025").decoded()
        #expect(data.items.contains { $0.quantity.id == "community.green" && $0.value == 64 && $0.revision == 1 })
        #expect(data.missingCount == data.owedCount - 2)
    }

    @Test("nothing of it shines through to another district, and foreign pages may not post")
    func others() async throws {
        let hall = try await Hall()
        #expect(try await hall.post(hall.values("community.total", "4321"), as: hall.officer).status == .seeOther)
        let stranger = hall.city.client.as(hall.stranger)
        let place = hall.own.rawValue
        for path in [
            "/reports?year=2025&district=\(place)", "/api/v1/reports?year=2025&jurisdiction=\(place)",
            "/reports/template.csv?year=2025&district=\(place)",
        ] {
            let answer = try await stranger.get(path)
            #expect(answer.status == .ok && !answer.body.contains("4321") && !answer.body.contains("4,321"), "\(path)")
        }
        let page = "/reports/community.total?year=2025&district=\(place)"
        #expect(try await stranger.get(page).status == .notFound)
        #expect(try await hall.post(hall.values("community.total", "1"), as: hall.stranger).status == .notFound)
        let auditor = try await hall.post(hall.values("community.total", "1"), as: .of(.auditor))
        #expect(auditor.status == .forbidden)
        let foreign = try await hall.post(hall.values("community.green", "1"), as: hall.officer, from: "cross-site")
        #expect(foreign.status == .forbidden)
        #expect(try await hall.city.client.as(.of(.auditor)).get("/reports").status == .ok)
    }

    @Test("the template has a row for each value of one's place")
    func template() async throws {
        let hall = try await Hall()
        let answer = try await hall.city.client.as(hall.officer).get("/reports/template.csv?lang=en")
        #expect(answer.headers[.contentType]?.hasPrefix("text/csv") == true)
        #expect(answer.body.contains("community.green") && answer.body.contains("quantity"))
    }

    @Test("the city asks, once")
    func ask() async throws {
        let hall = try await Hall()
        let first = try await hall.post("year=2025", as: .cityOfficer)
        #expect(first.headers[.location] == "/reports?year=2025&done=reportsAsked")
        let second = try await hall.post("year=2025", as: .cityOfficer)
        #expect(second.headers[.location] == "/reports?year=2025&done=reportsComplete")
        #expect(try await hall.post("year=2025", as: hall.officer).status == .forbidden)
    }
}
