import Units

extension ParameterReader {
    /// Measures in the order of the file.
    mutating func measures(_ node: ScenarioNode, groups: [ShareGroup]) -> [Measure] {
        guard let table = node["measures"] else { return [] }
        let strengths = strengths(node, measures: Set(table.entries.map(\.key)))
        return blocks(of: table, at: "measures").compactMap { entry in
            let key = dotted("measures", entry.key)
            refuseOthers(
                than: ["name", "tasks", "start", "ramp", "strength", "range", "changes", "cost"],
                in: entry.node,
                at: key
            )
            let start = required("start", in: entry.node, at: key).flatMap {
                integer($0, at: dotted(key, "start"), within: years.lowerBound + 1...years.upperBound)
            }
            let ramp = required("ramp", in: entry.node, at: key).flatMap {
                integer($0, at: dotted(key, "ramp"), within: 1...100)
            }
            let strength = required("strength", in: entry.node, at: key).flatMap {
                self.strength($0, at: dotted(key, "strength"))
            }
            let range = entry.node["range"].flatMap { self.range($0, at: dotted(key, "range")) }
            let changes = required("changes", in: entry.node, at: key).map {
                self.changes($0, at: dotted(key, "changes"), groups: groups)
            }
            let cost = parameter("cost", .money, in: entry.node, at: key, isOptional: true)
            guard let start, let ramp, let strength, let changes else { return nil }
            return Measure(
                id: entry.key,
                name: name(entry.node, entry.key),
                tasks: words(entry.node["tasks"]),
                start: start,
                ramp: ramp,
                strength: strengths[entry.key] ?? strength,
                range: range,
                changes: changes,
                cost: cost
            )
        }
    }

    /// A word or a list of words.
    func words(_ node: ScenarioNode?) -> [String] {
        guard let node else { return [] }
        if case .list(let items) = node.content { return items.compactMap(\.word) }
        return node.word.map { [$0] } ?? []
    }

    private mutating func strength(_ node: ScenarioNode, at key: String) -> Double? {
        guard let strength = number(node, at: key, within: -Double.greatestFiniteMagnitude...10) else { return nil }
        guard strength >= 0 else {
            note(.negativeStrength, node, key, node.word ?? "")
            return nil
        }
        return strength
    }

    /// `strengths: {MEASURE: 0.5}`, for measures of a file that this one inherits from.
    private mutating func strengths(_ node: ScenarioNode, measures: Set<String>) -> [String: Double] {
        guard let table = node["strengths"] else { return [:] }
        var strengths: [String: Double] = [:]
        for entry in table.entries where !Self.context.contains(entry.key) {
            let key = dotted("strengths", entry.key)
            if !measures.contains(entry.key) { note(.unknownMeasure, entry.node, key, entry.key) }
            strengths[entry.key] = strength(entry.node, at: key)
        }
        return strengths
    }

    private mutating func changes(
        _ table: ScenarioNode,
        at key: String,
        groups: [ShareGroup]
    ) -> [ParameterChange] {
        var differences: [Int: [Double]] = [:]
        for entry in blocks(of: table, at: key) {
            let key = dotted(key, entry.key)
            let matched = parameters.indices.filter { parameters[$0].key.matches(entry.key) }
            if matched.isEmpty { note(.unknownParameter, entry.node, key, entry.key) }
            for parameter in matched {
                if parameters[parameter].variation != .free { note(.mustNotVary, entry.node, key) }
                guard let difference = difference(entry.node, of: parameters[parameter], at: key) else { break }
                differences[parameter] = difference
            }
        }
        for group in groups { compensate(group, &differences, table, at: key) }
        return differences.keys.sorted().map { ParameterChange(parameter: $0, difference: differences[$0] ?? []) }
    }

