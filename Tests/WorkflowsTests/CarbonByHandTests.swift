import Foundation
import Testing
import Units
import Workflows

/// A building's months worked out with nothing but the text of the file and a pocket calculator.
@Suite("Carbon by hand")
struct CarbonByHandTests {
    // The factor of Jiangsu's grid for data year 2023, and that of natural gas.
    private static let grid = 0.5827
    private static let gas = 2.1622
    private static let heat = 0.11

    @Test("a month from midnight to midnight is amount times factor, summed by hand")
    func exact() async throws {
        let test = try await TestPlatform.city()
        try await test.load(
            .importReadings,
            """
            time,E1,E1A,G1,W1
            2025-03-01 00:00,1000.00,1.00,50.000,3
            2025-03-15 12:00,61000.25,2.00,1050.500,9
            2025-04-01 00:00,124456.78,5.00,2395.678,20
            """
        )
        // (124 456.78 − 1 000.00) × 0.5827 + (2 395.678 − 50) × 2.1622 = 77 010.0906776 kg.
        #expect(agree(try await test.carbon(City.office, "2025-03"), 77_010.090_677_6, within: 1e-9))
        #expect(try await test.carbon(City.office, "2025-04") == 0)
    }

    @Test("heat in gigajoules and electricity behind a transformer, by hand")
    func heatAndRatio() async throws {
        let test = try await TestPlatform.city()
        try await test.load(
            .importReadings,
            """
            meter,time,value
            H2,2025-01-01,100
            H2,2025-02-01,160.5
            E2,2025-01-10 10:00,12.5
            E2,2025-01-31 24:00,7.5
            E2,2025-02-01 00:15,100
            """
        )
        // 60.5 GJ × 110 kg/GJ + (12.5 + 7.5) × 40 kWh × 0.5827.
        #expect(agree(try await test.carbon(City.mall, "2025-01"), 60.5 * 110 + 800 * 0.5827, within: 1e-9))
        #expect(agree(try await test.carbon(City.mall, "2025-02"), 4_000 * 0.5827, within: 1e-9))
    }

    @Test("without a total meter the items are added", arguments: ["2025-05"])
    func items(text: String) async throws {
        let test = try await TestPlatform.city()
        try await test.load(
            .importReadings,
            "time,E3A,E3B\n2025-05-01,0,100\n2025-06-01,1500.5,2600.25\n"
        )
        #expect(agree(try await test.carbon(City.school, text), (1_500.5 + 2_500.25) * Self.grid, within: 1e-9))
    }

    @Test("any history of readings gives the months that a straight line between them gives", arguments: UInt64(1)...6)
    func random(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let csv = try randomFile(using: &generator)
        let test = try await TestPlatform.city()
        let job = try await test.load(.importReadings, csv)
        #expect(job.rejected == 0, "seed \(seed)")
        for text in ["2025-01", "2025-02", "2025-03"] {
            let month = try month(text)
            let first = month.firstDay.start.seconds
            let last = month.adding(months: 1).firstDay.start.seconds
            let expected =
                amount(of: "E1", in: csv, scale: 10_000_000, from: first, to: last) * Self.grid
                + amount(of: "G1", in: csv, scale: 1_000_000, from: first, to: last) * Self.gas
            // A split leaves less than one count, 0.01 kWh or 0.001 m³, on the wrong side of midnight.
            #expect(abs(try await test.carbon(City.office, text) - expected) < 0.05, "seed \(seed), \(text)")
        }
    }

    /// Readings of an electricity and a gas meter at random times, of which the first runs over its full scale.
    private func randomFile(using generator: inout SplitMix64) throws -> String {
        var rows = ["meter,time,value"]
        for (code, full, decimals) in [("E1", 1_000_000_000, 2), ("G1", 1_000_000_000, 3)] {
            var counts = code == "E1" ? 995_000_000 : 1_000
            var time = try at("2025-01-02 03:00")
            let end = try at("2025-04-01")
            while time < end {
                let divisor = decimals == 2 ? 100 : 1_000
                let fraction = String(counts % divisor + divisor).dropFirst()
                rows.append("\(code),\(time.description),\(counts / divisor).\(fraction)")
                counts = (counts + Int.random(in: 0...60_000, using: &generator)) % full
                let isGap = Int.random(in: 0..<30, using: &generator) == 0
                time = time.adding(seconds: Int64.random(in: 1...(isGap ? 500_000 : 20_000), using: &generator))
            }
        }
        return rows.joined(separator: "\n")
    }

