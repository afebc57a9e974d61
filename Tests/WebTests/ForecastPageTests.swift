import Foundation
import HTTPTypes
import PeakPlanning
import Testing
import Texts
import Units
import Workflows

@testable import Web

@Suite("How targets stand, on pages")
struct JudgementPageTests {
    @Test("every status, reason, verdict and state has words in both languages", arguments: ["zh", "en"])
    func words(language: String) async throws {
        let site = try Site(platform: TestCity.empty().platform, settings: .patient(), now: { TestCity.now })
        let texts = site.texts(language == "en" ? .en : .zhHans)
        let keys =
            TargetProgress.Status.allCases.map { "target.status.\($0.rawValue)" }
            + TargetProgress.Verdict.allCases.map { "target.verdict.\($0.rawValue)" }
            + JudgementReason.Code.allCases.map { "judgement.reason.\($0.rawValue)" }
            + PeakState.allCases.map { "peak.state.\($0.rawValue)" }
            + TargetProgress.Status.late.map { "attention.targets.\($0.rawValue)" }
        #expect(keys.filter { !texts.contains(TextKey($0)) } == [])
    }

    @Test("every status is drawn: a class of its own, and a place among those that are counted")
    func marks() async throws {
        let statuses = TargetProgress.Status.allCases
        #expect(Set(TargetProgress.Status.counted) == Set(statuses))
        #expect(Set(TargetProgress.Status.byConsequence) == Set(statuses))
        let css = try await TestCity.empty().client.get("/static/css/base.css").body
        #expect(statuses.filter { !css.contains(".\($0.mark)") } == [])
    }

    @Test("the status of a target opens into why, with the numbers that were used")
    func why() async throws {
        let city = try await TestCity.sample()
        let view = try #require(try await city.platform.plan(jurisdiction: nil, scope: .all))
        let body = try await city.client.get("/plan?lang=en").body
        #expect(body.matches(of: /<details class="why">/).count == view.targets.count)
        let due = try #require(view.targets.first { $0.progress.verdict == .missed })
        #expect(body.contains("does not meet the goal") && body.contains("st-missed"))
        let page = try await city.client.get("/plan/tasks/\(due.task)?lang=en").body
        #expect(page.contains("<details class=\"why\">") && page.contains(">Missed<"))
        // Both ways to read “before 2030”.
        #expect(body.contains("≤ 2029") && body.contains("≤ 2030"))
        #expect(
            body.contains("Not after 2029: ") && body.contains("Mann–Kendall") || body.contains("no test of the trend")
        )
        #expect(body.contains("href=\"/plan/forecasts\""))
    }

    @Test("the API gives verdict, odds, range and reasons as codes")
    func data() async throws {
        let city = try await TestCity.sample()
        let view = try #require(try await city.platform.plan(jurisdiction: nil, scope: .all))
        let answer = try await city.client.get("/api/v1/plan").decoded(as: Plan.self)
        let targets = answer.sections.flatMap(\.targets)
        #expect(targets.map(\.status) == view.targets.map(\.progress.status.rawValue))
        #expect(targets.map(\.verdict) == view.targets.map { $0.progress.verdict?.rawValue })
        #expect(targets.map(\.odds) == view.targets.map(\.progress.odds))
        #expect(targets.allSatisfy { !$0.reasons.isEmpty })
        #expect(targets.contains { $0.peakReadings.map(\.notAfter) == [2029, 2030] })
        #expect(answer.counts.values.reduce(0, +) == targets.count)
    }

    private struct Plan: Decodable {
        struct Section: Decodable { let targets: [Target] }
        struct Target: Decodable {
            let status: String
            let verdict: String?
            let odds: Double?
            let reasons: [Reason]
            let peakReadings: [Reading]
        }
        struct Reason: Decodable { let code: String }
        struct Reading: Decodable { let notAfter: Int }
        let counts: [String: Int]
        let sections: [Section]
    }
}

@Suite("Past odds")
struct ForecastPageTests {
    @Test("keep what was kept apart from what was computed afterwards, in both languages", arguments: ["zh", "en"])
    func page(language: String) async throws {
        let city = try await TestCity.sample()
        let answer = try await city.client.get("/plan/forecasts?lang=\(language)")
        #expect(answer.status == .ok)
        let kept = language == "en" ? "Kept forecasts" : "留存的预测"
        let computed = language == "en" ? "Computed afterwards, not kept" : "事后计算，不是留存的预测"
        #expect(answer.body.contains(kept) && answer.body.contains(computed))
        #expect(answer.body.contains("tanfeng plan forecast"))
        let review = try #require(try await city.platform.forecastReview(jurisdiction: nil, scope: .all))
        #expect(answer.body.matches(of: /<table class="recs fcs">/).count == (review.backcast.lines.isEmpty ? 0 : 1))
        if language == "en" {
            let shown = answer.body.withoutPlanWords.matches(of: />([^<]+)</).map { String($0.output.1) }
            #expect(
                shown.filter { text in
                    text != "中文" && text != "碳峰"
                        && text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
                } == []
            )
        }
    }

    @Test("are data too, and a place of its own")
    func data() async throws {
        let city = try await TestCity.sample()
        let answer = try await city.client.get("/api/v1/plan/forecasts")
        #expect(answer.status == .ok && answer.body.contains("\"backcast\"") && answer.body.contains("\"kept\""))
        let district = try #require(try await city.platform.jurisdictions(scope: .all).first { $0.kind == .district })
        #expect(try await city.client.get("/plan/forecasts?district=\(district.id.rawValue)").status == .ok)
        #expect(try await city.client.get("/plan/forecasts?district=999999").status == .notFound)
        #expect(try await city.client.get("/plan/forecasts?district=x").status == .badRequest)
        #expect(try await TestCity.empty().client.get("/plan/forecasts").status == .ok)
        #expect(try await TestCity.empty().client.get("/api/v1/plan/forecasts").status == .notFound)
    }
}
