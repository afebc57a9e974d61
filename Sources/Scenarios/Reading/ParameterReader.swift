/// Reads parameters out of nodes, collecting what is wrong and where they stand (参数读取).
struct ParameterReader {
    /// What a block says for everything in it.
    static let context: Set = ["source", "unit", "interpolation", "note"]

    let years: ClosedRange<Int>
    private(set) var parameters: [Parameter] = []
    var problems: [ScenarioProblem] = []

    init(years: ClosedRange<Int>) { self.years = years }

    /// Keeps a parameter; its place among ``parameters``.
    mutating func keep(_ parameter: Parameter) -> Int {
        parameters.append(parameter)
        return parameters.count - 1
    }

    /// Notes a problem of a node.
    mutating func note(_ code: ScenarioProblem.Code, _ node: ScenarioNode, _ key: String, _ details: String...) {
        problems.append(ScenarioProblem(code, file: node.file, line: node.line, key: key, details: details))
    }

    /// The node behind a key that must be there.
    mutating func required(_ name: String, in table: ScenarioNode, at key: String) -> ScenarioNode? {
        if let node = table[name] { return node }
        note(.missingKey, table, dotted(key, name))
        return nil
    }

    /// Complains of keys that nothing reads.
    mutating func refuseOthers(than known: Set<String>, in table: ScenarioNode, at key: String) {
        if case .scalar(let word) = table.content, !word.isEmpty { note(.wrongForm, table, key, "table") }
        for entry in table.entries where !known.contains(entry.key) && !Self.context.contains(entry.key) {
            problems.append(
                ScenarioProblem(.unknownKey, file: entry.node.file, line: entry.line, key: dotted(key, entry.key))
            )
        }
    }

    /// The tables of a table; complains of words among them.
    mutating func blocks(of table: ScenarioNode, at key: String) -> [ScenarioNode.Entry] {
        let named = table.entries.filter { !Self.context.contains($0.key) }
        for entry in named where entry.node.entries.isEmpty {
            note(.wrongForm, entry.node, dotted(key, entry.key), "table")
        }
        if table.entries.isEmpty { note(.wrongForm, table, key, "table") }
        return named.filter { !$0.node.entries.isEmpty }
    }

    /// A number without dimension, such as a year.
    mutating func number(_ node: ScenarioNode, at key: String, within bounds: ClosedRange<Double>) -> Double? {
        guard let word = node.word, let number = Double(word), number.isFinite else {
            note(.notANumber, node, key, node.word ?? "")
            return nil
        }
        guard bounds.contains(number) else {
            note(.outOfRange, node, key, word, "\(bounds.lowerBound)", "\(bounds.upperBound)")
            return nil
        }
        return number
    }

    /// A whole number, such as a year.
    mutating func integer(_ node: ScenarioNode, at key: String, within bounds: ClosedRange<Int>) -> Int? {
        guard let number = number(node, at: key, within: Double(bounds.lowerBound)...Double(bounds.upperBound)) else {
            return nil
        }
        guard let whole = Int(exactly: number) else {
            note(.notANumber, node, key, node.word ?? "")
            return nil
        }
        return whole
    }

    /// One of the words of an enumeration.
    mutating func word<Word: RawRepresentable & CaseIterable>(_ node: ScenarioNode, at key: String) -> Word?
    where Word.RawValue == String {
        if let word = node.word.flatMap(Word.init(rawValue:)) { return word }
        note(.unknownWord, node, key, node.word ?? "", Word.allCases.map(\.rawValue).joined(separator: ", "))
        return nil
    }

    /// Reads a parameter behind a key; its place among ``parameters``.
    mutating func parameter(
        _ name: String,
        _ dimension: Dimension,
        in table: ScenarioNode,
        at key: String,
        isOptional: Bool = false,
        _ variation: Variation = .free
    ) -> Int? {
        guard let node = table[name] else {
            if !isOptional { note(.missingKey, table, dotted(key, name)) }
            return nil
        }
        return parameter(node, dimension, at: dotted(key, name), variation)
    }

