import Foundation
import Testing
import Units

@testable import Scenarios

@Suite("Odds")
struct OddsTests {
    @Test("are the same for one, two and four threads, bit for bit")
    func threads() async throws {
        let program = ScenarioProgram(try scenario(["small": smallCity]))
        let one = try await program.odds(draws: 203, seed: 7)
        for threads in [2, 4] {
            let more = try await program.odds(draws: 203, seed: 7, threads: threads)
            #expect(more.totals.map(\.bitPattern) == one.totals.map(\.bitPattern))
            #expect(more.peakYears == one.peakYears)
        }
        let other = try await program.odds(draws: 203, seed: 8)
        #expect(other.totals != one.totals)
        #expect(one.count == 203 && one.totals.count == 203 * 11)
        #expect(one.histogram.reduce(0) { $0 + $1.count } == 203)
        #expect(one.probability(ofPeakBy: 2030) == 1)
    }

    @Test("a draw is the pathway of its factors")
    func drawIsPathway() async throws {
        let program = ScenarioProgram(try scenario(["small": smallCity]))
        let odds = try await program.odds(draws: 16, seed: 3)
        let factors = program.factors(program.drawn(16, seed: 3))
        for draw in [0, 9, 15] {
            let drawn = factors.map { $0[draw] }
            var given = program.scenario.measures.map(\.strength)
            for (measure, slot) in program.draws.ofMeasure.enumerated() {
                if let slot { given[measure] *= drawn[slot] }
            }
            let pathway = program.runs([given + drawn])[0]
            let totals = odds.totals[draw * 11..<(draw + 1) * 11]
            for (first, second) in zip(pathway.emissions(.wholeProcess), totals) {
                #expect(agrees(first, second, within: 1e-12))
            }
        }
    }

    @Test("each input takes one value in each slice, and ranks correlate as wanted")
    func hypercube() throws {
        var drawn = LatinHypercube(inputs: 3, draws: 1_000, seed: 5)
        #expect(drawn.values.allSatisfy { $0.map { Int($0 * 1_000) }.sorted() == Array(0..<1_000) })
        let third = drawn.values[2]
        drawn.correlate([0, 1], [[1, 0.7], [0.7, 1]].map { $0.map { 2 * sin(.pi * $0 / 6) } })
        #expect(drawn.values.allSatisfy { $0.map { Int($0 * 1_000) }.sorted() == Array(0..<1_000) })
        #expect(abs(Rank.spearman(drawn.values[0], drawn.values[1]) - 0.7) < 0.03)
        #expect(drawn.values[2] == third)
    }

    @Test(
        "normal quantiles are those of tables",
        arguments: [
            (0.975, 1.959_963_984_540_054), (0.5, 0), (0.001, -3.090_232_306_167_813_5),
            (1e-10, -6.361_340_902_404_056),
        ]
    )
    func normal(probability: Double, quantile: Double) {
        #expect(abs(Normal.quantile(probability) - quantile) < 1e-12)
    }

    @Test("factors keep to their ranges")
    func factors() {
        for shape in DeviationRange.Shape.allCases {
            let slot = DrawPlan.Slot(input: 0, shape: shape, low: 0.8, high: 1.5)
            let values = (1..<1_000).map { slot.factor(Double($0) / 1_000) }
            #expect(values == values.sorted())
            switch shape {
            case .normal: #expect(abs(slot.factor(0.05) - 0.8) < 1e-9 && abs(slot.factor(0.95) - 1.5) < 1e-9)
            default: #expect(values.allSatisfy { (0.8...1.5).contains($0) })
            }
        }
        // The mode of a triangle lies where its lower side ends: (1 − 0.8)/(1.5 − 0.8).
        let triangle = DrawPlan.Slot(input: 0, shape: .triangular, low: 0.8, high: 1.5)
        #expect(abs(triangle.factor(0.2 / 0.7) - 1) < 1e-12)
    }

    @Test("quantiles are numpy's")
    func quantiles() throws {
        let fixture = try fixture("quantile_fixture")
        let values = try #require(fixture["x"] as? [Double]).sorted()
        let methods = try #require(fixture["numpy_methods"] as? [String: [Double]])
        for (part, wanted) in zip(try #require(fixture["q"] as? [Double]), try #require(methods["linear"])) {
            #expect(abs(PeakOdds.quantile(part, of: values) - wanted) < 1e-9)
        }
    }

    @Test("Sobol indices of what is nearly a sum are shares of its variance")
    func sobol() throws {
        let program = ScenarioProgram(try scenario(["small": smallCity]))
        let indices = try program.sobol(ofYear: 2030, draws: 512, seed: 11)
        let sum = indices.reduce(0) { $0 + $1.index }
        #expect((0.85...1.1).contains(sum), "\(indices)")
    }
}

