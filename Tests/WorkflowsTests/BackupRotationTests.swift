import Testing
import Units

@testable import Workflows

@Suite("Rotation of backups")
struct BackupRotationTests {
    private func nights(_ days: Int, until last: String) throws -> [(time: Instant, cause: BackupManifest.Cause)] {
        let end = try at(last + " 02:30")
        return (0..<days).map { (end.adding(seconds: -86_400 * Int64($0)), .nightly) }
    }

    /// The days of the backups that stay.
    private func kept(_ backups: [(time: Instant, cause: BackupManifest.Cause)], now: String) throws -> [String] {
        let expired = Set(BackupRotation.expired(backups, now: try at(now)))
        return backups.indices.filter { !expired.contains($0) }.map {
            CivilDay(containing: backups[$0].time).description
        }
    }

    @Test("of two years of nights, 7 days, 5 weeks and 12 months stay")
    func twoYears() throws {
        let kept = try kept(nights(730, until: "2026-11-21"), now: "2026-11-21 12:00")
        let days = (15...21).reversed().map { "2026-11-\($0)" }
        // 2026-11-21 is a Saturday; weeks end on Sundays.
        let weeks = ["2026-11-08", "2026-11-01", "2026-10-25"]
        let months = ["2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31"]
        let older = ["2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"]
        #expect(Set(kept) == Set(days + weeks + months + older))
    }

    @Test("missed nights do not count: the last seven that there are stay")
    func gaps() throws {
        let end = try at("2026-11-21 02:30")
        let backups = (0..<8).map {
            (time: end.adding(seconds: -86_400 * 20 * $0), cause: BackupManifest.Cause.nightly)
        }
        // All eight lie in different weeks, and in six different months.
        #expect(try kept(backups, now: "2026-11-21 12:00").count == 7)
    }

    @Test("the newest of a day stays, whatever the order they are listed in")
    func sameDay() throws {
        let noon = try at("2026-11-21 12:00")
        let backups: [(time: Instant, cause: BackupManifest.Cause)] = [
            (noon, .nightly), (noon.adding(seconds: 60), .nightly), (noon.adding(seconds: -60), .nightly),
        ]
        #expect(BackupRotation.expired(backups, now: noon) == [0, 2])
    }

    @Test("those on request and before an upgrade stay 30 days, and the newest of all for ever")
    func others() throws {
        let old = try at("2026-09-01 12:00")
        let young = try at("2026-10-22 12:00")
        let now = "2026-11-21 11:00"
        #expect(try kept([(old, .asked), (young, .asked), (young, .upgrade)], now: now).count == 2)
        #expect(try kept([(old, .asked)], now: now).count == 1)
        #expect(try kept([], now: now) == [])
    }
}
