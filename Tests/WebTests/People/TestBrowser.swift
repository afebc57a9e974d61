import Foundation
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

/// Somebody at a browser: keeps cookies, follows what a form leads to, sends the token of the form that it sees.
final class TestBrowser {
    let client: TestClient
    private(set) var cookies: [String: String] = [:]
    private(set) var page: TestClient.Answer?
    private(set) var path = ""

    init(_ city: TestCity) { client = city.client.as(nil) }

    var isSignedIn: Bool { cookies["tanfeng_session"].map { !$0.isEmpty } ?? false }
    var body: String { page?.body ?? "" }

    /// Opens a page and goes where it leads.
    @discardableResult func open(_ path: String) async throws -> TestClient.Answer {
        try await follow(try await send(.get, path), from: path)
    }

    /// Fills in and sends the form of the page that goes to an address.
    @discardableResult func submit(_ action: String, _ fields: [String: String] = [:]) async throws -> TestClient.Answer
    {
        let form = body.matches(of: /<form([^>]*)>(.*?)<\/form>/.dotMatchesNewlines())
            .first { $0.output.1.contains("action=\"\(action)\"") }
        let text = String(try #require(form, "no form to \(action) on \(path)").output.2)
        var sent = fields
        for hidden in text.matches(of: /<input type="hidden" name="([^"]+)" value="([^"]*)"/)
        where sent[String(hidden.output.1)] == nil {
            sent[String(hidden.output.1)] = String(hidden.output.2)
        }
        return try await post(action, sent)
    }

    /// Sends fields to an address, whatever the page holds.
    @discardableResult func post(_ path: String, _ fields: [String: String]) async throws -> TestClient.Answer {
        let body = fields.map { "\($0.key)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return try await follow(try await send(.post, path, body), from: path)
    }

    private func follow(_ answer: TestClient.Answer, from path: String) async throws -> TestClient.Answer {
        var answer = answer
        self.path = path
        for _ in 0..<5 {
            guard answer.status == .seeOther, let next = answer.headers[.location] else { break }
            self.path = next
            answer = try await send(.get, next)
        }
        page = answer
        return answer
    }

    private func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String = ""
    ) async throws -> TestClient.Answer {
        var headers: HTTPFields = [.fetchSite: "same-origin", .userAgent: "Firefox/150 Linux"]
        headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        let answer = try await client.send(method, path, headers, body: body)
        for line in answer.headers[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = String(pair[1])
        }
        return answer
    }
}

extension TestCity {
    /// A city with nobody in it and the link to make the first administrator.
    static func unclaimed() async throws -> (city: TestCity, link: String) {
        let city = try empty()
        return (city, try #require(try await city.platform.firstAdministratorLink()).path)
    }

    /// A city whose first administrator, `admin`, has just been made.
    static func claimed() async throws -> (city: TestCity, admin: TestBrowser) {
        let (city, link) = try await unclaimed()
        let admin = TestBrowser(city)
        try await admin.open(link)
        try await admin.submit(link, TestBrowser.firstFields)
        try #require(admin.isSignedIn)
        return (city, admin)
    }
}

extension TestBrowser {
    static let password = "violet tractor harbour 47"
    static let firstFields = ["login": "admin", "name": "Ada", "password": password, "again": password]

    /// Makes an account as an administrator, chooses its password in a browser of its own, and leaves that open.
    func invite(_ login: String, in city: TestCity) async throws -> (browser: TestBrowser, id: String) {
        try await open("/people/new?lang=en")
        try await submit("/people", ["login": login, "name": "Name of \(login)"])
        let link = try #require(body.firstMatch(of: /http:\/\/localhost:8080(\/welcome\/[^<]+)</)).output.1
        let id = try #require(body.firstMatch(of: /href="\/people\/(\d+)"/)).output.1
        let browser = TestBrowser(city)
        try await browser.open(String(link))
        try await browser.submit(String(link), ["password": Self.password, "again": Self.password])
        return (browser, String(id))
    }
}
