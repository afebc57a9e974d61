import Foundation
import Scenarios
import Testing

@Suite("Survival and stock")
struct StockTests {
    @Test("survives as scipy computes it")
    func survival() throws {
        let curves = try #require(try fixtures()["survival"] as? [[String: Any]])
        #expect(curves.count == 8)
        for row in curves {
            let family = try #require((row["kind"] as? String).flatMap(Survival.Family.init(rawValue:)))
            let number = { (key: String) in row[key] as? Double }
            let curve = Survival(
                family,
                shape: try #require(number("shape") ?? number("sigma") ?? number("sd")),
                life: try #require(number("scale") ?? number("mu").map { exp($0) } ?? number("mean"))
            )
            for point in try #require(row["S"] as? [[String: Double]]) {
                let (age, share) = (try #require(point["t"]), try #require(point["S"]))
                #expect(abs(curve.share(after: age) - share) < 1e-9, "\(family) after \(age)")
            }
        }
    }

    @Test("turns over as the fixture does, year by year")
    func turnover() throws {
        let rows = try #require(try fixture("stock_turnover_fixture")["rows"] as? [[Double]])
        let pathway = ScenarioProgram(
            try scenario([
                "stock": """
                scenario: stock
                years: {from: 2020, to: 2060}
                boundary: operation
                interpolation: linear
                source: fixture
                population: {unit: million persons, path: {2020: 1, 2060: 1.08}}
                urban_share: {unit: "1", value: 1}
                grid_factor: {unit: kgCO2/kWh, value: 0.5}
                factors: {}
                survivals: {all: {family: weibull, shape: 3, life: {unit: a, value: 50}}}
                kinds:
                  homes:
                    use: urban_homes
                    per: population
                    area: {unit: m2/person, path: {2020: 40, 2060: 50}}
                    survival: all
                    standing: {unit: "%", 1985: 15, 1995: 20, 2005: 30, 2015: 35}
                    classes: {all: {from: 1900}}
                    uses:
                      lighting_appliances:
                        intensity: {unit: kWh/m2, value: 10}
                        shares: {unit: "1", electricity: 1}
                        efficiencies: {unit: "1", electricity: 1}
                """
            ])
        ).run()
        #expect(rows.count == 41)
        for (year, row) in rows.enumerated() {
            // The fixture counts in thousands of square metres.
            #expect(agrees(pathway.area(ofKind: 0)[year] * 1_000, row[4]))
            #expect(agrees(pathway.built(ofKind: 0)[year] * 1_000, row[3]))
            let surviving = (pathway.area(ofKind: 0)[year] - pathway.built(ofKind: 0)[year]) * 1_000
            #expect(agrees(surviving, row[2]))
        }
    }

    @Test("keeps area, shares and carbon", arguments: shippedNames)
    func balance(name: String) throws {
        let balance = ScenarioBalance(ScenarioProgram(try shipped(name)).run())
        #expect(balance.holds, "\(balance)")
    }

    @Test("the nation's buildings emit what is published for 2020: 2.1 to 2.3 Gt")
    func nation() throws {
        let pathway = ScenarioProgram(try shipped("china")).run()
        #expect((2_100_000...2_300_000).contains(pathway.emissions(.operation)[0]))
        // Scaled to the published heat of networks it stays within.
        let program = ScenarioProgram(try shipped("china-known"))
        let scaled = program.run()
        #expect((2_100_000...2_300_000).contains(scaled.emissions(.operation)[0]))
        let heat = try #require(program.calibrationReport.first)
        #expect(heat.fuel == .districtHeat && !heat.isBounded && agrees(heat.computed, 5_843 * 1_000 / 3.6))
        #expect(program.scenario.history.map(\.year) == Array(2018...2022))
        // 66.0 billion m2, Tsinghua BERC.
        let area = pathway.scenario.kinds.indices.reduce(0) { $0 + pathway.area(ofKind: $1)[0] }
        #expect(abs(area - 66_000) < 1_000)
    }
}
