import Foundation
import Metering
import Testing
import Units

@Suite("Comparison")
struct ComparisonTests {
    private static let holidays = """
        {"years": [{"year": 2025, "document": "通知", "english_document": "Notice", "confidence": "high",
        "holidays": [{"name": "国庆节", "english_name": "National Day", "from": "2025-10-01", "to": "2025-10-08"}],
        "working_days": ["2025-09-28", "2025-10-11"]}]}
        """

    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

    private func compared(_ first: String, _ amounts: [Double?], covered: Int64 = 86_400) throws -> [ComparedDay] {
        let calendar = try HolidayCalendar(json: Data(Self.holidays.utf8))
        return try amounts.enumerated().map { offset, amount in
            let day = try day(first).adding(days: offset)
            return ComparedDay(
                day: day,
                kind: DayKind(day, in: calendar),
                consumption: amount.map {
                    DayConsumption(day: day, amount: Amount(micro: Int64($0 * 1e6)), coveredSeconds: covered)
                },
                temperature: nil
            )
        }
    }

    @Test("a week beside the week of a holiday: only like days count")
    func holidayWeek() throws {
        // Monday 29 September to Sunday 5 October 2025, Wednesday to Sunday off; the week before has Sunday worked on.
        let week = try compared("2025-09-29", [110, 110, 10, 10, 10, 10, 10])
        let before = try compared("2025-09-22", [100, 100, 100, 100, 100, 8, 100])
        #expect(week.map(\.kind.isWork) == [true, true, false, false, false, false, false])
        #expect(before.map(\.kind.isWork) == [true, true, true, true, true, false, true])
        let change = WeekChange(week, to: before)
        // Monday, Tuesday and Saturday: 230 beside 208.
        #expect(change.pairs == 3)
        #expect(change.amount == Amount(micro: 230_000_000) && change.other == Amount(micro: 208_000_000))
        #expect(try abs(#require(change.share) - 22.0 / 208) < 1e-12)
    }

    @Test("days that are not known whole do not count, and nothing is compared with nothing")
    func gaps() throws {
        let week = try compared("2025-06-02", [1, nil, 3, 4, 5, 6, 7])
        let partial = try compared("2025-05-26", [1, 2, 3, 4, 5, 6, 7], covered: 86_399)
        #expect(WeekChange(week, to: partial).pairs == 0)
        #expect(WeekChange(week, to: partial).share == nil)
        #expect(WeekChange(week, to: week).pairs == 6)
        #expect(WeekChange(week, to: week).share == 0)
    }

    @Test("daily means: given ones first, else of 20 hours or of 02, 08, 14 and 20 o'clock")
    func means() throws {
        func observed(
            _ text: String,
            _ hours: some Sequence<Int64>,
            _ value: (Int64) -> Int64
        ) throws
            -> [OutdoorTemperature]
        {
            let start = try day(text).start
            return hours.map {
                OutdoorTemperature(at: start.adding(seconds: $0 * 3_600), span: .moment, hundredths: value($0))
            }
        }
        var all = try observed("2025-01-01", 0..<24) { $0 * 100 }
        all += try observed("2025-01-02", 0..<19) { _ in 500 }
        all += try observed("2025-01-03", [2, 8, 14, 20]) { $0 == 2 ? -400 : 0 }
        all += try observed("2025-01-04", [2, 8, 14]) { _ in 0 }
        all += try observed("2025-01-05", 0..<24) { _ in 900 }
        all.append(OutdoorTemperature(at: try day("2025-01-05").start, span: .day, hundredths: -250))
        let means = all.shuffled().dailyMeans
        #expect(means == [try day("2025-01-01"): 11.5, try day("2025-01-03"): -1, try day("2025-01-05"): -2.5])
    }

    @Test("bands of temperature, negative ones rounded down, working days apart")
    func bands() throws {
        let calendar = try HolidayCalendar(json: Data(Self.holidays.utf8))
        // Friday to Monday.
        let days = try zip(0..., [(-0.1, 10.0), (-5.0, 20), (4.9, 40), (4.0, 60)]).map { offset, pair in
            let day = try day("2025-01-10").adding(days: offset)
            return ComparedDay(
                day: day,
                kind: DayKind(day, in: calendar),
                consumption: DayConsumption(
                    day: day,
                    amount: Amount(micro: Int64(pair.1 * 1e6)),
                    coveredSeconds: 86_400
                ),
                temperature: pair.0
            )
        }
        let bands = TemperatureBand.bands(of: days)
        #expect(bands.map(\.from) == [-5, 0])
        #expect(bands.map(\.workDays) == [1, 1] && bands.map(\.offDays) == [1, 1])
        #expect(bands[0].workMean == Amount(micro: 10_000_000) && bands[0].offMean == Amount(micro: 20_000_000))
        #expect(bands[1].workMean == Amount(micro: 60_000_000) && bands[1].offMean == Amount(micro: 40_000_000))
    }
}
