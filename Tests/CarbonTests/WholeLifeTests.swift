import Carbon
import Foundation
import Testing
import Units

@Suite("Whole life")
struct WholeLifeTests {
    private let library: FactorLibrary
    private let catalogue: FactorCatalogue
    private let example: String

    init() throws {
        library = try shippedLibrary()
        catalogue = try shippedCatalogue()
        example = String(decoding: try repositoryFile("docs/examples/office-whole-life.json"), as: UTF8.self)
    }

    private func project(_ changes: (String, String)...) throws -> Project {
        var text = example
        for (old, new) in changes {
            #expect(text.contains(old), "the example has no \(old)")
            text = text.replacingOccurrences(of: old, with: new)
        }
        return try ProjectFile.read(json: Data(text.utf8))
    }

    private func account(_ project: Project) throws -> WholeLifeAccount {
        try project.wholeLifeAccount(library: library, catalogue: catalogue)
    }

    private func problems(_ project: Project) -> [ProjectProblem] {
        let error = #expect(throws: ProjectRefusal.self) { try account(project) }
        return error?.problems ?? []
    }

    // Worked out by an independent program from the documents' values, not from our files.
    @Test(
        "each figure of the example is what another program gets",
        arguments: [
            ("operation/hotWater/0/heat", 43_614.583333333), ("operation/hotWater/0/solar", 12_222.222222222),
            ("operation/hotWater/0/energy", 39_389.593397746), ("operation/hotWater/0", 3_642.406725537),
            ("operation/lighting", 196_200), ("operation/lifts/0", 29_288), ("operation/photovoltaics/0", 100_800),
            ("operation/energy/electricity", 694_688), ("operation/energy/gas", 12_642.406725537),
            ("operation/refrigerants/0", 61.568), ("operation/sink", 360), ("operation/perArea", 2_055.575455925),
            ("materials/production", 4_936_555), ("materials/recovered", 35_100), ("materials/transport", 231_779.64),
            ("materials/perArea", 427.769553333), ("materials/coverage", 0.995810526),
            ("construction/diesel", 13_106), ("construction/electricity", 45_910.14),
            ("construction/perArea", 5.610558665), ("demolition/perArea", 5.076055866), ("total", 2_494.031623789),
        ]
    )
    func figures(path: String, expected: Double) throws {
        let figure = try #require(account(project()).figure(path))
        #expect(agree(figure.explained.value, expected), "\(figure.explained.value)")
    }

    @Test("amounts of carriers are told in the carrier's unit")
    func units() throws {
        let account = try account(project())
        #expect(account.figure("operation/energy/electricity")?.unit == "kWh/a")
        #expect(account.figure("operation/hotWater/0")?.unit == "m3")
        #expect(account.figure("construction/diesel")?.unit == "kg")
        #expect(account.figure("construction/measures/0/electricity")?.unit == "kWh/quantity")
    }

    @Test("the four numbers of the total are not one another")
    func fourNumbers() throws {
        let total = try account(project()).total
        #expect(agree(total.total.tonnes, 29_928.379485474))
        #expect(agree(total.perYear.kilogramsPerYear, 598_567.589709472))
        #expect(agree(total.perArea.kilogramsPerSquareMetre, 2_494.031623789))
        #expect(agree(total.perAreaAndYear.kilogramsPerSquareMetreAndYear, 49.880632476))
    }

    @Test("the stages sum to the total")
    func stages() throws {
        let account = try account(project())
        #expect(account.parts.map(\.stage) == LifeStage.allCases)
        #expect(agree(account.parts.reduce(0) { $0 + $1.carbon.total.kilograms }, account.total.total.kilograms))
    }

    @Test("every figure that another one refers to is there, and so is every factor")
    func references() throws {
        let account = try account(project())
        var known: Set<String> = []
        for figure in account.figures {
            for reference in figure.explained.inputs {
                switch reference.kind {
                case .figure: #expect(known.contains(reference.key), "\(figure.path) → \(reference.key)")
                case .factor: #expect(catalogue[reference.key] != nil, "\(reference.key)")
                default: Issue.record("\(reference)")
                }
            }
            #expect(known.insert(figure.path).inserted, "\(figure.path) stands twice")
        }
    }

