import Access
import Scenarios
import Testing
import Units
import Workflows

@Suite("Intensities that are measured for scenarios")
struct MeasuredIntensityTests {
    /// Offices of 1,000 m² of one vintage, one of another, and one whose meter is silent from October on.
    private static let completed = [2_008, 2_009, 2_005, 2_014, 2_010, 1_995, 2_011]

    private func city() async throws -> TestPlatform {
        let test = try TestPlatform()
        let offices = Self.completed.enumerated().map { "320706A10\($0),Office \($0),A,1000,320706,\($1)" }
        let heading = "building_code,building_name,building_kind,gross_floor_area_m2,division_code,completed_year"
        #expect(try await test.load(.importBuildings, ([heading] + offices).joined(separator: "\n")).rejected == 0)
        let meters = offices.indices.map { "M\($0),320706A10\($0),01000,register,kWh,2,9,1,2025-01-01,," }
        let all = ([City.meterHeader] + meters).joined(separator: "\n")
        #expect(try await test.load(.importMeters, all).rejected == 0)
        let rows = try (0...365).map { passed in
            let date = try day("2025-01-01").adding(days: passed)
            // Each office uses 100 kWh a day more than the one before.
            return "\(date),"
                + offices.indices.map { $0 == 6 && passed > 270 ? "" : "\(passed * 100 * ($0 + 1))" }
                .joined(separator: ",")
        }
        let head = "time," + offices.indices.map { "M\($0)" }.joined(separator: ",")
        #expect(try await test.load(.importReadings, ([head] + rows).joined(separator: "\n")).state == .done)
        return test
    }

    @Test("are the median of buildings with a whole year, with their number and share of data")
    func median() async throws {
        let test = try await city()
        func query(_ from: Int, _ to: Int, _ year: Int = 2_025) -> MeasuredQuery {
            MeasuredQuery(kind: "office", from: from, to: to, carrier: .electricity, year: year)
        }
        let asked = [query(2_005, 2_014), query(1_990, 1_999), query(1_950, 1_960), query(2_005, 2_014, 2_026)]
        let answers = try await test.platform.measuredIntensities(asked)
        // Five offices at 36.5, 73, 109.5, 146 and 182.5 kWh/m².
        let answer = try #require(answers[0].answer)
        #expect(abs(answer.median - 109.5) < 1e-9 && answer.buildings == 5 && abs(answer.share - 1) < 1e-9)
        #expect(try abs(#require(answers[1].answer?.median) - 219) < 1e-9 && answers[1].answer?.buildings == 1)
        #expect(answers[2].answer == nil && answers[3].answer == nil)
    }

    @Test("go into a run, which keeps them: later readings leave it as it was")
    func run() async throws {
        let test = try await city()
        let text = ScenarioRunTests.small.replacing(
            "intensity: {unit: kWh/m2, path: {2020: 20, 2035: 30}}",
            with:
                "intensity: {measured: {kind: office, built: {from: 2005, to: 2014}, carrier: electricity, year: 2025}}"
        )
        #expect(text != ScenarioRunTests.small)
        _ = try await test.platform.keepScenarioFile("measured", bytes: Array(text.utf8), by: .console)
        let request = ScenarioRunRequest(scenario: "measured.yaml", draws: 100, basis: nil)
        let id = try await test.platform.submit(request, by: .console)
        while try await test.platform.runJob() {}
        let first = try #require(try await test.platform.scenarioRun(id))
        #expect(first.state == .done && first.inputs.measured?.first?.answer?.median == 109.5)
        #expect(
            try await test.load(.importBuildings, Self.smaller).accepted == 1
        )
        let now = try await test.platform.measuredIntensities([#require(first.inputs.measured?.first?.query)])
        #expect(now[0].answer?.median != 109.5)
        let again = try #require(try await test.platform.repeatScenarioRun(id, by: .console))
        while try await test.platform.runJob() {}
        #expect(try await test.platform.scenarioRun(again)?.repeats?.isSame == true)
        let endless = text.replacing("year: 2025", with: "year: \(Int.max)")
        await #expect(throws: ScenarioRefusal.self) {
            try await test.platform.keepScenarioFile("endless", bytes: Array(endless.utf8), by: .console)
        }
        let few = text.replacing("to: 2014", with: "to: 2008")
        await #expect(throws: ScenarioRefusal.self) {
            try await test.platform.keepScenarioFile("few", bytes: Array(few.utf8), by: .console)
        }
    }

    /// The third office turns out half as large.
    private static let smaller = """
        building_code,building_name,building_kind,gross_floor_area_m2,division_code,completed_year
        320706A102,Office 2,A,500,320706,2005
        """
}
