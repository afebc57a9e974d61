import Access
import DemoCity
import Foundation
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

/// A city with two officers of the city, one of a district and an auditor.
private struct Hall {
    let city: TestCity
    let asker: Principal
    let decider: Principal
    let district: Principal
    let place: Int64

    init() async throws {
        let platform = try TestCity.platform()
        try await platform.buildDemo(DemoRequest(city: .lianyungang, buildings: 7, days: TestCity.days)) { _ in }
        city = try TestCity(platform)
        func person(_ login: String) async throws -> Int64 {
            let link = try await platform.addPerson(login: login, name: login, email: nil, actor: .console)
            return try #require(link.person)
        }
        let places = try await platform.jurisdictions(scope: .all)
        place = try #require(places.first).id.rawValue
        let own = try #require(places.first { $0.kind == .district }).id
        asker = .of(.cityOfficer, person: try await person("chen"))
        decider = .of(.cityOfficer, person: try await person("zhou"))
        district = .of(.districtOfficer, scope: Scope(jurisdictions: [own]), person: try await person("wu.min"))
    }

    /// What a browser sends.
    func post(_ path: String, _ body: String = "", as principal: Principal) async throws -> TestClient.Answer {
        try await city.client.as(principal).send(.post, path, [.fetchSite: "same-origin"], body: body)
    }
}

@Suite("Pages of decisions")
struct DecisionPageTests {
    @Test("one asks, another agrees, and the figure explains itself")
    func publish() async throws {
        let hall = try await Hall()
        let explain = "/explain/jurisdictions/\(hall.place)/2026-04"
        let before = try await hall.city.client.as(hall.asker).get("\(explain)?lang=en").body
        #expect(before.contains("Ask to publish") && before.contains("Nothing has been published"))
        let question = "kind=publish&jurisdiction=\(hall.place)&period=2026-04"
        #expect(try await hall.city.client.as(hall.asker).get("/decisions/new?\(question)").status == .ok)
        let empty = try await hall.post("/decisions", "\(question)&reason=+", as: hall.asker)
        #expect(empty.status == .unprocessableContent)
        let asked = try await hall.post("/decisions", "\(question)&reason=%3Cb%3Ewhy", as: hall.asker)
        let path = try #require(asked.headers[.location])
        #expect(asked.status == .seeOther && path == "/decisions/1")
        let own = try await hall.city.client.as(hall.asker).get("\(path)?lang=en").body
        #expect(own.contains("another city officer") && own.contains("/withdraw") && !own.contains("/approve"))
        #expect(own.contains("&lt;b&gt;why") && !own.contains("<b>why"))
        #expect(try await hall.post("\(path)/approve", as: hall.asker).status == .forbidden)
        #expect(try await hall.post("\(path)/refuse", "note=", as: hall.decider).status == .unprocessableContent)
        let other = try await hall.city.client.as(hall.decider).get("\(path)?lang=en").body
        #expect(other.contains("/approve") && !other.contains("/withdraw"))
        #expect(try await hall.post("\(path)/approve", as: hall.decider).status == .seeOther)
        #expect(try await hall.post("\(path)/approve", as: hall.decider).status == .conflict)
        let after = try await hall.city.client.as(hall.decider).get("\(explain)?lang=en").body
        #expect(after.contains("/published/1") && after.contains("asked by chen, approved by zhou"))
        #expect(after.contains("The same as published") && after.contains("Ask to restate"))
        let published = try await hall.city.client.as(hall.decider).get("/published/1?lang=en")
        #expect(published.status == .ok && published.body.contains("Sum of inputs"))
        let pack = try await hall.city.client.as(.of(.auditor)).get("/published/1/evidence.json")
        #expect(pack.status == .ok && pack.headers[.contentDisposition]?.contains("tanfeng-evidence-1.json") == true)
    }

