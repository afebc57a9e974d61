import Units

extension ParameterReader {
    /// Curves of survival by name.
    mutating func survivalCurves(_ node: ScenarioNode) -> (names: [String], curves: [SurvivalCurve]) {
        guard let table = required("survivals", in: node, at: "") else { return ([], []) }
        var names: [String] = []
        var curves: [SurvivalCurve] = []
        for entry in blocks(of: table, at: "survivals") {
            let key = dotted("survivals", entry.key)
            refuseOthers(than: ["family", "shape", "life"], in: entry.node, at: key)
            let family: Survival.Family? = required("family", in: entry.node, at: key).flatMap {
                word($0, at: dotted(key, "family"))
            }
            let shape = required("shape", in: entry.node, at: key).flatMap {
                number($0, at: dotted(key, "shape"), within: 0.01...200)
            }
            guard let family, let shape, let life = parameter("life", .duration, in: entry.node, at: key, .drawn) else {
                continue
            }
            names.append(entry.key)
            curves.append(SurvivalCurve(family: family, shape: shape, life: life))
        }
        return (names, curves)
    }

    /// Kinds of buildings.
    mutating func kinds(
        _ node: ScenarioNode,
        survivals: [String],
        groups: inout [ShareGroup]
    ) -> [BuildingStock] {
        guard let table = required("kinds", in: node, at: "") else { return [] }
        return blocks(of: table, at: "kinds").compactMap { entry in
            kind(entry.node, entry.key, at: dotted("kinds", entry.key), survivals: survivals, groups: &groups)
        }
    }

    private mutating func kind(
        _ node: ScenarioNode,
        _ id: String,
        at key: String,
        survivals: [String],
        groups: inout [ShareGroup]
    ) -> BuildingStock? {
        refuseOthers(
            than: [
                "use", "per", "area", "standing", "survival", "survival_of_new", "classes", "retrofits", "uses",
                "materials", "demolition", "retrofit_materials",
            ],
            in: node,
            at: key
        )
        let use: BuildingUse? = required("use", in: node, at: key).flatMap { word($0, at: dotted(key, "use")) }
        let driver: BuildingStock.Driver? = required("per", in: node, at: key).flatMap {
            word($0, at: dotted(key, "per"))
        }
        let area = parameter("area", .areaPerPerson, in: node, at: key)
        let survival = place("survival", of: survivals, in: node, at: key)
        let isOneCurve = node["survival_of_new"] == nil
        let ofNew = isOneCurve ? survival : place("survival_of_new", of: survivals, in: node, at: key)
        let uses = uses(node, at: key, groups: &groups)
        let classes = classes(node, at: key, uses: uses.map(\.use))
        let standing = standing(node, at: key, classes: classes)
        let retrofits = retrofits(node, at: key, classes: classes.map(\.id))
        let materials = parameter("materials", .carbonPerArea, in: node, at: key, isOptional: true)
        let demolition = parameter("demolition", .carbonPerArea, in: node, at: key, isOptional: true)
        let renewal = parameter("retrofit_materials", .carbonPerArea, in: node, at: key, isOptional: true)
        guard let use, let driver, let area, let survival, let ofNew else { return nil }
        return BuildingStock(
            id: id,
            use: use,
            driver: driver,
            area: area,
            standing: standing,
            survival: survival,
            survivalOfNew: ofNew,
            classes: classes,
            retrofits: retrofits,
            uses: uses,
            materials: materials,
            demolition: demolition,
            retrofitMaterials: renewal
        )
    }

    /// The place of a named thing among others.
    private mutating func place(
        _ name: String,
        of names: [String],
        in table: ScenarioNode,
        at key: String
    ) -> Int? {
        guard let node = required(name, in: table, at: key) else { return nil }
        if let place = names.firstIndex(of: node.word ?? "") { return place }
        note(.unknownName, node, dotted(key, name), node.word ?? "", names.joined(separator: ", "))
        return nil
    }

    private mutating func uses(
        _ node: ScenarioNode,
        at key: String,
        groups: inout [ShareGroup]
    ) -> [StockUse] {
        guard let table = required("uses", in: node, at: key) else { return [] }
        return blocks(of: table, at: dotted(key, "uses")).compactMap { entry in
            let key = dotted(key, "uses." + entry.key)
            refuseOthers(than: ["intensity", "coverage", "shares", "efficiencies"], in: entry.node, at: key)
            guard let use = EndUse(rawValue: entry.key) else {
                note(.unknownWord, entry.node, key, entry.key, EndUse.allCases.map(\.rawValue).joined(separator: ", "))
                return nil
            }
            let intensity = parameter("intensity", .intensity, in: entry.node, at: key)
            let coverage = parameter("coverage", .share, in: entry.node, at: key, isOptional: true)
            let fuels = fuels(entry.node, at: key)
            groups.append(ShareGroup(key: dotted(key, "shares"), members: fuels.map(\.share)))
            guard let intensity, !fuels.isEmpty else { return nil }
            return StockUse(use: use, intensity: intensity, coverage: coverage, fuels: fuels)
        }
    }