    @Test("what was assumed is said: life, distances, densities, methods, recalled values")
    func findings() throws {
        let rules = Set(try account(project()).findings.map(\.rule))
        #expect(
            rules.isSuperset(of: [
                "carbon.project.defaultLife", "carbon.project.defaultDistance", "carbon.project.defaultDensity",
                "carbon.project.declared", "carbon.project.methodUnchecked", "carbon.factor.lowConfidence",
            ])
        )
        #expect(!rules.contains("carbon.project.coverageLow"))
        let life = try account(project(("\"floor_area_m2\"", "\"design_life_years\": 70, \"floor_area_m2\"")))
        #expect(!life.findings.contains { $0.rule == "carbon.project.defaultLife" })
        #expect(life.total.years == 70)
    }

    @Test("twice the floor area with the same amounts halves each intensity and keeps the total")
    func doubledArea() throws {
        // Emergency lighting goes by area, so it is off here.
        let one = try account(project(("\"emergency_w_m2\": 0.1", "\"emergency_w_m2\": 0")))
        let two = try account(
            project(
                ("\"emergency_w_m2\": 0.1", "\"emergency_w_m2\": 0"),
                ("\"floor_area_m2\": 12000", "\"floor_area_m2\": 24000")
            )
        )
        #expect(agree(two.total.perArea.baseValue * 2, one.total.perArea.baseValue))
        #expect(agree(two.total.total.kilograms, one.total.total.kilograms))
    }

    @Test("the order of the bill does not matter")
    func permutation() throws {
        var project = try project()
        let before = try account(project)
        project.materials.reverse()
        let after = try account(project)
        #expect(agree(after.total.total.kilograms, before.total.total.kilograms))
    }

    @Test("a longer life multiplies operation and nothing else")
    func life() throws {
        var project = try project()
        project.design_life_years = 50
        let fifty = try account(project)
        project.design_life_years = 100
        let hundred = try account(project)
        for (short, long) in zip(fifty.parts, hundred.parts) {
            let ratio = long.carbon.total.kilograms / short.carbon.total.kilograms
            #expect(agree(ratio, short.stage == .operation ? 2 : 1))
        }
    }

    @Test("the design beside its reference building")
    func comparison() throws {
        let comparison = try #require(account(project()).comparison)
        #expect(agree(comparison.reduction.baseValue, 75 - 41.111509118))
        #expect(comparison.isKept)
        let worse = try account(project(("\"reference_kgco2_m2_a\": 75", "\"reference_kgco2_m2_a\": 45")))
        #expect(worse.findings.contains { $0.rule == "carbon.project.savesTooSmallShare" })
        #expect(worse.findings.contains { $0.rule == "carbon.project.savesTooLittle" })
    }

    @Test("an uptake beyond the emissions of operation is said")
    func sinkBeyondOperation() throws {
        let account = try account(project(("\"area_m2\": 800}", "\"area_m2\": 8000000}")))
        #expect(account.findings.contains { $0.rule == "carbon.project.sinkBeyondOperation" })
    }

    @Test("a bill that covers too little is said, one that covers more than everything is refused")
    func coverage() throws {
        let little = try account(project(("\"total_mass_t\": 19000", "\"total_mass_t\": 25000")))
        #expect(little.findings.contains { $0.rule == "carbon.project.coverageLow" })
        let unknown = try account(project(("\"total_mass_t\": 19000,", "")))
        #expect(unknown.findings.contains { $0.rule == "carbon.project.coverageUnknown" })
        #expect(
            problems(try project(("\"total_mass_t\": 19000", "\"total_mass_t\": 100"))).map(\.path) == ["total_mass_t"]
        )
    }

    @Test(
        "what is wrong is refused by its place, and nothing is computed",
        arguments: [
            ("\"floor_area_m2\": 12000", "\"floor_area_m2\": -12000", "floor_area_m2", "notPositive"),
            ("\"region\": \"320000\"", "\"region\": \"999999\"", "region", "unknownRegion"),
            (
                "\"quantity\": 5200, \"unit\": \"m3\"", "\"quantity\": 12480, \"unit\": \"t\"",
                "materials[0].density_t_per_unit", "noDensity"
            ),
            (
                "\"quantity\": 780, \"unit\": \"t\"", "\"quantity\": 780, \"unit\": \"bundle\"", "materials[2].unit",
                "unit"
            ),
            ("\"quantity\": 5200", "\"quantity\": -5200", "materials[0].quantity", "outOfBounds"),
            ("mat.cement_opc", "mat.cement", "materials[3].material", "unknownEntry"),
            ("mat.cement_opc", "trans.rail_avg", "materials[3].material", "unknownEntry"),
            (", \"document\": \"EPD-2026-0117（示例）\"", "", "materials[7].declaration", "noDocument"),
            ("\"unit\": \"kgCO2e/kg\"", "\"unit\": \"kgCO2e/piece\"", "materials[7].declaration", "declarationUnit"),
            ("\"gwp_set\": \"AR5\"", "\"gwp_set\": \"AR7\"", "operation.refrigerants[0].gwp_set", "unknownPotentials"),
            ("\"gas\": \"R410A\"", "\"gas\": \"R999\"", "operation.refrigerants[0].gas", "unknownEntry"),
            (
                "\"carrier\": \"gas\", \"amount\": 9000", "\"carrier\": \"steam\", \"amount\": 9000",
                "operation.systems[2].carrier", "unknownCarrier"
            ),
            (
                "\"carrier\": \"gas\", \"amount\": 9000", "\"carrier\": \"cooling\", \"amount\": 9000",
                "operation/energy/cooling", "noFactor"
            ),
            ("\"self_use_share\": 0.9", "\"self_use_share\": 1.9", "operation/photovoltaics/0: u", "outOfBounds"),
            ("\"area_m2\": 500", "\"area_m2\": 50000", "operation/energy/electricity", "renewableBeyondUse"),
            ("\"area_m2\": 20, \"irr", "\"area_m2\": 2000, \"irr", "operation/hotWater/0", "solarBeyondUse"),
            ("\"systems\": [", "\"rated\": [], \"systems\": [", "operation", "oneMethod"),
            ("shift.tower_crane_600", "shift.crane", "construction.measures[0].machines[0].machine", "unknownEntry"),
            ("\"kind\": \"sink_pi.tree\"", "\"kind\": \"tree\"", "sinks[0].kind", "unknownEntry"),
            (
                "\"quantity\": 30, \"unit\": \"t\"", "\"quantity\": 30000, \"unit\": \"t\"", "recovered",
                "recoveredBeyondProduction"
            ),
        ]
    )
    func refusals(old: String, new: String, path: String, rule: String) throws {
        let problems = problems(try project((old, new)))
        #expect(problems.contains { $0.path == path && $0.rule == "carbon.project.\(rule)" }, "\(problems)")
    }

    @Test("several problems are told at once")
    func severalProblems() throws {
        let problems = problems(
            try project(("mat.cement_opc", "mat.cement"), ("\"quantity\": 5200", "\"quantity\": -1"))
        )
        #expect(Set(problems.map(\.path)) == ["materials[0].quantity", "materials[3].material"])
    }

    @Test("metered electricity is net of what photovoltaics delivered; taking it off again is refused")
    func meteredTwice() throws {
        var project = try project()
        project.stage = .operation
        project.operation.systems = nil
        project.operation.hot_water = nil
        project.operation.lighting = nil
        project.operation.lifts = nil
        project.operation.metered = try JSONDecoder().decode(
            [ProjectOperation.EnergyUse].self,
            from: Data(#"[{"carrier": "electricity", "amount": 700000}]"#.utf8)
        )
        #expect(problems(project).contains { $0.rule == "carbon.project.renewableTwice" })
        project.operation.photovoltaics = nil
        let account = try account(project)
        #expect(account.figure("operation/energy/electricity")?.explained.value == 700_000)
        #expect(!account.findings.contains { $0.rule == "carbon.project.methodOfOtherStage" })
        project.stage = .feasibility
        #expect(try self.account(project).findings.contains { $0.rule == "carbon.project.methodOfOtherStage" })
    }

    @Test(
        "a file that is none is refused by its field",
        arguments: [
            ("{", "", "notJSON"), ("[]", "", "notJSON"), ("{\"name\": 3}", "name", "wrongType"),
            ("{}", "name", "missingField"),
        ]
    )
    func malformed(text: String, path: String, rule: String) {
        let error = #expect(throws: ProjectRefusal.self) { try ProjectFile.read(json: Data(text.utf8)) }
        #expect(error?.problems.map(\.path) == [path])
        #expect(error?.problems.map(\.rule) == ["carbon.project.\(rule)"])
    }

    @Test("a misspelt field is refused by its place, since it would count as left out")
    func unknownField() {
        let error = #expect(throws: ProjectRefusal.self) {
            try project(("\"distance_km\": 120", "\"distanze_km\": 120"), ("\"stage\"", "\"note\": null, \"stage\""))
        }
        #expect(error?.problems.map(\.path) == ["materials[2].distanze_km"])
    }
}

