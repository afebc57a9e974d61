import Foundation
import Metering
import Store
import Testing
import Units
import Workflows

@Suite("Temperatures outside")
struct TemperatureTests {
    private func temperatures(_ test: TestPlatform, _ station: String) async throws -> [OutdoorTemperature] {
        let station = try #require(try await test.store.weatherStations().stations.first { $0.code == station })
        return try await test.store.temperatures(of: station.id, days: day("2020-01-01")..<day("2027-01-01"))
    }

    @Test("local time, UTC and days mean what their headings say")
    func times() async throws {
        let test = try await TestPlatform.city()
        #expect(try await test.load(.importTemperatures, "站号,观测时间,气温（℃）\nL,2025-01-01 08:00,-3.25\n").accepted == 1)
        #expect(
            try await test.load(
                .importTemperatures,
                "station,time_utc,temp\nU,2025-01-01 00:00,1\nU,2025-01-01T01:00Z,2\nU,2025-01-01T10:00+08:00,3\n"
            ).accepted == 3
        )
        #expect(try await test.load(.importTemperatures, "station,日期,日平均气温\nD,2025-01-01,4.04\n").accepted == 1)
        let eight = try at("2025-01-01 08:00")
        #expect(try await temperatures(test, "L") == [OutdoorTemperature(at: eight, span: .moment, hundredths: -325)])
        #expect(
            try await temperatures(test, "U").map(\.at)
                == [eight, eight.adding(seconds: 3_600), eight.adding(seconds: 7_200)]
        )
        let midnight = try at("2025-01-01 00:00")
        #expect(try await temperatures(test, "D") == [OutdoorTemperature(at: midnight, span: .day, hundredths: 404)])
    }

    @Test("bad rows are listed, good ones kept; the same again changes nothing, another value is a revision")
    func rows() async throws {
        let test = try await TestPlatform.city()
        let text = """
            station,station_name,time,temperature_degc,serves
            58044,东海,2025-01-01 00:00,1.5,320700
            58044,东海,2025-01-01 01:00,999.9,
            58044,,昨天,1,
            ,,2025-01-01 02:00,1,
            58044,,2027-01-01 00:00,1,
            58044,,2025-01-01 03:00,x,
            58044,,2025-01-01 04:00,2,999999
            58044,,2025-01-01 05:00,-12,320706A001
            """
        let job = try await test.load(.importTemperatures, text)
        #expect(job.state == .done && job.accepted == 2 && job.rejected == 6)
        let reasons = try test.rejected(job).dropFirst().map { "\($0[0]) \($0[1])" }
        #expect(
            reasons == [
                "3 temperature_degc", "4 time", "5 station", "6 time", "7 temperature_degc", "8 serves",
            ]
        )
        let again = try await test.load(.importTemperatures, text)
        #expect(again.accepted == 0 && again.unchanged == 2)
        let other = "station,time,temperature_degc\n58044,2025-01-01 00:00,1.6\n"
        #expect(try await test.load(.importTemperatures, other).accepted == 1)
        #expect(try await temperatures(test, "58044").map(\.hundredths) == [160, -1_200])
    }

    @Test("a file must say what its times mean, once")
    func headings() async throws {
        let test = try await TestPlatform.city()
        let none = try await test.load(.importTemperatures, "station,temperature_degc\nS,1\n")
        #expect(none.failure?.key == "column.missing")
        let two = try await test.load(
            .importTemperatures,
            "station,time,day,temperature_degc\nS,2025-01-01,2025-01-01,1\n"
        )
        #expect(two.failure?.key == "temperature.twoTimes")
    }

    @Test("a meter beside its last week, last year's and the temperature of the station that stands for it")
    func comparison() async throws {
        let test = try await TestPlatform.city(
            meters: "\(City.meterHeader)\nE1,320706A001,01000,register,kWh,2,9,1,2024-01-01,,\n"
        )
        // 10 kWh a day through two years; 20 on the last seven days, Monday 22 to Sunday 28 December 2025.
        var readings = "meter,time,value\nE1,2024-12-01 00:00,0\n"
        var total = 0
        for offset in 1...393 {
            let end = try day("2024-12-01").adding(days: offset)
            total += end > (try day("2025-12-22")) ? 20 : 10
            readings += "E1,\(end) 00:00,\(total)\n"
        }
        #expect(try await test.load(.importReadings, readings).rejected == 0)
        let id = try await test.meter("E1").meter.id
        let bare = try #require(try await test.platform.comparison(of: id, scope: .all))
        #expect(bare.station == nil && bare.bands.isEmpty)
        #expect(bare.week.map { "\($0.day)" }.first == "2025-12-22" && bare.days.count == 371)
        #expect(bare.lastYear.first?.day == (try day("2024-12-23")))
        #expect(bare.changeToLastWeek.pairs == 7 && bare.changeToLastWeek.share == 1)
        #expect(bare.changeToLastYear.pairs == 7 && bare.changeToLastYear.share == 1)

        // The only station, then the city's, then the district's, then the building's own.
        let steps: [(String, String, MeterComparison.StationReason)] = [
            ("S1", "", .only), ("S2", "320700", .city), ("S3", "320706", .place), ("S4", "320706A001", .building),
        ]
        for (station, serves, reason) in steps {
            let text = "station,day,temperature_degc,serves\n\(station),2025-12-24,3.5,\(serves)\n"
            #expect(try await test.load(.importTemperatures, text).accepted == 1)
            let found = try #require(try await test.platform.comparison(of: id, scope: .all)?.station)
            #expect(found.code == station && found.reason == reason)
        }
        let whole = try #require(try await test.platform.comparison(of: id, scope: .all))
        #expect(whole.week[2].temperature == 3.5)
        #expect(whole.bands.map(\.from) == [0] && whole.bands.first?.workMean == Amount(micro: 20_000_000))
        #expect(try await test.platform.comparison(of: id, scope: .none) == nil)
    }
}
