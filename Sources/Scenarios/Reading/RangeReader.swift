extension ParameterReader {
    /// Reads `range: {low: 90 %, high: 115 %, shape: triangular, from: 2020, full: 2060, together: NAME}`.
    mutating func range(_ node: ScenarioNode, at key: String) -> DeviationRange? {
        refuseOthers(than: ["low", "high", "shape", "from", "full", "together"], in: node, at: key)
        guard let low = factor("low", in: node, at: key, within: 0...1),
            let high = factor("high", in: node, at: key, within: 1...10)
        else { return nil }
        var shape = DeviationRange.Shape.triangular
        if let given = node["shape"] {
            guard let word: DeviationRange.Shape = word(given, at: dotted(key, "shape")) else { return nil }
            shape = word
        }
        let begin = node["from"].flatMap { integer($0, at: dotted(key, "from"), within: years) }
        let full = node["full"].flatMap { integer($0, at: dotted(key, "full"), within: years) }
        return DeviationRange(
            shape: shape,
            low: low,
            high: high,
            begin: begin,
            full: begin == nil ? nil : full ?? years.upperBound,
            group: node["together"]?.word
        )
    }

    /// A factor as a number or with a percent sign.
    private mutating func factor(
        _ name: String,
        in table: ScenarioNode,
        at key: String,
        within bounds: ClosedRange<Double>
    ) -> Double? {
        guard let node = required(name, in: table, at: key) else { return nil }
        let key = dotted(key, name)
        let word = node.word ?? ""
        let isPercent = word.hasSuffix("%")
        let digits = isPercent ? String(word.dropLast().reversed().drop { $0 == " " }.reversed()) : word
        guard let number = Double(digits), number.isFinite else {
            note(.notANumber, node, key, word)
            return nil
        }
        let factor = isPercent ? number / 100 : number
        guard bounds.contains(factor) else {
            note(.outOfRange, node, key, word, "\(bounds.lowerBound)", "\(bounds.upperBound)")
            return nil
        }
        return factor
    }
}
