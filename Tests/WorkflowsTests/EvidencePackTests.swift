import Access
import Foundation
import Testing
import Units

@testable import Workflows

@Suite("Sealed evidence")
struct EvidencePackTests {
    /// What any program can do with the file: the bytes between the marks, and `sha256sum` over them.
    private static func sha256(_ bytes: some Sequence<UInt8>) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sha256sum", file.path]
        process.standardOutput = output
        try process.run()
        let text = try #require(try output.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        return String(decoding: text.prefix(64), as: UTF8.self)
    }

    private static func pack() async throws -> (council: Council, pack: SealedPack) {
        let council = try await Council()
        let id = try await council.settle(.publish)
        let figure = try #require(try await council.platform.decision(id, scope: .all)?.decision.figure)
        let pack = try await council.platform.evidencePack(figure: figure, actor: council.asker, scope: .all)
        return (council, try #require(pack))
    }

    @Test("names the program, the figure, its entries and their hashes")
    func content() async throws {
        let (_, pack) = try await Self.pack()
        let file = try #require(try JSONSerialization.jsonObject(with: Data(pack.bytes)) as? [String: Any])
        let content = try #require(file["pack"] as? [String: Any])
        #expect(
            content["program"] as? String == Product.version && content["format"] as? String == "tanfeng-evidence-1"
        )
        #expect((content["figure"] as? [String: Any])?["revision"] as? Int == 1)
        #expect((content["inputs"] as? [Any])?.isEmpty == false && (content["factors"] as? [Any])?.isEmpty == false)
        let entries = try #require(content["audit"] as? [[String: Any]])
        #expect(entries.contains { $0["action"] as? String == "decision.approve" })
        #expect(entries.allSatisfy { ($0["hash"] as? String)?.count == 64 })
        #expect((content["head"] as? [String: Any])?["hash"] is String)
    }

    @Test("is sealed over exactly the bytes of the pack, as another program computes it")
    func seal() async throws {
        let (_, pack) = try await Self.pack()
        let text = String(decoding: pack.bytes, as: UTF8.self)
        let opening = "{\"pack\":"
        let split = try #require(text.range(of: ",\"seal\":", options: .backwards))
        #expect(text.hasPrefix(opening))
        let sealed = text[text.index(text.startIndex, offsetBy: opening.count)..<split.lowerBound]
        let digest = try Self.sha256(sealed.utf8)
        #expect(digest == pack.digest)
        #expect(text[split.upperBound...].contains("\"digest\":\"\(digest)\""))
    }

    @Test("entries of the pack hash to what they say, so that they are checked without the database")
    func entries() async throws {
        let (_, pack) = try await Self.pack()
        let read = try #require(EvidenceFile.read(pack.bytes))
        #expect(!read.pack.audit.isEmpty)
        for entry in read.pack.audit {
            let fields: [String?] = [
                "\(entry.sequence)", "\(entry.at)", entry.actor, entry.person_id.map { "\($0)" }, entry.address,
                entry.request_id, entry.action, entry.object_kind, entry.object_id, entry.outcome, entry.changes,
            ]
            var bytes = stride(from: 0, to: 64, by: 2).compactMap { index -> UInt8? in
                let start = entry.previous_hash.index(entry.previous_hash.startIndex, offsetBy: index)
                return UInt8(entry.previous_hash[start...].prefix(2), radix: 16)
            }
            for field in fields { bytes += Array("\(field.map(\.utf8.count) ?? -1):\(field ?? "")".utf8) }
            #expect(try Self.sha256(bytes) == entry.hash, "entry \(entry.sequence)")
        }
    }

    @Test("a changed byte is found wherever it is, the program's version included", arguments: 0..<24)
    func changed(seed: UInt64) async throws {
        let (council, pack) = try await Self.pack()
        #expect(try await council.platform.checkPack(pack.bytes).problems.isEmpty)
        // Through the whole file but its last byte, which ends the line.
        let position = Int(seed) * (pack.bytes.count - 2) / 23
        var bytes = pack.bytes
        bytes[position] ^= 1
        #expect(try await council.platform.checkPack(bytes).problems.isEmpty == false, "byte \(position)")
        let text = String(decoding: pack.bytes, as: UTF8.self)
        let other = text.replacing("\"program\":\"\(Product.version)\"", with: "\"program\":\"9.9.9\"")
        #expect(other != text)
        let found = try await council.platform.checkPack(Array(other.utf8)).problems
        #expect(found == [["seal"], ["notRecorded"]])
    }
}
