import Access
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Testing
import Texts
import Units
import Workflows

@testable import Web

@Suite("What the gate keeps")
struct GateAuditTests {
    private static let person = Person.ID(rawValue: 1)

    /// A city with one person, so that entries can name who it was.
    private static func city() async throws -> TestCity {
        let city = try TestCity.empty()
        _ = try await city.platform.addPerson(login: "li.na", name: "Li", email: nil, actor: .console)
        return city
    }

    private static func auditor(_ proof: Principal.Proof) -> Principal {
        Principal(
            person: person,
            name: "Li",
            proof: proof,
            grants: [RoleGrant(id: 1, role: .auditor, scope: .all)]
        )
    }

    private static func refusals(_ city: TestCity) async throws -> [AuditLine] {
        try await city.platform.auditLog(AuditFilter(), after: nil, limit: 1_000).lines
            .filter { $0.outcome == .refused }.reversed()
    }

    @Test("is each refused attempt, with who, from where, what and why")
    func refused() async throws {
        let city = try await Self.city()
        let client = city.client.as(Self.auditor(.session("t")), from: "192.0.2.1")
        _ = try await client.get("/people/new?secret=word")
        _ = try await client.send(.post, "/sign-out", [.fetchSite: "cross-site"])
        _ = try await client.send(.post, "/sign-out", [.fetchSite: "same-origin"])
        let stranger = city.client.as(nil, from: "192.0.2.1")
        _ = try await stranger.get("/api/v1/overview", [.authorization: "Bearer tf_guess"])
        // Neither is an attempt at anything.
        _ = try await stranger.get("/buildings")
        _ = try await client.get("/nowhere")
        let lines = try await Self.refusals(city)
        let reasons = lines.map { line in line.changes.first { $0.field == "reason" }?.after }
        #expect(reasons == ["forbidden", "cross_origin", "stale_form", "bad_credential"])
        #expect(lines.allSatisfy { $0.address == "192.0.2.1" })
        #expect(lines.prefix(3).allSatisfy { $0.person == Self.person && $0.actor == .person })
        #expect(lines.last?.actor == .anonymous && lines.last?.action == "api.overview")
        let told = lines.flatMap(\.changes).compactMap(\.after).joined(separator: " ")
        #expect(!told.contains("word") && !told.contains("tf_guess"))
    }

    @Test("is also what a page of its own refuses, and what lies outside a reader's scope")
    func answered() async throws {
        let city = try await Self.city()
        let client = city.client.as(Self.auditor(.session("t")))
        #expect(try await client.get("/buildings/77").status == .notFound)
        let own = ["role": "auditor"].map { "\($0)=\($1)&form_token=t" }.joined()
        let security = Principal(
            person: Self.person,
            name: "Li",
            proof: .session("t"),
            grants: [RoleGrant(id: 1, role: .securityAdministrator, scope: .all)]
        )
        let refused = try await city.client.as(security)
            .send(.post, "/people/1/grants", [.fetchSite: "same-origin"], body: own)
        #expect(refused.status == .forbidden)
        let reasons = try await Self.refusals(city).map { line in line.changes.first { $0.field == "reason" }?.after }
        #expect(reasons == ["not_found", "403"])
    }

    @Test("guessed tokens and sessions wait before the database is asked")
    func guesses() async throws {
        var settings = WebSettings()
        settings.limits.requests = RateLimit(perSecond: 0.01, burst: 2)
        let city = try TestCity(try await Self.city().platform, settings: settings)
        let stranger = city.client.as(nil, from: "192.0.2.1")
        for status in [HTTPResponse.Status.unauthorized, .unauthorized, .tooManyRequests] {
            #expect(try await stranger.get("/api/v1/jobs", [.authorization: "Bearer tf_guess"]).status == status)
        }
        #expect(try await stranger.get("/", [.cookie: "tanfeng_session=guess"]).status == .tooManyRequests)
    }

    @Test("is no more of a flood than its beginning")
    func flood() async throws {
        let city = try await Self.city()
        let stranger = city.client.as(nil, from: "192.0.2.1")
        let elapsed = try await ContinuousClock().measure {
            for number in 0..<50 {
                _ = try await stranger.get("/api/v1/overview", [.authorization: "Bearer tf_\(number)"])
            }
        }
        // On a busy machine they may take longer than the minute, and a minute may have begun before.
        let minutes = elapsed < .seconds(60) ? 1 : Int(elapsed / .seconds(60)) + 2
        let count = try await Self.refusals(city).count
        #expect((RefusalLog.perMinute...RefusalLog.perMinute * minutes).contains(count))
    }

    @Test("is each export with what was asked for, before it leaves")
    func export() async throws {
        let city = try await TestCity.sample()
        let client = city.client.as(Self.auditor(.session("t")))
        let answer = try await client.get("/api/v1/plan/targets.csv?year=2025")
        #expect(answer.status == .ok)
        let lines = try await city.platform.auditLog(AuditFilter(), after: nil, limit: 1_000).lines
        // Other tests read the same city, and some take the same export along.
        let line = try #require(lines.first { $0.action == "api.planTargets" && $0.person == Self.person })
        #expect(line.outcome == .done)
        #expect(line.changes.first?.after == "/api/v1/plan/targets.csv?year=2025")
    }

    @Test("never tells a browser what broke")
    func detail() async throws {
        struct Secret: Error { let text = "disk /var/lib/secret is full" }
        let city = try TestCity.empty()
        let site = try Site(platform: city.platform, settings: .patient(), now: { TestCity.now })
        for path in ["/broken", "/api/v1/broken"] {
            let router = Router(context: WebContext.self)
            router.addMiddleware { ErrorPages(site: site) }
            router.get(RouterPath(path)) { _, _ -> Response in throw Secret() }
            let client = TestClient(responder: router.buildResponder())
            let answer = try await client.get(path)
            #expect(answer.status == .internalServerError)
            #expect(!answer.body.contains("secret") && !answer.body.contains("Secret"))
            #expect(answer.body.contains("test-request"))
        }
    }

    @Test("names a reader alike after a restart, and two readers differently")
    func readers() async throws {
        let platform = try await TestCity.sample().platform
        func tag(_ principal: Principal) async throws -> String? {
            try await TestCity(platform).client.as(principal).get("/api/v1/buildings").headers[.eTag]
        }
        let district = Scope(jurisdictions: [Jurisdiction.ID(rawValue: 3), Jurisdiction.ID(rawValue: 2)])
        let officer = Principal.of(.districtOfficer, scope: district, person: 1)
        let first = try await tag(officer)
        #expect(try await tag(officer) == first)
        #expect(try await tag(.of(.districtOfficer, scope: district, person: 2)) != first)
        #expect(try await tag(.of(.cityOfficer, person: 1)) != first)
    }

    @Test("takes no more memory however many sessions there are")
    func memory() {
        let cache = PageCache()
        let page = ByteBuffer(repeating: 0x20, count: 200_000)
        for number in 0..<2_000 {
            let key = PageCache.Key(
                address: "/",
                day: CivilDay(number: 20_000),
                language: .zhHans,
                isWall: false,
                scope: .all,
                roles: [.cityOfficer],
                proof: .session("\(number)")
            )
            cache.keep(page, key, generation: 1)
            #expect(cache.bytes <= PageCache.capacity)
        }
    }
}
