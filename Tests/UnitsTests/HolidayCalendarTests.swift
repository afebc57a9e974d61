import Foundation
import Testing
import Units

@Suite("Holiday calendar")
struct HolidayCalendarTests {
    private static func bundled() throws -> HolidayCalendar {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try HolidayCalendar(
            json: Data(contentsOf: root.appending(path: "Sources/Units/Resources/holidays.json"))
        )
    }

    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

    @Test(
        "days off and days worked in exchange are those of the notices",
        arguments: [
            ("2023-01-28", true, false), ("2023-10-06", false, true), ("2024-02-04", true, false),
            ("2024-02-09", true, false), ("2024-02-17", false, true), ("2024-05-11", true, false),
            ("2024-06-10", false, true), ("2025-01-28", false, true), ("2025-09-28", true, false),
            ("2025-10-08", false, true), ("2025-10-09", true, false), ("2025-10-11", true, false),
            ("2025-10-12", false, false), ("2026-01-04", true, false), ("2026-02-23", false, true),
            ("2026-02-28", true, false), ("2026-10-07", false, true), ("2026-11-21", false, false),
            ("2022-12-31", false, true), ("2027-02-06", false, true),
        ]
    )
    func known(text: String, isWorked: Bool, isHoliday: Bool) throws {
        let calendar = try Self.bundled()
        #expect(calendar.isWorkingDay(try day(text)) == isWorked)
        #expect(calendar.isHoliday(try day(text)) == isHoliday)
    }

    @Test("working days a year, as printed in wage tables", arguments: [(2024, 251), (2025, 248), (2026, 248)])
    func workingDays(year: Int, count: Int) throws {
        let calendar = try Self.bundled()
        #expect(CivilYear(year).days.filter(calendar.isWorkingDay).count == count)
    }

    @Test("outside the years covered Monday to Friday are worked on, and the calendar says that it does not know")
    func outside() throws {
        let calendar = try Self.bundled()
        #expect(calendar.years.map(\.number) == [2023, 2024, 2025, 2026, 2027])
        #expect(calendar.covers(CivilYear(2026)))
        #expect(!calendar.covers(CivilYear(2031)))
        #expect(calendar.source(of: CivilYear(2031)) == nil)
        #expect(calendar.isWorkingDay(try day("2031-10-01")))
        #expect(!calendar.isWorkingDay(try day("2031-10-04")))
    }

    @Test("a holiday has a name in both languages, a year its notice and how sure it is")
    func names() throws {
        let calendar = try Self.bundled()
        let holiday = try #require(calendar.holiday(on: try day("2025-10-08")))
        #expect(holiday.chinese == "中秋节、国庆节")
        #expect(holiday.english == "Mid-Autumn Festival and National Day")
        #expect(calendar.holiday(on: try day("2025-10-09")) == nil)
        #expect(calendar.source(of: CivilYear(2025))?.confidence == .medium)
        #expect(calendar.source(of: CivilYear(2027))?.confidence == .low)
        #expect(calendar.source(of: CivilYear(2025))?.document.contains("国办发明电〔2024〕12号") == true)
    }

    @Test(
        "a file that contradicts itself is refused",
        arguments: [
            ("[]", "[\"2025-09-29\"]", "medium"), ("[]", "[\"2025-09-28\", \"2025-09-28\"]", "medium"),
            ("[]", "[\"2025-9-28\"]", "medium"), ("[]", "[]", "certain"),
            (holiday("2025-10-08", "2025-10-01"), "[]", "medium"),
            (holiday("2025-10-04", "2025-10-04"), "[\"2025-10-04\"]", "medium"),
            (holiday("2025-02-29", "2025-03-01"), "[]", "medium"),
        ]
    )
    func malformed(holidays: String, worked: String, confidence: String) {
        let json = """
            {"years": [{"year": 2025, "document": "a", "english_document": "b", "confidence": "\(confidence)",
            "holidays": \(holidays), "working_days": \(worked)}]}
            """
        #expect(throws: DecodingError.self) { try HolidayCalendar(json: Data(json.utf8)) }
    }

    @Test("a year that stands twice is refused")
    func twice() {
        let year = """
            {"year": 2025, "document": "a", "english_document": "b", "confidence": "low", "holidays": [], \
            "working_days": []}
            """
        #expect(throws: DecodingError.self) { try HolidayCalendar(json: Data("{\"years\": [\(year), \(year)]}".utf8)) }
    }

    private static func holiday(_ from: String, _ to: String) -> String {
        "[{\"name\": \"x\", \"english_name\": \"x\", \"from\": \"\(from)\", \"to\": \"\(to)\"}]"
    }
}