@Suite("Answers")
struct AnswerTests {
    @Test("what measures contribute sums to what all make together")
    func shapley() throws {
        let program = ScenarioProgram(try scenario(["small": smallCity]))
        let found = program.contributions()
        #expect(found.method == .shapley)
        let with = program.run().emissions(.wholeProcess)
        let without = program.run(strengths: [0, 0, 0]).emissions(.wholeProcess)
        for year in 0...10 {
            #expect(agrees(found.without[year], without[year]))
            let sum = found.reductions.reduce(0) { $0 + $1[year] }
            #expect(agrees(sum, without[year] - with[year]))
        }
        // Two measures that touch nothing in common contribute what each does alone.
        let alone = program.run(strengths: [0, 0, 1]).emissions(.wholeProcess)
        #expect(agrees(found.reductions[2][10], without[10] - alone[10]))
        let cost = try #require(found.costPerTonne(of: 0, in: program.scenario))
        #expect(agrees(cost, 9 * 100 * 1_000 / found.reductions[0].reduce(0, +)))
    }

    @Test("targets hold or fail by what the pathway comes to")
    func targets() throws {
        let pathway = ScenarioProgram(try scenario(["small": smallCity])).run()
        let checks = pathway.targetChecks
        #expect(agrees(checks[0].value, pathway.retrofitted(by: 0, ofKind: 0).reduce(0, +)))
        #expect(checks[0].holds == (checks[0].value >= 7))
        #expect(checks[1].value == Double(pathway.peakYear(.wholeProcess)))
    }

    @Test("targets that exclude each other are told apart from those that fail alone")
    func conflicts() throws {
        let targets = """
            targets:
              more: {indicator: electricity_share, comparator: ">", goal: {unit: "%", value: 30}, year: 2030}
              less: {indicator: electricity_share, comparator: "<", goal: {unit: "%", value: 30}, year: 2030}
              never: {indicator: electricity_share, comparator: ">", goal: {unit: "%", value: 99}, year: 2030}
            """
        let head = try #require(smallCity.range(of: "targets:")).lowerBound
        let program = ScenarioProgram(try scenario(["small": String(smallCity[..<head]) + targets]))
        let shares = [0.0, 1].map { program.run(strengths: [$0, 0, 0]).electricityShare(inYear: 10) }
        #expect(shares[0] < 0.3 && shares[1] > 0.3, "\(shares)")
        #expect(program.conflicts()?.map { [$0.first.id, $0.second.id] } == [["more", "less"]])
    }

    @Test("carries measures out as far as is asked, others as written")
    func strengths() throws {
        let small = try scenario(["small": smallCity])
        let program = ScenarioProgram(small.carryingOut(["less": 0.9, "other": 3]))
        #expect(program.scenario.measures.map(\.strength) == [1, 0.9, 1])
        let wanted = ScenarioProgram(small).run(strengths: [1, 0.9, 1]).emissions(.wholeProcess)
        #expect(program.run().emissions(.wholeProcess) == wanted)
    }

    @Test("scales a fuel to a given total, within bounds, and says so")
    func calibration() throws {
        let given = """
            calibration:
              electricity: {amount: {unit: GWh, value: 800}, lowest: 0.5, highest: 2}
              coal: {amount: {unit: GWh, value: 5000}, lowest: 0.8, highest: 1.2}
            measures:
            """
        let program = ScenarioProgram(
            try scenario(["small": smallCity.replacing("measures:", with: given, maxReplacements: 1)])
        )
        let report = program.calibrationReport
        #expect(agrees(report[0].computed, 800) && !report[0].isBounded)
        #expect(report[1].factor == 1.2 && report[1].isBounded)
        let plain = ScenarioProgram(try scenario(["small": smallCity])).run()
        #expect(agrees(program.run().finalEnergy(inYear: 10)[0], plain.finalEnergy(inYear: 10)[0] * report[0].factor))
    }

    @Test("known years are read with the unit beside them or around them")
    func history() throws {
        for given in [
            "{emissions: {unit: MtCO2, 2018: 9, 2019: 8.5}}", "{unit: MtCO2, emissions: {2018: 9, 2019: 8.5}}",
        ] {
            let text = smallCity.replacing("measures:", with: "history: \(given)\nmeasures:", maxReplacements: 1)
            let history = try scenario(["small": text]).history
            #expect(history.map(\.year) == [2018, 2019] && history.map(\.value) == [9_000, 8_500])
        }
    }

