import Access
import Foundation
import HTTPTypes
import PeakPlanning
import Testing
import Texts
import Units
import Workflows

@testable import Web

@Suite("Pages of the plan's review")
struct PlanReviewPageTests {
    private let city: TestCity
    private let client: TestClient

    init() async throws {
        city = try TestCity.empty()
        let link = try await city.platform.addPerson(login: "li.na", name: "Li Na", email: nil, actor: .console)
        client = city.client.as(.of(.cityOfficer, person: link.person))
    }

    private static let boundary = "tanfengform"
    private static let text = """
        连云港市城乡建设领域碳达峰实施方案
        一、重点任务
        1.推进节水。到2030年，城区管网漏损率控制在9%以内，再生水利用率达到25%以上。（市水务局负责）
        2.改造旧房。到2030年，完成旧房改造120万平方米。加强维护。（市住建局负责）
        """

    private func upload(_ text: String, field: String = "pasted") async throws -> TestClient.Answer {
        var body = ""
        for (name, value) in [("form_token", ""), ("kind", "plan"), (field, text)] {
            let file = name == "file" ? "; filename=\"plan.txt\"" : ""
            body += "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\(file)\r\n\r\n\(value)\r\n"
        }
        let headers: HTTPFields = [
            .contentType: "multipart/form-data; boundary=\(Self.boundary)", .fetchSite: "same-origin",
        ]
        return try await client.send(.post, "/plan/import", headers, body: body + "--\(Self.boundary)--\r\n")
    }

