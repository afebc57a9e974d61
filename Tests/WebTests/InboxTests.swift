import Access
import Foundation
import HTTPTypes
import Store
import Testing
import Texts
import Units

@testable import Web
@testable import Workflows

@Suite("Inbox")
struct InboxTests {
    /// A city with two items of districts and one of the city, opened by hand.
    private struct Office {
        let city: TestCity
        let store: Store
        let own: Int64
        let other: Int64
        let asked: Int64

        let district: Jurisdiction.ID

        static let hostile = "<script>alert('{{x}}')</script>\"&.csv"

        init() async throws {
            city = try await TestCity.of([])
            let store = try Store(directory: city.platform.dataDirectory)
            func open(
                _ kind: String,
                _ object: Int64,
                _ words: String,
                _ role: Role,
                _ place: Jurisdiction.ID?
            ) async throws
                -> Int64
            {
                let draft = WorkItemDraft(
                    kind: kind,
                    object: ("job", object),
                    evidence: [words],
                    role: role,
                    jurisdiction: place,
                    due: CivilDay(containing: TestCity.now).adding(days: -3)
                )
                return try #require(try await store.openWorkItem(draft, now: TestCity.now))
            }
            let places = try await store.jurisdictions().filter { $0.kind == .district }
            let (first, second) = (places.first?.id, places.last?.id)
            own = try await open("import.failed", 1, Self.hostile, .districtOfficer, first)
            other = try await open("import.failed", 2, "SECRET.csv", .districtOfficer, second)
            asked = try await open("decision.asked", 3, "城 2025", .districtOfficer, first)
            district = try #require(first)
            self.store = store
        }

        /// Somebody of the first district, without an account unless one is named.
        func officer(_ person: Int64? = nil) -> TestClient {
            city.client.as(.of(.districtOfficer, scope: Scope(jurisdictions: [district]), person: person))
        }
    }

    @Test("shows what is one's own by its last day, and nothing of another district, whatever its words")
    func list() async throws {
        let office = try await Office()
        let page = try await office.officer().get("/inbox").body
        #expect(page.contains("逾期 3 天"))
        #expect(!page.contains("SECRET"))
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;script&gt;alert("))
        #expect(page.contains("{{x}}"))
        let english = try await office.officer().get("/inbox?lang=en").body
        #expect(english.contains("3 days overdue"))
    }

    @Test("an item of another district is no item", arguments: ["/inbox?item=", "/api/v1/work-items/"])
    func otherDistrict(path: String) async throws {
        let office = try await Office()
        #expect(try await office.officer().get("\(path)\(office.own)").status == .ok)
        #expect(try await office.officer().get("\(path)\(office.other)").status == .notFound)
        #expect(try await office.city.client.as(.of(.auditor)).get("\(path)\(office.other)").status == .ok)
    }

    @Test("counts as data are one's own")
    func counts() async throws {
        let office = try await Office()
        let answer: WorkItemsResponse = try await office.officer().get("/api/v1/work-items").decoded()
        #expect(answer.mine == 2 && answer.overdue == 2)
        #expect(Set(answer.items.map(\.id)) == [office.own, office.asked])
        #expect(try await office.officer().get("/api/v1/work-items?tab=all").status == .badRequest)
    }

    @Test("closing wants the revision that was read, and closes once")
    func close() async throws {
        let office = try await Office()
        _ = try await office.city.platform.addPerson(login: "wang", name: "示例", email: nil, actor: .console)
        let client = office.officer(1)
        let path = "/api/v1/work-items/\(office.own)/close"
        let type: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .fetchSite: "same-origin"]
        func close(_ tag: String?) async throws -> TestClient.Answer {
            var headers = type
            headers[.ifMatch] = tag
            return try await client.send(.post, path, headers, body: "note=done")
        }
        #expect(try await close(nil).status.code == 428)
        #expect(try await close("\"9\"").status == .preconditionFailed)
        #expect(try await close("\"not a revision\"").status == .preconditionFailed)
        let tag = try #require(try await client.get("/api/v1/work-items/\(office.own)").headers[.eTag])
        let closed = try await close(tag)
        #expect(closed.status == .ok)
        let detail: WorkItemDetailResponse = try closed.decoded()
        #expect(detail.item.state == "done")
        #expect(detail.history.first?.note.value == "done")
        #expect(try await close(tag).status == .preconditionFailed)
        #expect(try await close("\"2\"").status == .conflict)
    }

    @Test("what another page settles has no button for it here, and refuses")
    func settledElsewhere() async throws {
        let office = try await Office()
        _ = try await office.city.platform.addPerson(login: "wang", name: "示例", email: nil, actor: .console)
        let client = office.officer(1)
        let page = try await client.get("/inbox?item=\(office.asked)").body
        #expect(!page.contains("value=\"done\""))
        let answer = try await client.send(
            .post,
            "/inbox/\(office.asked)",
            [.fetchSite: "same-origin"],
            body: "action=done&revision=1"
        )
        #expect(answer.status == .unprocessableContent)
    }

