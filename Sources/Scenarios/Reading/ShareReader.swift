extension ParameterReader {
    /// Reads shares of a whole by their keys; one of them may say `rest`, which is what the others leave.
    mutating func shares(_ table: ScenarioNode, at key: String) -> [String: Int] {
        let named = table.entries.filter { !Self.context.contains($0.key) }
        var places: [String: Int] = [:]
        for entry in named where entry.node.word != "rest" {
            places[entry.key] = parameter(entry.node, .share, at: dotted(key, entry.key))
        }
        let others = places.values.sorted()
        guard let rest = named.first(where: { $0.node.word == "rest" }), others.count == named.count - 1 else {
            return places
        }
        let path = (0..<years.count).map { index in
            1 - others.reduce(0) { $0 + parameters[$1].path[index] }
        }
        guard let source = rest.node.context.source, !source.isEmpty else {
            note(.missingSource, rest.node, dotted(key, rest.key))
            return places
        }
        if let (share, year) = zip(path, years).first(where: { $0.0 < -1e-9 }) {
            note(.sharesSum, rest.node, key, "\(year)", "\(((1 - share) * 1e6).rounded() / 1e6)")
        }
        places[rest.key] = keep(
            Parameter(
                key: dotted(key, rest.key),
                dimension: .share,
                path: path.map { max(0, $0) },
                unit: "1",
                interpolation: .linear,
                range: nil,
                variation: .free,
                source: source,
                file: rest.node.file,
                line: rest.node.line
            )
        )
        return places
    }
}
