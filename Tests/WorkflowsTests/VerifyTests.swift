import EmbeddedReadings
import Foundation
import Metering
import Store
import Testing
import Units
import Workflows

@Suite("Verification")
struct VerifyTests {
    private static let text = """
        meter,time,value
        E1,2025-03-01,1000
        E1,2025-03-01 12:00,1041.07
        E1,2025-03-02,1100
        E1,2025-03-03,1234.56
        """

    /// A closed folder with a city and its readings, all of it in the database files and nothing in a log beside them.
    private func closedCity() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        do {
            let test = try await TestPlatform.city(folder: folder)
            try await test.load(.importReadings, Self.text)
            let verification = try await test.platform.verify()
            #expect(verification.problems == [])
            #expect(verification.readings == 4)
            #expect(verification.meters == 8)
        }
        // The thread that commits readings closes their files a moment later.
        for name in ["tanfeng.sqlite-wal", "journal.sqlite-wal", "readings.sqlite-wal"] {
            for _ in 0..<500 where FileManager.default.fileExists(atPath: "\(folder.path)/\(name)") {
                try await Task.sleep(for: .milliseconds(10))
            }
            try #require(!FileManager.default.fileExists(atPath: "\(folder.path)/\(name)"))
        }
        return folder
    }

    /// Changes the last byte of a run of bytes wherever it stands in a file, as a failing disk would.
    private func damage(_ name: String, in folder: TemporaryFolder, where bytes: Data) throws {
        let url = URL(fileURLWithPath: "\(folder.path)/\(name)")
        var data = try Data(contentsOf: url)
        var found = 0
        var start = data.startIndex
        while let range = data.range(of: bytes, in: start..<data.endIndex) {
            data[range.upperBound - 1] ^= 0x01
            found += 1
            start = range.upperBound
        }
        try #require(found > 0)
        try data.write(to: url)
    }

    /// An item code and an amount as they stand side by side in a row of the database.
    private func row(_ item: String, micro: Int64) -> Data {
        Data(item.utf8) + withUnsafeBytes(of: micro.bigEndian) { Data($0) }.drop { $0 == 0 }
    }

    @Test("a healthy folder has no problems, also when it is empty")
    func healthy() async throws {
        let folder = try await closedCity()
        #expect(try await TestPlatform(folder: folder).platform.verify().problems == [])
        let empty = try await TestPlatform().platform.verify()
        #expect(empty.problems == [])
        #expect(empty.readings == 0)
    }

    @Test("a flipped bit in a block of readings is found, and the block is named")
    func block() async throws {
        let folder = try await closedCity()
        let first = try day("2025-03-01")
        let block = ReadingBlock.encode(
            [
                Reading(stamp: try at("2025-03-01 12:00"), counts: 104_107),
                Reading(stamp: try at("2025-03-02"), counts: 110_000),
                Reading(stamp: try at("2025-03-03"), counts: 123_456),
            ],
            origin: first.start
        )
        try damage("readings.sqlite", in: folder, where: block)
        let test = try TestPlatform(folder: folder)
        let verification = try await test.platform.verify()
        let meter = try await test.meter("E1").meter.id.rawValue
        #expect(verification.problems.map(\.rule) == ["verify.block"])
        #expect(verification.problems.first?.evidence == ["\(meter)", "2025-03"])
    }

    @Test("a month that is not the sum of its days is found")
    func month() async throws {
        let folder = try await closedCity()
        try damage("tanfeng.sqlite", in: folder, where: row("01000", micro: 234_560_000))
        let problems = try await TestPlatform(folder: folder).platform.verify().problems
        #expect(problems.map(\.rule) == ["verify.sum"])
        #expect(problems.first?.subject == "energy_month")
        #expect(problems.first?.evidence.first?.hasSuffix("/2025-03/01000") == true)
    }

    @Test("a day that the readings do not say is found and named")
    func tamperedDay() async throws {
        let folder = try await closedCity()
        try damage("tanfeng.sqlite", in: folder, where: row("01000", micro: 134_560_000))
        let problems = try await TestPlatform(folder: folder).platform.verify().problems
        let day = try #require(problems.first { $0.rule == "verify.conservation" })
        #expect(day.subject == "E1")
        #expect(day.evidence == ["E1", "2025-03-02"])
        #expect(problems.contains { $0.rule == "verify.sum" && $0.subject == "energy_month" })
    }

    @Test("the command line gets the same answer")
    func answer() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, Self.text)
        guard case .verification(let verification) = try await test.platform.answer(.verify) else {
            Issue.record("another answer")
            return
        }
        #expect(verification.problems == [])
        #expect(verification.readings == 4)
    }
}
