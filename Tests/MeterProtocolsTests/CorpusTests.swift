import Foundation
import MeterProtocols
import Metering
import Testing
import Units

/// Replays what the fuzz targets began with and found (`Tests/Fuzz`).
@Suite("Corpus of the fuzz targets")
struct CorpusTests {
    private static func files(_ target: String) throws -> [[UInt8]] {
        let folder = try #require(Bundle.module.url(forResource: "Corpus/\(target)", withExtension: nil))
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }.map { Array(try Data(contentsOf: $0)) }
    }

    @Test("JSON")
    func json() throws {
        let files = try Self.files("ReadingJSON")
        #expect(files.count >= 8)
        for bytes in files {
            // Cut anywhere, a body is refused or read, and never read beyond its end.
            for end in 0...bytes.count { _ = try? decode(json: Array(bytes[..<end])) }
        }
    }

    @Test("line protocol")
    func lines() throws {
        let files = try Self.files("LineProtocol")
        #expect(files.count >= 7)
        for bytes in files {
            for end in 0...bytes.count {
                let decoded = decode(lines: Array(bytes[..<end]))
                #expect(decoded.problems.count == decoded.refused)
            }
        }
    }
}
