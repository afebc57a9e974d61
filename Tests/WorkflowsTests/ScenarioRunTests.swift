import Access
import Documents
import Foundation
import Scenarios
import Store
import Testing
import Units

@testable import Workflows

@Suite("Runs of scenarios")
struct ScenarioRunTests {
    /// A city small enough that a debug build runs it in seconds.
    static let small = """
        scenario: small
        name: {zh: 小城, en: Small city}
        place: "000000"
        years: {from: 2020, to: 2035}
        boundary: sector
        interpolation: linear
        source: assumption
        population: {unit: million persons, path: {2020: 2, 2035: 2.1}, range: {low: 90 %, high: 110 %, from: 2020, full: 2035}}
        urban_share: {unit: "%", value: 60}
        grid_factor: {unit: kgCO2/kWh, path: {2020: 0.7, 2035: 0.4}, range: {low: 80 %, high: 120 %, shape: uniform, from: 2020, full: 2030}}
        factors: {unit: tCO2/TJ, natural_gas: 55.54}
        survivals: {all: {family: weibull, shape: 3, life: {unit: a, value: 50}}}
        kinds:
          homes:
            use: urban_homes
            per: urban_population
            area: {unit: m2/person, path: {2020: 30, 2035: 40}}
            survival: all
            standing: {unit: "%", 1985: 40, 2010: 60}
            classes: {unit: "1", all: {from: 1900}, renewed: {demand: {lighting_appliances: 0.8}}}
            retrofits: {renewal: {from: all, to: renewed, area: {unit: Mm2, value: 0.5}}}
            uses:
              lighting_appliances:
                intensity: {unit: kWh/m2, path: {2020: 20, 2035: 30}}
                shares: {unit: "%", electricity: 80, natural_gas: 20}
                efficiencies: {unit: "1", electricity: 1, natural_gas: 0.9}
        measures:
          electric:
            name: {zh: 电气化, en: Electrification}
            start: 2022
            ramp: 4
            strength: 1
            range: {low: 50 %, high: 120 %}
            changes: {kinds.homes.uses.lighting_appliances.shares.electricity: {to: 95, unit: "%"}}
          less:
            name: {zh: 节能, en: Savings}
            start: 2021
            ramp: 2
            strength: 0.5
            changes: {kinds.homes.uses.lighting_appliances.intensity: {multiply: 0.8}}
        targets:
          share: {indicator: electricity_share, comparator: ">=", goal: {unit: "%", value: 85}, year: 2030}
          peak: {indicator: peak_year, comparator: "<=", goal: 2029, year: 2029}
        """
    /// A file that inherits from it.
    static let own = """
        scenario: ours
        inherits: small.yaml
        name: {zh: 我市, en: Ours}
        interpolation: linear
        population: {unit: million persons, path: {2020: 2, 2035: 1.9}, source: census}
        history: {source: accounts, emissions: {unit: ktCO2, 2016: 470, 2017: 500, 2018: 490, 2019: 480, 2020: 470, 2021: 465, 2022: 462}}
        """

    /// A platform that has both files.
    private func platform() async throws -> TestPlatform {
        let test = try TestPlatform()
        for (name, text) in [("small.yaml", Self.small), ("../ours", Self.own)] {
            let kept = try await test.platform.keepScenarioFile(name, bytes: Array(text.utf8), by: .console)
            #expect(kept.isNew)
        }
        return test
    }

    private func done(_ request: ScenarioRunRequest, _ test: TestPlatform) async throws -> ScenarioRun {
        let id = try await test.platform.submit(request, by: .console)
        #expect(try await test.platform.scenarioRun(id)?.state == .queued)
        while try await test.platform.runJob() {}
        return try #require(try await test.platform.scenarioRun(id))
    }

