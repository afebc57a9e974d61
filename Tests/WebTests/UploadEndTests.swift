import Access
import Foundation
import HTTPTypes
import Testing
import Texts
import Units
import Workflows

@testable import Web

@Suite("Files that do not stay")
struct UploadEndTests {
    private static func log(_ desk: ImportTests.Desk, _ action: String) async throws -> [AuditLine] {
        var filter = AuditFilter()
        filter.action = action
        return try await desk.platform.auditLog(filter, after: nil, limit: 100).lines.reversed()
    }

    private static func folders(_ desk: ImportTests.Desk) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: desk.platform.dataDirectory + "/uploads")) ?? []
    }

    @Test(
        "are refused by what they hold, in both languages, leave nothing and are kept as refused",
        arguments: [
            ("readings.csv", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] as [UInt8], "binary"),
            ("readings.csv", [0x4D, 0x5A, 0x90, 0x00, 0x03], "binary"),
            // The header of a gzip file that would unpack to gigabytes: it is never unpacked.
            ("readings.csv.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], "gzip"),
            ("readings.csv", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], "gzip"),
            ("readings.csv", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "compound_file"),
            ("readings.csv", Array("meter,time\u{1}value\n".utf8), "binary"),
        ]
    )
    func wrongContent(name: String, bytes: [UInt8], seen: String) async throws {
        let desk = try await ImportTests.Desk()
        for (language, code) in [(Language.zhHans, "zh-Hans"), (.en, "en")] {
            let path = "/api/v1/imports?kind=readings&name=\(name)&lang=\(code)"
            let answer = try await desk.client.send(.post, path, [.fetchSite: "same-origin"], bytes: bytes)
            #expect(answer.status == .unsupportedMediaType)
            let problem = try answer.decoded(as: Problem.self)
            let texts = try desk.platform.resources.localizer(language)
            #expect(problem.type == "urn:tanfeng:problem:wrong_content")
            let kinds = [seen, "program"].map { texts["error.wrongContent.title", texts[TextKey("content.\($0)")]] }
            #expect(kinds.contains(problem.title), "\(problem.title)")
            #expect(problem.detail == texts["error.wrongContent.advice"])
        }
        #expect(Self.folders(desk).isEmpty)
        let refusals = try await Self.log(desk, "api.importCreate")
        #expect(refusals.map(\.outcome) == [.refused, .refused])
        #expect(refusals.allSatisfy { $0.changes.first { $0.field == "reason" }?.after == "wrong_content" })
    }

    @Test("are refused above the limit, in both languages, and leave nothing", arguments: [Language.zhHans, .en])
    func tooLarge(language: Language) async throws {
        let desk = try await ImportTests.Desk()
        let body = String(repeating: "a,b,c\n", count: 200_000)
        let code = language == .en ? "en" : "zh-Hans"
        let answer = try await desk.send("kind=readings&lang=\(code)", body)
        let texts = try desk.platform.resources.localizer(language)
        #expect(answer.status == .contentTooLarge)
        #expect(try answer.decoded(as: Problem.self).title == texts["error.uploadTooLarge.title", "1"])
        #expect(Self.folders(desk).isEmpty)
        let refusals = try await Self.log(desk, "api.importCreate")
        #expect(refusals.map { $0.changes.first { $0.field == "reason" }?.after } == ["upload_too_large"])
    }

    @Test("break off in the middle, leave nothing, and are kept")
    func brokenOff() async throws {
        let desk = try await ImportTests.Desk()
        let headers: HTTPFields = [
            .fetchSite: "same-origin", .contentType: "multipart/form-data; boundary=b",
        ]
        let body = """
            --b\r\nContent-Disposition: form-data; name="form_token"\r\n\r\nx\r\n\
            --b\r\nContent-Disposition: form-data; name="kind"\r\n\r\nbuildings\r\n\
            --b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n\
            \(String(repeating: "a,b\n", count: 30_000))
            """
        let answer = try await desk.client.send(.post, "/jobs/upload", headers, body: body)
        #expect(answer.status == .badRequest && Self.folders(desk).isEmpty)
        let refusals = try await Self.log(desk, "jobUpload").map(\.changes)
        #expect(refusals.map { $0.first { $0.field == "reason" }?.after } == ["malformed_form"])
    }

    @Test("come a second time under one key, are discarded, and that is kept with name, length and sum")
    func discarded() async throws {
        let desk = try await ImportTests.Desk()
        let query = "kind=buildings&name=a.csv"
        #expect(try await desk.send(query, ImportTests.register, key: "k").status == .accepted)
        #expect(try await Self.log(desk, "upload.discard").isEmpty)
        #expect(try await desk.send(query, ImportTests.register, key: "k").status == .accepted)
        #expect(try await desk.send(query, ImportTests.register + "x", key: "k").status == .unprocessableContent)
        #expect(desk.files.count == 1 && Self.folders(desk).count == 1)
        let discarded = try await Self.log(desk, "upload.discard")
        #expect(discarded.count == 2 && discarded.allSatisfy { $0.person == desk.client.principal?.person })
        #expect(discarded.first?.changes.map(\.field) == ["file", "bytes", "sha256"])
        #expect(discarded.first?.changes.first?.after == "a.csv")
    }

    @Test("were left by a crash, half or whole, and are gone after the start; what a job holds stays")
    func crashed() async throws {
        let desk = try await ImportTests.Desk()
        _ = try await desk.send("kind=buildings&name=a.csv", ImportTests.register)
        let kept = Self.folders(desk)
        let uploads = desk.platform.dataDirectory + "/uploads"
        for (folder, file) in [("half", "b.csv.part"), ("whole", "b.csv"), ("empty", nil)] {
            try FileManager.default.createDirectory(atPath: "\(uploads)/\(folder)", withIntermediateDirectories: true)
            if let file { try Data("a".utf8).write(to: URL(filePath: "\(uploads)/\(folder)/\(file)")) }
        }
        try await desk.platform.clearInterrupted()
        #expect(Self.folders(desk) == kept && kept.count == 1)
        try await desk.platform.clearInterrupted()
        let discarded = try await Self.log(desk, "upload.discard")
        #expect(discarded.map(\.actor) == [.system] && discarded.first?.changes.first?.after == "3")
    }

    @Test("get past the documented proxy: every route that takes more than a form has a place in it")
    func proxy() throws {
        let file = URL(filePath: #filePath).appending(path: "../../../docs/nginx.conf").standardizedFileURL
        let text = try String(contentsOf: file, encoding: .utf8)
        let places = try text.matches(of: /location ~ (\^\/\S+\$) \{\s+client_max_body_size (\d+)m;/).map { place in
            (accepted: try Regex(String(place.output.1)), bytes: (Int(place.output.2) ?? 0) << 20)
        }
        for route in Routes.all where route.bodyLimit > Route.formLimit {
            let isLetThrough = places.contains { place in
                route.path.wholeMatch(of: place.accepted) != nil && min(route.bodyLimit, 2_048 << 20) <= place.bytes
            }
            #expect(isLetThrough, "\(route.path)")
        }
    }
}
