import Access
import Foundation
import PeakPlanning
import Store
import Testing
import Units
import Workflows

@Suite("plans of several places side by side")
struct PlanComparisonTests {
    private let test: TestPlatform

    init() async throws {
        test = try TestPlatform()
        let path = "\(PlanTests.shipped)/lianyungang-2024.txt"
        #expect(try await test.platform.importPlan(path: path, actor: .console).isNew)
    }

    private func comparison(_ wanted: [String] = []) async throws -> PlanComparisonView {
        try #require(try await test.platform.planComparison(of: wanted))
    }

    private func bring(_ text: String, place: String) async throws -> PlanImport {
        let path = "\(test.folder.path)/\(UUID().uuidString).txt"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try await test.platform.importReference(path: path, place: place, actor: .console)
    }

    private func tianjin() throws -> String {
        try String(contentsOfFile: "\(PlanTests.shipped)/tianjin-2023.txt", encoding: .utf8)
    }

    @Test(
        "the plan in force stands beside the one that ships; renewables are of new buildings here, of all buildings of towns there"
    )
    func shipped() async throws {
        let view = try await comparison()
        #expect(view.plans.map(\.place) == ["连云港市", "天津市"])
        #expect(view.plans.map(\.origin) == [.inForce, .shipped])
        let row = try #require(view.rows.first { $0.subject == "renewable-substitution" })
        #expect(row.planCount == 2 && row.differences == [.scope, .variant])
        #expect(row.statements.map(\.scopes) == [["新建"], ["城镇"]])
        let waste = try #require(view.rows.first { $0.subject == "construction-waste-intensity" })
        #expect(waste.planCount == 2 && waste.differences.isEmpty)
        #expect(view.indicators["renewable-substitution"]?.unit == "%")
    }

    @Test("before a plan is there nothing is compared")
    func empty() async throws {
        #expect(try await TestPlatform().platform.planComparison() == nil)
    }

    @Test("a plan that is brought stands between, is kept once, replaced by its corrected text, and removed")
    func brought() async throws {
        let text = try tianjin()
        let kept = try await bring(text, place: " 武汉市 ")
        #expect(kept.isNew && kept.failure.isEmpty && kept.revision == 0 && kept.tasks > 20)
        #expect(try await !bring(text, place: "武汉市").isNew)
        #expect(try await bring(text.replacing("65%", with: "66%"), place: "武汉市").isNew)
        let view = try await comparison()
        #expect(view.plans.map(\.place) == ["连云港市", "武汉市", "天津市"])
        let row = try #require(view.rows.first { $0.subject == "electricity-share" })
        #expect(row.statements.filter { $0.plan == 1 }.compactMap(\.indicator.value) == [FixedPoint(mantissa: 66)])
        guard case .brought(let number, _) = view.plans[1].origin else {
            Issue.record("the origin is \(view.plans[1].origin)")
            return
        }
        // The city's own plan is as it was, and a copy of its name is refused.
        #expect(try await test.platform.planReview()?.facts.revision == 1)
        #expect(try await bring(text, place: "连云港市").failure.first == "plan.referenceOwn")
        #expect(try await test.platform.removeReference(number, by: .console))
        #expect(try await !test.platform.removeReference(number, by: .console))
        #expect(try await comparison().plans.map(\.place) == ["连云港市", "天津市"])
        let entry = try #require(try await test.store.lastAuditEntry(action: "plan.reference.remove"))
        #expect(entry.changes.contains("武汉市"))
    }

    @Test("only those that are asked for are compared; what is unknown is left out")
    func chosen() async throws {
        let other = try #require(try await comparison().plans.last).id
        let view = try await comparison([other, "nothing"])
        #expect(view.chosen.map(\.place) == ["天津市"] && view.plans.count == 2)
        #expect(view.rows.allSatisfy { $0.planCount == 1 && $0.differences.isEmpty })
        #expect(try await comparison(["nothing"]).chosen.count == 2)
    }

    @Test("a text that is no plan, and one without a place, keep nothing")
    func refused() async throws {
        #expect(try await bring("会议通知：请各单位参加。", place: "武汉市").failure.first == "plan.notAPlan")
        #expect(try await bring(tianjin(), place: "  ").failure.first == "plan.referencePlace")
        #expect(
            try await bring(tianjin(), place: String(repeating: "长", count: 61)).failure.first == "plan.referencePlace"
        )
        #expect(try await comparison().plans.count == 2)
    }

    @Test("there is a limit to how many are kept")
    func limit() async throws {
        let plan = """
            某市城乡建设领域碳达峰实施方案
            一、重点任务
            1.推进节水。到2025年，城区管网漏损率控制在9%以内。（市水务局负责）
            """
        for number in 1...50 { #expect(try await bring(plan, place: "第\(number)市").isNew) }
        #expect(try await bring(plan, place: "第51市").failure.first == "plan.referenceTooMany")
        #expect(try await bring(plan.replacing("9%", with: "8%"), place: "第1市").isNew)
    }
}
