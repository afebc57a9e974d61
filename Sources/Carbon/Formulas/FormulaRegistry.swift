public import Units

extension Formulas {
    /// Every formula of the module, in the order of the standard's chapters, then factors and analysis.
    public static let all: [any AnyFormula] = [
        operation, renewables, construction, materials, factors, analysis,
    ].flatMap(\.self)

    /// The formula of an id; the leading `carbon.` and the version may be left out.
    ///
    /// - Throws: ``FormulaError/unknownFormula(_:)``.
    public static func formula(_ id: String) throws(FormulaError) -> any AnyFormula {
        guard let formula = all.first(where: { $0.id.rawValue == id || $0.id.name == id }) else {
            throw .unknownFormula(id)
        }
        return formula
    }

    /// Computes a formula with named numbers.
    ///
    /// - Parameters:
    ///   - id: the formula's id.
    ///   - arguments: symbol and numbers, such as `("A_p", "500")` or `("M_i", "12,40.5")`, in any order.
    /// - Returns: the result with what was put in.
    /// - Throws: ``FormulaError`` naming what is missing, unknown, repeated or no number.
    public static func evaluate(
        _ id: String,
        _ arguments: [(symbol: String, text: String)]
    ) throws(FormulaError) -> Explained<Double> {
        let formula = try formula(id)
        var inputs: [String: FormulaInput] = [:]
        for (symbol, text) in arguments {
            guard formula.parameters.contains(where: { $0.symbol == symbol }) else { throw .unknownArgument(symbol) }
            guard inputs[symbol] == nil else { throw .repeatedArgument(symbol) }
            var values: [Double] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                guard let value = Double(part), value.isFinite else { throw .notANumber(symbol: symbol, text: text) }
                values.append(value)
            }
            inputs[symbol] = FormulaInput(values)
        }
        var ordered: [FormulaInput] = []
        for parameter in formula.parameters {
            guard let input = inputs[parameter.symbol] else { throw .missingArgument(parameter.symbol) }
            ordered.append(input)
        }
        return try formula.evaluate(ordered)
    }
}

extension FormulaID {
    /// The id without the module's name and the version, such as `renewable.solarHeat`.
    public var name: String {
        var parts = rawValue.split(separator: ".")[...]
        if parts.first == "carbon" { parts = parts.dropFirst() }
        if let last = parts.last, last.first == "v", Int(last.dropFirst()) != nil { parts = parts.dropLast() }
        return parts.joined(separator: ".")
    }
}
