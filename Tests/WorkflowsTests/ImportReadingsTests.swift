import Access
import EmbeddedReadings
import Foundation
import Metering
import Store
import Testing
import Texts
import Units
import Workflows

@Suite("Import of readings")
struct ImportReadingsTests {
    @Test("long form: one row a reading")
    func long() async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(
            .importReadings,
            """
            meter,time,value
            E1,2025-03-01 00:00,100.00
            E1,2025-03-02 00:00,350.50
            W1,2025-03-01 00:00,7
            W1,2025-03-02 00:00,9.125
            """
        )
        #expect(job.state == .done)
        #expect(job.accepted == 4)
        #expect(job.rejected == 0)
        #expect(!job.hasRejectedFile)
        #expect(test.platform.rejectedFile(job: job.id) == nil)
        #expect(try await test.days("E1") == ["2025-03-01": 250.5])
        #expect(try await test.days("W1") == ["2025-03-01": 2.125])
    }

    @Test("wide form: one column a meter, blank where there is nothing")
    func wide() async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(
            .importReadings,
            """
            时间,E1,W1,G1
            2025-03-01 00:00,100,1,
            2025-03-01 12:00,110,,5
            2025-03-02 00:00,130,3,6
            """
        )
        #expect(job.accepted == 7)
        #expect(job.rejected == 0)
        #expect(try await test.days("E1") == ["2025-03-01": 30])
        #expect(try await test.days("W1") == ["2025-03-01": 2])
        #expect(try await test.days("G1") == ["2025-03-01": 1])
    }

    private static let plain = "表号,时间,读数\nE1,2025-01-03 0:15,1000\nE1,2025-01-03 12:00,1234.5\n"

    @Test("GB18030, a byte-order mark, other line ends and UTF-16 mean the same as plain text", arguments: 0..<6)
    func encodings(index: Int) async throws {
        let text = Self.plain
        let crlf = text.replacing("\n", with: "\r\n")
        let encoded: [Data?] = [
            Data(text.utf8), text.data(using: String.Encoding(rawValue: 0x8000_0632)),
            Data([0xEF, 0xBB, 0xBF] + text.utf8),
            Data(crlf.utf8), Data([0xFF, 0xFE]) + (crlf.data(using: .utf16LittleEndian) ?? Data()),
            Data(text.replacing("\n", with: "\r").utf8),
        ]
        let test = try await TestPlatform.city()
        let job = try await test.load(.importReadings, bytes: try #require(encoded[index]))
        #expect(job.accepted == 2)
        #expect(job.rejected == 0)
        #expect(try await test.days("E1") == ["2025-01-03": 234.5])
    }

    @Test(
        "times and numbers are read as Chinese workbooks write them",
        arguments: [
            ("2025/1/3 0:15", "1234.5"), ("2025-01-03T00:15:00", "\"1,234.5\""), ("2025年1月3日 0时15分", "１２３４．５"),
            ("20250103001500", " 1234.50 "), ("２０２５-０１-０３ ００：１５", "1.2345E3"), ("2025-01-02T16:15:00Z", "+1234.5"),
            ("2025.1.3 00:15:00", "1234.5"),
        ]
    )
    func habits(time: String, value: String) async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(.importReadings, "meter,time,value\nE1,\(time),\(value)\n")
        let reasons = try test.rejectedReasons(job)
        #expect(job.accepted == 1, "\(reasons)")
        let stored = try await test.readings.readings(
            of: test.meter("E1").meter.id,
            in: day("2025-01-03")..<day("2025-01-04")
        )
        #expect(stored == [Reading(stamp: try at("2025-01-03 00:15"), counts: 123_450)])
    }

    @Test("a meter's code may be in full-width characters and with blanks")
    func foldedCode() async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(.importReadings, "meter,time,value\nＥ１,2025-03-01,1\n E1 ,2025-03-02,2\n")
        #expect(job.accepted == 2)
    }

    @Test("every kind of bad row is refused with its line, column, reason and fields; the good ones are taken")
    func rejected() async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(
            .importReadings,
            """
            meter,time,value,备注
            E1,2025-03-01,1.00,好
            E9,2025-03-01,1.00,a
            E1,2025-03-02,-5,b
            E1,2025-03-02,1.005,c
            E1,2026-07-01 12:06,1,d
            E1,2024-12-31 23:59,1,e
            E1,someday,1,f
            E1,2025-03-02,12,5,g
            E1,2025-03-02,abc,h
            E1,2025-03-02,10000000,i
            ,2025-03-02,1,j
            E1,,1,k
            E1,2025-03-02,,l
            E1,45718.5,1,m
            E1,2025-02-30,1,n
            E1,2025-03-02,2.00,好
            """
        )
        #expect(job.state == .done)
        #expect(job.accepted == 2)
        #expect(job.rejected == 14)
        #expect(job.hasRejectedFile)
        #expect(job.findings.map(\.rule) == ["import.column.unknown"])
        #expect(job.findings.first?.evidence == ["备注"])
        let rows = try test.rejected(job)
        #expect(rows[0] == ["行号", "列", "原因", "meter", "time", "value", "备注"])
        #expect(rows.dropFirst().map { $0[0] } == (3...16).map(String.init))
        #expect(
            rows.dropFirst().map { $0[1] } == [
                "meter", "value", "value", "time", "time", "time", "", "value", "value", "meter", "time", "value",
                "time", "time",
            ]
        )
        #expect(rows[1][2].contains("E9"))
        #expect(rows[2][2].contains("-5"))
        #expect(rows[1][3...] == ["E9", "2025-03-01", "1.00", "a"])
        #expect(rows[7][3...] == ["E1", "2025-03-02", "12", "5", "g"])
        #expect(rows.dropFirst().allSatisfy { !$0[2].isEmpty && !$0[2].contains("import.") })
    }

    @Test("the list of refused rows speaks the language that was asked for")
    func language() async throws {
        let test = try await TestPlatform.city()
        let path = "\(test.folder.path)/r.csv"
        try Data("meter,time,value\nE9,2025-03-01,1\n".utf8).write(to: URL(fileURLWithPath: path))
        let id = try await test.platform.submit(
            ImportRequest(kind: .importReadings, path: path, language: .en),
            by: .console
        )
        _ = try await test.platform.runJob(id)
        let rows = try test.rejected(try #require(await test.platform.job(id)))
        #expect(rows[0].prefix(3) == ["line", "column", "reason"])
        #expect(rows[1][2].hasPrefix("No meter"))
        #expect(rows[1][2].contains("E9"))
    }

    @Test("in wide form an unknown column is refused once, and a bad cell spoils no other")
    func wideRejected() async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(
            .importReadings,
            """
            time,E1,X7,W1
            2025-03-01,100,1,1
            2025-03-02,x,2,3
            nonsense,120,3,4
            2025-03-03,130,4,-1
            """
        )
        #expect(job.accepted == 4)
        #expect(job.rejected == 4)
        let rows = try test.rejected(job)
        #expect(
            rows.dropFirst().map { Array($0[0...1]) } == [["1", "X7"], ["3", "E1"], ["4", "time"], ["5", "W1"]]
        )
        #expect(job.findings.map(\.rule) == ["import.meter.unknown"])
    }

    @Test(
        "clocks may run five minutes ahead and no second more",
        arguments: [("12:05", 1), ("12:05:01", 0)] as [(String, Int64)]
    )
    func future(clock: String, accepted: Int64) async throws {
        let test = try await TestPlatform.city()
        #expect(
            try await test.load(.importReadings, "meter,time,value\nE1,2026-07-01 \(clock),1\n").accepted == accepted
        )
    }

    @Test(
        "a meter can be read from the instant it was put in",
        arguments: [("2025-01-01", 1), ("2024-12-31 23:59:59", 0)] as [(String, Int64)]
    )
    func beforeMeter(time: String, accepted: Int64) async throws {
        let test = try await TestPlatform.city()
        #expect(try await test.load(.importReadings, "meter,time,value\nE1,\(time),1\n").accepted == accepted)
    }

    @Test("intervals named by their end close the day at 24:00; named by their start they are moved")
    func stamps() async throws {
        let byEnd = try await TestPlatform.city()
        try await byEnd.load(
            .importReadings,
            "meter,time,value\nE2,2025-03-01 23:45,1\nE2,2025-03-01 24:00,2\nE2,2025-03-02 00:15,4\n"
        )
        #expect(try await byEnd.days("E2") == ["2025-03-01": 120, "2025-03-02": 160])
        let byStart = try await TestPlatform.city()
        try await byStart.load(
            .importReadings,
            "meter,time,value\nE2,2025-03-01 23:30,1\nE2,2025-03-01 23:45,2\nE2,2025-03-02 00:00,4\n",
            stamp: .start
        )
        #expect(try await byStart.days("E2") == ["2025-03-01": 120, "2025-03-02": 160])
    }

    @Test("registers are instants, whatever the stamps of intervals name", arguments: IntervalStamp.allCases)
    func registerStamps(stamp: IntervalStamp) async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, "meter,time,value\nE1,2025-03-01,1\nE1,2025-03-02,2\n", stamp: stamp)
        #expect(try await test.days("E1") == ["2025-03-01": 1])
    }

    @Test("of two rows for one instant the last one counts")
    func repeatedStamp() async throws {
        let test = try await TestPlatform.city()
        let text = "meter,time,value\nE1,2025-03-01,0\nE1,2025-03-02,5\nE1,2025-03-02,7\n"
        let first = try await test.load(.importReadings, text)
        #expect(first.accepted == 3)
        #expect(try await test.days("E1") == ["2025-03-01": 7])
        let second = try await test.load(.importReadings, text)
        #expect(second.accepted == 0)
        #expect(second.unchanged == 3)
    }
}

extension TestPlatform {
    /// The reasons of refused rows; empty where there are none.
    func rejectedReasons(_ job: Job) throws -> [String] {
        job.hasRejectedFile ? try rejected(job).dropFirst().map { $0[2] } : []
    }
}
