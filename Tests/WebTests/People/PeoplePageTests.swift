import Access
import HTTPTypes
import Testing
import Workflows

@testable import Web

@Suite("People")
struct PeoplePageTests {
    @Test("are invited, get roles, and hand the set-up administrations over")
    func handOver() async throws {
        let (city, admin) = try await TestCity.claimed()
        #expect(try await admin.open("/people?lang=en").body.contains("not separated"))
        let (security, id) = try await admin.invite("security", in: city)
        #expect(security.isSignedIn && security.path == "/account", "nobody without a role lands elsewhere")
        try await admin.open("/people/\(id)")
        try await admin.submit("/people/\(id)/grants", ["role": "district_officer"])
        #expect(admin.page?.status == .unprocessableContent && admin.body.contains("aria-invalid"))
        try await admin.submit("/people/\(id)/grants", ["role": "security_administrator"])
        #expect(admin.path == "/people/\(id)?done=granted")
        #expect(!admin.body.contains("/grants\""), "the set-up account grants nothing any more")
        #expect(try await security.open("/people").status == .ok)
        try await security.open("/people/1?lang=en")
        #expect(security.body.contains("action=\"/people/1/reset\"") && !security.body.contains("/people/1/disable"))
        #expect(try await security.post("/people/1/disable", [:]).status == .forbidden)
    }

    @Test("are shown both values where somebody else was quicker")
    func conflict() async throws {
        let (city, admin) = try await TestCity.claimed()
        let (_, id) = try await admin.invite("li.na", in: city)
        try await admin.open("/people/\(id)?lang=en")
        let fields = ["login": "li.na", "name": "Li Na", "email": "li.na@example.org"]
        let number = try #require(Int64(id))
        let person = try #require(try await city.platform.person(Person.ID(rawValue: number)))
        try await city.platform.editPerson(
            person.summary.id,
            revision: person.summary.person.revision,
            login: "li.na",
            name: "Li Nana",
            email: nil,
            actor: .console
        )
        try await admin.submit("/people/\(id)", fields)
        #expect(admin.page?.status == .conflict)
        #expect(admin.body.contains("Li Nana”, yours “Li Na”") && admin.body.contains("value=\"Li Na\""))
        try await admin.submit("/people/\(id)", fields)
        #expect(admin.path == "/people/\(id)?done=saved")
        try await admin.open("/people?q=li.na")
        #expect(admin.body.contains(">Li Na<"))
    }

    @Test("are disabled, and erased only with their login typed")
    func erase() async throws {
        let (city, admin) = try await TestCity.claimed()
        let (gone, id) = try await admin.invite("wang.wei", in: city)
        try await admin.open("/people/\(id)")
        try await admin.submit("/people/\(id)/disable")
        try await gone.open("/account")
        #expect(gone.path.hasPrefix("/sign-in"))
        try await admin.submit("/people/\(id)/erase", ["confirm": "wang"])
        #expect(admin.page?.status == .unprocessableContent)
        try await admin.submit("/people/\(id)/erase", ["confirm": "wang.wei"])
        #expect(admin.path == "/people/\(id)?done=erased" && !admin.body.contains("wang.wei"))
    }

    @Test("must choose a password where one is asked for")
    func forcedChange() async throws {
        let (city, admin) = try await TestCity.claimed()
        let (browser, id) = try await admin.invite("zhao", in: city)
        try await admin.open("/people/\(id)")
        try await admin.submit("/people/\(id)/require-password")
        try await browser.open("/account")
        #expect(browser.path == "/account/password")
        let new = "quiet lantern on the 9th bridge"
        let fields = ["current": TestBrowser.password, "password": new, "again": new]
        try await browser.submit("/account/password", ["current": "wrong", "password": new, "again": new])
        #expect(browser.page?.status == .unprocessableContent)
        try await browser.submit("/account/password", fields)
        #expect(browser.path == "/account" && browser.page?.status == .ok)
    }

    @Test("make tokens that are shown once, and take them back")
    func tokens() async throws {
        let (city, admin) = try await TestCity.claimed()
        try await admin.open("/account")
        let fields = ["name": "upload", "roles": "city_officer", "read_only": "1", "expires": "2026-09-01"]
        try await admin.submit("/account/tokens", ["name": "upload", "expires": "2030-01-01", "roles": "city_officer"])
        #expect(admin.page?.status == .unprocessableContent)
        try await admin.submit("/account/tokens", fields)
        let token = String(try #require(admin.body.firstMatch(of: />(tf_[^<]+)</)).output.1)
        let stranger = city.client.as(nil)
        #expect(try await stranger.get("/api/v1/plan", [.authorization: "Bearer \(token)"]).status.code < 500)
        #expect(try await stranger.get("/account", [.authorization: "Bearer \(token)"]).status == .forbidden)
        try await admin.open("/account")
        #expect(!admin.body.contains(token))
        let form = String(try #require(admin.body.firstMatch(of: /name="form_token" value="([^"]+)"/)).output.1)
        #expect(try await admin.post("/account/tokens/9999/revoke", ["form_token": form]).status == .notFound)
        try await admin.open("/account")
        try await admin.submit("/account/tokens/1/revoke")
        #expect(try await stranger.get("/account", [.authorization: "Bearer \(token)"]).status == .unauthorized)
    }
}

@Suite("Organisations")
struct OrganisationPageTests {
    @Test("have a credit code that is checked, capacities and users")
    func register() async throws {
        let (_, admin) = try await TestCity.claimed()
        try await admin.open("/organisations/new?lang=en")
        try await admin.submit("/organisations", ["name": "Harbour Heat", "credit_code": "91320700000000000X"])
        #expect(admin.page?.status == .unprocessableContent && admin.body.contains("Not a valid unified"))
        #expect(admin.body.contains("value=\"Harbour Heat\""))
        try await admin.submit("/organisations", ["name": "Harbour Heat", "capacities": "heat_supplier"])
        #expect(admin.body.contains("Heat supplier") && admin.path.hasPrefix("/organisations/"))
        let page = String(admin.path.prefix { $0 != "?" })
        try await admin.submit("\(page)/capacities", ["capacity": "utility"])
        #expect(admin.path == "\(page)?done=capacityAdded" && admin.body.contains("Utility"))
        try await admin.submit("\(page)/parties", ["building": "NONE", "role": "owner"])
        #expect(admin.page?.status == .unprocessableContent && admin.body.contains("No building has this code"))
    }

    @Test("open to those who keep them only")
    func roles() async throws {
        let client = try await TestCity.sample().client
        #expect(try await client.as(.of(.systemAdministrator)).get("/organisations/new").status == .ok)
        #expect(try await client.as(.of(.auditor)).get("/organisations").status == .ok)
        #expect(try await client.as(.of(.auditor)).get("/organisations/new").status == .forbidden)
        #expect(try await client.as(.of(.operatorEngineer)).get("/people").status == .forbidden)
        let index = try await client.as(.of(.operatorEngineer)).get("/admin").body
        #expect(index.contains("href=\"/jobs\"") && !index.contains("href=\"/people\""))
    }
}
