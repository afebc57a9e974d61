import Units

extension ParameterReader {
    /// What the plan wants.
    mutating func targets(_ node: ScenarioNode, kinds: [BuildingStock]) -> [ScenarioTarget] {
        guard let table = node["targets"] else { return [] }
        return blocks(of: table, at: "targets").compactMap { entry in
            target(entry.node, entry.key, at: dotted("targets", entry.key), kinds: kinds)
        }
    }

    private mutating func target(
        _ node: ScenarioNode,
        _ id: String,
        at key: String,
        kinds: [BuildingStock]
    ) -> ScenarioTarget? {
        refuseOthers(
            than: ["name", "task", "indicator", "subject", "kinds", "comparator", "goal", "year"],
            in: node,
            at: key
        )
        let indicator: ScenarioTarget.Indicator? = required("indicator", in: node, at: key).flatMap {
            word($0, at: dotted(key, "indicator"))
        }
        let comparator: ScenarioTarget.Comparator? = required("comparator", in: node, at: key).flatMap {
            word($0, at: dotted(key, "comparator"))
        }
        let year = required("year", in: node, at: key).flatMap { integer($0, at: dotted(key, "year"), within: years) }
        guard let indicator, let comparator, let year else { return nil }
        guard let goal = goal(node, indicator, at: key) else { return nil }
        let names = words(node["kinds"])
        for name in names where !kinds.contains(where: { $0.id == name }) {
            note(.unknownName, node, dotted(key, "kinds"), name, kinds.map(\.id).joined(separator: ", "))
        }
        let subject = node["subject"]?.word
        refuseUnknown(subject, indicator, kinds, node, at: key)
        return ScenarioTarget(
            id: id,
            name: name(node, id),
            task: node["task"]?.word ?? "",
            indicator: indicator,
            subject: subject,
            kinds: kinds.indices.filter { names.contains(kinds[$0].id) },
            comparator: comparator,
            goal: goal,
            year: year
        )
    }

    private mutating func goal(
        _ node: ScenarioNode,
        _ indicator: ScenarioTarget.Indicator,
        at key: String
    ) -> Double? {
        guard let dimension = indicator.dimension else {
            return required("goal", in: node, at: key).flatMap {
                integer($0, at: dotted(key, "goal"), within: 1990...2100).map(Double.init)
            }
        }
        guard let place = parameter("goal", dimension, in: node, at: key, .fixed) else { return nil }
        return parameters[place].path[0]
    }

    private mutating func refuseUnknown(
        _ subject: String?,
        _ indicator: ScenarioTarget.Indicator,
        _ kinds: [BuildingStock],
        _ node: ScenarioNode,
        at key: String
    ) {
        let names: [String]
        switch indicator {
        case .classArea, .classShareOfNew:
            names = kinds.flatMap { $0.classes.map(\.id) }
            if subject == nil { note(.missingKey, node, dotted(key, "subject")) }
        case .retrofitArea: names = kinds.flatMap { $0.retrofits.map(\.id) }
        default: return
        }
        if let subject, !names.contains(subject) {
            note(.unknownName, node, dotted(key, "subject"), subject, Set(names).sorted().joined(separator: ", "))
        }
    }

    /// Correlations between what is drawn.
    mutating func correlations(_ node: ScenarioNode, measures: [Measure]) -> [RankCorrelation] {
        guard let list = node["correlations"], case .list(let items) = list.content else {
            if let other = node["correlations"] { note(.wrongForm, other, "correlations", "list") }
            return []
        }
        let drawn = Set(DrawPlan.names(parameters, measures))
        let read = items.enumerated().compactMap { index, item -> RankCorrelation? in
            let key = "correlations.\(index + 1)"
            refuseOthers(than: ["first", "second", "rank"], in: item, at: key)
            let names = ["first", "second"].compactMap { required($0, in: item, at: key) }
            for name in names where !drawn.contains(name.word ?? "") {
                note(.unknownParameter, name, key, name.word ?? "")
            }
            let rank = required("rank", in: item, at: key).flatMap {
                number($0, at: dotted(key, "rank"), within: -0.999...0.999)
            }
            guard names.count == 2, let rank else { return nil }
            return RankCorrelation(
                first: names[0].word ?? "",
                second: names[1].word ?? "",
                rank: rank,
                file: item.file,
                line: item.line
            )
        }
        if Cholesky(RankCorrelation.matrix(read).rows) == nil { note(.impossibleCorrelation, list, "correlations") }
        return read
    }
}