    /// Reads a parameter; its place among ``parameters``.
    mutating func parameter(
        _ node: ScenarioNode,
        _ dimension: Dimension,
        at key: String,
        _ variation: Variation = .free
    ) -> Int? {
        let isShort = node.word != nil || node.isPath
        if !isShort { refuseOthers(than: ["value", "path", "range"], in: node, at: key) }
        let unit = unit(of: node, dimension, at: key)
        guard let source = node.context.source, !source.isEmpty else {
            note(.missingSource, node, key)
            return nil
        }
        guard let unit else { return nil }
        let values = isShort ? node : node["path"] ?? node["value"]
        guard let values else {
            note(.missingKey, node, dotted(key, "value"))
            return nil
        }
        guard let (path, interpolation) = path(values, node.context, scale: unit.scale, dimension, at: key) else {
            return nil
        }
        let range = isShort ? nil : node["range"].flatMap { self.range($0, at: dotted(key, "range")) }
        let isSteady = path.allSatisfy { $0 == path[0] }
        let mustBeSteady = variation == .drawn || variation == .fixed
        let mustBeKnown = variation == .given || variation == .fixed
        if mustBeSteady && !isSteady || mustBeKnown && range != nil { note(.mustNotVary, node, key) }
        return keep(
            Parameter(
                key: key,
                dimension: dimension,
                path: path,
                unit: unit.name,
                interpolation: interpolation,
                range: range,
                variation: variation,
                source: source,
                file: node.file,
                line: node.line
            )
        )
    }

    private mutating func unit(
        of node: ScenarioNode,
        _ dimension: Dimension,
        at key: String
    ) -> (name: String, scale: Double)? {
        guard let unit = node.context.unit, !unit.isEmpty else {
            note(.missingUnit, node, key)
            return nil
        }
        guard let scale = dimension.scale(of: unit) else {
            note(.wrongUnit, node, key, unit, dimension.units.map(\.name).joined(separator: ", "))
            return nil
        }
        return (unit, scale)
    }

    /// The values of all years.
    private mutating func path(
        _ node: ScenarioNode,
        _ context: ScenarioNode.Context,
        scale: Double,
        _ dimension: Dimension,
        at key: String
    ) -> ([Double], Interpolation)? {
        if node.word != nil {
            guard let value = value(node, scale: scale, dimension, at: key) else { return nil }
            return (years.map { _ in value }, .step)
        }
        guard node.isPath else {
            note(.wrongForm, node, key, "value")
            return nil
        }
        guard let word = context.interpolation else {
            note(.missingInterpolation, node, key)
            return nil
        }
        guard let interpolation = Interpolation(rawValue: word) else {
            note(.unknownWord, node, key, word, Interpolation.allCases.map(\.rawValue).joined(separator: ", "))
            return nil
        }
        guard let points = points(node, scale: scale, dimension, at: key) else { return nil }
        guard let first = points.first, first.year <= years.lowerBound else {
            note(.missingYear, node, key, "\(points.first?.year ?? 0)", "\(years.lowerBound)")
            return nil
        }
        guard let last = points.last, last.year >= years.upperBound else {
            note(.pathEndsEarly, node, key, "\(points.last?.year ?? 0)", "\(years.upperBound)")
            return nil
        }
        if interpolation == .geometric, let zero = points.first(where: { $0.value <= 0 }) {
            note(.outOfRange, node, dotted(key, "\(zero.year)"), "0", "> 0", "")
            return nil
        }
        return (years.map { interpolation.value(in: $0, of: points) }, interpolation)
    }

    /// The points of a path in the order of years.
    mutating func points(
        _ node: ScenarioNode,
        scale: Double,
        _ dimension: Dimension,
        at key: String
    ) -> [(year: Int, value: Double)]? {
        var points: [(year: Int, value: Double)] = []
        for entry in node.entries where !Self.context.contains(entry.key) {
            guard let year = Int(entry.key) else {
                note(.unknownKey, entry.node, dotted(key, entry.key))
                return nil
            }
            guard let value = value(entry.node, scale: scale, dimension, at: dotted(key, entry.key)) else { return nil }
            points.append((year, value))
        }
        return points.sorted { $0.year < $1.year }
    }

    private mutating func value(
        _ node: ScenarioNode,
        scale: Double,
        _ dimension: Dimension,
        at key: String
    ) -> Double? {
        let bounds = dimension.bounds
        return number(node, at: key, within: bounds.lowerBound / scale...bounds.upperBound / scale).map { $0 * scale }
    }
}

extension Interpolation {
    /// The value of a year between points in the order of years; beyond them that of the nearest.
    func value(in year: Int, of points: [(year: Int, value: Double)]) -> Double {
        guard let after = points.firstIndex(where: { $0.year > year }) else { return points.last?.value ?? 0 }
        guard after > 0 else { return points[0].value }
        let (left, right) = (points[after - 1], points[after])
        let way = Double(year - left.year) / Double(right.year - left.year)
        return switch self {
        case .linear: left.value + way * (right.value - left.value)
        case .geometric: left.value * power(right.value / left.value, way)
        case .step: left.value
        }
    }
}

/// A key within that of its block.
func dotted(_ key: String, _ name: String) -> String { key.isEmpty ? name : key + "." + name }