    private func post(_ path: String, _ fields: [(String, String)]) async throws -> TestClient.Answer {
        let body = fields.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .fetchSite: "same-origin"]
        return try await client.send(.post, path, headers, body: body)
    }

    private func hidden(_ name: String, _ page: String) throws -> String {
        let found = try #require(page.firstMatch(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\"")))
        return String(try #require(found.output[1].substring))
    }

    /// Imports a text as a person does: preview, confirmation, job.
    private func read(_ text: String) async throws {
        let preview = try await upload(text)
        #expect(preview.status == .ok)
        #expect(try await city.platform.planReview()?.facts.revision ?? 0 >= 0)
        let confirmed = try await post(
            "/plan/import/confirm",
            [("upload", try hidden("upload", preview.body)), ("sha256", try hidden("sha256", preview.body))]
        )
        #expect(confirmed.status == .seeOther && confirmed.headers[.location]?.hasPrefix("/jobs/") == true)
        while try await city.platform.runJob() {}
    }

    @Test("an officer says who leads a target")
    func assign() async throws {
        try await read(Self.text)
        let item = try #require(try await city.platform.planReview()?.tasks.first?.items.first)
        let form = try await client.get("/plan/review?task=1&item=\(item.item)&act=assign&lang=zh")
        #expect(form.status == .ok && form.body.contains("任务中首列的部门"))
        let fields = [
            ("text", try hidden("text", form.body)), ("item", "\(item.item)"), ("page", "1"),
            ("revision", try hidden("revision", form.body)), ("lead", "市住建局"), ("binding", ""), ("reason", "职责调整"),
        ]
        #expect(try await post("/plan/review/assign", fields).status == .seeOther)
        #expect(try await client.get("/plan/tasks/1").body.contains("市住建局"))
        #expect(try await post("/plan/review/assign", fields).status == .conflict)
    }

    @Test("a plan is looked at before it is imported, and nothing is written until then")
    func preview() async throws {
        let answer = try await upload(Self.text, field: "file")
        #expect(answer.status == .ok && answer.body.contains("连云港市城乡建设领域碳达峰实施方案"))
        #expect(try await city.platform.planReview() == nil)
        let refused = try await upload("今天天气很好，市民到公园散步。")
        #expect(refused.status == .unprocessableContent)
        #expect(!refused.body.contains(city.platform.dataDirectory))
        #expect(try await upload("").status == .unprocessableContent)
        try await read(Self.text)
        #expect(try await city.platform.planReview()?.items.count == 3)
        #expect(try await upload(Self.text).body.contains("1"))
        let changed = try await upload(Self.text.replacing("25%", with: "28%"))
        #expect(changed.body.contains("<s>") && changed.body.contains("28%"))
    }

    @Test("a preview is answered once, whatever a browser sends again")
    func answeredOnce() async throws {
        for (first, then) in [("confirm", "decline"), ("decline", "confirm")] {
            let preview = try await upload(Self.text)
            let ticket = [
                ("upload", try hidden("upload", preview.body)), ("sha256", try hidden("sha256", preview.body)),
            ]
            #expect(try await post("/plan/import/\(first)", ticket).status == .seeOther)
            #expect(try await post("/plan/import/\(first)", ticket).status == .conflict)
            #expect(try await post("/plan/import/\(then)", ticket).status == .conflict)
        }
        let jobs = try await city.platform.jobs(after: nil, limit: 9)
        #expect(jobs.total == 1)
        while try await city.platform.runJob() {}
        #expect(try await city.platform.planReview() != nil)
    }

    @Test("a text under another title may be the plan in force, corrected: what was shown is what is imported")
    func correction() async throws {
        let first = try await upload(Self.text)
        #expect(!first.body.contains("/plan/import/again"))
        try await read(Self.text)
        let before = try await city.platform.planReview()?.items.map(\.item)
        let renamed = Self.text.replacing("实施方案", with: "实施方案（修订）")
        let preview = try await upload(renamed)
        // What the title decides is left to it; only what a person says is sent.
        #expect(!preview.body.contains("name=\"place\" value=\"next\"") && preview.body.contains("按更正文本预览"))
        let ticket = [("upload", try hidden("upload", preview.body)), ("sha256", try hidden("sha256", preview.body))]
        #expect(try await post("/plan/import/again", ticket + [("place", "castle")]).status == .badRequest)
        #expect(try await post("/plan/import/again", ticket).status == .badRequest)
        let again = try await post("/plan/import/again", ticket + [("place", "correction")])
        #expect(again.status == .ok && again.body.contains("按下一期方案预览"))
        #expect(try hidden("upload", again.body) == ticket[0].1)
        let shown = try hidden("place", again.body)
        #expect(shown == "correction")
        let seen = [("place", shown), ("seen", try hidden("seen", again.body))]
        #expect(try await post("/plan/import/confirm", ticket + [("seen", "x")]).status == .badRequest)
        #expect(try await post("/plan/import/confirm", ticket + seen).status == .seeOther)
        while try await city.platform.runJob() {}
        #expect(try await city.platform.planReview()?.items.map(\.item) == before)
        #expect(try await city.platform.planLineage(scope: .all)?.earlier.isEmpty == true)
        #expect(try await post("/plan/import/again", ticket + [("place", "next")]).status == .conflict)
    }

    @Test("what was previewed against a text that has been replaced since is not imported")
    func replaced() async throws {
        try await read(Self.text)
        let preview = try await upload(Self.text.replacing("25%", with: "28%"))
        let fields = try ["upload", "sha256", "seen"].map { ($0, try hidden($0, preview.body)) }
        try await read(Self.text.replacing("25%", with: "26%"))
        let confirmed = try await post("/plan/import/confirm", fields)
        while try await city.platform.runJob() {}
        let job = try await client.get(try #require(confirmed.headers[.location]))
        let words = try ResourceDirectory(override: nil).localizer(.zhHans)["job.failure.plan.textReplaced"]
        let sentence = words.split(separator: "{0}").last.map(String.init) ?? words
        #expect(job.body.contains(sentence))
        #expect(try await city.platform.planReview()?.facts.revision == 2)
    }

    @Test("broken numbering must be called the published text's own")
    func numbering() async throws {
        let preview = try await upload(Self.text.replacing("2.改造", with: "4.改造"))
        #expect(preview.body.contains("as_published"))
        let fields = [("upload", try hidden("upload", preview.body)), ("sha256", try hidden("sha256", preview.body))]
        _ = try await post("/plan/import/confirm", fields + [("as_published", "1")])
        while try await city.platform.runJob() {}
        #expect(try await city.platform.planReview()?.tasks.map(\.task.id) == ["1", "4"])
    }

    @Test("items are accepted, corrected, added, rejected and taken back by forms alone")
    func forms() async throws {
        try await read(Self.text)
        let view = try #require(await city.platform.planReview())
        let page = try await client.get("/plan/review?task=1")
        #expect(page.status == .ok && page.body.contains("name=\"pick\""))
        let base = [("text", "\(view.text)"), ("page", "1"), ("show", "all")]
        let ids = view.items.map(\.item)
        let accepted = try await post("/plan/review/accept", base + [("pick", "\(ids[0]).0")])
        #expect(accepted.status == .seeOther)
        let form = try await client.get("/plan/review?task=1&item=\(ids[1])&act=correct")
        #expect(form.body.contains("name=\"upper_value\"") && form.body.contains("再生水利用率"))
        let statement = [
            ("task", "1"), ("kind", "target"), ("name", "再生水利用率"), ("comparator", ">="), ("value", "26"), ("unit", "%"),
            ("year", "2030"), ("quote", "再生水利用率达到25%以上"),
        ]
        let item = [("item", "\(ids[1])"), ("revision", "0")]
        let missing = try await post("/plan/review/correct", base + item + statement)
        #expect(missing.status == .unprocessableContent && missing.body.contains("rv-reason-error"))
        #expect(try await post("/plan/review/correct", base + item + statement + [("reason", "r")]).status == .seeOther)
        let stale = try await post("/plan/review/reject", base + item + [("reason", "r")])
        #expect(stale.status == .conflict)
        let other = [("item", "\(ids[2])"), ("revision", "0"), ("reason", "r")]
        #expect(try await post("/plan/review/reject", base + other).status == .seeOther)
        let added = statement.map { $0.0 == "quote" ? ("quote", "加强维护") : $0.0 == "task" ? ("task", "2") : $0 }
        #expect(try await post("/plan/review/add", base + added + [("reason", "r")]).status == .seeOther)
        let states = try #require(await city.platform.planReview()).items.map(\.state)
        #expect(
            states == [.accepted, .corrected, .rejected, .added]
                || states == [.accepted, .corrected, .added, .rejected]
        )
        let data = try await client.get("/api/v1/plan/items")
        #expect(data.body.contains("\"state\":\"corrected\"") && data.body.contains("\"value\":\"26\""))
        for show in ReviewFilter.allCases {
            #expect(try await client.get("/plan/review?show=\(show.rawValue)").status == .ok)
        }
    }

    @Test("whoever may not decide sees the same without forms")
    func readers() async throws {
        try await read(Self.text)
        let auditor = city.client.as(.of(.auditor))
        let page = try await auditor.get("/plan/review")
        #expect(page.status == .ok && !page.body.contains("name=\"pick\""))
        #expect(try await auditor.get("/plan/import").status == .forbidden)
        let headers: HTTPFields = [.fetchSite: "same-origin"]
        #expect(try await auditor.send(.post, "/plan/review/reject", headers).status == .forbidden)
    }

    @Test("before there is a plan the page says how to import one")
    func empty() async throws {
        #expect(try await client.get("/plan/review").status == .ok)
        #expect(try await client.get("/plan/import").status == .ok)
    }
}
