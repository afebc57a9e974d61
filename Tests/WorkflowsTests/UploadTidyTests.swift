import Access
import Foundation
import Testing
import Units

@testable import Workflows

@Suite("Uploads that nobody asked for again")
struct UploadTidyTests {
    @Test("go in the night after a day; what came in since and what a job holds stays")
    func nightly() async throws {
        let test = try TestPlatform()
        let uploads = test.platform.dataDirectory + "/uploads"
        let now = Date(timeIntervalSince1970: Double(test.platform.now().seconds))
        for (name, age) in [("old", 90_000.0), ("young", 3_600), ("wanted", 90_000), ("growing", 90_000)] {
            let folder = "\(uploads)/\(name)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data("a".utf8).write(to: URL(fileURLWithPath: "\(folder)/a.txt"))
            let touched = now.addingTimeInterval(-age)
            let touchedPaths = name == "growing" ? [folder] : ["\(folder)/a.txt", folder]
            for path in touchedPaths {
                try FileManager.default.setAttributes([.modificationDate: touched], ofItemAtPath: path)
            }
        }
        let request = ImportRequest(kind: .importPlan, path: "\(uploads)/wanted/a.txt")
        _ = try await test.platform.submit(request, by: .console)
        try await test.platform.tidyUp()
        let left = try FileManager.default.contentsOfDirectory(atPath: uploads)
        #expect(Set(left) == ["young", "wanted", "growing"])
        try await test.platform.removeAbandonedUploads()
        #expect(try FileManager.default.contentsOfDirectory(atPath: uploads) == ["wanted"])
    }
}
