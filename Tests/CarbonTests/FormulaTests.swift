import Carbon
import Foundation
import Testing
import Units

@Suite("Formulas")
struct FormulaTests {
    /// Evaluates a formula as the command line does: by name, in any order.
    private func evaluate(_ id: String, _ arguments: [String: String]) throws -> Double {
        try Formulas.evaluate(id, arguments.map { (symbol: $0.key, text: $0.value) }).value
    }

    // Worked out apart, by hand or by a few lines of another language.
    @Test(
        "each gives what was worked out apart",
        arguments: [
            (
                "operation.perArea",
                ["E_i": "100000,5000", "EF_i": "0.5827,2.1622", "C_p": "300", "y": "50", "A": "2000"],
                1_719.525
            ),
            ("operation.energy", ["E_ij": "1000,500", "ER_ij": "200,0"], 1_300),
            ("operation.ratedUse", ["e": "60", "A": "12000"], 720_000),
            ("operation.refrigerant", ["n": "4", "m_r": "300", "y_e": "20", "GWP_r": "1430"], 85.8),
            ("operation.refrigerant", ["n": "4", "m_r": "300", "y_e": "20", "GWP_r": "1300"], 78.0),
            (
                "hotWater.heat",
                ["m": "300", "q_r": "10", "rho_r": "1", "t_r": "60", "t_l": "10", "T": "250"], 43_614.583333333
            ),
            (
                "hotWater.energy",
                ["Q_r": "43614.58333333334", "eta_r": "0.9", "Q_s": "12222.222222222", "eta_w": "0.92"],
                39_389.593397746
            ),
            (
                "operation.lighting",
                ["P_i": "8,3", "A_i": "9000,3000", "t_i": "9,12", "P_p": "0.1", "A": "12000", "d": "250"], 196_200
            ),
            (
                "operation.lift",
                ["n": "4", "P": "1.26", "t_a": "500", "V": "2.5", "W": "1000", "E_standby": "200", "t_s": "8260"],
                29_288
            ),
            ("operation.sink", ["A_g": "800,400", "s_g": "0.375,0.15"], 360),
            ("renewable.solarHeat", ["A_c": "100", "J_T": "5500", "eta_L": "0.2", "eta_cd": "0.5"], 61_111.1111111),
            ("renewable.photovoltaics", ["I": "1400", "K_E": "0.2", "K_s": "0.2", "A_p": "500"], 112_000),
            ("renewable.windProfile", ["K_R": "0.19", "z": "30", "z_0": "0.05"], 1.215416634),
            ("renewable.windArea", ["D": "4"], 20),
            ("renewable.wind", ["rho": "1.2", "C_R": "1.1", "V_0": "5", "A_w": "20", "K_WT": "2000"], 3_300),
            ("renewable.selfUse", ["u": "0.9", "E": "112000"], 100_800),
            ("construction.perArea", ["E_jz": "13106,45910.14", "EF_i": "3.0959,0.5827", "A": "12000"], 5.610_558_665),
            ("construction.energy", ["E_fx": "6000", "E_cs": "39909.6"], 45_909.6),
            ("construction.workItems", ["Q_fx": "780,20000", "f_fx": "7.693,0"], 6_000.54),
            ("construction.workItem", ["T_j": "0.09,0.18", "R_j": "32.1,12.8", "E_jj": "2.5"], 7.693),
            ("construction.measures", ["Q_cs": "12000", "f_cs": "3.3258"], 39_909.6),
            ("construction.measure", ["T_A": "0.02", "R_j": "166.29"], 3.325_8),
            ("demolition.perArea", ["E_cc": "1000", "EF_i": "3.0959", "A": "12000"], 0.257_991_667),
            ("demolition.energy", ["Q_cc": "100", "f_cc": "0.63"], 63),
            ("demolition.item", ["T_B": "0.01", "R_j": "63", "E_jj": "0"], 0.63),
            ("demolition.byShare", ["k": "0.1", "C_jz": "67326.7"], 6_732.67),
            ("material.production", ["M_i": "5200,780", "F_i": "295,2340"], 3_359_200),
            ("material.transport", ["m_i": "12480,780", "D_i": "40,120", "T_i": "0.162,0.129"], 92_944.8),
            (
                "material.perArea", ["C_sc": "4936555", "C_hs": "35100", "C_ys": "231779.64", "A": "12000"],
                427.769_553_333
            ),
            ("material.massCoverage", ["m_i": "12480,780", "m_total": "14000"], 0.947_142_857),
            ("material.recycledFeedstock", ["r": "0.5", "F_0": "2.18"], 1.09),
            ("material.recoveredWaste", ["r": "0.5", "M_i": "30", "F_i": "2340"], 35_100),
            ("wholeLife.perArea", ["C_M": "2055.5", "C_JZ": "5.6", "C_CC": "5.1", "C_JC": "427.8"], 2_494),
            ("wholeLife.total", ["C": "2494", "A": "12000"], 29_928_000),
            ("emissions", ["AD_i": "10000", "EF_i": "2.162188809"], 21_621.88809),
            ("fuel.amountOfEnergy", ["E": "39389.593397745586", "NCV": "38.931"], 3_642.406725537),
            ("fuel.perHeat", ["CC": "15.3", "OF": "0.99"], 55.539),
            ("fuel.perAmount", ["NCV": "38.931", "CC": "15.3", "OF": "0.99"], 2.162_188_809),
            ("heat.plant", ["B_i": "1000000,50000", "EF_i": "1.9003,0.6796", "Q_h": "18000000"], 0.107_460_0),
            ("heat.byEfficiency", ["EF": "94.44", "eta": "0.8585"], 0.110_005_824),
            ("coal.equivalent", ["e_i": "10000", "p_i": "1.33"], 13_300),
            ("coal.ofHeatValue", ["NCV": "38.931"], 1.328_358_515),
            (
                "analysis.electricityShare", ["E_el": "1000", "p_el": "0.1229", "e_i": "100", "p_i": "1.33"],
                0.480_265_729
            ),
            (
                "analysis.electricityShare", ["E_el": "1000", "p_el": "0.302", "e_i": "100", "p_i": "1.33"],
                0.694_252_874
            ),
            ("analysis.decoupling", ["C_0": "100", "C_1": "104", "X_0": "200", "X_1": "220"], 0.4),
            ("analysis.logarithmicMean", ["a": "2", "b": "1"], 1.442_695_041),
            ("analysis.divisiaEffect", ["C_1": "120", "C_0": "100", "x_1": "6", "x_0": "5"], 20),
            ("limit.energyIntensity", ["E_el": "1600000", "e_i": "30000", "k_i": "7.131", "A": "20000"], 90.6965),
            ("limit.excess", ["e": "90.6965", "L": "80"], 0.133_706_25),
            ("design.reduction", ["C_ref": "52", "C_des": "31.2"], 20.8),
            ("design.reductionShare", ["C_ref": "52", "C_des": "31.2"], 0.4),
        ] as [(String, [String: String], Double)]
    )
    func workedApart(id: String, arguments: [String: String], expected: Double) throws {
        let value = try evaluate(id, arguments)
        #expect(agree(value, expected), "\(id): \(value)")
    }