    @Test("a district asks for itself, and neither sees nor asks beyond")
    func districts() async throws {
        let hall = try await Hall()
        let city = "kind=lock&jurisdiction=\(hall.place)&period=2026-04"
        #expect(try await hall.post("/decisions", "\(city)&reason=x", as: hall.district).status == .notFound)
        #expect(try await hall.post("/decisions", "\(city)&reason=x", as: hall.asker).status == .seeOther)
        let client = hall.city.client.as(hall.district)
        #expect(try await client.get("/decisions/1").status == .notFound)
        #expect(!(try await client.get("/decisions")).body.contains("/decisions/1"))
        let own = try #require(hall.district.scope(for: [.districtOfficer])?.jurisdictions?.first).rawValue
        let asked = try await hall.post(
            "/decisions",
            "kind=lock&jurisdiction=\(own)&period=2026-04&reason=x",
            as: hall.district
        )
        #expect(asked.headers[.location] == "/decisions/2")
        #expect(try await hall.post("/decisions/2/approve", as: hall.district).status == .forbidden)
        #expect(try await client.get("/decisions/2").status == .ok)
    }

    @Test("bad addresses are told", arguments: ["kind=x", "kind=lock", "kind=lock&jurisdiction=1&period=soon"])
    func addresses(query: String) async throws {
        let hall = try await Hall()
        #expect(try await hall.city.client.as(hall.asker).get("/decisions/new?\(query)").status == .badRequest)
    }
}

@Suite("Pages of the audit log")
struct AuditPageTests {
    private static let auditor = Principal.of(.auditor, person: nil)

    @Test("show, filter and send the log; officers see none of it")
    func log() async throws {
        let city = try await TestCity.sample()
        let client = city.client.as(Self.auditor)
        let page = try await client.get("/audit?lang=en")
        #expect(page.status == .ok && page.body.contains("decision.approve") && page.body.contains("/decisions/1"))
        let filtered = try await client.get("/audit?action=decision.&object=decision:1&lang=en").body
        #expect(filtered.contains("mono\">decision.ask") && !filtered.contains("mono\">job.create"))
        #expect(try await client.get("/audit?from=yesterday").status == .badRequest)
        let file = try await client.get("/audit/export.csv?action=decision.")
        #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(file.body.split(separator: "\r\n").count == 3)
        let lines = try await client.get("/audit/export.jsonl")
        #expect(lines.body.contains("\"previous_hash\":\"\(String(repeating: "0", count: 64))\""))
        let answer: AuditResponse = try await client.get("/api/v1/audit?limit=2").decoded()
        #expect(answer.entries.count == 2 && answer.next == "\(answer.entries[1].sequence)")
        for path in ["/audit", "/audit/tools", "/audit/export.csv", "/api/v1/audit"] {
            #expect(try await city.client.get(path).status == .forbidden, "\(path)")
        }
    }

    @Test("say whether the chain is whole")
    func verify() async throws {
        let client = try await TestCity.sample().client.as(Self.auditor)
        let answer = try await client.send(.post, "/audit/verify?lang=en", [.fetchSite: "same-origin"])
        // On a busy machine the page may say how far it came in its 20 seconds; it never speaks of a problem.
        let isWhole =
            answer.body.contains("The chain is whole") || answer.body.contains("entries are whole; a page checks")
        #expect(answer.status == .ok && isWhole, "\(answer.body)")
    }

    @Test("draw a sample that the file repeats")
    func tools() async throws {
        let client = try await TestCity.sample().client.as(Self.auditor)
        let page = try await client.get("/audit/tools?seed=42&each=1&lang=en")
        #expect(page.status == .ok && page.body.contains("/audit/sample.csv?seed=42&amp;each=1"))
        #expect(page.body.contains("/published/1") && page.body.contains("/published/1/evidence.json"))
        let file = try await client.get("/audit/sample.csv?seed=42&each=1")
        #expect(file.body == (try await client.get("/audit/sample.csv?seed=42&each=1")).body)
        #expect(file.body.split(separator: "\r\n").count > 1)
        #expect(try await client.get("/audit/sample.csv").status == .badRequest)
        let past = try await client.get("/audit/tools?on=2026-05-01&lang=en").body
        #expect(past.contains("Nothing had been published"))
    }
}
