import Units

/// Operation as the total needs it.
struct OperationFigure {
    let perArea: Given<Double>
    let sinkPerYear: Double
}

/// What uses a carrier in a year, and what renewables on the site meet of it.
struct CarrierUse {
    var use: [Given<Double>] = []
    var renewable: [Given<Double>] = []
}

extension WholeLifeCalculation {
    /// Carbon of operation per floor area over the life, chapter 4.
    mutating func operation(years: Double, area: FloorArea) -> OperationFigure? {
        var uses: [EnergyCarrier: CarrierUse] = [:]
        switch project.operationMethod {
        case .rated: rated(area, into: &uses)
        case .metered: energy(project.operation.metered ?? [], "operation.metered", into: &uses)
        case .systems: systems(area, into: &uses)
        case nil: problems.append(ProjectProblem("operation", "carbon.project.oneMethod", "rated, metered, systems"))
        }
        renewables(into: &uses)
        var amounts: [Given<Double>] = []
        var factors: [Given<Double>] = []
        for (carrier, use) in uses.sorted(by: { $0.key < $1.key }) {
            let path = "operation/energy/\(carrier.rawValue)"
            guard let net = figure(path, of: carrier, Formulas.operationEnergy, Given(use.use), Given(use.renewable)),
                let factor = factor(carrier, at: path)
            else { continue }
            if net.number < 0 {
                problems.append(ProjectProblem(path, "carbon.project.renewableBeyondUse", carrier.rawValue))
            }
            amounts.append(net)
            factors.append(factor)
        }
        for charge in refrigerants() {
            // Told in tonnes a year.
            amounts.append(charge)
            factors.append(1_000)
        }
        guard let sink = sink(), problems.isEmpty,
            let perArea = figure(
                "operation/perArea",
                Formulas.operationPerArea,
                Given(amounts),
                Given(factors),
                sink,
                Given(years),
                Given(area.squareMetres)
            )
        else { return nil }
        if perArea.number < 0 { findings.append(warning("carbon.project.sinkBeyondOperation", "sinks")) }
        return OperationFigure(perArea: perArea, sinkPerYear: sink.number)
    }

    private mutating func rated(_ area: FloorArea, into uses: inout [EnergyCarrier: CarrierUse]) {
        for (index, row) in (project.operation.rated ?? []).enumerated() {
            guard let carrier = carrier(row.carrier, at: "operation.rated[\(index)].carrier"),
                let use = figure(
                    "operation/rated/\(index)",
                    of: carrier,
                    Formulas.ratedUse,
                    Given(row.amount_per_m2),
                    Given(area.squareMetres)
                )
            else { continue }
            uses[carrier, default: CarrierUse()].add(use)
        }
    }

    private mutating func energy(
        _ rows: [ProjectOperation.EnergyUse],
        _ field: String,
        into uses: inout [EnergyCarrier: CarrierUse]
    ) {
        for (index, row) in rows.enumerated() {
            guard let carrier = carrier(row.carrier, at: "\(field)[\(index)].carrier"),
                check(row.amount, "\(field)[\(index)].amount"),
                check(row.renewable ?? 0, "\(field)[\(index)].renewable")
            else { continue }
            uses[carrier, default: CarrierUse()].add(Given(row.amount), renewable: Given(row.renewable ?? 0))
        }
    }

    private mutating func systems(_ area: FloorArea, into uses: inout [EnergyCarrier: CarrierUse]) {
        energy(project.operation.systems ?? [], "operation.systems", into: &uses)
        for (index, row) in (project.operation.hot_water ?? []).enumerated() {
            guard let carrier = carrier(row.carrier, at: "operation.hot_water[\(index)].carrier"),
                let amount = hotWater(row, carrier, "operation/hotWater/\(index)")
            else { continue }
            uses[carrier, default: CarrierUse()].add(amount)
        }
        if let row = project.operation.lighting {
            let use = figure(
                "operation/lighting",
                Formulas.lighting,
                Given(row.zones.map { Given($0.power_w_m2) }),
                Given(row.zones.map { Given($0.area_m2) }),
                Given(row.zones.map { Given($0.hours_per_day) }),
                Given(row.emergency_w_m2),
                Given(area.squareMetres),
                Given(row.days)
            )
            if let use { uses[.electricity, default: CarrierUse()].add(use) }
        }
        for (index, row) in (project.operation.lifts ?? []).enumerated() {
            let use = figure(
                "operation/lifts/\(index)",
                Formulas.lift,
                Given(row.count),
                Given(row.specific_mwh_kg_m),
                Given(row.running_hours),
                Given(row.speed_m_s),
                Given(row.load_kg),
                Given(row.standby_w),
                Given(row.standby_hours)
            )
            if let use { uses[.electricity, default: CarrierUse()].add(use) }
        }
    }

    /// What a system for hot water uses of its carrier in a year. [the carrier's unit]
    private mutating func hotWater(
        _ row: ProjectOperation.HotWater,
        _ carrier: EnergyCarrier,
        _ path: String
    ) -> Given<Double>? {
        var solar: Given<Double> = 0
        if let row = row.solar {
            let heat = figure(
                path + "/solar",
                Formulas.solarHeat,
                Given(row.area_m2),
                Given(row.irradiation_mj_m2),
                Given(row.loss),
                Given(row.efficiency)
            )
            guard let heat else { return nil }
            solar = heat
        }
        guard
            let heat = figure(
                path + "/heat",
                Formulas.hotWaterHeat,
                Given(row.users),
                Given(row.litres_per_user_day),
                // Cold water weighs a kilogram a litre; the standard's table of densities changes less than its quotas.
                1,
                Given(row.hot_c),
                Given(row.cold_c),
                Given(row.days)
            ),
            let energy = figure(
                path + "/energy",
                Formulas.hotWaterEnergy,
                heat,
                Given(row.distribution_efficiency),
                solar,
                Given(row.source_efficiency)
            )
        else { return nil }
        guard energy.number >= 0 else {
            problems.append(ProjectProblem(path, "carbon.project.solarBeyondUse"))
            return nil
        }
        guard let value = heatValue(of: carrier, at: path) else { return nil }
        return figure(path, of: carrier, Formulas.amountOfEnergy, energy, value)
    }

    /// Energy in a unit of a carrier. [MJ/unit]
    private mutating func heatValue(of carrier: EnergyCarrier, at path: String) -> Given<Double>? {
        switch carrier.unit {
        case .kilowattHour: return 3.6
        case .megajoule: return 1
        case .cubicMetre, .kilogram: return entry("ncv.\(carrier.rawValue)", .heatValue, at: path).map { Given($0) }
        }
    }
}

extension CarrierUse {
    mutating func add(_ use: Given<Double>, renewable: Given<Double> = 0) {
        self.use.append(use)
        self.renewable.append(renewable)
    }
}