    @Test("every formula is among those that were worked out, and has a name of its own")
    func allCovered() {
        #expect(Set(Formulas.all.map(\.id)).count == Formulas.all.count)
        #expect(Formulas.all.count == 49)
        for formula in Formulas.all {
            #expect(Set(formula.parameters.map(\.symbol)).count == formula.parameters.count, "\(formula.id.rawValue)")
            #expect(!formula.source.document.isEmpty)
        }
    }

    @Test("a limit of the energy standard: electricity alone keeps 80, with gas it is 13.37 % above")
    func energyLimitEdge() throws {
        let limit = try #require(shippedCatalogue().entry("eui.office.B.com.cold.constraint", .energyLimit))
        let gas = try #require(shippedCatalogue().entry("eui.gas_to_electricity_equiv", .constant))
        let alone = try Formulas.energyIntensity(1_600_000, [], [], 20_000)
        #expect(alone.value == 80)
        #expect(try Formulas.overLimit(Given(alone.value), Given(limit)).value <= 0)
        let both = try Formulas.energyIntensity(1_600_000, [30_000], [Given(gas)], 20_000)
        #expect(agree(both.value, 90.6965))
        let excess = try Formulas.overLimit(Given(both, path: "intensity"), Given(limit))
        #expect(((excess.value * 10_000).rounded()) / 100 == 13.37)
        #expect(excess.findings.contains { $0.rule == "carbon.factor.lowConfidence" })
    }

