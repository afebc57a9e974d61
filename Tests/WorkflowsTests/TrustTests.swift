import Carbon
import Foundation
import GRDB
import Metering
import Store
import Testing
import Units
import Workflows

@testable import EmbeddedReadings

/// Figures that would be wrong without a word.
@Suite("Nothing wrong without a word")
struct TrustTests {
    private func rules(_ test: TestPlatform, _ code: String, _ text: String) async throws -> [String] {
        let period = try #require(Period(text))
        let subject = FigureSubject.building(try await test.building(code))
        let figure = try await test.platform.explanation(subject, period: period, scope: .all)
        return try #require(figure).account.findings.map(\.rule)
    }

    @Test("the end of an old device is read with the decimals of the old device")
    func previousEnd() async throws {
        let test = try await TestPlatform.city()
        let swap = "E1,320706A001,01000,register,kWh,3,9,1,2025-01-03,1200.00,0.000"
        #expect(try await test.load(.importMeters, City.meterHeader + "\n" + swap).accepted == 1)
        try await test.load(
            .importReadings,
            "time,E1\n2025-01-01,1000\n2025-01-02,1100\n2025-01-03,1200\n2025-01-04,100.000\n"
        )
        let sum = try await test.days("E1").values.reduce(0, +)
        #expect(sum == 300)
    }

    @Test("other decimals for a time that has readings are refused", arguments: ["2025-01-01", "2025-01-02"])
    func decimals(start: String) async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, "time,E1\n2025-01-01,1000\n2025-01-05,1400\n")
        let row = "E1,320706A001,01000,register,kWh,3,9,1,\(start),,"
        let job = try await test.load(.importMeters, City.meterHeader + "\n" + row)
        #expect(job.rejected == 1)
        #expect(try await test.days("E1").values.reduce(0, +) == 400)
    }

    @Test("a meter list that repeats a device is refused for the repetition")
    func repeatedDevice() async throws {
        let test = try await TestPlatform.city()
        let row = "N1,320706A001,01B00,register,kWh,2,9,1,2025-01-01,,"
        let job = try await test.load(.importMeters, "\(City.meterHeader)\n\(row)\n\(row)")
        #expect(job.accepted == 1 && job.rejected == 1)
    }

    @Test("a total meter that saw less than its sub-meter is said, and its missing days are missing")
    func partialTotal() async throws {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, "meter,time,value\nE1A,2025-01-01,0\nE1A,2025-02-01,3100\n")
        try await test.load(.importReadings, "meter,time,value\nE1,2025-01-29,0\nE1,2025-02-01,330\n")
        #expect(try await rules(test, City.office, "2025-01").contains("carbon.activity.totalPartial"))
        let period = try #require(Period("2025-01"))
        let subject = FigureSubject.building(try await test.building(City.office))
        let figure = try #require(try await test.platform.explanation(subject, period: period, scope: .all))
        let electricity = try #require(figure.account.lines.first { $0.activity.carrier == .electricity })
        #expect(agree(electricity.activity.share.missing, 28.0 / 31))
    }

    @Test("a register that goes back leaves a reservation on the account")
    func readingErrors() async throws {
        let test = try await TestPlatform.city()
        try await test.load(
            .importReadings,
            "time,E1\n2025-01-01,1000\n2025-01-02,2000\n2025-01-03,3000\n2025-01-04,4000\n2025-01-05,1500\n2025-01-06,1600\n"
        )
        #expect(try await rules(test, City.office, "2025-01").contains("carbon.activity.readingErrors"))
        #expect(try await !rules(test, City.school, "2025-01").contains("carbon.activity.readingErrors"))
    }

    @Test("buildings without meters are counted in a reservation of the city")
    func unmetered() async throws {
        let test = try await TestPlatform.city(
            meters: "\(City.meterHeader)\nE1,320706A001,01000,register,kWh,2,9,1,2025-01-01,,"
        )
        try await test.load(.importReadings, "time,E1\n2025-01-01,0\n2025-02-01,10\n")
        let overview = try #require(try await test.platform.overview(year: nil, scope: .all, reader: .auditor))
        let finding = overview.summary.account.findings.first { $0.rule == "carbon.activity.unmetered" }
        #expect(finding?.evidence == ["2", "3"])
    }

    @Test("a device whose full scale could not be summed is refused")
    func fullScale() async throws {
        let test = try await TestPlatform.city()
        let row = "N1,320706A001,01B00,register,kWh,0,12,1,2025-01-01,,"
        #expect(try await test.load(.importMeters, "\(City.meterHeader)\n\(row)").rejected == 1)
        #expect(Amount(micro: .max) + Amount(micro: 1) == Amount(micro: .max))
    }

    @Test("a damaged block holds up its own meter only, and readings for its day repair it")
    func damagedBlock() async throws {
        let test = try await TestPlatform.city()
        let e1 = "time,E1\n2025-01-01,0\n2025-01-02,100\n2025-01-03,250\n"
        try await test.load(.importReadings, e1)
        try await test.readings.seal()
        let meter = try await test.meter("E1").meter.id
        try test.readings.damage(meter, in: day("2025-01-01").month)
        let other = try await test.load(.importReadings, "time,E3A\n2025-01-01,0\n2025-01-02,7\n")
        #expect(other.state == .done)
        #expect(try await test.days("E3A").values.reduce(0, +) == 7)
        #expect(try await test.platform.verify().problems.map(\.rule) == ["verify.block"])
        try await test.load(.importReadings, e1)
        #expect(try await test.platform.verify().problems == [])
        #expect(try await test.days("E1").values.reduce(0, +) == 250)
    }

    @Test("a wide row is listed once for each reason, with the columns it names")
    func wideRejections() async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(.importReadings, "time,E1,G1,W1\n2024-12-01,1,2,3\n2025-01-02,1,2,3\n")
        let rows = try test.rejected(job)
        #expect(rows.count == 2)
        #expect(job.rejected == 1 && job.accepted == 3)
    }

    @Test("an import outside the queue ends what was left open, so that nothing older runs after it")
    func abandoned() async throws {
        let test = try await TestPlatform.city()
        let old = try await test.submit(.importReadings, Data("time,E1\n2025-01-01,0\n2025-01-02,70\n".utf8))
        try await test.platform.abandonOpenJobs()
        #expect(try await test.platform.job(old)?.failure?.key == "interrupted")
        #expect(try await !test.platform.runJob())
    }
}

extension EmbeddedReadings {
    /// Zeroes the block of a meter's month, as a failing disk would.
    fileprivate func damage(_ meter: Meter.ID, in month: CivilMonth) throws {
        let key = GroupKey(month: month, meter: meter)
        let group = try #require(try containers.group(key))
        let block = group.block(at: try #require(group.position(of: meter)))
        var bytes = group.bytes
        bytes.replaceSubrange(block.indices, with: repeatElement(0, count: block.count))
        try containers.pool.write { [bytes] in
            try $0.execute(
                sql: "UPDATE container_block SET blocks = ? WHERE month = ? AND meters = ?",
                arguments: [bytes, key.month.number, key.meters]
            )
        }
        containers.cache.invalidate()
    }
}
