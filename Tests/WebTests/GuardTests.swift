import HTTPTypes
import Testing

@testable import Web

@Suite("Guards")
struct GuardTests {
    @Test(
        "let only this machine's names in",
        arguments: [
            ("127.0.0.1", true), ("127.0.0.1:8080", true), ("localhost:1", true), ("LOCALHOST", true),
            ("[::1]:8080", true),
            ("evil.example", false), ("127.0.0.1.evil.example", false), ("localhost:x", false), ("[::2]", false),
            ("", false),
            ("localhost:99999", false), ("127.0.0.1:80@evil.example", false),
        ]
    )
    func hosts(authority: String, isLocal: Bool) async throws {
        #expect(HostGuard.isLocal(authority) == isLocal)
        guard !isLocal else { return }
        let answer = try await TestCity.sample().client.get("/", host: authority)
        #expect(answer.status == .misdirectedRequest)
        #expect(!answer.body.contains("Lianyungang") && !answer.body.contains("连云港"), "a stranger learns nothing")
    }

    @Test("refuse a form from another site")
    func origins() async throws {
        let client = try await TestCity.sample().client
        let path = "/jobs/1/cancel"
        #expect(try await client.send(.post, path).status == .forbidden)
        #expect(try await client.send(.post, path, [.fetchSite: "cross-site"]).status == .forbidden)
        #expect(try await client.send(.post, path, [.fetchSite: "same-site"]).status == .forbidden)
        #expect(try await client.send(.post, path, [.origin: "http://evil.example"]).status == .forbidden)
        #expect(try await client.send(.post, path, [.origin: "http://localhost:8080"]).status == .seeOther)
        #expect(try await client.send(.post, path, [.fetchSite: "same-origin"]).status == .seeOther)
    }

    @Test("refuse a body larger than any form")
    func bodies() async throws {
        let client = try await TestCity.sample().client
        let large = String(repeating: "x", count: Route.formLimit + 1)
        let answer = try await client.send(.post, "/api/v1/jobs/1/cancel", [.fetchSite: "same-origin"], body: large)
        #expect(answer.status == .contentTooLarge)
        let declared: HTTPFields = [.fetchSite: "same-origin", .contentLength: "9999999"]
        #expect(try await client.send(.post, "/api/v1/jobs/1/cancel", declared).status == .contentTooLarge)
    }

    @Test(
        "serve only files that were loaded at start",
        arguments: [
            "/static/../Templates/layout.mustache", "/static/..%2fTemplates%2flayout.mustache", "/static/%2e%2e/secret",
            "/static/css/../../../etc/passwd", "/static/", "/static/css", "/assets/../static/css/base.css",
        ]
    )
    func traversal(path: String) async throws {
        #expect(try await TestCity.sample().client.get(path).status == .notFound)
    }

    @Test("keep files until they change")
    func fileCaching() async throws {
        let client = try await TestCity.sample().client
        let first = try await client.get("/static/css/base.css")
        let tag = try #require(first.headers[.eTag])
        #expect(first.headers[.contentType] == "text/css; charset=utf-8")
        #expect(try await client.get("/static/css/base.css", [.ifNoneMatch: tag]).status == .notModified)
        let version = tag.filter { $0 != "\"" }
        let versioned = try await client.get("/static/css/base.css?v=\(version)")
        #expect(versioned.headers[.cacheControl]?.contains("immutable") == true)
        #expect(first.headers[.cacheControl]?.contains("no-cache") == true)
        #expect(try await client.get("/static/js/charts.js").headers[.contentType] == "text/javascript; charset=utf-8")
    }
}

@Suite("Errors")
struct ErrorTests {
    @Test("are pages for people and problem documents for programs")
    func unknownAddress() async throws {
        let client = try await TestCity.sample().client
        let page = try await client.get("/nowhere?lang=en")
        #expect(page.status == .notFound)
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(page.body.contains("There is no such page") && page.body.contains("test-request"))
        let problem = try await client.get("/api/v1/nowhere?lang=en")
        #expect(problem.headers[.contentType] == "application/problem+json")
        let body = try problem.decoded(as: Problem.self)
        #expect(body.status == 404 && body.type == "urn:tanfeng:problem:not_found")
        #expect(body.instance == "/api/v1/nowhere" && body.requestId == "test-request")
    }

    @Test(
        "name a parameter that is not of its form",
        arguments: [
            "/?year=MMXX", "/buildings?year=1", "/buildings?kind=castle", "/carbon?jurisdiction=x",
            "/metering/1?month=13",
            "/metering/1?day=2026-02-30", "/api/v1/buildings?limit=0", "/api/v1/buildings?limit=1001",
            "/api/v1/meters?building=-1",
        ]
    )
    func badParameters(path: String) async throws {
        #expect(try await TestCity.sample().client.get(path).status == .badRequest)
    }

    @Test(
        "say not found for what is not there",
        arguments: [
            "/buildings/999999", "/buildings/x", "/metering/999999", "/explain/buildings/999999/2026", "/jobs/999999",
            "/explain/buildings/1/2026-13", "/explain/buildings/1/soon", "/explain/jurisdictions/999999/2026",
            "/api/v1/buildings/999999/energy", "/api/v1/jobs/999999", "/carbon?jurisdiction=999999",
            "/buildings/99999999999999999999",
        ]
    )
    func unknownSubjects(path: String) async throws {
        #expect(try await TestCity.sample().client.get(path).status == .notFound)
    }

    @Test("tell a wrong method from a wrong address")
    func methods() async throws {
        let client = try await TestCity.sample().client
        #expect(try await client.send(.post, "/buildings", [.fetchSite: "same-origin"]).status == .methodNotAllowed)
        #expect(try await client.get("/api/v1/jobs/1/cancel").status == .methodNotAllowed)
        #expect(try await client.send(.head, "/buildings").status == .ok)
    }
}