    @Test("a limit of heating: 6,000 GJ over 20,000 m² is 0.3 GJ/m², 20 % above Tianjin's 0.25")
    func heatLimitEdge() throws {
        let limit = try #require(shippedCatalogue().entry("heat_demand.Tianjin.constraint", .heatingLimit))
        let excess = try Formulas.overLimit(Given(6_000.0 / 20_000), Given(limit))
        #expect(agree(excess.value, 0.2))
    }

    @Test("a figure says its formula, what was put in and where it comes from")
    func explanation() throws {
        let catalogue = try shippedCatalogue()
        let potential = try #require(catalogue.warmingPotential(of: "R134a", .ar5))
        let figure = try Formulas.refrigerant(4, 300, 20, Given(potential))
        #expect(figure.value == 78)
        #expect(figure.formula.rawValue == "carbon.operation.refrigerant.v1")
        #expect(figure.inputs == [ExplanationReference(kind: .factor, key: "gwp.R134a.AR5")])
        #expect(figure.terms.map(\.symbol) == ["n", "m_r", "y_e", "GWP_r"])
        #expect(figure.terms.map(\.values) == [[4], [300], [20], [1_300]])
        #expect(figure.terms.map(\.unit) == ["1", "kg", "a", "kgCO2e/kg"])
        #expect(figure.terms.last?.sources == figure.inputs)
        let outer = try Formulas.emissions([Given(figure, path: "refrigerant")], [1_000])
        #expect(outer.inputs == [ExplanationReference(kind: .figure, key: "refrigerant")])
    }

    @Test("the order of a sum's items does not matter")
    func permutation() throws {
        let there = try evaluate("material.production", ["M_i": "1,2,3", "F_i": "10,20,30"])
        let back = try evaluate("material.production", ["M_i": "3,1,2", "F_i": "30,10,20"])
        #expect(there == back)
    }

    @Test(
        "what cannot be computed names the symbol",
        arguments: [
            ("nonsense", [], .unknownFormula("nonsense")),
            ("renewable.photovoltaics", [("I", "1400")], .missingArgument("K_E")),
            ("renewable.windArea", [("D", "4"), ("d", "3")], .unknownArgument("d")),
            ("renewable.windArea", [("D", "4"), ("D", "3")], .repeatedArgument("D")),
            ("renewable.windArea", [("D", "vier")], .notANumber(symbol: "D", text: "vier")),
            ("renewable.windArea", [("D", "nan")], .notANumber(symbol: "D", text: "nan")),
            ("renewable.windArea", [("D", "")], .notANumber(symbol: "D", text: "")),
            ("renewable.windArea", [("D", "4,5")], .notOneNumber("D")),
            ("renewable.windArea", [("D", "-4")], .outOfBounds(symbol: "D", value: -4, bounds: .notNegative)),
            ("operation.sink", [("A_g", "1,2"), ("s_g", "1")], .unequalLists("s_g")),
            ("wholeLife.total", [("C", "1"), ("A", "0")], .outOfBounds(symbol: "A", value: 0, bounds: .positive)),
            (
                "analysis.decoupling", [("C_0", "1"), ("C_1", "2"), ("X_0", "1"), ("X_1", "1")],
                .noResult("carbon.analysis.decoupling.v1")
            ),
        ] as [(String, [(String, String)], FormulaError)]
    )
    func refusals(id: String, arguments: [(String, String)], error: FormulaError) {
        #expect(throws: error) { try Formulas.evaluate(id, arguments.map { (symbol: $0.0, text: $0.1) }) }
    }

    @Test("a formula answers to its full id and to its short name")
    func names() throws {
        #expect(try Formulas.formula("renewable.wind").id == Formulas.formula("carbon.renewable.wind.v1").id)
    }
}

@Suite("Words of formulas")
struct FormulaWordTests {
    @Test("every formula and symbol has words in both languages", arguments: ["zh-Hans", "en"])
    func words(language: String) throws {
        let texts = try JSONDecoder().decode(
            [String: String].self,
            from: repositoryFile("Sources/Texts/Resources/\(language).json")
        )
        for formula in Formulas.all {
            #expect(texts["formula.\(formula.id.rawValue).words"] != nil, "\(formula.id.rawValue)")
            #expect(texts["formula.\(formula.id.rawValue).symbols"] != nil, "\(formula.id.rawValue)")
            for parameter in formula.parameters {
                #expect(texts["formula.symbol.\(parameter.symbol)"] != nil, "\(parameter.symbol)")
                #expect(texts["formula.bounds.\(parameter.bounds.rawValue)"] != nil)
            }
        }
    }
}
