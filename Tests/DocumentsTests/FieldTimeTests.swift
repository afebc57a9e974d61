import Documents
import Testing
import Units

@Suite("Times in fields")
struct FieldTimeTests {
    @Test(
        "reads the usual forms as civil time of China",
        arguments: [
            ("2025-01-03 00:15", "2025-01-03 00:15:00"), ("2025-01-03 00:15:30", "2025-01-03 00:15:30"),
            ("2025/01/03 00:15", "2025-01-03 00:15:00"), ("2025-01-03T00:15:30", "2025-01-03 00:15:30"),
            ("2025/1/3 0:15", "2025-01-03 00:15:00"), ("2025/1/3 0:15:07", "2025-01-03 00:15:07"),
            ("2025.1.3 10:15", "2025-01-03 10:15:00"), ("2025-1-3  9:05", "2025-01-03 09:05:00"),
            ("2025-01-03", "2025-01-03 00:00:00"), ("2025/1/3", "2025-01-03 00:00:00"),
            (" 2025-01-03 ", "2025-01-03 00:00:00"),
            ("20250103", "2025-01-03 00:00:00"), ("202501030015", "2025-01-03 00:15:00"),
            ("20250103001530", "2025-01-03 00:15:30"),
            ("2025-01-03 00:15:30.000", "2025-01-03 00:15:30"), ("2025-01-03 00:15:30.0", "2025-01-03 00:15:30"),
            ("2024-02-29 12:00", "2024-02-29 12:00:00"), ("1900-01-01", "1900-01-01 00:00:00"),
        ]
    )
    func usual(text: String, expected: String) {
        #expect(FieldParser.instant(text)?.description == expected)
    }

    @Test(
        "24:00 is the next midnight",
        arguments: [
            ("2025-12-31 24:00", "2026-01-01 00:00:00"), ("2025-12-31 24:00:00", "2026-01-01 00:00:00"),
            ("2024/2/28 24:00", "2024-02-29 00:00:00"), ("20251231240000", "2026-01-01 00:00:00"),
            ("2025年12月31日24时", "2026-01-01 00:00:00"),
        ]
    )
    func endOfDay(text: String, expected: String) {
        #expect(FieldParser.instant(text)?.description == expected)
    }

    @Test(
        "reads Chinese and full-width forms",
        arguments: [
            ("2025年1月3日 0时15分", "2025-01-03 00:15:00"), ("2025年01月03日0时15分30秒", "2025-01-03 00:15:30"),
            ("2025年1月3日", "2025-01-03 00:00:00"), ("2025年1月3日 8点", "2025-01-03 08:00:00"),
            ("2025年1月3日 00:15", "2025-01-03 00:15:00"), ("２０２５－０１－０３　００：１５", "2025-01-03 00:15:00"),
            ("２０２５／１／３", "2025-01-03 00:00:00"), ("2025-1-3 8时5分", "2025-01-03 08:05:00"),
        ]
    )
    func chinese(text: String, expected: String) {
        #expect(FieldParser.instant(text)?.description == expected)
    }

    @Test(
        "respects an offset that the text carries",
        arguments: [
            ("2026-01-01T00:00:00+08:00", 1_767_196_800), ("2025-12-31T16:00:00Z", 1_767_196_800),
            ("2025-12-31T16:00Z", 1_767_196_800), ("2026-01-01 01:00:00+09:00", 1_767_196_800),
            ("2025-12-31T11:00:00-0500", 1_767_196_800), ("2025-12-31T21:30:00+05:30", 1_767_196_800),
            ("2026-01-01T00:00:00.000+08", 1_767_196_800),
        ] as [(String, Int64)]
    )
    func offsets(text: String, seconds: Int64) {
        #expect(FieldParser.instant(text)?.seconds == seconds)
    }

    @Test(
        "refuses times that no clock or calendar shows",
        arguments: [
            "2025-02-29 00:00", "2025-02-30", "2025-04-31 10:00", "2025-13-01", "2025-00-10", "2025-01-00",
            "2025-01-32",
            "2025-01-03 25:00", "2025-01-03 24:01", "2025-01-03 24:00:01", "2025-01-03 10:60", "2025-01-03 10:00:60",
            "1899-12-31", "2200-01-01", "20250230", "202501032500",
        ]
    )
    func impossible(text: String) {
        #expect(FieldParser.instant(text) == nil)
    }

    @Test(
        "refuses forms that are open to doubt",
        arguments: [
            "", "-", "25-01-03", "1/3/2025", "2025-01", "2025", "2025-01/03", "2025-01-03 10", "2025-01-03 1015",
            "2025-01-0310:15",
            "2025-01-03 10:5", "2025-01-03 10:15:3", "2025-01-03 10:15 PM", "2025-01-03 10:15:30.5",
            "2025-01-03 10:15:30.",
            "2025-01-03Z", "2025-01-03T10:15+15:00", "2025-01-03T10:15+8", "2025年1月", "2025年1月3", "2025年1月3日0时15",
            "2025年1月3日 0分15秒", "2025-1月3日", "2025-01-03T", "45660", "45660.0104", "1735833600",
            "2025010310",
            "2025-01-03 10:15:30x", "+2025-01-03",
        ]
    )
    func doubtful(text: String) {
        #expect(FieldParser.instant(text) == nil)
    }

    @Test("agrees with the civil calendar at every quarter of an hour around year ends and leap days")
    func everyQuarter() throws {
        for text in ["1999-12-31", "2000-02-28", "2023-12-30", "2024-02-28", "2025-12-31"] {
            let start = try #require(CivilDay(text)).start
            for quarter in 0..<288 {
                let instant = start.adding(seconds: Int64(quarter) * 900)
                #expect(FieldParser.instant(instant.description) == instant)
                #expect(FieldParser.instant(instant.iso8601) == instant)
            }
        }
    }

    @Test(
        "reads dates, and times that are a date's first instant",
        arguments: [
            ("2025-01-03", "2025-01-03"), ("2025/1/3", "2025-01-03"), ("2025年1月3日", "2025-01-03"),
            ("20250103", "2025-01-03"),
            ("2025-01-03 00:00:00", "2025-01-03"), ("2025/1/3 0:00", "2025-01-03"),
        ]
    )
    func days(text: String, expected: String) {
        #expect(FieldParser.day(text)?.description == expected)
    }

    @Test("refuses dates with another time", arguments: ["2025-01-03 00:15", "2025-02-30", "", "45660"])
    func noDays(text: String) {
        #expect(FieldParser.day(text) == nil)
    }

    @Test(
        "tells a workbook's serial number from other nonsense",
        arguments: [
            ("45660", "import.time.serialNumber"), ("45660.0104166667", "import.time.serialNumber"),
            ("4.566E4", "import.time.serialNumber"), ("无", "import.time.invalid"),
            ("2025-02-30", "import.time.invalid"),
            ("1735833600", "import.time.invalid"), ("0.5", "import.time.invalid"),
        ]
    )
    func rules(text: String, rule: String) {
        let result = Array(text.utf8).withUnsafeBytes { FieldParser.timeRule($0) }
        #expect(result == rule)
    }

    @Test("a parser that remembers the last stamp says the same as one that does not")
    func remembers() {
        var parser = InstantParser()
        let texts = ["2025-01-03 00:15", "2025-01-03 00:15", "x", "x", "2025-01-03 00:16", "", "2025-01-03 00:15"]
        for text in texts {
            let parsed = Array(text.utf8).withUnsafeBytes { parser.instant($0) }
            #expect(parsed == FieldParser.instant(text))
        }
    }
}