    @Test("are kept with all that they were made from, and come to the same again after a restart, bit for bit")
    func again() async throws {
        let test = try await platform()
        let request = ScenarioRunRequest(
            scenario: "ours.yaml",
            strengths: ["electric": 0.5],
            draws: 120,
            seed: .max,
            basis: nil
        )
        let first = try await done(request, test)
        #expect(first.state == .done && first.peakBy2029 != nil && first.inputs.seed == .max)
        #expect(first.inputs.files.map(\.name) == ["ours.yaml", "small.yaml"])
        let report = try #require(try await test.platform.scenarioReport(ofRun: first.id))
        #expect(report.measures.first { $0.id == "electric" }?.strength == 0.5)
        #expect(report.odds?.draws == 120 && report.odds?.seed == .max && report.odds?.anchored == nil)

        let restarted = try TestPlatform(folder: test.folder)
        let id = try #require(try await restarted.platform.repeatScenarioRun(first.id, by: .console))
        while try await restarted.platform.runJob() {}
        let second = try #require(try await restarted.platform.scenarioRun(id))
        #expect(second.repeats?.run == first.id && second.repeats?.isSame == true)
        #expect(second.resultSHA256 == first.resultSHA256 && second.inputs == first.inputs)
        let texts = try await [first.id, second.id].asyncMap { try await test.store.scenarioResult($0) }
        #expect(texts[0] == texts[1] && texts[0] != nil)
        #expect(try await restarted.platform.repeatScenarioRun(999, by: .console) == nil)
        #expect(try await restarted.platform.scenarioRuns().map(\.id) == [second.id, first.id])
    }

    @Test("come to the same on one, two and four threads, as text", arguments: [2, 4])
    func threads(count: Int) async throws {
        let test = try await platform()
        let program = try test.platform.program(of: try await test.platform.scenarioSources("ours.yaml"))
        let inputs = ScenarioRunInputs(
            files: [],
            strengths: [:],
            draws: 203,
            seed: 7,
            searches_effort: false,
            closed: ClosedYears([.init(year: 2021, ktco2: 465), .init(year: 2022, ktco2: 462)], from: .file)
        )
        let one = try await ScenarioReport(program, inputs, threads: 1).canonicalText
        #expect(try await ScenarioReport(program, inputs, threads: count).canonicalText == one)
        var other = inputs
        other.seed = 8
        #expect(try await ScenarioReport(program, other, threads: count).canonicalText != one)
    }

