import Units

// What stands on the site beside the systems that use energy: renewables, refrigerants, greenery.
extension WholeLifeCalculation {
    /// Photovoltaics and wind: what the building uses itself takes the place of electricity from the grid.
    mutating func renewables(into uses: inout [EnergyCarrier: CarrierUse]) {
        let photovoltaics = project.operation.photovoltaics ?? []
        let wind = project.operation.wind ?? []
        if project.operationMethod == .metered, !photovoltaics.isEmpty || !wind.isEmpty {
            problems.append(ProjectProblem("operation.metered", "carbon.project.renewableTwice"))
            return
        }
        for (index, row) in photovoltaics.enumerated() {
            let path = "operation/photovoltaics/\(index)"
            let all = figure(
                path + "/all",
                Formulas.photovoltaics,
                Given(row.irradiation_kwh_m2),
                Given(row.efficiency),
                Given(row.loss),
                Given(row.area_m2)
            )
            if let all, let own = figure(path, Formulas.selfUse, Given(row.self_use_share), all) {
                uses[.electricity, default: CarrierUse()].add(0, renewable: own)
            }
        }
        for (index, row) in wind.enumerated() {
            let path = "operation/wind/\(index)"
            guard
                let profile = figure(
                    path + "/profile",
                    Formulas.windProfile,
                    Given(row.terrain),
                    Given(row.height_m),
                    Given(row.roughness_m)
                ),
                let swept = figure(path + "/area", Formulas.windArea, Given(row.diameter_m)),
                let all = figure(
                    path + "/all",
                    Formulas.wind,
                    Given(row.air_kg_m3),
                    profile,
                    Given(row.speed_m_s),
                    swept,
                    Given(row.conversion_h)
                ),
                let own = figure(path, Formulas.selfUse, Given(row.self_use_share), all)
            else { continue }
            uses[.electricity, default: CarrierUse()].add(0, renewable: own)
        }
    }

    /// The refrigerants of each kind of unit. [t/a]
    mutating func refrigerants() -> [Given<Double>] {
        (project.operation.refrigerants ?? []).enumerated().compactMap { index, row in
            let field = "operation.refrigerants[\(index)]"
            guard let set = GWPSet(rawValue: row.gwp_set) else {
                problems.append(ProjectProblem(field + ".gwp_set", "carbon.project.unknownPotentials", row.gwp_set))
                return nil
            }
            guard let potential = catalogue.warmingPotential(of: row.gas, set) else {
                problems.append(ProjectProblem(field + ".gas", "carbon.project.unknownEntry", row.gas, "gwp"))
                return nil
            }
            return figure(
                "operation/refrigerants/\(index)",
                Formulas.refrigerant,
                Given(row.units),
                Given(row.charge_kg),
                Given(row.life_years),
                Given(potential)
            )
        }
    }

    /// Uptake of greenery in a year. [kg/a]
    mutating func sink() -> Given<Double>? {
        var areas: [Given<Double>] = []
        var uptakes: [Given<Double>] = []
        for (index, row) in (project.sinks ?? []).enumerated() {
            guard let entry = entry(row.kind, .sink, at: "sinks[\(index)].kind"),
                check(row.area_m2, "sinks[\(index)].area_m2")
            else { continue }
            areas.append(Given(row.area_m2))
            uptakes.append(Given(entry))
        }
        return figure("operation/sink", Formulas.sink, Given(areas), Given(uptakes))
    }
}
