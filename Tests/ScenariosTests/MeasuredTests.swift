import Documents
import Scenarios
import Testing

@Suite("Measured intensities")
struct MeasuredTests {
    /// The small city with a measured intensity of lighting and a measured ratio of heating.
    private static let text =
        smallCity
        .replacing(
            "intensity: {unit: kWh/m2, path: {2020: 20, 2030: 25}}",
            with:
                "intensity: {measured: {kind: office, built: {from: 1990, to: 2010}, carrier: electricity, year: 2025}, range: {low: 90 %, high: 110 %}}"
        )
        .replacing(
            "better: {from: 2025, demand: {north_heating: 0.4}}",
            with:
                "better: {from: 2025, demand: {north_heating: {measured: {kind: residential, built: {from: 2020, to: 2024}, against: {from: 1980, to: 1997}, carrier: heat, year: 2025}}}}"
        )
    private static let light = MeasuredQuery(kind: "office", from: 1990, to: 2010, carrier: .electricity, year: 2025)
    private static let new = MeasuredQuery(kind: "residential", from: 2020, to: 2024, carrier: .heat, year: 2025)
    private static let old = MeasuredQuery(kind: "residential", from: 1980, to: 1997, carrier: .heat, year: 2025)

    private func tree(_ text: String = text) throws -> ScenarioNode {
        try ScenarioNode.assembled("small") { name, _ in try ScenarioYAML.tree(text, file: name) }
    }

    private func answers(_ counts: [Int]) throws -> [MeasuredQuery: MeasuredIntensity] {
        let values = [[18.0, 30, 22, 21, 40, 25], [30, 40, 50, 60, 45], [90, 100, 110, 95, 100]]
        return Dictionary(
            uniqueKeysWithValues: try zip([Self.light, Self.new, Self.old], zip(values, counts)).map {
                ($0, try #require(MeasuredIntensity(Array($1.0.prefix($1.1)), share: 0.968)))
            }
        )
    }

    @Test("take the place of what asks for them, and say from how many buildings they come")
    func answered() throws {
        let tree = try tree()
        #expect(try Set(tree.measuredQueries()) == [Self.light, Self.new, Self.old])
        let scenario = try Scenario(tree.answered(answers([6, 5, 5])))
        let light = try #require(
            scenario.parameters.first { $0.key == "kinds.homes.uses.lighting_appliances.intensity" }
        )
        #expect(light.path[0] == 23.5 && light.unit == "kWh/m2" && light.range != nil && !light.isAssumption)
        #expect(light.source.contains("6 office buildings completed 1990-2010") && light.source.contains("97 %"))
        let ratio = try #require(
            scenario.parameters.first { $0.key == "kinds.homes.classes.better.demand.north_heating" }
        )
        #expect(ratio.path[0] == 45.0 / 100 && ratio.source.contains(", over "))
        #expect(scenario.kinds[0].classes[2].demand[0] == 0.45)
    }

    @Test("too few buildings are refused with file, line and key")
    func few() throws {
        let tree = try tree()
        let answers = try answers([4, 5, 5])
        do throws(ScenarioRefusal) {
            _ = try tree.answered(answers)
            Issue.record("was taken")
        } catch {
            let problem = try #require(error.problems.first)
            let line = try #require(Self.text.split(separator: "\n").firstIndex { $0.contains("kind: office") }) + 1
            #expect(problem.code == .notMeasured && problem.details == ["4", "5"] && problem.line == line)
            #expect(problem.file == "small" && problem.key == "measured")
        }
        #expect(throws: ScenarioRefusal.self) { try tree.answered([:]) }
    }

    @Test(
        "what is asked must be whole",
        arguments: [
            ("carrier: heat", "carrier: steam", ScenarioProblem.Code.unknownWord), ("kind: office, ", "", .missingKey),
            ("year: 2025", "year: lately", .notANumber), ("from: 1990, to: 2010", "from: 2010, to: 1990", .outOfRange),
            ("kind: office", "sort: office", .unknownKey),
        ]
    )
    func faults(old: String, new: String, code: ScenarioProblem.Code) throws {
        let tree = try tree(Self.text.replacing(old, with: new, maxReplacements: 1))
        do throws(ScenarioRefusal) {
            _ = try tree.measuredQueries()
            Issue.record("was taken")
        } catch {
            #expect(error.problems.map(\.code) == [code])
        }
    }
}
