import Access
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

@Suite("Admission")
struct AdmissionTests {
    private static let cancel = "/jobs/1/cancel"
    private static let ownForm: HTTPFields = [.fetchSite: "same-origin"]

    private static func officer(_ proof: Principal.Proof, mustChangePassword: Bool = false) -> Principal {
        Principal(
            person: Person.ID(rawValue: 1),
            name: "Officer",
            proof: proof,
            grants: [RoleGrant(id: 1, role: .cityOfficer, scope: .all)],
            mustChangePassword: mustChangePassword
        )
    }

    @Test("asks forms of a session for its token, in the field or the header")
    func formToken() async throws {
        let client = try await TestCity.sample().client.as(Self.officer(.session("own-token")))
        #expect(try await client.send(.post, Self.cancel, Self.ownForm).status == .forbidden)
        let other = try await client.send(.post, Self.cancel, Self.ownForm, body: "form_token=other-token")
        #expect(other.status == .forbidden)
        let own = try await client.send(.post, Self.cancel, Self.ownForm, body: "form_token=own-token&x=1")
        #expect(own.status == .seeOther)
        var headers = Self.ownForm
        headers[.formToken] = "own-token"
        #expect(try await client.send(.post, Self.cancel, headers).status == .seeOther)
        headers = [.formToken: "own-token", .fetchSite: "cross-site"]
        #expect(
            try await client.send(.post, Self.cancel, headers).status == .forbidden,
            "the token alone is not enough"
        )
    }

    @Test("puts the token of the session, and no other's, into every form of a page")
    func formsCarryToken() async throws {
        let city = try await TestCity.sample()
        for route in Routes.all where route.method == .get {
            guard case .page = route.answer, let path = RouteTests.sample(of: route) else { continue }
            for token in ["token-of-one", "token-of-two"] {
                let body = try await city.client.as(Self.officer(.session(token))).get(path).body
                let forms = body.matches(of: /<form[^>]*method="post"[^>]*>(.*?)<\/form>/.dotMatchesNewlines())
                for form in forms {
                    #expect(form.output.1.contains("name=\"form_token\" value=\"\(token)\""), "\(path)")
                }
            }
        }
    }

    @Test("asks tokens for neither form token nor origin, and lets read-only ones only read")
    func tokens() async throws {
        let client = try await TestCity.sample().client
        let writer = client.as(Self.officer(.token(1, isReadOnly: false)))
        let path = "/api/v1/jobs/1/cancel"
        #expect(try await writer.send(.post, path).status == .conflict, "let in, only the job has ended")
        let reader = client.as(Self.officer(.token(1, isReadOnly: true)))
        #expect(try await reader.get("/api/v1/jobs/1").status == .ok)
        let refused = try await reader.send(.post, path)
        #expect(refused.status == .forbidden)
        #expect(try refused.decoded(as: Problem.self).type == "urn:tanfeng:problem:read_only_token")
    }

    @Test("refuses a token that nobody was given")
    func badToken() async throws {
        let client = try await TestCity.sample().client.as(nil)
        for credential in ["Bearer tf_unknown", "Bearer ", "Basic YTpi", "tf_unknown"] {
            let answer = try await client.get("/api/v1/overview", [.authorization: credential])
            #expect(answer.status == .unauthorized)
            #expect(answer.headers[.wwwAuthenticate]?.contains("invalid_token") == true)
        }
        let none = try await client.get("/api/v1/overview")
        #expect(none.headers[.wwwAuthenticate] == "Bearer realm=\"tanfeng\"")
    }

    @Test("leads whoever has not signed in to the sign-in page and back")
    func signIn() async throws {
        let client = try await TestCity.sample().client.as(nil)
        let answer = try await client.get("/buildings?q=a%20b")
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location] == "/sign-in?next=%2Fbuildings%3Fq%3Da%2520b")
        #expect(!answer.body.contains("连云港"))
    }

    @Test("lets nobody do anything before the password is changed")
    func passwordChange() async throws {
        let client = try await TestCity.sample().client
            .as(Self.officer(.session("own-token"), mustChangePassword: true))
        for path in ["/", "/buildings", "/jobs", "/account"] {
            let answer = try await client.get(path)
            #expect(answer.status == .notFound || answer.headers[.location] == Entrance.password, "\(path)")
        }
        #expect(try await client.get("/api/v1/overview").status == .forbidden)
        #expect(try await client.get("/static/css/base.css").status == .ok)
    }

    @Test("names the public address beside this machine's, and takes forms from it only over its own scheme")
    func publicAddress() async throws {
        var settings = WebSettings.patient()
        settings.publicAddress = PublicAddress("https://carbon.example.gov.cn")
        let client = try TestCity(try await TestCity.sample().platform, settings: settings).client
        let host = "carbon.example.gov.cn"
        let page = try await client.get("/jobs", host: host)
        #expect(page.status == .ok)
        #expect(page.headers[.strictTransportSecurity]?.hasPrefix("max-age=") == true)
        #expect(try await client.get("/", host: "other.example.gov.cn").status == .misdirectedRequest)
        let good = try await client.send(.post, Self.cancel, [.origin: "https://\(host)"], host: host)
        #expect(good.status == .seeOther)
        let plain = try await client.send(.post, Self.cancel, [.origin: "http://\(host)"], host: host)
        #expect(plain.status == .forbidden)
        #expect(SessionCookie(settings).name == "__Host-tanfeng_session")
        let cookie = SessionCookie(settings).giving("x")
        for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(part)) }
        #expect(!cookie.contains("Domain"))
    }

    @Test("answers who asks too often with when to come back; files are free")
    func tooOften() async throws {
        var settings = WebSettings()
        settings.limits.requests = RateLimit(perSecond: 0.01, burst: 2)
        let city = try TestCity(try await TestCity.sample().platform, settings: settings)
        let client = city.client.as(Self.officer(.session("t")))
        #expect(try await client.get("/jobs").status == .ok)
        #expect(try await client.get("/jobs").status == .ok)
        let page = try await client.get("/jobs?lang=en")
        #expect(page.status == .tooManyRequests && page.headers[.retryAfter] != nil)
        #expect(page.body.contains(" seconds."))
        #expect(try await client.get("/api/v1/jobs").status == .tooManyRequests)
        #expect(try await client.get("/static/css/base.css").status == .ok)
        let stranger = city.client.as(nil, from: "192.0.2.1")
        for _ in 0..<2 { #expect(try await stranger.get("/").status == .seeOther) }
        #expect(try await stranger.get("/").status == .tooManyRequests)
        #expect(try await city.client.as(nil, from: "192.0.2.2").get("/").status == .seeOther)
    }
}
