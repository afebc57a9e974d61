import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

@Suite("Pages")
struct PageTests {
    static let pages = [
        "/", "/buildings", "/buildings/1", "/metering", "/metering/1", "/carbon", "/explain/buildings/1/2026",
        "/explain/buildings/1/2026-04", "/jobs", "/jobs/3",
    ]

    @Test("have one heading, a language, and no inline style or script", arguments: pages, ["zh", "en"])
    func wellFormed(path: String, language: String) async throws {
        let answer = try await TestCity.sample().client.get("\(path)?lang=\(language)")
        let body = answer.body
        #expect(answer.status == .ok)
        #expect(body.matches(of: /<h1[ >]/).count == 1)
        #expect(body.contains("class=\"synth\""))
        #expect(!body.contains(" style=") && !body.contains("<style") && !body.contains(" onclick="))
        #expect(body.matches(of: /<script[^>]*>[^<]/).isEmpty)
        #expect(!body.contains("{{") && !body.contains("Optional("))
        let ids = body.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count, "ids are unique")
        for target in body.matches(of: /\saria-labelledby="([^"]+)"/) { #expect(ids.contains(String(target.output.1))) }
    }

    @Test("never show the key of a text", arguments: pages, ["zh", "en"])
    func words(path: String, language: String) async throws {
        let body = try await TestCity.sample().client.get("\(path)?lang=\(language)").body
        let shown = body.matches(of: />([^<]+)</).map { String($0.output.1) }
        let keys = shown.filter { $0.contains(/^[a-z]+(\.[a-zA-Z]+){1,3}$/) && !$0.hasSuffix(".csv") }
        #expect(keys == [])
    }

    @Test("are English in English", arguments: pages)
    func english(path: String) async throws {
        let body = try await TestCity.sample().client.get("\(path)?lang=en").body.withoutPlanWords
        let named = ["中文", "碳峰"]
        let english = body.replacing(/示例[^ <]* \d+/, with: "Sample")
        let shown = english.matches(of: />([^<]+)</).map { String($0.output.1) }.filter { !named.contains($0) }
        let chinese = shown.filter { $0.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
        #expect(chinese == [])
    }

    @Test("show tables where there is no chart library")
    func withoutAssets() async throws {
        let body = try await TestCity.sample().client.get("/").body
        #expect(!body.contains("data-chart") && !body.contains("echarts"))
        #expect(body.contains("class=\"data open\""))
    }

    @Test("lead from a building's figure to its explanation")
    func explanationLinks() async throws {
        let client = try await TestCity.sample().client
        #expect(try await client.get("/buildings/1").body.contains("href=\"/explain/buildings/1/2026"))
        #expect(try await client.get("/carbon").body.contains("href=\"/explain/jurisdictions/"))
        #expect(try await client.get("/buildings/1").body.contains("id=\"explain\""))
    }

    @Test("lead only to addresses that exist", arguments: pages)
    func links(path: String) async throws {
        let client = try await TestCity.sample().client
        let body = try await client.get(path).body
        // What a form posts to is no address to open.
        let links = Set(body.matches(of: /(?:href|src)="(\/[^"#]*)/).map { String($0.output.1) })
        for link in links {
            let status = try await client.get(link.replacing("&amp;", with: "&")).status
            #expect(status.code < 400, "\(path) → \(link): \(status.code)")
        }
    }

    @Test("say what to do while there is no data", arguments: ["/", "/buildings", "/metering", "/carbon", "/jobs"])
    func empty(path: String) async throws {
        let answer = try await TestCity.empty().client.get("\(path)?lang=en")
        #expect(answer.status == .ok)
        #expect(answer.body.contains("tanfeng import buildings"))
        #expect(!answer.body.contains("class=\"synth\""))
    }

    @Test("say when a year has no data")
    func otherYear() async throws {
        let client = try await TestCity.sample().client
        for path in ["/", "/metering", "/carbon"] {
            let answer = try await client.get("\(path)?year=2001&lang=en")
            #expect(answer.status == .ok && answer.body.contains("No data for 2001"), "\(path)")
        }
    }

    @Test("escape what people typed")
    func escaping() async throws {
        let body = try await TestCity.sample().client.get("/buildings?q=%3Cb%3E%22x").body
        #expect(body.contains("value=\"&lt;b&gt;&quot;x\"") && !body.contains("<b>\"x"))
    }

    @Test("say how far a started year reaches, and do not compare it per year")
    func startedYear() async throws {
        let body = try await TestCity.sample().client.get("/?lang=en").body
        #expect(body.contains("2026 (to 31 May)"))
        #expect(!body.contains("kg/(m²·a)"))
    }
}
