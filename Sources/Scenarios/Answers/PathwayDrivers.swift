public import Units

extension Pathway {
    /// What emissions of the running of buildings are a product of (排放驱动因素).
    public enum Driver: String, Sendable, CaseIterable {
        /// Persons, as the file says without measures.
        case population
        /// Floor area per person, by kind.
        case areaPerPerson = "area_per_person"
        /// Final energy per floor area, by kind.
        case energyPerArea = "energy_per_area"
        /// The part of each fuel.
        case fuelMix = "fuel_mix"
        /// Carbon per energy of each fuel; of electricity less what roofs give.
        case carbonPerEnergy = "carbon_per_energy"
    }

    /// Why emissions of the running of buildings changed between two years, by LMDI-I over kinds and fuels.
    ///
    /// - Returns: effects in the order of ``Driver``. [ktCO₂]
    /// - Throws: `LMDIError` where a year lies outside of the scenario.
    public func drivers(from first: Int, to last: Int) throws(LMDIError) -> LMDI {
        guard years.contains(first), years.contains(last) else { throw .unequalCells(base: 0, end: 0) }
        return try LMDI(base: cells(first - years.lowerBound), end: cells(last - years.lowerBound))
    }

    /// Factors of each kind and fuel in the order of ``Driver``.
    private func cells(_ year: Int) -> [[Double]] {
        func ratio(_ part: Double, _ whole: Double) -> Double { whole > 0 ? part / whole : 0 }
        let population = scenario.parameters[scenario.population].path[year]
        return scenario.kinds.indices.flatMap { kind in
            let area = area(ofKind: kind)[year]
            let energy = finalEnergy(ofKind: kind, inYear: year)
            return Fuel.allCases.map { fuel in
                let ofFuel = self.energy(year) { place, _, index in place == kind && index == fuel.index }
                return [
                    population, ratio(area, population), ratio(energy, area), ratio(ofFuel, energy),
                    carbon(of: fuel, inYear: year),
                ]
            }
        }
    }
}