    @Test("districts sum to the city, and peak when their share of it lets them")
    func districts() throws {
        let given = """
            districts:
              centre: {urban_share: {unit: "%", path: {2020: 80, 2030: 30}}, rural_share: {unit: "%", value: 10}}
              edge: {urban_share: {unit: "%", path: {2020: 20, 2030: 70}}, rural_share: {unit: "%", value: 90}}
            measures:
            """
        let program = ScenarioProgram(
            try scenario(["small": smallCity.replacing("measures:", with: given, maxReplacements: 1)])
        )
        let (city, parts) = (program.run(), program.districts(draws: 20, seed: 4))
        for (year, total) in city.emissions(.wholeProcess).enumerated() {
            #expect(agrees(parts.reduce(0) { $0 + $1.emissions[year] }, total))
            let rural = city.emissions(ofKind: 1)[year]
            let share = 0.8 - 0.05 * Double(year)
            #expect(agrees(parts[0].emissions[year], (total - rural) * share + rural * 0.1))
        }
        #expect(parts[0].peakYear == 2020 && parts[1].peakYear > 2025)
        #expect(parts.allSatisfy { $0.peakYears.count == 20 })
        #expect(parts[0].probability(ofPeakBy: 2025) == 1 && parts[1].probability(ofPeakBy: 2025) == 0)
    }

    @Test("the least effort suffices, and none of it can be eased")
    func leastEffort() throws {
        let program = ScenarioProgram(try scenario(["small": smallCity]))
        let effort = try program.leastEffort(for: 0.5, peakBy: 2029, draws: 64, seed: 1)
        if let strengths = effort.strengths {
            #expect(effort.probability >= 0.5)
            #expect(strengths.allSatisfy { (0...LeastEffort.strongest).contains($0) })
        } else {
            #expect(effort.probability < 0.5)
        }
    }

    @Test("LMDI divides a change without a rest")
    func decomposition() throws {
        let fixture = try fixture("lmdi_fixture")
        func terms(_ key: String) throws -> [[Double]] {
            let state = try #require(fixture[key] as? [String: Any])
            let (p, a) = (try #require(state["P"] as? Double), try #require(state["a"] as? [Double]))
            let (e, m) = (try #require(state["e"] as? [Double]), try #require(state["m"] as? [[Double]]))
            let f = try #require(state["f"] as? [Double])
            return a.indices.flatMap { i in f.indices.map { k in [p, a[i], e[i], m[i][k], f[k]] } }
        }
        let found = try LMDI(base: try terms("base"), end: try terms("end"))
        let wanted = try #require(fixture["effects"] as? [String: Double])
        for (name, effect) in zip(["P", "a", "e", "m", "f"], found.effects) {
            #expect(abs(effect - (wanted[name] ?? .nan)) < 1e-9)
        }
        #expect(abs(found.residual) < 1e-9)
        #expect(abs(found.change - (try #require(fixture["delta"] as? Double))) < 1e-9)
    }

    @Test("why running emissions changed adds up to the change, and to what it is the product of")
    func drivers() throws {
        let pathway = ScenarioProgram(try scenario(["small": smallCity])).run()
        let found = try pathway.drivers(from: 2020, to: 2030)
        let running = pathway.emissions(.operation)
        #expect(agrees(found.base, running[0]) && agrees(found.end, running[10]))
        #expect(abs(found.residual) < 1e-9)
        // Persons grow from 2 to 2.2 million, area per person of homes from 30 to 40 m².
        #expect(found.effects[0] > 0 && found.effects[1] > 0)
        #expect(throws: LMDIError.self) { try pathway.drivers(from: 2019, to: 2030) }
    }

    @Test("Mann–Kendall, plain and after Hamed and Rao, and Sen's slope are pymannkendall's")
    func mannKendall() throws {
        let series = try #require(try fixture("mann_kendall")["fixtures"] as? [String: [String: Any]])
        #expect(series.count == 4)
        for (name, row) in series {
            let values = try #require(row["series"] as? [Double])
            let wanted = try #require(row["original"] as? [String: Any])
            let test = MannKendall(values)
            #expect(Double(test.score) == wanted["s"] as? Double, "\(name)")
            #expect(abs(test.variance - (try #require(wanted["var_s"] as? Double))) < 1e-9)
            #expect(abs(test.z - (try #require(wanted["z"] as? Double))) < 1e-9)
            #expect(abs(test.p - (try #require(wanted["p"] as? Double))) < 1e-9)
            let corrected = try #require(MannKendall(hamedRao: values))
            let ofPeers = try #require(row["hamed_rao"] as? [String: Any])
            #expect(abs(corrected.variance - (try #require(ofPeers["var_s"] as? Double))) < 1e-9)
            #expect(abs(corrected.z - (try #require(ofPeers["z"] as? Double))) < 1e-9)
            #expect(abs(corrected.p - (try #require(ofPeers["p"] as? Double))) < 1e-9)
            let slope = try #require(MannKendall.senSlope(values))
            #expect(abs(slope - (try #require(wanted["slope"] as? Double))) < 1e-9)
        }
        let peaked = try #require(series["peaked_2016"])
        let values = try #require(peaked["series"] as? [Double])
        let after = try #require(peaked["post_peak_test"] as? [String: Any])
        let test = MannKendall(Array(values[(try #require(peaked["argmax_index"] as? Int))...]))
        #expect(abs(test.z - (try #require(after["z"] as? Double))) < 1e-9)
        #expect(abs(test.p - (try #require(after["p"] as? Double))) < 1e-9)
    }
}
