import HTTPTypes
import Testing

@testable import Web

@Suite("Preferences")
struct PreferenceTests {
    @Test("choose the language: address, then cookie, then browser, then Chinese")
    func language() async throws {
        let client = try await TestCity.sample().client
        func tag(_ path: String, _ headers: HTTPFields = [:]) async throws -> String? {
            try await client.get(path, headers).body.firstMatch(of: /<html lang="([^"]+)"/).map { String($0.output.1) }
        }
        #expect(try await tag("/") == "zh-Hans")
        #expect(try await tag("/", [.acceptLanguage: "en-GB,zh;q=0.5"]) == "en")
        #expect(try await tag("/", [.acceptLanguage: "en", .cookie: "tanfeng_lang=zh"]) == "zh-Hans")
        #expect(try await tag("/?lang=en", [.cookie: "tanfeng_lang=zh"]) == "en")
        #expect(try await tag("/?lang=xx", [.acceptLanguage: "en"]) == "en")
    }

    @Test("remember a chosen language")
    func cookie() async throws {
        let client = try await TestCity.sample().client
        let cookie = try #require(try await client.get("/?lang=en").headers[.setCookie])
        #expect(cookie.hasPrefix("tanfeng_lang=en") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
        #expect(try await client.get("/").headers[.setCookie] == nil)
    }

    @Test("keep the page's parameters when the language changes")
    func otherLanguage() async throws {
        let body = try await TestCity.sample().client.get("/buildings?q=Sample&lang=en").body
        #expect(body.contains("href=\"/buildings?q=Sample&amp;lang=zh\""))
    }

    @Test("keep the wall on the wall")
    func wall() async throws {
        let client = try await TestCity.sample().client
        let wall = try await client.get("/?display=wall").body
        #expect(wall.contains("data-theme=\"wall\"") && wall.contains("data-clock"))
        #expect(wall.contains("display=wall\""))
        let desk = try await client.get("/").body
        #expect(!desk.contains("data-theme") && !desk.contains("display=wall"))
    }
}
