import Testing
import Units

@Suite("Civil month and year")
struct CivilMonthTests {
    @Test(
        "lets the month run over into other years",
        arguments: [
            (2025, 13, "2026-01"), (2025, 0, "2024-12"), (2025, -11, "2024-01"), (1970, 0, "1969-12"),
            (1969, 12, "1969-12"),
            (2025, 25, "2027-01"),
        ]
    )
    func runsOver(year: Int, month: Int, expected: String) {
        #expect(CivilMonth(year: year, month: month).description == expected)
    }

    @Test("goes forth and back across year ends")
    func arithmetic() {
        let month = CivilMonth(year: 2025, month: 11)
        #expect(month.adding(months: 2) == CivilMonth(year: 2026, month: 1))
        #expect(month.adding(months: -11) == CivilMonth(year: 2024, month: 12))
        #expect(month.adding(months: -12 * 100).year == 1925)
        for number in -2_000...2_000 {
            let month = CivilMonth(number: number)
            #expect((1...12).contains(month.month))
            #expect(CivilMonth(year: month.year, month: month.month) == month)
        }
    }

    @Test(
        "has as many days as the calendar",
        arguments: [
            (2024, 2, 29), (2025, 2, 28), (1900, 2, 28), (2000, 2, 29), (2025, 12, 31), (2025, 4, 30), (1969, 12, 31),
        ]
    )
    func dayCount(year: Int, month: Int, count: Int) {
        let month = CivilMonth(year: year, month: month)
        #expect(month.dayCount == count)
        #expect(month.days.count == count)
        #expect(month.days.lowerBound == month.firstDay)
    }

    @Test("reads what it writes", arguments: ["2026-11", "1969-01", "0001-12", "9999-12"])
    func text(text: String) throws {
        #expect(try #require(CivilMonth(text)).description == text)
    }

    @Test(
        "refuses text that is no month",
        arguments: ["", "2026", "2026-13", "2026-00", "0-1", "2026-11-01", "x-1", "10000-01"]
    )
    func noSuchText(text: String) {
        #expect(CivilMonth(text) == nil)
    }

    @Test("a year has twelve months that fill it")
    func year() throws {
        for number in [1900, 1969, 2000, 2024, 2025] {
            let year = CivilYear(number)
            #expect(year.months.count == 12)
            #expect(year.months.map(\.dayCount).reduce(0, +) == year.days.count)
            #expect(year.days.lowerBound == CivilDay(year: number, month: 1, day: 1))
            #expect(year.days.contains(try #require(CivilDay(year: number, month: 12, day: 31))))
        }
        #expect(CivilYear(2024).days.count == 366)
        #expect(CivilYear(1900).days.count == 365)
        #expect(CivilYear(2024) < CivilYear(2025))
    }
}
