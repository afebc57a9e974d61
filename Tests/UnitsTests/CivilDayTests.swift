import Foundation
import Testing
import Units

@Suite("Civil day")
struct CivilDayTests {
    @Test(
        "knows days that are written in history books",
        arguments: [
            ("1970-01-01", 0, 4), ("1949-10-01", -7_397, 6), ("2000-02-29", 11_016, 2), ("2008-08-08", 14_099, 5),
            ("2026-01-01", 20_454, 4), ("1900-01-01", -25_567, 1), ("2100-12-31", 47_846, 5),
        ]
    )
    func knownDays(text: String, number: Int, weekday: Int) throws {
        let day = try #require(CivilDay(text))
        #expect(day.number == number)
        #expect(day.weekday == weekday)
        #expect(day.description == text)
    }

    @Test("counts every day from 1900 to 2100 like a calendar that is turned page by page")
    func everyDay() throws {
        var number = try #require(CivilDay(year: 1900, month: 1, day: 1)).number
        for year in 1900...2100 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (index, count) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for day in 1...count {
                    let parts = CivilDay(number: number).components
                    let isSame = parts.year == year && parts.month == index + 1 && parts.day == day
                    #expect(isSame, "day \(number)")
                    let back = CivilDay(year: year, month: index + 1, day: day)?.number
                    #expect(back == number)
                    number += 1
                }
                #expect(CivilDay(year: year, month: index + 1, day: count + 1) == nil)
            }
        }
    }

    @Test("begins each month from 1900 to 2100 at the second that Foundation's calendar says")
    func foundationCalendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 8 * 3_600))
        for year in 1900...2100 {
            for month in 1...12 {
                let parts = DateComponents(year: year, month: month, day: 1)
                let date = try #require(calendar.date(from: parts))
                let start = CivilMonth(year: year, month: month).firstDay.start
                #expect(start.seconds == Int64(date.timeIntervalSince1970), "\(year)-\(month)")
            }
        }
    }

    @Test(
        "refuses days that no calendar has",
        arguments: [
            (2025, 2, 29), (1900, 2, 29), (2100, 2, 29), (2025, 4, 31), (2025, 0, 1), (2025, 13, 1), (2025, 1, 0),
            (0, 1, 1),
            (10_000, 1, 1), (2025, 1, -1),
        ]
    )
    func noSuchDay(year: Int, month: Int, day: Int) {
        #expect(CivilDay(year: year, month: month, day: day) == nil)
    }

    @Test(
        "refuses text that is no day",
        arguments: ["", "2025", "2025-01", "2025-01-01-01", "2025/01/01", "a-b-c", "--"]
    )
    func noSuchText(text: String) {
        #expect(CivilDay(text) == nil)
    }

    @Test("begins at midnight in China and ends where the next day begins")
    func interval() throws {
        let day = try #require(CivilDay("2026-01-01"))
        #expect(day.start.seconds == 1_767_196_800)
        #expect(day.interval.upperBound.seconds == 1_767_196_800 + 86_400)
        #expect(CivilDay(containing: day.start) == day)
        #expect(CivilDay(containing: day.start.adding(seconds: -1)) == day.adding(days: -1))
        #expect(CivilDay(containing: day.start.adding(seconds: 86_399)) == day)
    }

    @Test("belongs to its month and year, before 1970 too", arguments: ["1969-12-31", "1970-01-01", "2024-02-29"])
    func monthAndYear(text: String) throws {
        let day = try #require(CivilDay(text))
        #expect(day.month.description == String(text.prefix(7)))
        #expect(String(day.year.number) == String(text.prefix(4)))
        #expect(day.month.days.contains(day))
        #expect(day.year.days.contains(day))
    }

    @Test("is counted and compared by time")
    func order() throws {
        let first = try #require(CivilDay("2025-12-31"))
        let second = try #require(CivilDay("2026-01-01"))
        #expect(first < second)
        #expect(first.distance(to: second) == 1)
        #expect(first.advanced(by: 1) == second)
        #expect(Array(first..<second.adding(days: 1)) == [first, second])
    }
}
