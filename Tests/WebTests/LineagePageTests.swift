import Access
import Foundation
import HTTPTypes
import Testing
import Units
import Workflows

@testable import Web

/// A city whose next plan has come in.
@Suite("Pages of what follows earlier targets")
struct LineagePageTests {
    private let city: TestCity
    private let client: TestClient

    static let first = """
        连云港市城乡建设领域碳达峰实施方案
        一、重点任务
        1.建设海绵城市。到2025年，城市建成区海绵城市达标率不低于40%。（市住建局负责）
        2.降低漏损。到2025年，城市公共供水管网漏损率控制在9%以内。（市住建局负责）
        3.改造门窗。到2025年，完成门窗改造120万平方米。（市住建局负责）
        """
    static let next = """
        连云港市城乡建设领域碳达峰深化方案
        一、重点任务
        1.建设海绵城市。到2030年，城市建成区海绵城市达标率达到80%。（市住建局负责）
        2.降低漏损。到2030年，新建公共供水管网漏损率控制在8%以内。（市住建局负责）
        3.发展绿道。到2030年，新建绿道里程达到200公里。（市城管局负责）
        """

    init() async throws {
        city = try TestCity.empty()
        try await city.read(Self.first)
        let link = try await city.platform.addPerson(login: "li.na", name: "Li Na", email: nil, actor: .console)
        client = city.client.as(.of(.cityOfficer, person: link.person))
    }