    @Test("a form that lacks something comes back with what was typed")
    func forms() async throws {
        let office = try await Office()
        _ = try await office.city.platform.addPerson(login: "wang", name: "示例", email: nil, actor: .console)
        let client = office.officer(1)
        func send(_ path: String, _ body: String) async throws -> TestClient.Answer {
            try await client.send(.post, path, [.fetchSite: "same-origin"], body: body)
        }
        let unknown = try await send("/inbox/\(office.own)", "action=assigned&note=typed%3Cb%3E&revision=1")
        #expect(unknown.status == .unprocessableContent)
        #expect(unknown.body.contains("typed&lt;b&gt;"))
        #expect(try await send("/inbox/\(office.own)", "action=commented&revision=1").status == .unprocessableContent)
        #expect(try await send("/inbox/\(office.own)", "action=done&revision=7").status == .conflict)
        #expect(try await send("/inbox/\(office.other)", "action=done&revision=1").status == .notFound)
        let days = "delegate=1&from=2026-06-20&to=2026-06-10"
        #expect(try await send("/account/delegations", days).status == .forbidden)
        #expect(try await send("/inbox/\(office.own)", "action=done&note=ok&revision=1").status == .seeOther)
    }

    @Test("whom one delegates to is said in a browser, and with days that follow one another")
    func delegations() async throws {
        let (_, admin) = try await TestCity.claimed()
        try await admin.open("/account")
        let token = String(try #require(admin.body.firstMatch(of: /name="form_token" value="([^"]+)"/)).output.1)
        for (delegate, from, to) in [("1", "2026-06-20", "2026-06-10"), ("", "x", "")] {
            let fields = ["form_token": token, "delegate": delegate, "from": from, "to": to]
            #expect(try await admin.post("/account/delegations", fields).status == .unprocessableContent)
        }
    }

    @Test("somebody stands in from the page of one's own account, which ends it too")
    func standsIn() async throws {
        let (city, admin) = try await TestCity.claimed()
        try await admin.open("/account?lang=en")
        #expect(admin.body.contains("There is no colleague to choose yet"))
        let (_, id) = try await admin.invite("li.na", in: city)
        try await admin.open("/people/\(id)")
        try await admin.submit("/people/\(id)/grants", ["role": "operator_engineer"])
        let today = "\(CivilDay(containing: TestCity.now))"
        try await admin.open("/account?lang=en")
        try await admin.submit("/account/delegations", ["delegate": id, "from": today, "to": today])
        #expect(admin.path.hasSuffix("/account?done=delegationSet"))
        #expect(admin.body.contains("Name of li.na acts for me"))
        try await admin.open("/inbox?lang=en")
        #expect(admin.body.contains("Name of li.na acts for me") && admin.body.contains("/account#delegation"))
        try await admin.open("/account?lang=en")
        try await admin.submit("/account/delegations/1/withdraw")
        #expect(admin.path.hasSuffix("/account?done=delegationEnded"))
        #expect(!admin.body.contains("acts for me"))
    }

    @Test("people whom others have changed since the last look are marked, and can be listed alone")
    func news() async throws {
        let (city, admin) = try await TestCity.claimed()
        let (_, id) = try await admin.invite("li.na", in: city)
        // One's own doing, as long as the other has not come in.
        try await admin.open("/people/new?lang=en")
        try await admin.submit("/people", ["login": "wang.wei", "name": "Name of wang.wei"])
        let earlier = TestCity.now.adding(seconds: -7_200)
        _ = try await city.platform.store.look(at: "people", by: Person.ID(rawValue: 1), now: earlier)
        let person = Person.ID(rawValue: try #require(Int64(id)))
        try await city.platform.disablePerson(person, actor: .console)
        let page = try await admin.open("/people?lang=en").body
        #expect(page.contains("Name of li.na</a> <span class=\"tag new\">"))
        #expect(page.contains("/people?changed=1"))
        let only = try await admin.open("/people?changed=1&lang=en").body
        #expect(only.contains("Name of li.na") && !only.contains("Name of wang.wei"))
    }

    @Test(
        "due days are told from today",
        arguments: [
            (-21, DueGroup.overdue, "逾期 21 天"), (0, .today, "今天"), (1, .week, "明天"), (7, .week, "06-22 周一"),
            (8, .later, "06-23 周二"), (400, .later, "2027-07-20 周二"),
        ]
    )
    func due(days: Int, group: DueGroup, words: String) throws {
        let today = CivilDay(containing: TestCity.now)
        let due = today.adding(days: days)
        let json = try TestCity.empty().platform.resources.bytes("Texts", Language.zhHans.fileName)
        let texts = try Localizer(language: .zhHans, json: [UInt8](json))
        #expect(DueGroup(due, today: today) == group)
        #expect(Display(texts: texts, isWall: false).due(due, today: today) == words)
    }
}
