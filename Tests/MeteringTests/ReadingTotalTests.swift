import Metering
import Testing
import Units

@Suite("Totals of readings")
struct ReadingTotalTests {
    private func reading(_ minute: Int64, _ counts: Int64, _ quality: Reading.Quality = .good) -> Reading {
        Reading(stamp: Instant(seconds: 1_735_660_800 + minute * 60), counts: counts, quality: quality)
    }

    @Test("invalid values are counted as doubtful, and left out of the sum only")
    func invalid() throws {
        let total = try #require(
            ReadingTotal([reading(15, 4), reading(30, 90, .invalid), reading(45, -1, .suspect), reading(60, 7)])
        )
        #expect(total.count == 4 && total.doubtful == 2)
        #expect(total.minimum == -1 && total.maximum == 90)
        #expect(total.sum == 4 - 1 + 7)
        #expect(total.first == reading(15, 4) && total.last == reading(60, 7))
    }

    @Test(
        "as many are expected as the step of more than half of them makes in a day",
        arguments: [
            (minutes: [15, 30, 45], expected: 96), ([15, 30, 45, 90, 105], 96), ([60, 120], 24), ([1_440], 1),
            ([15, 60, 90], 3), ([7, 14, 21, 28], 205), ([10, 20, 50], 3),
        ]
    )
    func expected(minutes: [Int64], expected: Int) throws {
        #expect(try #require(ReadingTotal(minutes.map { reading($0, 1) })).expected == expected)
    }

    @Test("a sum that does not fit is the nearest that does")
    func clamped() throws {
        #expect(try #require(ReadingTotal([reading(1, .max), reading(2, .max)])).sum == .max)
        #expect(try #require(ReadingTotal([reading(1, .min), reading(2, .min)])).sum == .min)
        #expect(try #require(ReadingTotal([reading(1, .max), reading(2, .max), reading(3, .min)])).sum == .max - 1)
    }

    @Test("totals of parts put together are the totals of the whole, and a month's are those of its days")
    func together() throws {
        let values = (Int64(1)...300).map { index -> Reading in
            reading(index * 15, index * 7 % 13, index.isMultiple(of: 50) ? .suspect : .good)
        }
        let days = Dictionary(grouping: values) { $0.day }.sorted { $0.key < $1.key }
        let totals = days.compactMap { MeterDayTotal(day: $0.key, readings: $0.value) }
        let month = try #require(MeterMonthTotal(totals))
        var whole = try #require(ReadingTotal(values))
        // A day's step tells of that day only.
        whole.expected = days.count * 96
        #expect(month.total == whole)
        #expect(month.days == days.count && month.month == days.first?.key.month)
        #expect(MeterMonthTotal([]) == nil)
    }
}