    private func post(_ act: String, _ fields: [(String, String)]) async throws -> TestClient.Answer {
        let body = fields.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .fetchSite: "same-origin"]
        return try await client.send(.post, "/plan/lineage/\(act)", headers, body: body)
    }

    private func plan() async throws -> EarlierPlan {
        try #require(try await city.platform.planLineage(scope: .all)?.earlier.first)
    }

    private func fields(_ line: LineageLine, in plan: EarlierPlan) -> [(String, String)] {
        [("text", "\(plan.text)"), ("item", "\(line.item)"), ("revision", "\(line.revision)")]
    }

    @Test("the first plan follows nothing, and the page says how the next one comes in", arguments: ["zh", "en"])
    func alone(language: String) async throws {
        let page = try await client.get("/plan/lineage?lang=\(language)")
        #expect(page.status == .ok && page.body.contains("href=\"/plan/import\""))
        #expect(page.body.contains(language == "en" ? "No earlier plan yet" : "还没有往期方案"))
        #expect(!page.body.contains("<table"))
        let none = try TestCity.empty().client
        #expect(try await none.get("/plan/lineage").status == .ok)
        #expect(try await none.get("/api/v1/plan/lineage").status == .notFound)
    }

    @Test("what is proposed is shown with what does not compare, and confirmed as it was shown")
    func confirm() async throws {
        try await city.read(Self.next)
        let page = try await client.get("/plan/lineage")
        #expect(page.body.broken.contains("上期方案 3 项目标：到期无证据 3；待确认承接 2 项、尚未确定 1 项"))
        #expect(page.body.contains("<span class=\"tag\">范围</span>"))
        #expect(page.body.contains("新增目标 1 项") && page.body.contains("新建绿道里程"))
        #expect(page.body.contains("href=\"/plan/tasks/1\""), "the next plan is the one in force")
        let plan = try await plan()
        let picks = plan.proposals.map { ("pick", "\($0.item).\($0.revision)") }
        #expect(picks.allSatisfy { page.body.contains("name=\"pick\" value=\"\($0.1)\"") })
        let seen = [("text", "\(plan.text)")] + picks
        #expect(try await post("confirm", seen).status == .seeOther)
        let again = try await post("confirm", seen)
        #expect(again.status == .conflict && again.body.contains("别人刚处理过"))
        let after = try await client.get("/plan/lineage").body.broken
        #expect(after.contains("已接续 2") && after.contains("尚未确定 1 项") && !after.contains("name=\"pick\""))
        let task = try await client.get("/plan/tasks/1").body
        #expect(task.contains("承接自《") && task.contains("连云港市城乡建设领域碳达峰实施方案"))
        #expect(try await !client.get("/plan/tasks/3").body.contains("承接自"))
    }

    @Test("a task shows its targets, and earlier ones beside their followers, as the reader's own place stands")
    func judgedForThePage() async throws {
        try await city.read(Self.next)
        let plan = try await plan()
        let picks = plan.proposals.map { ("pick", "\($0.item).\($0.revision)") }
        #expect(try await post("confirm", [("text", "\(plan.text)")] + picks).status == .seeOther)
        let place = try #require(try await city.platform.jurisdictions(scope: .all).first { $0.kind == .district })
        let officer = Principal.of(.districtOfficer, scope: Scope(jurisdictions: [place.id]))
        for (reader, ofDistrict) in [(Principal.cityOfficer, false), (officer, true)] {
            let body = try await city.client.as(reader).get("/plan/tasks/1").body
            let line = try #require(body.firstMatch(of: /<p class="small pred">(.*?)<\/p>/)).output.1
            #expect(line.contains("海绵城市达标率") && line.contains("class=\"st "))
            #expect(body.contains("差距是\(place.name)的") == ofDistrict)
            let data: PlanTaskResponse = try await city.client.as(reader).get("/api/v1/plan/tasks/1").decoded()
            #expect((data.jurisdiction.id == place.id.rawValue) == ofDistrict)
        }
    }

    @Test("a follower is chosen or refused with a reason, and taken back")
    func decide() async throws {
        try await city.read(Self.next)
        var plan = try await plan()
        let new = try #require(plan.newTargets.first)
        let form = try await client.get("/plan/lineage?item=\(plan.lines[2].item)&act=set")
        #expect(form.body.contains("<option value=\"\(new.item)\" lang=\"zh-Hans\">3 新建绿道里程"))
        #expect(form.body.contains("action=\"/plan/lineage/set\"") && form.body.contains("不再承接"))
        func listed(_ page: String) -> Int { page.matches(of: /<option value="\d+" lang="zh-Hans"/).count }
        #expect(listed(form.body) == plan.choices.count)
        #expect(listed(try await client.get("/plan/lineage").body) == 0)
        let line = fields(plan.lines[2], in: plan)
        let blank = try await post("set", line)
        #expect(blank.status == .unprocessableContent)
        #expect(blank.body.contains("ln-reason-error") && blank.body.contains("ln-successor-error"))
        #expect(try await post("set", line + [("successor", "x"), ("reason", "r")]).status == .badRequest)
        #expect(try await post("set", line + [("successor", "999999"), ("reason", "r")]).status == .notFound)
        let chosen = line + [("successor", "\(new.item)"), ("reason", "由绿道接续")]
        let kept = try await post("set", chosen)
        #expect(kept.status == .seeOther)
        #expect(kept.headers[.location] == "/plan/lineage?item=\(plan.lines[2].item)&done=saved#i\(plan.lines[2].item)")
        let stale = try await post("set", chosen)
        #expect(stale.status == .conflict && stale.body.contains("由绿道接续"), "what was typed is not lost")
        plan = try await self.plan()
        #expect(plan.lines[2].state == .followed)
        let same = try await post("set", fields(plan.lines[2], in: plan) + chosen.suffix(2))
        #expect(same.status == .unprocessableContent && same.body.contains("与现在的承接相同"))
        let ended = fields(plan.lines[2], in: plan) + [("successor", "none"), ("reason", "已完成")]
        #expect(try await post("set", ended).status == .seeOther)
        plan = try await self.plan()
        let page = try await client.get("/plan/lineage").body
        #expect(page.contains("记录（2）") && page.contains("Li Na") && page.contains("3 新建绿道里程"))
        #expect(plan.lines[2].state == .ended)
        let back = fields(plan.lines[2], in: plan) + [("reason", "再议")]
        #expect(
            try await client.get("/plan/lineage?item=\(plan.lines[2].item)&act=withdraw").body.contains("再议") == false
        )
        #expect(try await post("withdraw", back).status == .seeOther)
        plan = try await self.plan()
        #expect(plan.lines[2].state == .open)
        let nothing = try await post("withdraw", fields(plan.lines[2], in: plan) + [("reason", "r")])
        #expect(nothing.status == .conflict && nothing.body.contains("没有可撤回的承接决定"))
    }

    @Test("a choice that a corrected text has lost can be taken back")
    func lost() async throws {
        try await city.read(Self.next)
        let new = try #require(try await plan().newTargets.first)
        let chosen = try await fields(plan().lines[2], in: plan()) + [("successor", "\(new.item)"), ("reason", "r")]
        #expect(try await post("set", chosen).status == .seeOther)
        try await city.read(Self.next.replacing("3.发展绿道。到2030年，新建绿道里程达到200公里。", with: "3.发展绿道。加强维护。"))
        let line = try await plan().lines[2]
        #expect(line.state == .open)
        let form = try await client.get("/plan/lineage?item=\(line.item)&act=withdraw").body
        #expect(form.contains("action=\"/plan/lineage/withdraw\""))
        let back = try await fields(line, in: plan()) + [("reason", "再议")]
        #expect(try await post("withdraw", back).status == .seeOther)
        #expect(try await !client.get("/plan/lineage").body.contains("item=\(line.item)&amp;act=withdraw"))
    }

    @Test("whoever may not decide sees the same without forms, of a place of their own too")
    func readers() async throws {
        try await city.read(Self.next)
        let item = try await plan().lines[0].item
        let auditor = city.client.as(.of(.auditor))
        let page = try await auditor.get("/plan/lineage?item=\(item)&act=set&lang=en")
        #expect(page.status == .ok && page.body.contains("Proposed"))
        #expect(!page.body.contains("method=\"post\" action=\"/plan/lineage"))
        for act in ["set", "withdraw", "confirm"] {
            let answer = try await auditor.send(.post, "/plan/lineage/\(act)", [.fetchSite: "same-origin"])
            #expect(answer.status == .forbidden)
        }
        let place = try #require(try await city.platform.jurisdictions(scope: .all).first { $0.kind == .district })
        let district = try await client.get("/plan/lineage?district=\(place.id.rawValue)&lang=en").body
        #expect(district.contains("those of \(place.englishName)"))
        #expect(district.contains("name=\"district\" value=\"\(place.id.rawValue)\""))
        #expect(try await client.get("/plan/lineage?district=999999").status == .notFound)
        #expect(try await client.get("/plan/lineage?district=x").status == .badRequest)
        #expect(try await client.get("/plan/lineage?act=burn").status == .badRequest)
    }

    @Test("hostile words of either plan are text")
    func hostile() async throws {
        let hostile = HostileTests.hostile
        try await city.read(Self.next.replacing("新建绿道里程", with: "新建\(hostile)绿道里程"))
        let plan = try await plan()
        let reason = [("successor", "\(plan.choices[2].item)"), ("reason", hostile)]
        #expect(try await post("set", fields(plan.lines[2], in: plan) + reason).status == .seeOther)
        for query in ["", "?item=\(plan.lines[0].item)&act=set"] {
            let body = try await client.get("/plan/lineage\(query)").body
            #expect(!body.contains("<img") && body.contains("&lt;img"))
        }
    }
}

extension String {
    /// With lines that may break anywhere.
    fileprivate var broken: String { replacing("\u{00A0}", with: " ") }
}

extension TestCity {
    /// Imports the text of a plan.
    func read(_ text: String) async throws {
        let path = "\(platform.dataDirectory)/\(UUID().uuidString).txt"
        try Data(text.utf8).write(to: URL(filePath: path))
        let result = try await platform.importPlan(path: path, actor: .console)
        #expect(result.isNew, "\(result.failure)")
    }
}
