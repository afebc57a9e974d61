public import Units

/// A formula of a standard (公式): its symbols with units, its clause, and how it is computed.
///
/// A formula is called with one ``Given`` per symbol, in the standard's order, and answers with a number that carries
/// what was put in, where it came from and the reservations of all inputs:
///
/// ```swift
/// try Formulas.photovoltaics(1_400, 0.2, 0.2, 500).value  // 112000 kWh/a
/// ```
public struct Formula<each Argument: FormulaArgument>: AnyFormula {
    /// The stable id.
    public let id: FormulaID
    /// The clause it follows, and how sure its form is.
    public let source: Citation
    /// Its symbols in the order of the arguments.
    public let parameters: [FormulaParameter]
    /// The unit of the result.
    public let unit: String
    private let compute: @Sendable (repeat each Argument) -> Double

    /// Creates a formula.
    init(
        _ id: String,
        _ source: Citation,
        in unit: String,
        _ symbols: repeat Symbol<each Argument>,
        compute: @escaping @Sendable (repeat each Argument) -> Double
    ) {
        self.id = FormulaID(rawValue: "carbon.\(id).v1")
        self.source = source
        self.unit = unit
        var parameters: [FormulaParameter] = []
        for symbol in repeat each symbols { parameters.append(symbol.parameter) }
        self.parameters = parameters
        self.compute = compute
    }

    /// Computes the formula.
    ///
    /// - Throws: ``FormulaError`` naming the symbol whose number cannot be used.
    public func callAsFunction(_ given: repeat Given<each Argument>) throws(FormulaError) -> Explained<Double> {
        var inputs: [FormulaInput] = []
        for argument in repeat each given { inputs.append(argument.input) }
        return try evaluate(inputs)
    }

    /// Computes the formula with numbers in the order of its symbols.
    ///
    /// - Throws: ``FormulaError`` naming the symbol whose number cannot be used.
    public func evaluate(_ inputs: [FormulaInput]) throws(FormulaError) -> Explained<Double> {
        try check(inputs)
        var next = 0
        func take<Value: FormulaArgument>(_: Value.Type) throws(FormulaError) -> Value {
            defer { next += 1 }
            guard let value = Value(numbers: inputs[next].values) else { throw .notOneNumber(parameters[next].symbol) }
            return value
        }
        let value = compute(repeat try take((each Argument).self))
        guard value.isFinite else { throw .noResult(id.rawValue) }
        var references: [ExplanationReference] = []
        var findings: [DataFinding] = []
        for input in inputs {
            references += input.sources.filter { !references.contains($0) }
            findings += input.findings.filter { !findings.contains($0) }
        }
        return Explained(
            value,
            formula: id,
            inputs: references,
            terms: zip(parameters, inputs).map { parameter, input in
                FormulaTerm(
                    symbol: parameter.symbol,
                    values: input.values,
                    unit: parameter.unit,
                    sources: input.sources
                )
            },
            share: DataShare(estimated: 1),
            findings: findings
        )
    }

    private func check(_ inputs: [FormulaInput]) throws(FormulaError) {
        guard inputs.count == parameters.count else {
            throw .missingArgument(parameters[min(inputs.count, parameters.count - 1)].symbol)
        }
        var length: Int?
        for (parameter, input) in zip(parameters, inputs) {
            if let value = input.values.first(where: { !parameter.bounds.contains($0) }) {
                throw .outOfBounds(symbol: parameter.symbol, value: value, bounds: parameter.bounds)
            }
            guard parameter.isList else { continue }
            guard length == nil || length == input.values.count else { throw .unequalLists(parameter.symbol) }
            length = input.values.count
        }
    }
}

/// A formula whatever its arguments are, as the registry keeps it.
public protocol AnyFormula: Sendable {
    /// The stable id.
    var id: FormulaID { get }
    /// The clause it follows, and how sure its form is.
    var source: Citation { get }
    /// Its symbols in order.
    var parameters: [FormulaParameter] { get }
    /// The unit of the result.
    var unit: String { get }
    /// Computes the formula with numbers in the order of its symbols.
    ///
    /// - Throws: ``FormulaError`` naming the symbol whose number cannot be used.
    func evaluate(_ inputs: [FormulaInput]) throws(FormulaError) -> Explained<Double>
}
