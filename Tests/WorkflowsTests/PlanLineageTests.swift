import Access
import Foundation
import PeakPlanning
import Store
import Testing
import Units
import Workflows

/// A city whose next plan has come in.
@Suite("what follows the targets of an earlier plan")
struct PlanLineageTests {
    private let test: TestPlatform
    private let actor: Actor

    private static let first = """
        连云港市城乡建设领域碳达峰实施方案
        一、重点任务
        1.建设海绵城市。到2025年，城市建成区海绵城市达标率不低于40%。（市住建局负责）
        2.降低漏损。到2025年，城市公共供水管网漏损率控制在9%以内。（市住建局负责）
        3.改造门窗。到2025年，完成门窗改造120万平方米。（市住建局负责）
        """
    private static let next = """
        连云港市城乡建设领域碳达峰深化方案
        一、重点任务
        1.建设海绵城市。到2030年，城市建成区海绵城市达标率达到80%。（市住建局负责）
        2.降低漏损。到2030年，新建公共供水管网漏损率控制在8%以内。（市住建局负责）
        3.发展绿道。到2030年，新建绿道里程达到200公里。（市城管局负责）
        """

    init() async throws {
        test = try TestPlatform()
        let link = try await test.platform.addPerson(login: "li.na", name: "李娜", email: nil, actor: .console)
        actor = Actor(kind: .person, person: link.person.map(Person.ID.init(rawValue:)))
        try await read(Self.first)
    }

    private func read(_ text: String) async throws {
        let path = "\(test.folder.path)/\(UUID().uuidString).txt"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let result = try await test.platform.importPlan(path: path, actor: actor)
        #expect(result.isNew, "\(result.failure)")
    }

    private func plan() async throws -> EarlierPlan {
        let view = try #require(try await test.platform.planLineage(scope: .all))
        #expect(view.facts.title == "连云港市城乡建设领域碳达峰深化方案")
        return try #require(view.earlier.first)
    }

    private func reference(_ index: Int, in plan: EarlierPlan) -> ReviewReference {
        let line = plan.lines[index]
        return ReviewReference(item: line.item, text: plan.text, revision: line.revision)
    }

    @Test("the first plan follows nothing")
    func alone() async throws {
        #expect(try #require(try await test.platform.planLineage(scope: .all)).earlier.isEmpty)
    }

    @Test(
        "followers are proposed by what measures them, with what does not compare; nothing is superseded by a proposal"
    )
    func proposed() async throws {
        try await read(Self.next)
        let plan = try await plan()
        #expect(plan.lines.map(\.state) == [.proposed, .proposed, .open])
        #expect(plan.lines.map(\.successor?.indicator.name) == ["城市建成区海绵城市达标率", "新建公共供水管网漏损率", nil])
        #expect(plan.lines[1].differences == [.scope])
        #expect(plan.newTargets.map(\.task) == ["3"])
        #expect(plan.lines.allSatisfy { $0.target.progress.verdict == .noEvidence })
    }

    @Test("a person decides; what nobody has measured is superseded then, and decisions can be taken back")
    func decided() async throws {
        try await read(Self.next)
        var plan = try await plan()
        try await test.platform.confirmSuccessors(of: [0, 1].map { reference($0, in: plan) }, note: "", actor: actor)
        try await test.platform.setSuccessor(of: reference(2, in: plan), to: nil, reason: "已完成", actor: actor)
        plan = try await self.plan()
        #expect(plan.lines.map(\.state) == [.followed, .followed, .ended])
        #expect(plan.lines.map(\.target.progress.verdict) == [.superseded, .superseded, .noEvidence])
        #expect(plan.lines[2].history.map(\.reason) == ["已完成"])
        let view = try #require(try await test.platform.planLineage(scope: .all))
        let follower = try #require(plan.lines[0].successor)
        #expect(view.predecessors(of: follower.item).map(\.indicator.name) == ["城市建成区海绵城市达标率"])
        // The plan in force is reviewed as before, its targets are not superseded.
        #expect(try await test.platform.planReview()?.items.count == 3)
        try await test.platform.withdrawSuccessor(of: reference(0, in: plan), reason: "误定", actor: actor)
        #expect(try await self.plan().lines[0].state == .proposed)
        let entry = try #require(try await test.store.lastAuditEntry(action: "plan.review.withdraw"))
        #expect(entry.changes.contains("successor"), "\(entry.changes)")
    }

