import Access
import Foundation
import HTTPTypes
import PeakPlanning
import Testing
import Texts
import Units
import Workflows

@testable import Web

@Suite("Plans side by side")
struct PlanComparisonPageTests {
    @Test("stand with what is the same and what is not, in both languages", arguments: ["zh", "en"])
    func page(language: String) async throws {
        let city = try await TestCity.sample()
        let view = try #require(try await city.platform.planComparison())
        let answer = try await city.client.get("/plan/compare?lang=\(language)")
        #expect(answer.status == .ok)
        let body = answer.body
        let common = view.rows.filter { $0.planCount > 1 }
        let conflicts = view.rows.filter { !$0.differences.isEmpty }
        let sentence =
            language == "en"
            ? "\(common.count) indicators in two or more plans; \(conflicts.count) of them differ in meaning"
            : "\(common.count) 项指标两份以上方案都提到，其中 \(conflicts.count) 项口径不同，数字不能直接比较"
        #expect(body.contains(sentence))
        #expect(body.matches(of: /<th scope="row">/).count == common.count)
        // Renewables are of new buildings here, of towns there.
        #expect(body.contains(language == "en" ? ">Scope<" : ">范围<") && body.contains(">新建<") && body.contains(">城镇<"))
        let statements = common.flatMap(\.statements)
        #expect(body.matches(of: /<details class="why">/).count == statements.count)
        for statement in statements { #expect(body.contains(TemplateLibrary.escaped(statement.indicator.quote))) }
        // What is said of the city's own plan leads to its task; of the others there is no page.
        #expect(body.matches(of: /href="\/plan\/tasks\//).count == statements.count { $0.plan == 0 })
        #expect(body.contains("/explain/indicators/renewable-substitution"))
        #expect(try await city.client.get("/plan").body.contains("href=\"/plan/compare\""))
    }

    @Test("have words for every difference, origin and filter", arguments: Language.allCases)
    func words(language: Language) async throws {
        let texts = try ResourceDirectory(override: nil).localizer(language)
        let keys =
            PlanDifference.allCases.map { "comparison.difference.\($0.rawValue)" }
            + ComparisonFilter.allCases.map { "comparison.show.\($0.rawValue)" }
        #expect(keys.filter { !texts.contains(TextKey($0)) } == [])
    }

    @Test("are cut to what the address asks for; unknown plans are left out, an unknown filter refused")
    func filters() async throws {
        let city = try await TestCity.sample()
        let view = try #require(try await city.platform.planComparison())
        func rows(_ query: String) async throws -> Int {
            let answer = try await city.client.get("/plan/compare?\(query)")
            #expect(answer.status == .ok)
            return answer.body.matches(of: /<th scope="row">/).count
        }
        #expect(try await rows("show=all") == view.rows.count)
        #expect(try await rows("show=conflicts") == view.rows.count { !$0.differences.isEmpty })
        let own = try #require(view.plans.first)
        let other = try #require(view.plans.last)
        #expect(try await rows("plans=\(own.id),\(other.id),nothing&show=all") == view.rows.count)
        // As a form sends them.
        #expect(try await rows("plans=\(own.id)&plans=\(other.id)&show=all") == view.rows.count)
        let alone = try await city.client.get("/plan/compare?plans=\(other.id)&lang=en").body
        #expect(alone.contains("One plan only") && alone.contains("There is one plan to look at"))
        let statements = view.rows.flatMap(\.statements).filter { view.chosen[$0.plan].id == other.id }
        #expect(alone.matches(of: /<details class="why">/).count == statements.count)
        #expect(!alone.contains("href=\"/plan/tasks/"))
        let none = try await city.client.get("/plan/compare?plans=\(own.id)&show=conflicts&lang=en").body
        #expect(none.contains("There is nothing like that"))
        #expect(try await city.client.get("/plan/compare?show=x").status == .badRequest)
        let hostile = try await city.client.get("/plan/compare?plans=%3Cimg%3E,&plans=\("a,".repeated(200))")
        #expect(hostile.status == .ok && !hostile.body.contains("<img>"))
        #expect(try await TestCity.empty().client.get("/plan/compare").status == .ok)
    }

    @Test("are data too")
    func data() async throws {
        let city = try await TestCity.sample()
        let view = try #require(try await city.platform.planComparison())
        let answer = try await city.client.get("/api/v1/plan/compare?show=all").decoded(as: Comparison.self)
        #expect(answer.rows.map(\.differences.count) == view.rows.map(\.differences.count))
        #expect(answer.plans.map(\.origin) == ["in_force", "shipped"])
        #expect(answer.commonCount == view.rows.count { $0.planCount > 1 })
        let row = try #require(answer.rows.first { $0.indicatorId == "renewable-substitution" })
        #expect(row.differences == ["scope", "variant"] || row.differences == ["scope"])
        #expect(row.statements.map(\.scopeWords) == [["新建"], ["城镇"]])
        #expect(try await city.client.get("/api/v1/plan/compare?show=x").status == .badRequest)
        #expect(try await TestCity.empty().client.get("/api/v1/plan/compare").status == .notFound)
    }

    @Test("are read by staff and changed by an officer of the city alone")
    func roles() async throws {
        let city = try await TestCity.sample()
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .fetchSite: "same-origin"]
        for path in ["/plan/compare/remove", "/plan/import/reference"] {
            for role in [Role.auditor, .districtOfficer] {
                let answer = try await city.client.as(.of(role)).send(.post, path, headers, body: "reference=1")
                #expect(answer.status == .forbidden, "\(path) \(role)")
            }
        }
        let page = try await city.client.as(.of(.auditor)).get("/plan/compare")
        #expect(page.status == .ok && !page.body.contains("/plan/import"))
        #expect(try await city.client.as(nil).get("/plan/compare").status != .ok)
    }

    private struct Comparison: Decodable {
        struct Plan: Decodable { let origin: String }
        struct Row: Decodable {
            let indicatorId: String?
            let differences: [String]
            let statements: [Statement]
        }
        struct Statement: Decodable { let scopeWords: [String] }
        let commonCount: Int
        let plans: [Plan]
        let rows: [Row]
    }
}

extension String {
    fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
