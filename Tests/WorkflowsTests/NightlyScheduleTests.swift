import Testing
import Units

@testable import Workflows

@Suite("Nightly schedule")
struct NightlyScheduleTests {
    private let schedule = NightlySchedule()

    private func isDue(
        _ now: String,
        success: String? = nil,
        tried: String? = nil,
        data: String? = nil,
        watching: String = "2026-11-01 00:00"
    ) throws -> Bool {
        let past = NightlySchedule.Past(
            lastSuccess: try success.map(at),
            lastTry: try (tried ?? success).map(at),
            firstData: try data.map(at)
        )
        return schedule.isDue(try at(now), past, watching: try at(watching))
    }

    @Test("is at half past two by the clock in China, or at the hour of the setting")
    func times() throws {
        #expect(try schedule.next(after: at("2026-11-21 02:29")) == at("2026-11-21 02:30"))
        #expect(try schedule.next(after: at("2026-11-21 02:30")) == at("2026-11-22 02:30"))
        #expect(try schedule.last(before: at("2026-11-21 02:29")) == at("2026-11-20 02:30"))
        #expect(try NightlySchedule(minute: 23 * 60).next(after: at("2026-11-21 02:30")) == at("2026-11-21 23:00"))
    }

    @Test("comes once a night")
    func onceANight() throws {
        #expect(try !isDue("2026-11-21 02:29", success: "2026-11-20 02:30"))
        #expect(try isDue("2026-11-21 02:30", success: "2026-11-20 02:30"))
        #expect(try !isDue("2026-11-21 02:31", success: "2026-11-21 02:30"))
        #expect(try !isDue("2026-11-21 23:59", success: "2026-11-21 02:30"))
    }

    @Test("a backup on request does not stand in for the night's")
    func asked() throws {
        #expect(try isDue("2026-11-21 02:30", success: "2026-11-21 01:00", tried: "2026-11-20 02:30"))
    }

    @Test("starts with the first night, or at once where data has lain there for longer")
    func first() throws {
        #expect(try !isDue("2026-11-21 12:00", data: "2026-11-21 11:00", watching: "2026-11-21 11:00"))
        #expect(try isDue("2026-11-22 02:30", data: "2026-11-21 11:00", watching: "2026-11-21 11:00"))
        #expect(try isDue("2026-11-21 12:00", data: "2026-11-20 09:00", watching: "2026-11-21 12:00"))
        #expect(try !isDue("2026-11-21 12:00", watching: "2026-11-21 12:00"))
    }

    @Test("a night missed while the program was down is made up for when the last success is 26 hours old")
    func downtime() throws {
        let start = "2026-11-21 09:00"
        #expect(try !isDue("2026-11-21 09:00", success: "2026-11-20 09:05", watching: start))
        #expect(try !isDue("2026-11-21 11:05", success: "2026-11-20 09:05", watching: start))
        #expect(try isDue("2026-11-21 11:06", success: "2026-11-20 09:05", watching: start))
    }

    @Test("a failure is tried again after an hour")
    func failure() throws {
        let success = "2026-11-20 02:30"
        #expect(try !isDue("2026-11-21 03:29", success: success, tried: "2026-11-21 02:30"))
        #expect(try isDue("2026-11-21 03:30", success: success, tried: "2026-11-21 02:30"))
        #expect(try !isDue("2026-11-21 03:30", success: "2026-11-21 02:50", tried: "2026-11-21 02:30"))
    }

    @Test("a clock set forward runs it once, a clock set back never twice a day")
    func jumps() throws {
        #expect(try isDue("2026-12-05 10:00", success: "2026-11-21 02:30"))
        #expect(try !isDue("2026-12-05 12:00", success: "2026-12-05 10:00"))
        for now in ["2026-11-21 01:00", "2026-11-21 02:30", "2026-11-20 02:31", "2026-11-21 03:31"] {
            #expect(try !isDue(now, success: "2026-11-21 02:30"), "\(now)")
        }
    }

    @Test("what a clock dated far into the future does not keep the nights away")
    func wrongClock() throws {
        let future = "2030-01-01 02:30"
        #expect(try isDue("2026-11-22 02:30", success: future, watching: "2026-11-21 10:00"))
        #expect(try !isDue("2026-11-21 10:00", success: future, watching: "2026-11-21 10:00"))
    }

    @Test("every minute of a year with jumps: at least one run in each day that passed, never two")
    func everyMinute() throws {
        var generator = SplitMix64(seed: 4)
        var now = try at("2026-01-01 00:00")
        let watching = now
        var last: Instant?
        var runs: [CivilDay: Int] = [:]
        for _ in 0..<50_000 {
            let jump = Int.random(in: 0..<2_000, using: &generator)
            if jump == 0 { now = now.adding(seconds: -Int64.random(in: 0...7_200, using: &generator)) }
            if jump == 1 { now = now.adding(seconds: Int64.random(in: 0...7_200, using: &generator)) }
            now = now.adding(seconds: 600)
            let past = NightlySchedule.Past(lastSuccess: last, lastTry: last, firstData: nil)
            if schedule.isDue(now, past, watching: watching) {
                runs[CivilDay(containing: now), default: 0] += 1
                last = now
            }
        }
        #expect(runs.values.allSatisfy { $0 == 1 })
        let days = CivilDay(containing: watching)...CivilDay(containing: now)
        #expect(days.dropFirst().dropLast().allSatisfy { runs[$0] == 1 })
    }
}
