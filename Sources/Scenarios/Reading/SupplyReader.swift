import Units

extension ParameterReader {
    /// Carbon per energy of what is burnt, by ``Fuel/burnt``.
    mutating func fuelFactors(_ node: ScenarioNode) -> [Int?] {
        guard let table = required("factors", in: node, at: "") else { return Fuel.burnt.map { _ in nil } }
        refuseOthers(than: Set(Fuel.burnt.map(\.rawValue)), in: table, at: "factors")
        return Fuel.burnt.map {
            parameter($0.rawValue, .carbonPerEnergy, in: table, at: "factors", isOptional: true)
        }
    }

    /// How heat of networks is made.
    mutating func districtHeat(_ node: ScenarioNode, groups: inout [ShareGroup]) -> DistrictHeat? {
        guard let table = node["district_heat"] else { return nil }
        let key = "district_heat"
        refuseOthers(than: ["allocation", "loss", "sources"], in: table, at: key)
        let allocation = required("allocation", in: table, at: key)?.word
        let loss = parameter("loss", .share, in: table, at: key)
        guard let given = required("sources", in: table, at: key) else { return nil }
        let sources = blocks(of: given, at: dotted(key, "sources")).compactMap {
            heatSource($0.node, $0.key, at: dotted(key, "sources." + $0.key))
        }
        guard let allocation, let loss else { return nil }
        groups.append(ShareGroup(key: dotted(key, "sources"), members: sources.map(\.share)))
        return DistrictHeat(allocation: allocation, loss: loss, sources: sources)
    }

    private mutating func heatSource(_ node: ScenarioNode, _ id: String, at key: String) -> DistrictHeat.Source? {
        refuseOthers(than: ["share", "fuel", "efficiency", "factor"], in: node, at: key)
        let share = parameter("share", .share, in: node, at: key)
        guard let word = node["fuel"] else {
            guard let share, let factor = parameter("factor", .carbonPerEnergy, in: node, at: key) else { return nil }
            return DistrictHeat.Source(id: id, share: share, fuel: nil, factor: factor)
        }
        let fuel: Fuel? = self.word(word, at: dotted(key, "fuel"))
        let efficiency = parameter("efficiency", .ratio, in: node, at: key)
        guard let share, let fuel, let efficiency else { return nil }
        if fuel == .districtHeat { note(.unknownWord, word, dotted(key, "fuel"), fuel.rawValue, "") }
        return DistrictHeat.Source(id: id, share: share, fuel: (fuel, efficiency), factor: nil)
    }

    /// Photovoltaics on roofs.
    mutating func photovoltaics(_ node: ScenarioNode) -> Photovoltaics? {
        guard let table = node["photovoltaics"] else { return nil }
        let key = "photovoltaics"
        refuseOthers(than: ["capacity", "hours", "self_use"], in: table, at: key)
        let capacity = parameter("capacity", .power, in: table, at: key)
        let hours = parameter("hours", .fullLoadHours, in: table, at: key)
        let selfUse = parameter("self_use", .share, in: table, at: key)
        guard let capacity, let hours, let selfUse else { return nil }
        return Photovoltaics(capacity: capacity, hours: hours, selfUse: selfUse)
    }

    /// Amounts of fuels behind a key.
    mutating func fuelAmounts(_ key: String, _ dimension: Dimension, in node: ScenarioNode) -> [FuelAmount] {
        guard let table = node[key] else { return [] }
        let possible = [Fuel.electricity] + Fuel.burnt
        refuseOthers(than: Set(possible.map(\.rawValue)), in: table, at: key)
        return possible.compactMap { fuel in
            parameter(fuel.rawValue, dimension, in: table, at: key, isOptional: true)
                .map { FuelAmount(fuel: fuel, amount: $0) }
        }
    }

    /// Totals of the base year.
    mutating func calibration(_ node: ScenarioNode) -> [CalibrationTotal] {
        guard let table = node["calibration"] else { return [] }
        return blocks(of: table, at: "calibration").compactMap { entry in
            let key = dotted("calibration", entry.key)
            refuseOthers(than: ["amount", "lowest", "highest"], in: entry.node, at: key)
            let lowest = required("lowest", in: entry.node, at: key).flatMap {
                number($0, at: dotted(key, "lowest"), within: 0.01...1)
            }
            let highest = required("highest", in: entry.node, at: key).flatMap {
                number($0, at: dotted(key, "highest"), within: 1...100)
            }
            guard let fuel = Fuel(rawValue: entry.key) else {
                note(.unknownWord, entry.node, key, entry.key, Fuel.allCases.map(\.rawValue).joined(separator: ", "))
                return nil
            }
            guard let amount = parameter("amount", .energy, in: entry.node, at: key, .fixed), let lowest, let highest
            else {
                return nil
            }
            return CalibrationTotal(fuel: fuel, amount: amount, bounds: lowest...highest)
        }
    }

    /// Known emissions of earlier years.
    mutating func history(_ node: ScenarioNode) -> [(year: Int, value: Double)] {
        guard let table = node["history"] else { return [] }
        refuseOthers(than: ["emissions"], in: table, at: "history")
        guard let emissions = required("emissions", in: table, at: "history") else { return [] }
        let key = "history.emissions"
        guard let unit = emissions.context.unit else {
            note(.missingUnit, emissions, key)
            return []
        }
        guard let scale = Dimension.carbon.scale(of: unit) else {
            note(.wrongUnit, emissions, key, unit, Dimension.carbon.units.map(\.name).joined(separator: ", "))
            return []
        }
        if emissions.context.source == nil { note(.missingSource, emissions, key) }
        return points(emissions, scale: scale, .carbon, at: key) ?? []
    }

    /// How emissions divide among districts.
    mutating func districts(_ node: ScenarioNode, groups: inout [ShareGroup]) -> [ScenarioDistrict] {
        guard let table = node["districts"] else { return [] }
        let districts = blocks(of: table, at: "districts").compactMap { entry -> ScenarioDistrict? in
            let key = dotted("districts", entry.key)
            refuseOthers(than: ["name", "urban_share", "rural_share"], in: entry.node, at: key)
            guard let urban = parameter("urban_share", .share, in: entry.node, at: key, .given),
                let rural = parameter("rural_share", .share, in: entry.node, at: key, .given)
            else { return nil }
            return ScenarioDistrict(
                code: entry.key,
                name: name(entry.node, entry.key),
                urbanShare: urban,
                ruralShare: rural
            )
        }
        groups.append(ShareGroup(key: "districts.*.urban_share", members: districts.map(\.urbanShare)))
        groups.append(ShareGroup(key: "districts.*.rural_share", members: districts.map(\.ruralShare)))
        return districts
    }
}
