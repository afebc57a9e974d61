extension ScenarioKernel {
    /// Carbon of a year's energy: burnt, from the grid after what roofs give, and from heat networks.
    func supply(_ year: Int, _ value: Values, _ recorder: inout some ScenarioRecorder) {
        let supply = program.supply
        let energy = space.energy + year * Fuel.allCases.count
        let row = space.emissions + year * EmissionRow.allCases.count
        let grid = value(supply.grid, year)
        var (burnt, burntElsewhere) = (Lanes.zero, Lanes.zero)
        for (place, fuel) in Fuel.burnt.enumerated() {
            let factor = value(supply.burnt[place], year)
            recorder.burnt(year: year, place: place, factor: factor)
            burnt += energy[fuel.index] * factor
            burntElsewhere += value(supply.works[place + 1], year) * factor
        }
        var heat = Lanes.zero
        for source in supply.statedHeat { heat += value(source.share, year) * value(source.factor, year) }
        for source in supply.burntHeat { heat += value(source.fuelPerHeat, year) * value(source.factor, year) }
        heat *= value(supply.heatLoss, year) + 1
        // MW × h = MWh; a thousandth of that is a GWh.
        let roofs = value(supply.capacity, year) * value(supply.hours, year) * value(supply.selfUse, year) / 1_000
        let electricity = energy[Fuel.electricity.index]
        let own = pointwiseMin(roofs, electricity)
        let bought = electricity - own
        row[EmissionRow.burntInBuildings.rawValue] = burnt
        row[EmissionRow.electricityOfBuildings.rawValue] = bought * grid
        row[EmissionRow.heatOfBuildings.rawValue] = energy[Fuel.districtHeat.index] * heat
        row[EmissionRow.burntElsewhere.rawValue] += burntElsewhere
        row[EmissionRow.electricityElsewhere.rawValue] += value(supply.works[0], year) * grid
        recorder.supply(
            year: year,
            ownElectricity: own,
            gridShare: (bought / electricity).replacing(with: Lanes(repeating: 1), where: electricity .<= 0),
            grid: grid,
            heat: heat,
            sink: value(supply.sinks, year),
            power: value(supply.capacity, year)
        )
    }
}
