/// Factors, heat, roofs, works and sites of a scenario as places of quantities (供能侧程序).
struct SupplyProgram {
    typealias Operand = ScenarioProgram.Operand

    let population: Operand
    let urbanShare: Operand
    let grid: Operand
    /// By ``Fuel/burnt``.
    let burnt: [Operand]
    /// Heat lost on the way.
    let heatLoss: Operand
    /// Sources whose heat has a carbon of its own, with their part of heat.
    let statedHeat: [(share: Operand, factor: Operand)]
    /// Sources that burn or draw a fuel: fuel per heat, and the fuel's carbon.
    let burntHeat: [(fuelPerHeat: Operand, factor: Operand)]
    let capacity: Operand
    let hours: Operand
    let selfUse: Operand
    /// Amounts of electricity and, by ``Fuel/burnt``, of what municipal works burn.
    let works: [Operand]
    /// The same for building sites, per new floor area.
    let sites: [Operand]
    let sinks: Operand

    init(_ builder: inout ProgramBuilder) {
        let scenario = builder.scenario
        population = builder.operand(scenario.population)
        urbanShare = builder.operand(scenario.urbanShare)
        let grid = builder.operand(scenario.gridFactor)
        let burnt = scenario.fuelFactors.map { builder.operand($0, orElse: 0) }
        let none = builder.operand(nil, orElse: 0)
        (self.grid, self.burnt) = (grid, burnt)
        heatLoss = builder.operand(scenario.districtHeat?.loss, orElse: 0)
        var stated: [(share: Operand, factor: Operand)] = []
        var fuelled: [(fuelPerHeat: Operand, factor: Operand)] = []
        for source in scenario.districtHeat?.sources ?? [] {
            let share = builder.operand(source.share)
            if let factor = source.factor {
                stated.append((share, builder.operand(factor)))
            } else if let fuel = source.fuel {
                let perHeat = builder.derive(share, builder.operand(fuel.efficiency), isQuotient: true)
                let burntPlace = Fuel.burnt.firstIndex(of: fuel.fuel)
                let factor = fuel.fuel == .electricity ? grid : burntPlace.map { burnt[$0] } ?? none
                fuelled.append((perHeat, factor))
            }
        }
        statedHeat = stated
        burntHeat = fuelled
        capacity = builder.operand(scenario.photovoltaics?.capacity, orElse: 0)
        hours = builder.operand(scenario.photovoltaics?.hours, orElse: 0)
        selfUse = builder.operand(scenario.photovoltaics?.selfUse, orElse: 0)
        func amounts(_ given: [FuelAmount]) -> [Operand] {
            ([Fuel.electricity] + Fuel.burnt).map { fuel in
                builder.operand(given.first { $0.fuel == fuel }?.amount, orElse: 0)
            }
        }
        works = amounts(scenario.municipalWorks)
        sites = amounts(scenario.constructionSites)
        sinks = builder.operand(scenario.sinks, orElse: 0)
    }
}
