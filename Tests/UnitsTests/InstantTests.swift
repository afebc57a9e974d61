import Testing
import Units

@Suite("Instant")
struct InstantTests {
    @Test(
        "writes civil time of China",
        arguments: [
            (1_767_196_800, "2026-01-01 00:00:00"), (1_767_196_799, "2025-12-31 23:59:59"), (0, "1970-01-01 08:00:00"),
            (-28_801, "1969-12-31 23:59:59"), (-1, "1970-01-01 07:59:59"), (951_782_400, "2000-02-29 08:00:00"),
        ] as [(Int64, String)]
    )
    func text(seconds: Int64, text: String) {
        let instant = Instant(seconds: seconds)
        #expect(instant.description == text)
        #expect(instant.iso8601 == text.prefix(10) + "T" + text.suffix(8) + "+08:00")
    }

    @Test(
        "splits the day into hour, minute and second, before 1970 too",
        arguments: [
            (-28_801, 23, 59, 59), (-28_800, 0, 0, 0), (1_767_196_800 + 52_245, 14, 30, 45),
        ] as [(Int64, Int, Int, Int)]
    )
    func clock(seconds: Int64, hour: Int, minute: Int, second: Int) {
        let clock = Instant(seconds: seconds).clock
        let isSame = clock.hour == hour && clock.minute == minute && clock.second == second
        #expect(isSame, "\(clock)")
    }

    @Test("moves and compares by seconds")
    func order() {
        let instant = Instant(seconds: 100)
        #expect(instant < instant.adding(seconds: 1))
        #expect(instant.adding(seconds: -100).seconds == 0)
    }
}
