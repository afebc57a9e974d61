import Testing
import Texts
import Units

@Suite("Date style")
struct DateStyleTests {
    let day = CivilDay(year: 2026, month: 11, day: 21)

    @Test("writes days, months and years in both languages")
    func writesDates() {
        let chinese = DateStyle(language: .zhHans)
        let english = DateStyle(language: .en)
        let month = CivilMonth(year: 2026, month: 11)
        #expect(chinese.day(day) == "2026年11月21日")
        #expect(english.day(day) == "21 November 2026")
        #expect(chinese.month(month) == "2026年11月")
        #expect(english.month(month) == "November 2026")
        #expect(chinese.shortMonth(month) == "11月")
        #expect(english.shortMonth(month) == "Nov")
        #expect(chinese.year(CivilYear(2026)) == "2026年")
        #expect(english.year(CivilYear(2026)) == "2026")
    }

    @Test("writes a day inside a named year")
    func writesDayOfYear() throws {
        let day = try #require(day)
        #expect(DateStyle(language: .zhHans).dayOfYear(day) == "11月21日")
        #expect(DateStyle(language: .en).dayOfYear(day) == "21 November")
    }

    @Test("writes instants to the minute in China Standard Time")
    func writesInstants() {
        #expect(DateStyle(language: .en).minute(Instant(seconds: 1_795_242_600)) == "2026-11-21 14:30")
        #expect(DateStyle(language: .en).minute(nil) == "—")
    }
}
