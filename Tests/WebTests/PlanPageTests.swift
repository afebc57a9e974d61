import Foundation
import HTTPTypes
import PeakPlanning
import Testing
import Units
import Workflows

@testable import Web

extension String {
    /// The page without what is marked as Chinese: words of the plan stay as published.
    var withoutPlanWords: String {
        replacing(
            /<(span|h2|h3|a|td|th|p|b|option|tbody|blockquote|div)\b[^>]* lang="zh-Hans"[^>]*>(?s:.*?)<\/\1>/,
            with: ""
        )
    }
}

@Suite("Plan pages")
struct PlanPageTests {
    static let pages = [
        "/plan", "/plan/forecasts", "/plan/compare", "/plan/lineage", "/plan/text",
        "/plan/tasks/14", "/plan/tasks/0.3", "/indicators",
    ]

    @Test("have one heading, unique ids and links between them that lead somewhere", arguments: pages, ["zh", "en"])
    func wellFormed(path: String, language: String) async throws {
        let answer = try await TestCity.sample().client.get("\(path)?lang=\(language)")
        let body = answer.body
        #expect(answer.status == .ok)
        #expect(body.matches(of: /<h1[ >]/).count == 1)
        #expect(!body.contains(" style=") && !body.contains("{{") && !body.contains("Optional("))
        let ids = body.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        for link in body.matches(of: /href="#([^"]+)"/) {
            let target = String(link.output.1)
            #expect(ids.contains(target), "\(path): #\(target)")
        }
    }

    @Test("are English in English, but for the plan's own words", arguments: pages)
    func english(path: String) async throws {
        let body = try await TestCity.sample().client.get("\(path)?lang=en").body.withoutPlanWords
        let shown = body.matches(of: />([^<]+)</).map { String($0.output.1) }
        let chinese = shown.filter { text in
            !["中文", "碳峰"].contains(text) && text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        }
        #expect(chinese == [])
    }

    @Test("lead only to addresses that exist", arguments: pages + ["/"])
    func links(path: String) async throws {
        let client = try await TestCity.sample().client
        let body = try await client.get(path).body
        let links = Set(body.matches(of: /(?:href|src|action)="(\/[^"#]*)/).map { String($0.output.1) })
        for link in links {
            let status = try await client.get(link.replacing("&amp;", with: "&")).status
            #expect(status.code < 400, "\(path) → \(link): \(status.code)")
        }
    }

    @Test("show every target once, and count them alike")
    func targets() async throws {
        let city = try await TestCity.sample()
        let view = try #require(try await city.platform.plan(jurisdiction: nil, scope: .all))
        let body = try await city.client.get("/plan").body
        let rows = body.matches(of: /<a class="plain" href="\/plan\/tasks\/([^"#]+)#t(\d+)"/)
        #expect(rows.count == view.targets.count && view.targets.count > 20)
        #expect(Set(rows.map { "\($0.output.1)#\($0.output.2)" }).count == rows.count)
        let counts = body.matches(of: /class="totc"[^>]*>.*?<b class="n">(\d+)<\/b>/).compactMap { Int($0.output.1) }
        #expect(counts.reduce(0, +) == view.targets.count)
        #expect(try await city.client.get("/").body.matches(of: /class="cell"/).count == view.targets.count)
    }

    @Test("filter by year, department and status, alone and together")
    func filters() async throws {
        let city = try await TestCity.sample()
        let view = try #require(try await city.platform.plan(jurisdiction: nil, scope: .all))
        func rows(_ query: String) async throws -> Int {
            try await city.client.get("/plan?\(query)").body.matches(of: /<a class="plain" href="[^"]*#t\d+"/).count
        }
        #expect(try await rows("year=2025") == view.targets.count { $0.indicator.year == 2025 })
        let lead = try #require(view.targets.compactMap(\.lead).first)
        #expect(try await rows("department=\(lead.percentEncoded)") == view.targets.count { $0.lead == lead })
        #expect(try await rows("status=none") == view.targets.count { $0.progress.status == .noData })
        let both = view.targets.count { $0.lead == lead && $0.progress.status == .noData && $0.indicator.year == 2025 }
        #expect(try await rows("year=2025&status=none&department=\(lead.percentEncoded)") == both)
    }

    @Test("say what is wrong with a filter, or show nothing and the way back")
    func unknownFilters() async throws {
        let client = try await TestCity.sample().client
        #expect(try await client.get("/plan?status=great").status == .badRequest)
        #expect(try await client.get("/plan?year=12").status == .badRequest)
        #expect(try await client.get("/plan?district=x").status == .badRequest)
        #expect(try await client.get("/plan?district=999999").status == .notFound)
        let none = try await client.get("/plan?department=%3Cb%3E%22x&lang=en")
        #expect(none.status == .ok && none.body.contains("No target matches"))
        #expect(!none.body.contains("<b>\"x") && none.body.contains("&lt;b&gt;"))
        #expect(none.body.contains("%3Cb%3E%22x"), "links keep the filter, encoded")
    }

    @Test("say whose values a district's are")
    func district() async throws {
        let city = try await TestCity.sample()
        let place = try #require(try await city.platform.jurisdictions(scope: .all).first { $0.kind == .district })
        let answer = try await city.client.get("/plan?district=\(place.id.rawValue)&lang=en")
        #expect(answer.body.contains("those of \(place.englishName); the goals are the city"))
    }

    @Test(
        "are not found where there is no such task, indicator, year or variant",
        arguments: [
            "/plan/tasks/99", "/plan/tasks/%2e%2e", "/explain/indicators/none/2025",
            "/explain/indicators/sponge-city/1",
            "/explain/indicators/sponge-city/x", "/explain/indicators/sponge-city/2025?variant=none",
            "/explain/indicators/sponge-city/2025?jurisdiction=999999",
        ]
    )
    func unknown(path: String) async throws {
        let client = try await TestCity.sample().client
        #expect(try await client.get(path).status == .notFound)
        let api = path.replacing("/explain/", with: "/explanations/")
        let problem = try await client.get("/api/v1\(api)")
        #expect(problem.status == .notFound)
        #expect(problem.headers[.contentType]?.hasPrefix("application/problem+json") == true)
    }

    @Test("say how to import a plan before there is one", arguments: ["/plan", "/plan/text"])
    func empty(path: String) async throws {
        let answer = try await TestCity.empty().client.get("\(path)?lang=en")
        #expect(answer.status == .ok && answer.body.contains("tanfeng plan import"))
        #expect(try await TestCity.empty().client.get("/api/v1/plan").status == .notFound)
        #expect(try await TestCity.empty().client.get("/api/v1/emissions").status == .notFound)
    }

    @Test("mark each number in the text and lead there and back")
    func marks() async throws {
        let body = try await TestCity.sample().client.get("/plan/tasks/14").body
        for number in 1...6 {
            #expect(body.contains("id=\"m\(number)\" href=\"#t\(number)\""))
            #expect(body.contains("id=\"t\(number)\"><a class=\"ix\" href=\"#m\(number)\""))
        }
        #expect(body.contains("<span class=\"dp\">市城管局</span>"))
    }
}

@Suite("Overview of the plan")
struct PlanOverviewTests {
    @Test("asks for the peak without odds that nobody computed, with one hero figure")
    func peak() async throws {
        let city = try await TestCity.sample()
        let history = try #require(try await city.platform.emissionHistory(scope: .all))
        let peakYear = try #require(history.peakYear)
        let body = try await city.client.get("/?lang=en").body
        #expect(body.contains("no scenario was run") && body.contains("\(peakYear)"))
        #expect(body.matches(of: /class="hero"/).count == 1)
    }

    @Test("leaves room for what is missing")
    func parts() async throws {
        let answer = try await TestCity.empty().client.get("/?lang=en")
        #expect(answer.status == .ok && answer.body.contains("tanfeng import buildings"))
    }
}