    /// What a straight line between the readings of a file gives for a stretch of time.
    private func amount(of code: String, in csv: String, scale: Double, from: Int64, to: Int64) -> Double {
        var points: [(time: Double, value: Double)] = []
        var turns = 0.0
        for line in csv.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: ",")
            guard fields[0] == code, let value = Double(fields[2]), let time = seconds(String(fields[1])) else {
                continue
            }
            if let last = points.last, value + turns < last.value { turns += scale }
            points.append((time, value + turns))
        }
        func register(_ time: Double) -> Double {
            guard let next = points.firstIndex(where: { $0.time >= time }) else {
                return points[points.count - 1].value
            }
            guard next > 0 else { return points[0].value }
            let (a, b) = (points[next - 1], points[next])
            return a.value + (b.value - a.value) * (time - a.time) / (b.time - a.time)
        }
        return register(Double(to)) - register(Double(from))
    }

    /// Seconds since 1970 of a civil time, by the calendar of the operating system.
    private func seconds(_ text: String) -> Double? {
        let parts = text.split { "- :".contains($0) }.compactMap { Int($0) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3_600) ?? .gmt
        return calendar.date(
            from: DateComponents(
                year: parts[0],
                month: parts[1],
                day: parts[2],
                hour: parts[3],
                minute: parts[4],
                second: parts[5]
            )
        )?.timeIntervalSince1970
    }

    @Test("the year is the sum of its months, in the report as on the page")
    func report() async throws {
        let test = try await TestPlatform.city()
        try await test.load(
            .importReadings,
            "time,E1,G1\n2025-01-01,0,0\n2025-02-01,100000,1000\n2025-03-01,150000,3000\n"
        )
        let answer = try await test.platform.answer(.account(year: 2025, building: City.office))
        guard case .account(let report?) = answer else {
            Issue.record("no account")
            return
        }
        #expect(agree(report.carbon_kgco2, 150_000 * 0.5827 + 3_000 * 2.1622, within: 1e-9))
        #expect(agree(report.carbon_electricity_kgco2, 87_405, within: 1e-9))
        #expect(agree(report.carbon_direct_kgco2, 6_486.6, within: 1e-9))
        #expect(report.carbon_heat_kgco2 == 0)
        #expect(agree(report.coal_equivalent_kgce, 150_000 * 0.1229 + 3_000 * 1.33, within: 1e-9))
        #expect(agree(report.carbon_intensity_kgco2_m2 ?? 0, 93_891.6 / 10_000, within: 1e-9))
        #expect(report.months.count == 12)
        #expect(agree(report.months.reduce(0) { $0 + $1.carbon_kgco2 }, report.carbon_kgco2, within: 1e-9))
        #expect(report.lines.first { $0.carrier == "electricity" }?.factor_value == "0.5827")
        #expect(report.lines.first { $0.carrier == "electricity" }?.factor_year == 2023)
        #expect(report.findings.contains { $0.rule == "carbon.factor.otherYear" && $0.evidence == ["2025", "2023"] })
    }

    @Test("a bureau's own verified factor replaces the published one")
    func ownFactor() async throws {
        let folder = try TemporaryFolder()
        let own = """
            {"factors": [{"id": "own", "kind": "grid_average", "carrier": "electricity", "name": "x", "english_name": "x",
            "value": "0.5", "unit": "kgCO2/kWh", "region": "320000", "year": 2025, "document": "d", "confidence": "high",
            "verified_by": "节能处"}]}
            """
        try Data(own.utf8).write(to: URL(fileURLWithPath: folder.path + "/factors.json"))
        let test = try await TestPlatform.city(folder: folder)
        try await test.load(.importReadings, "time,E1\n2025-01-01,0\n2025-02-01,100000\n")
        #expect(agree(try await test.carbon(City.office, "2025-01"), 50_000, within: 1e-9))
    }

    @Test("a bureau's own factors that are malformed stop the start and name file and field")
    func malformedOwnFactor() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/factors.json"
        try Data("{\"factors\": [{\"id\": \"own\"}]}".utf8).write(to: URL(fileURLWithPath: path))
        let error = try #require(throws: OwnFactorsError.self) { try TestPlatform(folder: folder) }
        guard case .unreadable(path, let reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(reason.contains("name"))
    }

    @Test("an own factor that cannot be right is refused with its row and the rule, an own material as well")
    func implausible() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/factors.json"
        func refusal(_ text: String) throws -> String {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let error = try #require(throws: OwnFactorsError.self) { try TestPlatform(folder: folder) }
            guard case .implausible(let factor, _, let rule, _) = error else { return "\(error)" }
            return "\(factor) \(rule)"
        }
        let rest = """
            "name": "x", "english_name": "x", "region": "320000", "document": "d", "confidence": "high",
            "verified_by": "节能处"
            """
        #expect(
            try refusal(
                "{\"factors\": [{\"id\": \"own\", \"kind\": \"heat\", \"carrier\": \"heat\", \"value\": \"0.0396\", "
                    + "\"unit\": \"kgCO2/MJ\", \(rest)}]}"
            ) == "own heat.kilowattHours"
        )
        #expect(
            try refusal(
                "{\"entries\": [{\"id\": \"mat.window_al_wood_73\", \"category\": \"material\", \"value\": \"1225\", "
                    + "\"unit\": \"kgCO2e/m2\", \(rest)}]}"
            ) == "mat.window_al_wood_73 window.decimalPoint"
        )
    }

    @Test("an own factor for a place that no province, grid or nation is, is refused and not ignored")
    func unknownRegion() throws {
        let folder = try TemporaryFolder()
        let own = """
            {"factors": [{"id": "own", "kind": "grid_average", "carrier": "electricity", "name": "n", "english_name": "n",
            "value": "0.5", "unit": "kgCO2/kWh", "region": "320700", "year": 2025, "document": "d", "confidence": "high",
            "verified_by": "v"}]}
            """
        try Data(own.utf8).write(to: URL(fileURLWithPath: folder.path + "/factors.json"))
        #expect(throws: OwnFactorsError.unknownRegion(factor: "own", region: "320700")) {
            try TestPlatform(folder: folder)
        }
    }
}
