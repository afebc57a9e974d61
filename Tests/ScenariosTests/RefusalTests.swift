import Foundation
import Scenarios
import Testing

@Suite("Files that are refused")
struct RefusalTests {
    /// What is changed in the small city, and what is said of it: code, key and the line of these words.
    struct Fault: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let code: ScenarioProblem.Code
        let key: String

        var testDescription: String { "\(code) \(key)" }
    }

    static let faults = [
        Fault(
            old: "path: {2020: 0.7, 2030: 0.5}",
            new: "path: {2021: 0.7, 2030: 0.5}",
            code: .missingYear,
            key: "grid_factor"
        ),
        Fault(
            old: "path: {2020: 0.7, 2030: 0.5}",
            new: "path: {2020: 0.7, 2029: 0.5}",
            code: .pathEndsEarly,
            key: "grid_factor"
        ),
        Fault(
            old: "coal: 50, electricity: 30",
            new: "coal: 55, electricity: 30",
            code: .sharesSum,
            key: "kinds.farms.uses.heating.shares"
        ),
        Fault(old: "1985: 20, 2000: 50", new: "1985: 25, 2000: 50", code: .sharesSum, key: "kinds.homes.standing"),
        Fault(
            old: "population: {unit: million persons",
            new: "population: {unit: Mm2",
            code: .wrongUnit,
            key: "population"
        ),
        Fault(
            old: "population: {unit: million persons, path",
            new: "population: {path",
            code: .missingUnit,
            key: "population"
        ),
        Fault(old: "strength: 0.5", new: "strength: -0.5", code: .negativeStrength, key: "measures.less.strength"),
        Fault(old: "measures:", new: "strengths: {other: 1}\nmeasures:", code: .unknownMeasure, key: "strengths.other"),
        Fault(
            old: "kinds.farms.uses.heating.shares.electricity",
            new: "kinds.farm.uses.heating.shares.electricity",
            code: .unknownParameter,
            key: "measures.electric.changes.kinds.farm.uses.heating.shares.electricity"
        ),
        Fault(
            old: "urban_share: {unit: \"%\", path: {2020: 60",
            new: "urban_share: {unit: \"%\", path: {2020: 160",
            code: .outOfRange,
            key: "urban_share.2020"
        ),
        Fault(old: "urban_share:", new: "urban_shar:", code: .unknownKey, key: "urban_shar"),
        Fault(old: "urban_share:", new: "urban_shar:", code: .missingKey, key: "urban_share"),
        Fault(old: "fuel: coal", new: "fuel: peat", code: .unknownWord, key: "district_heat.sources.coal_boiler.fuel"),
        Fault(old: "survival: old", new: "survival: ancient", code: .unknownName, key: "kinds.homes.survival"),
        Fault(
            old: "value: 120",
            new: "value: many",
            code: .notANumber,
            key: "kinds.homes.uses.north_heating.intensity"
        ),
        Fault(old: "interpolation: linear\n", new: "", code: .missingInterpolation, key: "population"),
        Fault(old: "source: assumption\n", new: "", code: .missingSource, key: "population"),
        Fault(
            old: "walls: {from: before",
            new: "walls: 3\n      bricks: {from: before",
            code: .wrongForm,
            key: "kinds.homes.retrofits.walls"
        ),
        Fault(
            old: "life: {unit: a, value: 56}",
            new: "life: {unit: a, path: {2020: 50, 2030: 60}}",
            code: .mustNotVary,
            key: "survivals.new.life"
        ),
        Fault(
            old: "targets:",
            new:
                "correlations: [{first: population, second: grid_factor, rank: 0.9}, {first: grid_factor, second: survivals.old.life, rank: 0.9}, {first: population, second: survivals.old.life, rank: -0.9}]\ntargets:",
            code: .impossibleCorrelation,
            key: "correlations"
        ),
        Fault(
            old: "measures:",
            new: "history: {emissions: {unit: ktCO2, 2018: 9, lately: 8}}\nmeasures:",
            code: .unknownKey,
            key: "history.emissions.lately"
        ),
        Fault(old: "boundary: whole_process", new: "boundary: [whole_process", code: .syntax, key: ""),
    ]

    @Test("says file, line and key", arguments: faults)
    func refuses(fault: Fault) throws {
        let text = smallCity.replacing(fault.old, with: fault.new, maxReplacements: 1)
        #expect(text != smallCity)
        let problems = try #require(refusal(["small": text])).problems
        let found = try #require(problems.first { $0.code == fault.code && $0.key == fault.key }, "\(problems)")
        #expect(found.file == "small")
        guard fault.code != .syntax, fault.code != .missingKey else { return }
        let start = try #require(text.range(of: fault.new.isEmpty ? fault.key : fault.new)).lowerBound
        let line = text[..<start].count { $0 == "\n" } + 1
        #expect(abs(found.line - line) <= 1, "line \(found.line), written in \(line)")
    }

    @Test("refuses a circle of inheritance, and a parent that is not there")
    func inheritance() throws {
        let circle = refusal(["a": "inherits: b", "b": "inherits: c", "c": "inherits: a"])
        #expect(circle?.problems.map(\.code) == [.circularInheritance])
        #expect(circle?.problems.first?.details == ["a > b > c > a"])
        let missing = refusal(["a": "scenario: a\ninherits: nowhere"])
        #expect(
            missing?.problems == [
                ScenarioProblem(.unknownParent, file: "a", line: 2, key: "inherits", details: ["nowhere"])
            ]
        )
    }

    @Test("refuses a key that stands twice and an anchor")
    func yaml() {
        for text in ["a: 1\na: 2", "a: &x 1\nb: *x", "a: [1"] {
            #expect(refusal(["a": text])?.problems.first?.code == .syntax)
        }
    }

    private func refusal(_ files: KeyValuePairs<String, String>) -> ScenarioRefusal? {
        do {
            _ = try scenario(files)
            return nil
        } catch {
            return error as? ScenarioRefusal
        }
    }
}

@Suite("Inheritance of files")
struct InheritanceTests {
    @Test("a figure that is replaced loses the source of the old one, and keeps unit and range")
    func sources() throws {
        let child = """
            scenario: child
            inherits: small
            interpolation: linear
            population: {path: {2020: 3, 2030: 3}, source: census}
            kinds: {homes: {standing: {unit: "%", source: survey, 1990: 100}}}
            strengths: {less: 0.25}
            """
        let scenario = try scenario(["child": child, "small": smallCity])
        let population = scenario.parameters[scenario.population]
        #expect(population.path == Array(repeating: 3, count: 11))
        #expect(population.source == "census" && population.file == "child" && population.line == 4)
        #expect(population.range != nil && population.unit == "million persons")
        #expect(scenario.kinds[0].standing.map(\.year) == [1990])
        #expect(scenario.parameters[scenario.urbanShare].source == "assumption")
        #expect(scenario.measures.map(\.strength) == [1, 0.25, 1])
        #expect(throws: ScenarioRefusal.self) {
            try self.read([
                "child": "scenario: child\ninherits: small\npopulation: {path: {2020: 3, 2030: 3}}", "small": smallCity,
            ])
        }
    }

    private func read(_ files: KeyValuePairs<String, String>) throws -> Scenario { try scenario(files) }
}