    @Test("what somebody else decided since, an unknown follower, another text and no reason are refused")
    func refused() async throws {
        try await read(Self.next)
        let plan = try await plan()
        let seen = reference(0, in: plan)
        let follower = try #require(plan.choices.last).item
        await #expect(throws: PlanReviewRefusal.noReason) {
            try await test.platform.setSuccessor(of: seen, to: follower, reason: " ", actor: actor)
        }
        await #expect(throws: PlanReviewRefusal.notFound) {
            try await test.platform.setSuccessor(of: seen, to: plan.lines[1].item, reason: "试", actor: actor)
        }
        try await test.platform.setSuccessor(of: seen, to: follower, reason: "口径一致", actor: actor)
        await #expect(throws: PlanReviewRefusal.changed) {
            try await test.platform.setSuccessor(of: seen, to: nil, reason: "试", actor: actor)
        }
        await #expect(throws: PlanReviewRefusal.changed) {
            try await test.platform.confirmSuccessors(of: [seen], note: "", actor: actor)
        }
        var other = reference(1, in: plan)
        other.text += 1
        await #expect(throws: PlanReviewRefusal.textReplaced) {
            try await test.platform.setSuccessor(of: other, to: follower, reason: "试", actor: actor)
        }
    }

    @Test("a corrected text of the next plan keeps what was decided")
    func corrected() async throws {
        try await read(Self.next)
        let plan = try await plan()
        try await test.platform.confirmSuccessors(of: [reference(0, in: plan)], note: "", actor: actor)
        try await read(Self.next.replacing("达到80%", with: "达到85%"))
        let line = try #require(try await self.plan().lines.first)
        #expect(line.state == .followed && line.successor?.indicator.value == FixedPoint(mantissa: 85))
    }

    @Test("a follower that a corrected text drops, or a person rejects, takes nobody's place any more")
    func dropped() async throws {
        try await read(Self.next)
        var plan = try await plan()
        try await test.platform.confirmSuccessors(of: [0, 1].map { reference($0, in: plan) }, note: "", actor: actor)
        try await read(Self.next.replacing("到2030年，城市建成区海绵城市达标率达到80%。", with: "推进海绵城市。"))
        let rejected = try #require(try await test.platform.planReview()).items.filter {
            $0.shown?.name.contains("漏损") ?? false
        }
        let text = try #require(try await test.platform.planReview()?.text)
        for item in rejected {
            let reference = ReviewReference(item: item.item, text: text, revision: item.revision)
            try await test.platform.rejectReading(of: reference, reason: "不是目标", actor: actor)
        }
        plan = try await self.plan()
        #expect(plan.lines.map(\.state) == [.open, .open, .open])
        #expect(plan.lines.map(\.target.progress.verdict) == [.noEvidence, .noEvidence, .noEvidence])
        // What was decided can be taken back all the same.
        try await test.platform.withdrawSuccessor(of: reference(0, in: plan), reason: "已无此目标", actor: actor)
        await #expect(throws: PlanReviewRefusal.nothingToWithdraw) {
            try await test.platform.withdrawSuccessor(of: reference(2, in: plan), reason: "试", actor: actor)
        }
    }

    @Test("each plan follows the one before it")
    func three() async throws {
        try await read(Self.next)
        try await read(Self.next.replacing("深化方案", with: "巩固方案").replacing("2030", with: "2035"))
        let view = try #require(try await test.platform.planLineage(scope: .all))
        #expect(view.earlier.map(\.facts.title) == ["连云港市城乡建设领域碳达峰深化方案", "连云港市城乡建设领域碳达峰实施方案"])
        let first = try #require(view.earlier.last)
        try await test.platform.confirmSuccessors(of: [reference(0, in: first)], note: "", actor: actor)
        let lines = try #require(try await test.platform.planLineage(scope: .all)?.earlier).map { $0.lines[0] }
        #expect(lines.map(\.state) == [.proposed, .followed])
        #expect(lines[1].successor?.item == lines[0].item)
    }

    @Test("forecasts of an earlier plan are scored when its targets are decided, and say whose they are")
    func forecasts() async throws {
        let clock = try ForecastTests.Clock("2024-07-01 02:30")
        let test = try TestPlatform(now: { clock.now })
        func read(_ text: String) async throws {
            let path = "\(test.folder.path)/\(UUID().uuidString).txt"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(try await test.platform.importPlan(path: path, actor: .console).isNew)
        }
        try await read(Self.first)
        let city = try #require(try await test.store.city()).id
        func report(_ shares: [Int: Double]) async throws {
            let values = shares.flatMap { year, share in
                [("sponge.compliant_area", share), ("built_up.area", 100)].map {
                    ReportedValue(quantity: $0, jurisdiction: city, year: year, value: $1, reporter: "市住建局")
                }
            }
            let source = try await test.store.syntheticSource(name: "test", now: clock.now)
            try await test.store.report(values, source: source, now: clock.now)
        }
        try await report([2020: 10, 2021: 16, 2022: 23, 2023: 28])
        #expect(try await test.platform.keepForecasts(by: .system).count == 1)
        try clock.move(to: "2026-03-01 02:30")
        try await report([2024: 35, 2025: 44])
        try await read(Self.next)
        let review = try #require(try await test.platform.forecastReview(jurisdiction: nil, scope: .all))
        let line = try #require(review.kept.lines.first)
        #expect(review.kept.lines.count == 1 && line.plan?.title == "连云港市城乡建设领域碳达峰实施方案")
        let made = try day("2024-07-01")
        #expect(line.verdict == .met && line.madeOn == made)
        #expect(review.kept.score?.count == 1)
    }
}
