import Access
import Documents
import Foundation
import PeakPlanning
import Testing
import Texts
import Units
import Workflows

@Suite("documents as plans")
struct PlanDocumentTests {
    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../DocumentsTests/Fixtures").standardizedFileURL.path

    @Test("come in whole, as .docx and as PDF; the same plan as text then changes nothing but the words")
    func documents() async throws {
        let test = try TestPlatform()
        for (form, revision) in [("docx", 1), ("pdf", 2)] {
            let path = "\(Self.fixtures)/lianyungang-2024.\(form)"
            let result = try await test.platform.importPlan(path: path, actor: .console)
            #expect(result.failure == [])
            #expect(result.tasks == 24 && result.targets == 27 && result.revision == revision, "\(form)")
        }
    }

    @Test(
        "that cannot be read import nothing and say why, as a file and as an upload",
        arguments: [
            ("locked.pdf", "document.encrypted"), ("scan.pdf", "document.scanned"), ("page.pdf", "plan.notAPlan"),
        ]
    )
    func refused(name: String, failure: String) async throws {
        let test = try TestPlatform()
        let path = "\(Self.fixtures)/\(name)"
        #expect(try await test.platform.importPlan(path: path, actor: .console).failure.first == failure)
        var upload = try test.platform.beginUpload(.importPlan, name: name, declared: nil, limit: 1 << 20)
        try upload.write(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        let stored = try upload.finish()
        await #expect(throws: PlanFile.Failure.self) { try await test.platform.preview(stored) }
        #expect(try await test.platform.plan(jurisdiction: nil, scope: .all) == nil)
    }

    @Test("are taken as uploads of plans and of nothing else", arguments: ["lianyungang-2024.docx", "page.pdf"])
    func uploads(name: String) async throws {
        let test = try TestPlatform()
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.fixtures)/\(name)")))
        var plan = try test.platform.beginUpload(.importPlan, name: name, declared: nil, limit: 1 << 20)
        try plan.write(bytes)
        #expect(try plan.finish().size == bytes.count)
        if name.hasSuffix(".docx") {
            // An archive might be a workbook; when it is read it turns out that it is none.
            let job = try await test.load(.importReadings, bytes: Data(bytes))
            #expect(job.state == .failed && job.accepted == 0 && job.failure != nil)
            return
        }
        #expect(throws: UploadError.self) {
            var table = try test.platform.beginUpload(.importReadings, name: name, declared: nil, limit: 1 << 20)
            try table.write(bytes)
            _ = try table.finish()
        }
    }

    @Test("text that is pasted is read as text of a file is")
    func pasted() throws {
        let folder = try TemporaryFolder()
        let resources = ResourceDirectory(override: folder.path + "/resources")
        let text = try String(contentsOfFile: "\(PlanTests.shipped)/lianyungang-2024.txt", encoding: .utf8)
        let pasted = try PlanFile.read(pasted: text.replacing("\n", with: "\r\n"), resources: resources).get()
        let read = try PlanFile.read(path: "\(PlanTests.shipped)/lianyungang-2024.txt", resources: resources).get()
        #expect(pasted == read)
    }

    @Test("whatever is wrong with one, there are words for it", arguments: Language.allCases)
    func words(language: Language) throws {
        let folder = try TemporaryFolder()
        let texts = try ResourceDirectory(override: folder.path + "/resources").localizer(language)
        for problem in ProseProblem.allCases {
            #expect(texts.contains(TextKey("job.failure.document.\(problem.rawValue)")), "\(problem)")
        }
        // A job is read on a page, where there are no flags.
        #expect(!texts.text("job.failure.plan.numbering", ["a.txt", "13"]).contains("--"))
    }
}