    @Test("a later form of a file leaves earlier runs as they were")
    func files() async throws {
        let test = try await platform()
        let same = try await test.platform.keepScenarioFile("ours.yaml", bytes: Array(Self.own.utf8), by: .console)
        #expect(!same.isNew)
        let request = ScenarioRunRequest(scenario: "ours.yaml", draws: 100, basis: .change)
        let first = try await done(request, test)
        let changed = Self.own.replacing("2035: 1.9", with: "2035: 1.7")
        #expect(
            try await test.platform.keepScenarioFile("ours.yaml", bytes: Array(changed.utf8), by: .console).isNew
        )
        let choice = try #require(try await test.platform.scenarioChoices().first { $0.file == "ours.yaml" })
        #expect(choice.revision == 2 && choice.title.en == "Ours" && !choice.isShipped)
        let second = try await done(request, test)
        #expect(second.resultSHA256 != first.resultSHA256)
        let id = try #require(try await test.platform.repeatScenarioRun(first.id, by: .console))
        while try await test.platform.runJob() {}
        #expect(try await test.platform.scenarioRun(id)?.repeats?.isSame == true)
        // Its own history counts where the city's accounts do not: last year's answer and this year's.
        #expect(
            first.inputs.closed?.source == .file && first.inputs.closed?.years.map(\.year) == [2_020, 2_021, 2_022]
        )
        let report = try #require(try await test.platform.scenarioReport(ofRun: first.id))
        #expect(report.odds?.anchored?.map { $0.years.last } == [2_021, 2_022])
        #expect(report.history?.state == "peaked" && report.history?.p_hamed_rao != nil)
    }

    @Test("a file with faults is not kept, and says file, line and key")
    func faults() async throws {
        let test = try TestPlatform()
        let text = Self.own.replacing("million persons", with: "Mm2").replacing("small.yaml", with: "china")
        await #expect(throws: ScenarioRefusal.self) {
            try await test.platform.keepScenarioFile("ours", bytes: Array(text.utf8), by: .console)
        }
        do {
            _ = try await test.platform.keepScenarioFile("ours", bytes: Array(text.utf8), by: .console)
        } catch let refusal as ScenarioRefusal {
            #expect(refusal.problems.contains { $0.file == "ours.yaml" && $0.line == 5 && $0.key == "population" })
        }
        for bytes in [[0xff, 0xfe], Array(repeating: UInt8(32), count: Platform.scenarioFileLimit + 1)] {
            await #expect(throws: ScenarioRefusal.self) {
                try await test.platform.keepScenarioFile("ours", bytes: bytes, by: .console)
            }
        }
        // A file cannot inherit from itself by way of another.
        let circle = "scenario: a\ninherits: ours.yaml"
        await #expect(throws: ScenarioRefusal.self) {
            try await test.platform.keepScenarioFile("ours.yaml", bytes: Array(circle.utf8), by: .console)
        }
        #expect(try await test.store.scenarioFiles().isEmpty)
    }

    @Test("refuse what no run can be made of")
    func refusals() async throws {
        let test = try await platform()
        func refusal(_ request: ScenarioRunRequest) async throws -> ScenarioRunRefusal? {
            do {
                _ = try await test.platform.submit(request, by: .console)
                return nil
            } catch let refusal as ScenarioRunRefusal {
                return refusal
            }
        }
        let plan = "ours.yaml"
        #expect(try await refusal(ScenarioRunRequest(scenario: "nowhere")) == .unknownScenario)
        #expect(try await refusal(ScenarioRunRequest(scenario: plan, draws: 3)) == .draws)
        let unknown = ScenarioRunRequest(scenario: plan, strengths: ["none": 1])
        #expect(try await refusal(unknown) == .unknownMeasure("none"))
        let negative = ScenarioRunRequest(scenario: plan, strengths: ["electric": -0.1])
        #expect(try await refusal(negative) == .strength("electric"))
        for _ in 0..<10 { #expect(try await refusal(ScenarioRunRequest(scenario: plan, draws: 100)) == nil) }
        #expect(try await refusal(ScenarioRunRequest(scenario: plan, draws: 100)) == .tooMany)
    }

    @Test("stop when somebody asks, and leave no result")
    func cancelled() async throws {
        let test = try await platform()
        let id = try await test.platform.submit(
            ScenarioRunRequest(scenario: "ours.yaml", draws: 100_000),
            by: .console
        )
        let job = try #require(try await test.platform.scenarioRun(id)?.job)
        async let isRun = test.platform.runJob()
        while try await test.platform.scenarioRun(id)?.state == .queued { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try await test.platform.cancel(job: job, by: .console))
        #expect(try await isRun)
        let run = try #require(try await test.platform.scenarioRun(id))
        #expect(run.state == .cancelled && run.resultSHA256 == nil)
        #expect(try await test.platform.scenarioReport(ofRun: id) == nil)
    }

    @Test("the deterministic pathway follows strengths")
    func pathway() async throws {
        let test = try TestPlatform()
        let plain = try #require(try await test.platform.scenarioPathway("lianyungang-plan"))
        let none = try #require(
            try await test.platform.scenarioPathway(
                "lianyungang-plan",
                strengths: Dictionary(plain.scenario.measures.map { ($0.id, 0) }) { $1 }
            )
        )
        #expect(none.emissions == plain.without && none.emissions != plain.emissions)
        #expect(plain.assumptions.count > 0 && plain.assumptions.count <= plain.assumptions.of)
        #expect(try await test.platform.scenarioPathway("nowhere") == nil)
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ work: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await work(element)) }
        return values
    }
}
