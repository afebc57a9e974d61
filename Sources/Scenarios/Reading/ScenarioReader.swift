import Units

extension Scenario {
    /// Reads a scenario out of a tree with all that it inherits.
    ///
    /// - Throws: ``ScenarioRefusal`` with everything that is wrong; then nothing can be run.
    public init(_ node: ScenarioNode) throws(ScenarioRefusal) {
        var years = ParameterReader(years: 0...3_000)
        let bounds = years.years(of: node)
        guard let bounds, years.problems.isEmpty else { throw ScenarioRefusal(years.problems) }
        var reader = ParameterReader(years: bounds)
        guard let scenario = reader.scenario(node), reader.problems.isEmpty else {
            throw ScenarioRefusal(reader.problems)
        }
        self = scenario
    }
}

extension ParameterReader {
    fileprivate mutating func years(of node: ScenarioNode) -> ClosedRange<Int>? {
        guard let table = required("years", in: node, at: ""),
            let from = required("from", in: table, at: "years").flatMap({
                integer($0, at: "years.from", within: 1990...2060)
            }),
            let to = required("to", in: table, at: "years").flatMap({
                integer($0, at: "years.to", within: from + 1...2100)
            })
        else { return nil }
        return from...to
    }

    fileprivate mutating func scenario(_ node: ScenarioNode) -> Scenario? {
        refuseOthers(
            than: [
                "scenario", "name", "place", "inherits", "years", "boundary", "population", "urban_share", "kinds",
                "survivals", "factors", "grid_factor", "district_heat", "photovoltaics", "municipal_works",
                "construction_sites", "sinks", "measures", "strengths", "targets", "correlations", "calibration",
                "history", "districts",
            ],
            in: node,
            at: ""
        )
        let id = required("scenario", in: node, at: "")?.word ?? ""
        let boundary: EmissionBoundary? = required("boundary", in: node, at: "").flatMap { word($0, at: "boundary") }
        let population = parameter("population", .population, in: node, at: "")
        let urbanShare = parameter("urban_share", .share, in: node, at: "")
        let grid = parameter("grid_factor", .carbonPerEnergy, in: node, at: "")
        var groups: [ShareGroup] = []
        let survivals = survivalCurves(node)
        let kinds = kinds(node, survivals: survivals.names, groups: &groups)
        let factors = fuelFactors(node)
        let heat = districtHeat(node, groups: &groups)
        let pv = photovoltaics(node)
        let works = fuelAmounts("municipal_works", .energy, in: node)
        let sites = fuelAmounts("construction_sites", .intensity, in: node)
        let sinks = parameter("sinks", .carbon, in: node, at: "", isOptional: true)
        let calibration = calibration(node)
        let districts = districts(node, groups: &groups)
        refuseUnequalShares(groups)
        let measures = measures(node, groups: groups)
        let targets = targets(node, kinds: kinds)
        let correlations = correlations(node, measures: measures)
        let history = history(node)
        refuseMissing(factors: factors, kinds: kinds, heat: heat, works: works + sites, in: node)
        guard let boundary, let population, let urbanShare, let grid, problems.isEmpty else { return nil }
        return Scenario(
            id: id,
            name: name(node, id),
            place: node["place"]?.word ?? "",
            years: years,
            boundary: boundary,
            parameters: parameters,
            population: population,
            urbanShare: urbanShare,
            kinds: kinds,
            survivals: survivals.curves,
            fuelFactors: factors,
            gridFactor: grid,
            districtHeat: heat,
            photovoltaics: pv,
            municipalWorks: works,
            constructionSites: sites,
            sinks: sinks,
            shareGroups: groups,
            measures: measures,
            targets: targets,
            correlations: correlations,
            calibration: calibration,
            history: history,
            districts: districts
        )
    }

    /// `name: {zh: …, en: …}`; the given word where there is none.
    mutating func name(_ table: ScenarioNode, _ fallback: String) -> Bilingual {
        if let name = table["name"], name.word == nil {
            refuseOthers(than: ["zh", "en"], in: name, at: fallback + ".name")
        }
        let zh = table["name"]?["zh"]?.word ?? table["name"]?.word ?? fallback
        return Bilingual(zh: zh, en: table["name"]?["en"]?.word ?? zh)
    }

    /// Fuels that are burnt somewhere need a factor.
    private mutating func refuseMissing(
        factors: [Int?],
        kinds: [BuildingStock],
        heat: DistrictHeat?,
        works: [FuelAmount],
        in node: ScenarioNode
    ) {
        let used = Set(
            kinds.flatMap { $0.uses.flatMap { $0.fuels.map(\.fuel) } } + works.map(\.fuel)
                + (heat?.sources.compactMap { $0.fuel?.fuel } ?? [])
        )
        for (fuel, factor) in zip(Fuel.burnt, factors) where factor == nil && used.contains(fuel) {
            note(.missingKey, node["factors"] ?? node, "factors.\(fuel.rawValue)")
        }
        if used.contains(.districtHeat), heat == nil { note(.missingKey, node, "district_heat") }
    }

    private mutating func refuseUnequalShares(_ groups: [ShareGroup]) {
        for group in groups where !group.members.isEmpty {
            let first = parameters[group.members[0]]
            for (index, year) in years.enumerated() {
                let sum = group.members.reduce(0) { $0 + parameters[$1].path[index] }
                guard abs(sum - 1) > 1e-6 else { continue }
                problems.append(
                    ScenarioProblem(
                        .sharesSum,
                        file: first.file,
                        line: first.line,
                        key: group.key,
                        details: ["\(year)", "\((sum * 1e6).rounded() / 1e6)"]
                    )
                )
                break
            }
        }
    }
}
