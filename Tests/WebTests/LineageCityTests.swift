import Foundation
import PeakPlanning
import Testing
import Units
import Workflows

@testable import Web

/// A whole published plan and the one after it.
@Suite("A plan after a published one")
struct LineageCityTests {
    private static let made = Task { try await make() }

    /// The shipped plan, then one with another title: its dates are later, one target is gone and one is new.
    private static func make() async throws -> TestCity {
        let city = try TestCity.empty()
        let file = try city.platform.resources.bytes("PeakPlanning", "Plans/tianjin-2023.txt")
        let plan = String(decoding: file, as: UTF8.self)
        try await city.read(plan)
        let next = plan.replacing("天津市城乡建设领域碳达峰实施方案", with: "天津市城乡建设领域绿色低碳发展实施方案")
            .replacing("到2030年", with: "到2035年").replacing("到2025年", with: "到2030年")
            .replacing("，到2030年改造老旧管网300公里以上", with: "")
            .replacing("建筑垃圾资源化利用率达到55%以上", with: "建筑垃圾资源化利用率达到65%以上，城市生活垃圾回收利用率达到40%")
        try await city.read(next)
        return city
    }

    @Test("every target of the earlier plan has its row, every proposal its button", arguments: ["zh", "en"])
    func page(language: String) async throws {
        let city = try await Self.made.value
        let view = try #require(try await city.platform.planLineage(scope: .all))
        let plan = try #require(view.earlier.first)
        #expect(view.earlier.count == 1 && plan.lines.count > 25)
        let body = try await city.client.get("/plan/lineage?lang=\(language)").body
        #expect(plan.lines.allSatisfy { body.contains("<tr id=\"i\($0.item)\"") })
        #expect(body.matches(of: /<details class="why">/).count == plan.lines.count)
        // Once to be confirmed alone, once with all others.
        #expect(body.matches(of: /name="pick"/).count == 2 * plan.proposals.count)
        #expect(!plan.newTargets.isEmpty && plan.lines.contains { $0.state == .open })
        #expect(body.matches(of: /<h1[ >]/).count == 1)
        #expect(!body.contains(" style=") && !body.contains("{{") && !body.contains("Optional("))
        let ids = body.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        guard language == "en" else { return }
        let shown = body.withoutPlanWords.matches(of: />([^<]+)</).map { String($0.output.1) }
        let chinese = shown.filter { text in
            !["中文", "碳峰"].contains(text) && text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        }
        #expect(chinese == [])
    }

    @Test("the same is data")
    func data() async throws {
        let city = try await Self.made.value
        let view = try #require(try await city.platform.planLineage(scope: .all))
        let answer = try await city.client.get("/api/v1/plan/lineage").decoded(as: Answer.self)
        let plan = try #require(view.earlier.first)
        #expect(answer.plan.title == view.facts.title && answer.earlier.map(\.next.title) == [view.facts.title])
        #expect(answer.earlier[0].targets.map(\.state) == plan.lines.map(\.state.rawValue))
        #expect(answer.earlier[0].targets.map(\.successor?.itemId) == plan.lines.map(\.successor?.item))
        #expect(answer.earlier[0].targets.map(\.target.status) == plan.lines.map(\.target.progress.status.rawValue))
        #expect(answer.earlier[0].newTargets.map(\.itemId) == plan.newTargets.map(\.item))
    }

    private struct Answer: Decodable {
        struct Facts: Decodable { let title: String }
        struct Follower: Decodable { let itemId: Int64 }
        struct Target: Decodable { let status: String }
        struct Line: Decodable {
            let state: String
            let target: Target
            let successor: Follower?
        }
        struct Earlier: Decodable {
            let next: Facts
            let targets: [Line]
            let newTargets: [Follower]
        }
        let plan: Facts
        let earlier: [Earlier]
    }
}