@Suite("Comparison with the reference building")
struct DesignComparisonTests {
    private func comparison(_ reference: Double, _ design: Double) throws -> DesignComparison {
        try DesignComparison(
            reference: .kilogramsPerSquareMetreAndYear(reference),
            design: .kilogramsPerSquareMetreAndYear(design),
            requirement: #require(DesignComparison.Requirement(shippedCatalogue()))
        )
    }

    // The second saves 40 %, but only 6 of the 7 kg.
    @Test("forty percent and seven kilograms, both", arguments: [(52.0, 31.2, true), (15, 9, false), (15, 8, true)])
    func perProject(reference: Double, design: Double, isKept: Bool) throws {
        let comparison = try comparison(reference, design)
        #expect(comparison.isKept == isKept)
        #expect(comparison.keepsShare)
    }

    @Test("a portfolio is judged by its average over floor area, as the clause has it")
    func portfolio() throws {
        let rows = [
            (comparison: try comparison(15, 9), area: FloorArea.squareMetres(10_000)),
            (comparison: try comparison(52, 31.2), area: FloorArea.squareMetres(30_000)),
        ]
        let mean = try DesignComparison.portfolio(rows, requirement: rows[0].comparison.requirement)
        #expect(agree(mean.reference.baseValue, 42.75))
        #expect(agree(mean.reduction.baseValue, 17.1))
        #expect(agree(mean.share, 0.4))
        #expect(mean.isKept)
        #expect(throws: FormulaError.self) {
            try DesignComparison.portfolio([], requirement: rows[0].comparison.requirement)
        }
    }
}
