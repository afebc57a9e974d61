import Access
import Foundation
import HTTPTypes
import PeakPlanning
import Testing
import Texts
import Units
import Workflows

@testable import Web

/// The text of Lianyungang, changed in a number and its name, comes into an installation of Tianjin.
@Suite("Plans of other places")
struct ReferencePlanPageTests {
    private let city: TestCity
    private let client: TestClient
    private let text: String

    init() async throws {
        city = try TestCity.empty()
        let link = try await city.platform.addPerson(login: "li.na", name: "Li Na", email: nil, actor: .console)
        client = city.client.as(.of(.cityOfficer, person: link.person))
        let plans = "\(try ResourceDirectory(override: nil).directory("PeakPlanning"))/Plans"
        #expect(try await city.platform.importPlan(path: "\(plans)/tianjin-2023.txt", actor: .console).isNew)
        text = try String(contentsOfFile: "\(plans)/lianyungang-2024.txt", encoding: .utf8)
            .replacing("连云港", with: "南通").replacing("回收利用率达到35%", with: "回收利用率达到37.5%")
    }

    private func upload(_ text: String) async throws -> TestClient.Answer {
        var body = ""
        for (name, value) in [("form_token", ""), ("kind", "plan"), ("pasted", text)] {
            body += "--form\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=form", .fetchSite: "same-origin"]
        return try await client.send(.post, "/plan/import", headers, body: body + "--form--\r\n")
    }

    private func post(_ path: String, _ fields: [(String, String)]) async throws -> TestClient.Answer {
        let body = fields.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .fetchSite: "same-origin"]
        return try await client.send(.post, path, headers, body: body)
    }

    private func ticket(_ page: String) throws -> [(String, String)] {
        try ["upload", "sha256"].map { name in
            let found = try #require(page.firstMatch(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\"")))
            return (name, String(try #require(found.output[1].substring)))
        }
    }

    /// Uploads and keeps a text as a person does, under a name of the place.
    private func keep(_ text: String, as place: String) async throws -> TestClient.Answer {
        try await post("/plan/import/reference", try ticket(try await upload(text).body) + [("place", place)])
    }

    @Test("are looked at, kept, compared and removed; the city's own plan stays as it is")
    func whole() async throws {
        #expect(try await client.get("/plan/import").body.contains("对照方案"))
        let preview = try await upload(text)
        #expect(preview.status == .ok && preview.body.contains("作为对照方案保存"))
        #expect(preview.body.contains("南通市城乡建设领域碳达峰实施方案") && preview.body.contains("value=\"南通市\""))
        #expect(preview.body.contains("action=\"/plan/import/decline\""))
        #expect(!preview.body.contains("action=\"/plan/import/confirm\""))
        #expect(try await city.platform.planComparison()?.plans.count == 2)
        let kept = try await post("/plan/import/reference", try ticket(preview.body) + [("place", "南通市")])
        #expect(kept.status == .seeOther && kept.headers[.location] == "/plan/compare?done=referenceKept")
        let page = try await client.get("/plan/compare?done=referenceKept").body
        #expect(page.contains("对照方案已保存") && page.contains("37.5%") && page.contains("南通市"))
        #expect(try await keep(text, as: "南通市").headers[.location] == "/plan/compare?done=referenceSame")
        #expect(try await city.platform.planReview()?.facts.revision == 1)
        let number = try #require(page.firstMatch(of: /name="reference" value="(\d+)"/)).output.1
        let removed = try await post("/plan/compare/remove", [("reference", String(number))])
        #expect(removed.headers[.location] == "/plan/compare?done=referenceRemoved")
        let again = try await post("/plan/compare/remove", [("reference", String(number))])
        #expect(again.headers[.location] == "/plan/compare")
        #expect(try await !client.get("/plan/compare").body.contains("南通市"))
        #expect(try await post("/plan/compare/remove", [("reference", "x")]).status == .badRequest)
    }

    @Test("are answered for once, and can be declined")
    func once() async throws {
        let answered = try ticket(try await upload(text).body)
        #expect(try await post("/plan/import/reference", answered + [("place", "南通市")]).status == .seeOther)
        #expect(try await post("/plan/import/reference", answered + [("place", "南通市")]).status == .conflict)
        let declined = try ticket(try await upload(text).body)
        #expect(try await post("/plan/import/decline", declined).status == .seeOther)
        #expect(try await post("/plan/import/reference", declined + [("place", "南通市")]).status == .conflict)
    }

    @Test("need the name of a place that is not the city's own and not too long")
    func places() async throws {
        let waiting = try ticket(try await upload(text).body)
        for place in ["", "天津市", String(repeating: "长", count: Platform.longestReferencePlace + 1)] {
            let answer = try await post("/plan/import/reference", waiting + [("place", place)])
            #expect(answer.status == .unprocessableContent && answer.body.contains("id=\"pr-place-error\""), "\(place)")
            #expect(
                answer.body.contains("name=\"place\" type=\"text\" value=\"\(place)\""),
                "what was typed is not lost"
            )
            #expect(!answer.body.contains(city.platform.dataDirectory))
            #expect(try ticket(answer.body).map(\.1) == waiting.map(\.1))
        }
        #expect(try await city.platform.planComparison()?.plans.count == 2)
        #expect(try await post("/plan/import/reference", waiting + [("place", "南通市")]).status == .seeOther)
        #expect(try await city.platform.planComparison()?.plans.count == 3)
    }

    @Test(
        "that are too many are not kept, which is said above the form; a file that is refused is not asked about again"
    )
    func refusals() throws {
        var draft = FormDraft(texts: try ResourceDirectory(override: nil).localizer(.en))
        let isAskedAgain = draft.refuseReference(["plan.referenceTooMany", "plan.txt", "50"])
        #expect(isAskedAgain)
        #expect(draft.problem?.text.contains("50") == true && draft.problems.isEmpty)
        let isGone = draft.refuseReference(["file.tooLarge", "plan.txt", "1"])
        #expect(!isGone)
    }

    @Test("may have any name, which is text on every page", arguments: ["zh", "en"])
    func hostile(language: String) async throws {
        let place = HostileTests.hostile
        #expect(try await keep(text, as: place).status == .seeOther)
        let body = try await client.get("/plan/compare?lang=\(language)").body
        #expect(body.contains("&lt;img src=x") && !body.contains("<img src=x") && !body.contains("\"'&{{"))
    }

    @Test("stand beside each other four at a time; more are said to be left out")
    func most() async throws {
        for place in ["甲市", "乙市", "丙市"] { _ = try await keep(text, as: place) }
        let plans = try #require(try await city.platform.planComparison()).plans
        #expect(plans.count == 5)
        let all = plans.map(\.id).joined(separator: ",")
        let body = try await client.get("/plan/compare?plans=\(all)&lang=en").body
        #expect(body.contains("4 plans are compared at most; 1 more that you chose is left out."))
        #expect(body.matches(of: /name="plans" value="[^"]+" checked/).count == Platform.mostComparedPlans)
        #expect(try await client.get("/plan/compare").body.matches(of: /<th scope="col"><b/).count == 4)
    }
}
