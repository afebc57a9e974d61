import Access
import Foundation
import HTTPTypes
import Testing
import Texts
import Units
import Workflows

@testable import Web

@Suite("Files that are sent")
struct ImportTests {
    static let register =
        "building_code,building_name,building_kind,gross_floor_area_m2,division_code\n320706A777,Sent,A,1000,320706\n"
    static let boundary = "tanfengform"

    /// A server that takes files of up to a megabyte, and somebody who may send them.
    struct Desk {
        let platform: Platform
        let client: TestClient

        init() async throws {
            let city = try TestCity.empty()
            platform = city.platform
            let link = try await platform.addPerson(login: "li.na", name: "李", email: nil, actor: .console)
            var settings = WebSettings()
            settings.uploadLimit = 1 << 20
            client = TestClient(
                responder: try buildResponder(platform: platform, settings: settings, now: { TestCity.now }),
                principal: .of(.operatorEngineer, person: link.person)
            )
        }

        func send(_ query: String, _ body: String, key: String? = nil) async throws -> TestClient.Answer {
            var headers: HTTPFields = [.fetchSite: "same-origin"]
            if let key { headers[.idempotencyKey] = key }
            return try await client.send(.post, "/api/v1/imports?\(query)", headers, body: body)
        }

        /// Files that are kept.
        var files: [String] {
            let folder = platform.dataDirectory + "/uploads"
            return (try? FileManager.default.subpathsOfDirectory(atPath: folder))?.filter { $0.contains("/") } ?? []
        }
    }

    @Test("are queued as a job that imports them, with their sum and their sender")
    func accepted() async throws {
        let desk = try await Desk()
        let answer = try await desk.send("kind=buildings&name=..%2F%E5%90%8D%E5%86%8C.csv", Self.register)
        #expect(answer.status == .accepted)
        let job = try answer.decoded(as: JobResponse.self)
        #expect(answer.headers[.location] == "/api/v1/jobs/\(job.id)")
        #expect(job.fileName == "名册.csv" && job.state == "queued")
        while try await desk.platform.runJob() {}
        #expect(try await desk.platform.job(job.id)?.accepted == 1)
        #expect(desk.files.map { String($0.split(separator: "/")[1]) } == ["名册.csv"])
    }

    @Test(
        "are refused where they hold something else",
        arguments: [
            ("boundaries", "PK\u{3}\u{4}xlsx", "zip"), ("readings", "%PDF-1.7", "pdf"),
            ("meters", "<!doctype html>", "html"),
            ("readings", "MZ\u{90}\0", "binary"), ("plan", "{\"a\":1}", "json"), ("boundaries", "code,name\n", "text"),
            ("readings", "a,b\0c\n", "binary"), ("buildings", "", "empty"),
        ]
    )
    func wrongContent(kind: String, body: String, seen: String) async throws {
        let desk = try await Desk()
        let officer = desk.client.as(.of(.cityOfficer))
        let answer = try await officer.send(
            .post,
            "/api/v1/imports?kind=\(kind)",
            [.fetchSite: "same-origin"],
            body: body
        )
        #expect(answer.status == .unsupportedMediaType)
        let problem = try answer.decoded(as: Problem.self)
        #expect(problem.type == "urn:tanfeng:problem:wrong_content")
        #expect(problem.title.contains(try desk.platform.resources.localizer(.zhHans)["content.\(seen)"]))
        #expect(desk.files.isEmpty, "nothing half stays behind")
    }

    @Test("are refused where they are too large, said or not")
    func tooLarge() async throws {
        let desk = try await Desk()
        let answer = try await desk.send("kind=readings", String(repeating: "a,b,c\n", count: 200_000))
        #expect(answer.status == .contentTooLarge)
        #expect(try answer.decoded(as: Problem.self).type == "urn:tanfeng:problem:upload_too_large")
        let declared: HTTPFields = [.fetchSite: "same-origin", .contentLength: "\(2 << 20)"]
        let said = try await desk.client.send(.post, "/api/v1/imports?kind=readings", declared)
        #expect(said.status == .contentTooLarge)
        #expect(desk.files.isEmpty)
    }

    @Test("are refused where they are a plan and of somebody who may not review it")
    func plans() async throws {
        let desk = try await Desk()
        #expect(try await desk.send("kind=plan&name=a.txt", "一、总体要求\n").status == .forbidden)
        let form = Self.form(name: "a.txt", content: "一、总体要求\n", kind: "plan")
        #expect(try await desk.client.send(.post, "/jobs/upload", Self.formHeaders, body: form).status == .forbidden)
        #expect(desk.files.isEmpty)
        #expect(try await desk.platform.jobs(after: nil, limit: 9).total == 0)
        let option = "value=\"plan\""
        #expect(try await !desk.client.get("/jobs").body.contains(option))
        #expect(try await desk.client.as(.of(.cityOfficer)).get("/jobs").body.contains(option))
    }

    @Test("rejected rows of reports are for their sender, officers of the city and auditors")
    func rejectedReports() async throws {
        let desk = try await Desk()
        let text = "填报量编码,辖区,年份,数值,依据\ncommunity.total,海州区,2025,100,台账\n"
        #expect(try await desk.send("kind=reports&name=r.csv", text).status == .accepted)
        while try await desk.platform.runJob() {}
        let address = "/api/v1/jobs/1/rejected.csv"
        #expect(try await desk.client.get(address).status == .ok)
        for role in [Role.auditor, .cityOfficer] {
            #expect(try await desk.client.as(.of(role)).get(address).status == .ok)
        }
        #expect(try await desk.client.as(.of(.operatorEngineer)).get(address).status == .notFound)
        // What leads nowhere is not offered.
        for page in ["/jobs", "/jobs/1"] {
            #expect(try await desk.client.as(.of(.cityOfficer)).get(page).body.contains(address))
            #expect(try await !desk.client.as(.of(.operatorEngineer)).get(page).body.contains(address))
        }
    }

