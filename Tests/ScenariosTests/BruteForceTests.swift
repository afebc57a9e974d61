import Foundation
import Scenarios
import Testing

/// The small city computed once more, straight from the words of docs/scenarios.md, without anything of the engine.
private struct PlainCity {
    /// Survival after an age.
    static func survival(_ age: Int, _ shape: Double, _ life: Double) -> Double {
        age == 0 ? 1 : exp(-pow(Double(age) / life, shape))
    }

    static func line(_ from: Double, _ to: Double, _ year: Int) -> Double {
        from + (to - from) * Double(year - 2020) / 10
    }

    var direct: [Double] = []
    var electricity: [Double] = []
    var heat: [Double] = []
    var embodied: [Double] = []
    var homes: [Double] = []

    init(electric: Double = 1, less: Double = 0.5, heatStrength: Double = 1) {
        var built: [Int: Double] = [:]
        var (walls, roofs) = (0.0, 0.0)
        var farmsBuilt: [Int: Double] = [:]
        var beforeLast = 0.0
        var (homesLast, farmsLast) = (0.0, 0.0)
        var baseFlows: (embodied: Double, oil: Double, sites: Double)?
        for year in 2020...2030 {
            let t = { (a: Double, b: Double) in Self.line(a, b, year) }
            let persons = t(2, 2.2)
            let urban = t(0.6, 0.7)
            let base = 2 * 0.6 * 30.0
            let old = { (cohort: Int) in
                Self.survival(year - cohort, 2.8, 38.2) / Self.survival(2020 - cohort, 2.8, 38.2)
            }
            let before = base * 0.2 * old(1985)
            var code = base * (0.5 * old(2000) + 0.3 * old(2015))
            var (better, ultra) = (0.0, 0.0)
            for (cohort, area) in built {
                let left = area * Self.survival(year - cohort, 3, 56)
                let share = Self.line(0, 0.2, cohort)
                ultra += left * share
                if cohort >= 2025 { better += left * (1 - share) } else { code += left * (1 - share) }
            }
            let surviving = before + code + better + ultra
            let need = persons * urban * t(30, 40)
            let new = year == 2020 ? 0 : max(0, need - surviving)
            let demolished = year == 2020 ? 0 : homesLast - surviving
            let share = t(0, 0.2)
            built[year] = new
            ultra += new * share
            if year >= 2025 { better += new * (1 - share) } else { code += new * (1 - share) }
            var renewedNow = 0.0
            if year > 2020 {
                let aged = before / beforeLast
                (walls, roofs) = (walls * aged, roofs)
                let forWalls = min(0.8, max(0, before - roofs - walls))
                walls += forWalls
                roofs *= aged
                let forRoofs = min(0.3, max(0, before - walls - roofs))
                roofs += forRoofs
                renewedNow = forWalls + forRoofs
            }
            beforeLast = before
            let stock = surviving + new
            homesLast = stock
            homes.append(stock)
            let (netBefore, renewed, netUltra) = (before - walls - roofs, walls, ultra + roofs)
            let heating = 120 * 0.9 * (netBefore + 0.6 * code + 0.4 * better + 0.2 * netUltra + 0.5 * renewed)
            let light = t(20, 25) * (1 + less * (year >= 2021 ? 1 : 0) * -0.2)
            let lighting = light * (netBefore + code + better + 0.9 * netUltra + renewed)
            let delivered = heating * t(0.8, 0.75)
            let gas = heating * (1 - t(0.8, 0.75)) / 0.9
            // Farm houses.
            let farmBase = 2 * 0.4 * 40.0
            var farms =
                farmBase
                * (0.6 * Self.survival(year - 1990, 3, 56) / Self.survival(30, 3, 56)
                    + 0.4 * Self.survival(year - 2010, 3, 56) / Self.survival(10, 3, 56))
            for (cohort, area) in farmsBuilt { farms += area * Self.survival(year - cohort, 3, 56) }
            let farmNew = year == 2020 ? 0 : max(0, persons * (1 - urban) * 40 - farms)
            farmsBuilt[year] = farmNew
            farms += farmNew
            farmsLast = farms
            let ramp = year < 2022 ? 0 : min(1, Double(year - 2021) / 4)
            let electricShare = 0.3 + electric * ramp * 0.5
            let others = (1 - electricShare) / 0.7
            let useful = 30 * farmsLast
            let coal = useful * 0.5 * others / 0.5
            let farmElectricity = useful * electricShare / 2
            // Supply.
            let heatRamp = year < 2023 ? 0 : min(1, Double(year - 2022) / 2)
            let boilers = t(0.3, 0.2) * (1 - heatStrength * heatRamp)
            let rest = (1 - boilers) / (1 - t(0.3, 0.2))
            let grid = t(0.7, 0.5)
            let perHeat =
                (t(0.6, 0.5) * rest * 70 * 0.0036 + boilers / 0.8 * 89 * 0.0036 + t(0.1, 0.3) * rest / 3 * grid)
                * (1 + t(0.1, 0.05))
            let all = lighting + farmElectricity
            let bought = all - min(all, t(100, 300) * 1_000 * 0.5 / 1_000)
            let gasFactor = 55.54 * 0.0036
            direct.append(gas * gasFactor + coal * 89 * 0.0036 + 5 * gasFactor)
            electricity.append(bought * grid + t(50, 60) * grid)
            heat.append(delivered * perHeat)
            embodied.append(0)
            let oil = (new + farmNew) * 12 * 72.59 * 0.0036
            let flows = (
                new * t(400, 300) + demolished * 20 + renewedNow * 40, oil, (new + farmNew) * 10.0
            )
            let index = year - 2020
            if year > 2020 {
                embodied[index] += flows.0
                direct[index] += flows.1
                electricity[index] += flows.2 * grid
            }
            if year == 2021 {
                // The base year has the turnover of the next, at its own factors.
                baseFlows = (new * 400 + demolished * 20 + renewedNow * 40, oil, (new + farmNew) * 10 * 0.7)
            }
        }
        if let baseFlows {
            embodied[0] += baseFlows.embodied
            direct[0] += baseFlows.oil
            electricity[0] += baseFlows.sites
        }
    }
}

@Suite("The small city, computed twice")
struct BruteForceTests {
    @Test("agrees with a plain computation", arguments: [[1, 0.5, 1], [0, 0, 0], [0.3, 1.2, 0.7]])
    func plain(strengths: [Double]) throws {
        let pathway = ScenarioProgram(try scenario(["small": smallCity])).run(strengths: strengths)
        let plain = PlainCity(electric: strengths[0], less: strengths[1], heatStrength: strengths[2])
        for year in 0...10 {
            #expect(agrees(pathway.area(ofKind: 0)[year], plain.homes[year]))
            let rows: [(EmissionScope, [Double])] = [
                (.direct, plain.direct), (.electricity, plain.electricity), (.heat, plain.heat),
                (.embodied, plain.embodied),
            ]
            for (scope, values) in rows {
                let computed = pathway.emissions(.wholeProcess, scope: scope)[year]
                #expect(agrees(computed, values[year]), "\(scope) \(2020 + year): \(computed), \(values[year])")
            }
        }
        #expect(pathway.sinks[0] == 7)
    }
}