    /// Δ by year of `{to: …}`, `{add: …}` or `{multiply: …}`.
    private mutating func difference(_ node: ScenarioNode, of parameter: Parameter, at key: String) -> [Double]? {
        refuseOthers(than: ["to", "add", "multiply"], in: node, at: key)
        guard node.context.source != nil else {
            note(.missingSource, node, key)
            return nil
        }
        let dimension = parameter.dimension
        guard let change = node["to"] ?? node["add"] ?? node["multiply"] else {
            note(.missingKey, node, dotted(key, "to"))
            return nil
        }
        let word = node["to"] != nil ? "to" : node["add"] != nil ? "add" : "multiply"
        var scale = 1.0
        if word != "multiply" {
            guard let unit = node.context.unit else {
                note(.missingUnit, node, key)
                return nil
            }
            guard let named = dimension.scale(of: unit) else {
                note(.wrongUnit, node, key, unit, dimension.units.map(\.name).joined(separator: ", "))
                return nil
            }
            scale = named
        }
        guard let values = changePath(change, scale: scale, at: dotted(key, word)) else { return nil }
        let bounds = dimension.bounds
        let result = zip(parameter.path, values).map { base, value in
            switch word {
            case "to": value - base
            case "add": value
            default: base * (value - 1)
            }
        }
        if let (value, year) = zip(zip(parameter.path, result).map(+), years)
            .first(where: { !bounds.contains($0.0 + ($0.0 < 0 ? 1e-9 : -1e-9)) && abs($0.0) > 1e-9 })
        {
            note(.outOfRange, node, dotted(key, "\(year)"), "\(value)", "\(bounds.lowerBound)", "\(bounds.upperBound)")
            return nil
        }
        return result
    }

    /// A number or path of a change; before its first year it stays as there, and it must reach the last year.
    private mutating func changePath(_ node: ScenarioNode, scale: Double, at key: String) -> [Double]? {
        let bounds = -Double.greatestFiniteMagnitude / 1e6...Double.greatestFiniteMagnitude / 1e6
        if node.word != nil {
            return number(node, at: key, within: bounds).map { number in years.map { _ in number * scale } }
        }
        guard node.isPath else {
            note(.wrongForm, node, key, "value")
            return nil
        }
        guard let interpolation = node.context.interpolation.flatMap(Interpolation.init(rawValue:)) else {
            note(.missingInterpolation, node, key)
            return nil
        }
        var points: [(year: Int, value: Double)] = []
        for entry in node.entries {
            guard let year = Int(entry.key), let value = number(entry.node, at: dotted(key, entry.key), within: bounds)
            else { return nil }
            points.append((year, value * scale))
        }
        points.sort { $0.year < $1.year }
        guard let last = points.last, last.year >= years.upperBound else {
            note(.pathEndsEarly, node, key, "\(points.last?.year ?? 0)", "\(years.upperBound)")
            return nil
        }
        return years.map { interpolation.value(in: $0, of: points) }
    }

    /// Takes what some shares of a group gain from the others, in proportion to what they have.
    private mutating func compensate(
        _ group: ShareGroup,
        _ differences: inout [Int: [Double]],
        _ node: ScenarioNode,
        at key: String
    ) {
        let changed = group.members.filter { differences[$0] != nil }
        guard !changed.isEmpty else { return }
        let others = group.members.filter { differences[$0] == nil }
        for (index, year) in years.enumerated() {
            let gained = changed.reduce(0) { $0 + (differences[$1]?[index] ?? 0) }
            let held = others.reduce(0) { $0 + parameters[$1].path[index] }
            guard gained <= held + 1e-9, abs(gained) < 1e-9 || held > 0 else {
                let sum = ((1 + gained - max(0, held)) * 1e6).rounded() / 1e6
                return note(.sharesSum, node, dotted(key, group.key), "\(year)", "\(sum)")
            }
            for other in others where held > 0 {
                let share = parameters[other].path[index]
                differences[other, default: years.map { _ in 0 }][index] = -gained * share / held
            }
        }
    }
}

extension String {
    /// Whether a dotted key is meant by a pattern, in which `*` stands for one part.
    func matches(_ pattern: String) -> Bool {
        guard pattern.contains("*") else { return self == pattern }
        let parts = split(separator: ".")
        let wanted = pattern.split(separator: ".")
        return parts.count == wanted.count && zip(parts, wanted).allSatisfy { $1 == "*" || $0 == $1 }
    }
}
