import ArgumentParser
import Documents
import Foundation
import Scenarios

/// `Workload scenario`: draws a scenario on one thread, and writes it with its draws for a peer to compute again.
struct ScenarioRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "scenario")

    @Option var scenarios: String
    @Option var name: String
    @Option var draws = 10_000
    @Option var rounds = 5
    @Option var out: String

    func run() async throws {
        let scenario = try Scenario(
            ScenarioNode.assembled(name) { name, _ in
                let text = try String(contentsOfFile: "\(scenarios)/\(name).yaml", encoding: .utf8)
                return try ScenarioYAML.tree(text, file: name)
            }
        )
        let program = ScenarioProgram(scenario)
        var odds = try await program.odds(draws: 8, seed: 1)
        var seconds: [Double] = []
        for _ in 0..<rounds {
            let start = cpuSeconds()
            odds = try await program.odds(draws: draws, seed: 1)
            _ = (odds.quantiles([0.1, 0.5, 0.9]), odds.probability(ofPeakBy: 2_029))
            seconds.append(cpuSeconds() - start)
        }
        var single: [Double] = []
        for _ in 0..<21 {
            let start = cpuSeconds()
            _ = program.run()
            single.append(cpuSeconds() - start)
        }
        let folder = URL(fileURLWithPath: out)
        try odds.totals.withUnsafeBytes { try Data($0).write(to: folder.appendingPathComponent("totals.f64")) }
        let data = try JSONSerialization.data(withJSONObject: structure(of: scenario, odds))
        try data.write(to: folder.appendingPathComponent("scenario.json"))
        let figures: [String: Any] = ["cpu_s": seconds, "single_s": single.sorted()[10]]
        print(String(decoding: try JSONSerialization.data(withJSONObject: figures), as: UTF8.self))
    }

    private func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func structure(of scenario: Scenario, _ odds: PeakOdds) -> [String: Any] {
        [
            "first": scenario.years.lowerBound, "last": scenario.years.upperBound,
            "boundary": scenario.boundary.rawValue,
            "parameters": scenario.parameters.map { item in
                [
                    "key": item.key, "path": item.path, "range": json(item.range),
                    "ceiling": item.dimension.bounds.upperBound,
                ] as [String: Any]
            },
            "inputs": odds.inputs.map { ["name": $0.name, "values": $0.values] as [String: Any] },
            "population": scenario.population, "urban_share": scenario.urbanShare,
            "grid_factor": scenario.gridFactor,
            "fuel_factors": scenario.fuelFactors.map { $0 as Any? ?? NSNull() },
            "share_groups": scenario.shareGroups.map(\.members).filter { !$0.isEmpty },
            "survivals": scenario.survivals.map {
                ["family": $0.family.rawValue, "shape": $0.shape, "life": $0.life] as [String: Any]
            },
            "measures": scenario.measures.map { item in
                [
                    "id": item.id, "start": item.start, "ramp": item.ramp, "strength": item.strength,
                    "range": json(item.range),
                    "changes": item.changes.map {
                        ["parameter": $0.parameter, "difference": $0.difference] as [String: Any]
                    },
                ] as [String: Any]
            },
            "kinds": scenario.kinds.map(json),
            "heat": scenario.districtHeat.map(json) as Any? ?? NSNull(),
            "photovoltaics": scenario.photovoltaics.map {
                ["capacity": $0.capacity, "hours": $0.hours, "self_use": $0.selfUse]
            } as Any? ?? NSNull(),
            "works": scenario.municipalWorks.map { [$0.fuel.rawValue, $0.amount] as [Any] },
            "sites": scenario.constructionSites.map { [$0.fuel.rawValue, $0.amount] as [Any] },
        ]
    }

    private func json(_ range: DeviationRange?) -> Any {
        guard let range else { return NSNull() }
        return [
            "shape": range.shape.rawValue, "low": range.low, "high": range.high,
            "begin": range.begin as Any? ?? NSNull(), "full": range.full as Any? ?? NSNull(),
            "group": range.group as Any? ?? NSNull(),
        ] as [String: Any]
    }

    private func json(_ heat: DistrictHeat) -> Any {
        let sources = heat.sources.map { source in
            [
                "share": source.share, "factor": source.factor as Any? ?? NSNull(),
                "fuel": source.fuel?.fuel.rawValue as Any? ?? NSNull(),
                "efficiency": source.fuel?.efficiency as Any? ?? NSNull(),
            ] as [String: Any]
        }
        return ["loss": heat.loss, "sources": sources] as [String: Any]
    }

    private func json(_ kind: BuildingStock) -> Any {
        [
            "driver": kind.driver.rawValue, "area": kind.area, "survival": kind.survival,
            "survival_of_new": kind.survivalOfNew,
            "standing": kind.standing.map { [$0.year, $0.share] as [Any] },
            "classes": kind.classes.map { item in
                [
                    "from": item.from as Any? ?? NSNull(),
                    "share_of_new": item.shareOfNew as Any? ?? NSNull(),
                ] as [String: Any]
            },
            "retrofits": kind.retrofits.map { ["from": $0.from, "to": $0.to, "area": $0.area] },
            "uses": kind.uses.enumerated().map { place, use in
                [
                    "intensity": use.intensity, "coverage": use.coverage as Any? ?? NSNull(),
                    "demand": kind.classes.map { $0.demand[place] },
                    "fuels": use.fuels.map { [$0.fuel.rawValue, $0.share, $0.efficiency] as [Any] },
                ] as [String: Any]
            },
            "materials": kind.materials as Any? ?? NSNull(), "demolition": kind.demolition as Any? ?? NSNull(),
            "retrofit_materials": kind.retrofitMaterials as Any? ?? NSNull(),
        ] as [String: Any]
    }
}