    @Test("need a kind that there is", arguments: ["", "kind=castle", "kind=readings&stamp=middle"])
    func badKind(query: String) async throws {
        #expect(try await Desk().send(query, Self.register).status == .badRequest)
    }

    @Test("may be sent again with their key: one job, one answer")
    func replayed() async throws {
        let desk = try await Desk()
        let first = try await desk.send("kind=buildings&name=a.csv", Self.register, key: "k-1")
        let again = try await desk.send("kind=buildings&name=a.csv", Self.register, key: "k-1")
        #expect(again.status == .accepted && again.body == first.body)
        #expect(again.headers[.location] == first.headers[.location])
        #expect(again.headers[.idempotencyReplayed] == "true" && first.headers[.idempotencyReplayed] == nil)
        #expect(desk.files.count == 1)
        let other = try await desk.send("kind=buildings&name=a.csv", Self.register + "x", key: "k-1")
        #expect(other.status == .unprocessableContent)
        #expect(desk.files.count == 1)
        #expect(try await desk.send("kind=buildings", Self.register, key: "k-2").status == .accepted)
        #expect(try await desk.send("kind=buildings", Self.register, key: "with blank").status == .badRequest)
    }

    @Test("that failed leave their key free")
    func keyAfterFailure() async throws {
        let desk = try await Desk()
        let path = "/api/v1/jobs/1/cancel"
        let headers: HTTPFields = [.fetchSite: "same-origin", .idempotencyKey: "c"]
        #expect(try await desk.client.send(.post, path, headers).status == .notFound)
        _ = try await desk.send("kind=buildings", Self.register)
        #expect(try await desk.client.send(.post, path, headers).status == .noContent)
        #expect(try await desk.client.send(.post, path, headers).status == .noContent, "the same answer again")
        #expect(try await desk.client.send(.post, path, [.fetchSite: "same-origin"]).status == .conflict)
    }

    @Test("cancel a job only as it was seen")
    func conditionalCancel() async throws {
        let desk = try await Desk()
        _ = try await desk.send("kind=buildings", Self.register)
        let seen = try await desk.client.get("/api/v1/jobs/1")
        let tag = try #require(seen.headers[.eTag])
        #expect(try await desk.client.get("/api/v1/jobs/1", [.ifNoneMatch: tag]).status == .notModified)
        func cancel(_ tag: String) async throws -> HTTPResponse.Status {
            let headers: HTTPFields = [.fetchSite: "same-origin", .ifMatch: tag]
            return try await desk.client.send(.post, "/api/v1/jobs/1/cancel", headers).status
        }
        #expect(try await cancel("\"other\"") == .preconditionFailed)
        #expect(try await cancel("\"other\", \(tag)") == .noContent)
    }

    @Test("come in by a form without any script, too")
    func form() async throws {
        let desk = try await Desk()
        let answer = try await desk.client.send(.post, "/jobs/upload", Self.formHeaders, body: Self.form())
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location]?.hasPrefix("/jobs/1") == true)
        while try await desk.platform.runJob() {}
        #expect(try await desk.platform.job(1)?.accepted == 1)
        let page = try await desk.client.get("/jobs?lang=en")
        #expect(page.body.contains("multipart/form-data") && page.body.contains("1,024 MB") == false)
        #expect(try await !desk.client.as(.of(.auditor)).get("/jobs").body.contains("multipart/form-data"))
    }

    @Test("by a form that is damaged, of another page or without a file are refused")
    func badForms() async throws {
        let desk = try await Desk()
        let cut = String(Self.form().dropLast(30))
        #expect(try await desk.client.send(.post, "/jobs/upload", Self.formHeaders, body: cut).status == .badRequest)
        let plain: HTTPFields = [.fetchSite: "same-origin", .contentType: "text/plain"]
        #expect(try await desk.client.send(.post, "/jobs/upload", plain, body: Self.form()).status == .badRequest)
        let empty = Self.form(name: "", content: "")
        #expect(try await desk.client.send(.post, "/jobs/upload", Self.formHeaders, body: empty).status == .badRequest)
        let html = Self.form(content: "<html>")
        #expect(
            try await desk.client.send(.post, "/jobs/upload", Self.formHeaders, body: html).status
                == .unsupportedMediaType
        )
        #expect(desk.files.isEmpty)
        let foreign = Principal(
            person: nil,
            name: "",
            proof: .session("s"),
            grants: [RoleGrant(id: 1, role: .operatorEngineer, scope: .all)]
        )
        let client = desk.client.as(foreign)
        #expect(try await client.send(.post, "/jobs/upload", Self.formHeaders, body: Self.form()).status == .forbidden)
        #expect(desk.files.isEmpty)
    }

    private static var formHeaders: HTTPFields {
        [.fetchSite: "same-origin", .contentType: "multipart/form-data; boundary=\(boundary)"]
    }

    private static func form(name: String = "b.csv", content: String = register, kind: String = "buildings") -> String {
        let fields = [("form_token", "wrong"), ("kind", kind)].map { name, value in
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        return fields.joined()
            + "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n"
            + "Content-Type: text/csv\r\n\r\n\(content)\r\n--\(boundary)--\r\n"
    }
}
