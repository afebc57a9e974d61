import Documents
import Foundation
import Scenarios
import Testing

/// Figures computed elsewhere, see `Fixtures/SOURCE.md`.
func fixture(_ name: String) throws -> [String: Any] {
    try #require(try fixtures()[name] as? [String: Any])
}

/// All of them.
func fixtures() throws -> [String: Any] {
    let bundled = Bundle.module.url(forResource: "statistics", withExtension: "json", subdirectory: "Fixtures")
    let url = try #require(bundled)
    return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
}

/// Reads a scenario out of one or more files, the first of which is asked for.
func scenario(_ files: KeyValuePairs<String, String>) throws -> Scenario {
    try Scenario(
        ScenarioNode.assembled(files[0].key) { name, _ in
            try files.first { $0.key == name }.map { try ScenarioYAML.tree($0.value, file: name) }
        }
    )
}

/// A scenario that ships.
func shipped(_ name: String) throws -> Scenario {
    let resources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Sources/Scenarios/Resources")
    return try Scenario(
        ScenarioNode.assembled(name) { name, _ in
            let text = try String(contentsOf: resources.appendingPathComponent(name + ".yaml"), encoding: .utf8)
            return try ScenarioYAML.tree(text, file: name)
        }
    )
}

let shippedNames = [
    "china", "china-known", "tianjin-baseline", "tianjin-plan", "tianjin-deep", "lianyungang-baseline",
    "lianyungang-plan",
    "lianyungang-deep",
]

/// Whether two numbers agree, relative to the larger.
func agrees(_ first: Double, _ second: Double, within tolerance: Double = 1e-9) -> Bool {
    abs(first - second) <= tolerance * max(1, abs(first), abs(second))
}

/// A small city with everything that a scenario can have.
let smallCity = """
    scenario: small
    name: {zh: 小城, en: Small city}
    place: "000000"
    years: {from: 2020, to: 2030}
    boundary: whole_process
    interpolation: linear
    source: assumption
    population: {unit: million persons, path: {2020: 2, 2030: 2.2}, range: {low: 90 %, high: 110 %, from: 2020, full: 2030}}
    urban_share: {unit: "%", path: {2020: 60, 2030: 70}}
    grid_factor: {unit: kgCO2/kWh, path: {2020: 0.7, 2030: 0.5}, range: {low: 80 %, high: 120 %, shape: uniform, from: 2020, full: 2030}}
    factors: {unit: tCO2/TJ, natural_gas: 55.54, coal: 89, oil: 72.59}
    district_heat:
      allocation: by energy
      loss: {unit: "%", path: {2020: 10, 2030: 5}}
      sources:
        chp: {share: {unit: "%", path: {2020: 60, 2030: 50}}, factor: {unit: kgCO2/GJ, value: 70}}
        coal_boiler: {share: {unit: "%", path: {2020: 30, 2030: 20}}, fuel: coal, efficiency: {unit: "%", value: 80}}
        heat_pump: {share: {unit: "%", path: {2020: 10, 2030: 30}}, fuel: electricity, efficiency: {unit: "1", value: 3}}
    photovoltaics:
      capacity: {unit: MW, path: {2020: 100, 2030: 300}}
      hours: {unit: h/a, value: 1000}
      self_use: {unit: "%", value: 50}
    municipal_works: {unit: GWh, electricity: {2020: 50, 2030: 60}, natural_gas: 5}
    construction_sites: {unit: kWh/m2, electricity: 10, oil: 12}
    sinks: {unit: ktCO2, value: 7}
    survivals:
      old: {family: weibull, shape: 2.8, life: {unit: a, value: 38.2, range: {low: 80 %, high: 120 %, shape: uniform}}}
      new: {family: weibull, shape: 3, life: {unit: a, value: 56}}
    kinds:
      homes:
        use: urban_homes
        per: urban_population
        area: {unit: m2/person, path: {2020: 30, 2030: 40}}
        survival: old
        survival_of_new: new
        standing: {unit: "%", 1985: 20, 2000: 50, 2015: 30}
        materials: {unit: kgCO2/m2, path: {2020: 400, 2030: 300}}
        demolition: {unit: kgCO2/m2, value: 20}
        retrofit_materials: {unit: kgCO2/m2, value: 40}
        classes:
          unit: "1"
          before: {from: 1900}
          code: {from: 1998, demand: {north_heating: 0.6}}
          better: {from: 2025, demand: {north_heating: 0.4}}
          ultra: {share_of_new: {unit: "%", path: {2020: 0, 2030: 20}}, demand: {north_heating: 0.2, lighting_appliances: 0.9}}
          renewed: {demand: {north_heating: 0.5}}
        retrofits:
          walls: {from: before, to: renewed, area: {unit: Mm2, value: 0.8}}
          roofs: {from: before, to: ultra, area: {unit: Mm2, value: 0.3}}
        uses:
          north_heating:
            intensity: {unit: kWh/m2, value: 120}
            coverage: {unit: "%", value: 90}
            shares: {unit: "%", district_heat: {2020: 80, 2030: 75}, natural_gas: rest}
            efficiencies: {unit: "1", district_heat: 1, natural_gas: 0.9}
          lighting_appliances:
            intensity: {unit: kWh/m2, path: {2020: 20, 2030: 25}}
            shares: {unit: "%", electricity: 100}
            efficiencies: {unit: "1", electricity: 1}
      farms:
        use: rural_homes
        per: rural_population
        area: {unit: m2/person, value: 40}
        survival: new
        standing: {unit: "%", 1990: 60, 2010: 40}
        classes: {plain: {from: 1900}}
        uses:
          heating:
            intensity: {unit: kWh/m2, value: 30}
            shares: {unit: "%", coal: 50, electricity: 30, biomass: 20}
            efficiencies: {unit: "1", coal: 0.5, electricity: 2, biomass: 0.3}
    measures:
      electric:
        start: 2022
        ramp: 4
        strength: 1
        range: {low: 50 %, high: 120 %}
        cost: {unit: 10^6 CNY, value: 100}
        changes: {kinds.farms.uses.heating.shares.electricity: {to: 80, unit: "%"}}
      less:
        start: 2021
        ramp: 1
        strength: 0.5
        changes: {kinds.homes.uses.lighting_appliances.intensity: {multiply: 0.8}}
      heat:
        start: 2023
        ramp: 2
        strength: 1
        changes: {district_heat.sources.coal_boiler.share: {to: 0, unit: "%"}}
    targets:
      walls_2030: {indicator: retrofit_area, subject: walls, comparator: ">=", goal: {unit: Mm2, value: 7}, year: 2030}
      peak: {indicator: peak_year, comparator: "<=", goal: 2029, year: 2029}
    """
