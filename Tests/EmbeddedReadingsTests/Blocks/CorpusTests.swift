import Foundation
import Metering
import Testing
import Units

@testable import EmbeddedReadings

/// Replays what the fuzz target of the formats began with and found (`Tests/Fuzz/run Blocks`).
@Suite("Corpus of the formats' fuzz target")
struct CorpusTests {
    @Test("whatever the bytes, cut anywhere, they are read or refused; some of each kind are read")
    func replay() throws {
        let folder = try #require(Bundle.module.url(forResource: "Corpus", withExtension: nil))
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var accepted: [UInt8: Int] = [:]
        for file in files {
            let bytes = try Data(contentsOf: file)
            guard let kind = bytes.first else { continue }
            for end in 1...bytes.count where isRead(kind % 4, Data(bytes[1..<end])) {
                accepted[kind % 4, default: 0] += 1
            }
        }
        #expect(Set(accepted.keys) == [0, 1, 2, 3], "\(accepted)")
    }

    private func isRead(_ kind: UInt8, _ bytes: Data) -> Bool {
        let month = CivilMonth(year: 2025, month: 1)
        let key = GroupKey(month: month, meters: 3)
        let summed = bytes + withUnsafeBytes(of: bytes.withUnsafeBytes { Checksum.of($0) }.littleEndian) { Data($0) }
        return switch kind {
        case 0: ReadingBlock.decode(bytes, origin: month.firstDay.start) != nil
        case 1: (try? CommitRecord(summed)) != nil
        case 2: (try? GroupDirectory.decode(summed, key: key)) != nil
        default: (try? SealedTotals.decode(summed, key: key)) != nil
        }
    }
}