    private mutating func fuels(
        _ node: ScenarioNode,
        at key: String
    ) -> [(fuel: Fuel, share: Int, efficiency: Int)] {
        guard let shares = required("shares", in: node, at: key),
            let efficiencies = required("efficiencies", in: node, at: key)
        else { return [] }
        let known = Set(Fuel.allCases.map(\.rawValue))
        refuseOthers(than: known, in: shares, at: dotted(key, "shares"))
        refuseOthers(than: known, in: efficiencies, at: dotted(key, "efficiencies"))
        let places = self.shares(shares, at: dotted(key, "shares"))
        return shares.entries.compactMap { entry in
            guard let fuel = Fuel(rawValue: entry.key), let share = places[entry.key],
                let efficiency = parameter(entry.key, .ratio, in: efficiencies, at: dotted(key, "efficiencies"))
            else { return nil }
            if parameters[efficiency].path.contains(where: { $0 <= 0 }) {
                note(.outOfRange, entry.node, dotted(key, "efficiencies." + entry.key), "0", "> 0", "20")
            }
            return (fuel, share, efficiency)
        }
    }

    private mutating func classes(_ node: ScenarioNode, at key: String, uses: [EndUse]) -> [IntensityClass] {
        guard let table = required("classes", in: node, at: key) else { return [] }
        // Uses with a problem of their own are none, but may be named.
        let names = Set(node["uses"]?.entries.map(\.key) ?? [])
        return blocks(of: table, at: dotted(key, "classes")).map { entry in
            let key = dotted(key, "classes." + entry.key)
            refuseOthers(than: ["name", "from", "share_of_new", "demand"], in: entry.node, at: key)
            let from = entry.node["from"].flatMap { integer($0, at: dotted(key, "from"), within: 1_800...2_100) }
            let share = parameter("share_of_new", .share, in: entry.node, at: key, isOptional: true)
            let demand = demand(entry.node, at: key, uses: uses, names: names)
            return IntensityClass(
                id: entry.key,
                name: name(entry.node, entry.key),
                from: from,
                shareOfNew: share,
                demand: demand
            )
        }
    }

    /// What a class needs by use; 1 where the file says nothing.
    private mutating func demand(
        _ node: ScenarioNode,
        at key: String,
        uses: [EndUse],
        names: Set<String>
    ) -> [Double] {
        let table = node["demand"]
        if let table { refuseOthers(than: names, in: table, at: dotted(key, "demand")) }
        return uses.map { use in
            guard let table, table[use.rawValue] != nil else { return 1 }
            let place = parameter(use.rawValue, .ratio, in: table, at: dotted(key, "demand"), .fixed)
            return place.map { parameters[$0].path[0] } ?? 1
        }
    }

    private mutating func standing(
        _ node: ScenarioNode,
        at key: String,
        classes: [IntensityClass]
    ) -> [(year: Int, share: Double)] {
        guard let table = required("standing", in: node, at: key) else { return [] }
        let key = dotted(key, "standing")
        let steps = classes.compactMap(\.from)
        var cohorts: [(year: Int, share: Double)] = []
        for entry in table.entries where !["unit", "source", "note"].contains(entry.key) {
            guard let year = Int(entry.key), (1_800...years.lowerBound).contains(year) else {
                note(.outOfRange, entry.node, dotted(key, entry.key), entry.key, "1800", "\(years.lowerBound)")
                continue
            }
            if !steps.contains(where: { $0 <= year }) {
                note(.unknownName, entry.node, dotted(key, entry.key), entry.key, "classes.*.from")
            }
            if let place = parameter(entry.node, .share, at: dotted(key, entry.key), .fixed) {
                cohorts.append((year, parameters[place].path[0]))
            }
        }
        let sum = cohorts.reduce(0) { $0 + $1.share }
        if abs(sum - 1) > 1e-6 { note(.sharesSum, table, key, "\(years.lowerBound)", "\((sum * 1e6).rounded() / 1e6)") }
        return cohorts.sorted { $0.year < $1.year }
    }

    private mutating func retrofits(_ node: ScenarioNode, at key: String, classes: [String]) -> [Retrofit] {
        guard let table = node["retrofits"] else { return [] }
        return blocks(of: table, at: dotted(key, "retrofits")).compactMap { entry in
            let key = dotted(key, "retrofits." + entry.key)
            refuseOthers(than: ["from", "to", "area"], in: entry.node, at: key)
            guard let from = place("from", of: classes, in: entry.node, at: key),
                let to = place("to", of: classes, in: entry.node, at: key),
                let area = parameter("area", .area, in: entry.node, at: key)
            else { return nil }
            return Retrofit(id: entry.key, from: from, to: to, area: area)
        }
    }
}
