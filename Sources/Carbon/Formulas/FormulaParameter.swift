public import Units

/// A symbol of a formula (公式符号) with its unit and what it may be.
public struct FormulaParameter: Hashable, Sendable {
    /// The symbol as the standard writes it, in ASCII, such as `eta_L`.
    public let symbol: String
    /// The unit, such as `MJ/(m2*a)`; `1` for a ratio.
    public let unit: String
    /// Whether the formula sums over a list of them.
    public let isList: Bool
    /// What a number may be.
    public let bounds: FormulaBounds
}

/// What a number of a formula may be (取值范围).
public enum FormulaBounds: String, Sendable, CaseIterable {
    /// Any number.
    case any
    /// Zero or more.
    case notNegative = "not_negative"
    /// More than zero.
    case positive
    /// From zero to one.
    case fraction
    /// More than zero, at most one.
    case efficiency

    /// Whether a number lies within.
    public func contains(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        return switch self {
        case .any: true
        case .notNegative: value >= 0
        case .positive: value > 0
        case .fraction: value >= 0 && value <= 1
        case .efficiency: value > 0 && value <= 1
        }
    }
}

/// What a symbol stands for: one number or a list of them.
public protocol FormulaArgument: Sendable {
    /// Whether it is a list.
    static var isList: Bool { get }
    /// The numbers.
    var numbers: [Double] { get }
    /// Takes the numbers; `nil` where their count does not fit.
    init?(numbers: [Double])
}

extension Double: FormulaArgument {
    /// One number.
    public static var isList: Bool { false }
    /// The number alone.
    public var numbers: [Double] { [self] }
    /// Takes exactly one number.
    public init?(numbers: [Double]) {
        guard let number = numbers.first, numbers.count == 1 else { return nil }
        self = number
    }
}

extension Array: FormulaArgument where Element == Double {
    /// A list.
    public static var isList: Bool { true }
    /// The list itself.
    public var numbers: [Double] { self }
    /// Takes any count.
    public init?(numbers: [Double]) { self = numbers }
}

/// A symbol together with the Swift type that stands for it.
struct Symbol<Argument: FormulaArgument>: Sendable {
    let parameter: FormulaParameter

    private init(_ symbol: String, _ unit: String, _ bounds: FormulaBounds) {
        parameter = FormulaParameter(symbol: symbol, unit: unit, isList: Argument.isList, bounds: bounds)
    }
}

extension Symbol<Double> {
    /// One number.
    static func one(_ symbol: String, _ unit: String, _ bounds: FormulaBounds = .notNegative) -> Self {
        Self(symbol, unit, bounds)
    }
}

extension Symbol<[Double]> {
    /// A list of numbers over which the formula sums.
    static func each(_ symbol: String, _ unit: String, _ bounds: FormulaBounds = .notNegative) -> Self {
        Self(symbol, unit, bounds)
    }
}

/// Numbers for one symbol, with where they come from and what there is to say about them (代入值).
public struct FormulaInput: Hashable, Sendable {
    /// The numbers.
    public let values: [Double]
    /// Where each comes from; empty for numbers that were given as such.
    public let sources: [ExplanationReference]
    /// Reservations that travel on.
    public let findings: [DataFinding]

    /// Creates an input.
    public init(_ values: [Double], sources: [ExplanationReference] = [], findings: [DataFinding] = []) {
        self.values = values
        self.sources = sources
        self.findings = findings
    }
}

/// What is put in for one symbol of a certain type.
public struct Given<Argument: FormulaArgument>: Sendable {
    /// The numbers with their sources.
    public let input: FormulaInput
}

extension Given<Double>: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// A number as such.
    public init(floatLiteral value: Double) { self.init(value) }
    /// A whole number as such.
    public init(integerLiteral value: Int) { self.init(Double(value)) }

    /// The number.
    public var number: Double { input.values.first ?? 0 }

    /// A number, with where it comes from where that is known.
    public init(_ value: Double, sources: [ExplanationReference] = [], findings: [DataFinding] = []) {
        input = FormulaInput([value], sources: sources, findings: findings)
    }

    /// A value of the catalogue; a low confidence travels on as a reservation.
    public init(_ entry: CatalogueEntry) {
        self.init(entry.value.doubleValue, sources: [entry.reference], findings: entry.reservations)
    }

    /// A factor that was chosen for a carrier, with the reservations of the choice.
    public init(_ choice: FactorChoice) {
        self.init(
            choice.factor.value.doubleValue,
            sources: [ExplanationReference(kind: .factor, key: choice.factor.id)],
            findings: choice.findings
        )
    }

    /// Another figure, which explains itself under its own path.
    public init(_ figure: Explained<Double>, path: String) {
        self.init(
            figure.value,
            sources: [ExplanationReference(kind: .figure, key: path)],
            findings: figure.findings
        )
    }
}

extension Given<[Double]>: ExpressibleByArrayLiteral {
    /// Numbers one by one.
    public init(arrayLiteral elements: Given<Double>...) { self.init(elements) }

    /// Numbers one by one.
    public init(_ items: [Given<Double>]) {
        input = FormulaInput(
            items.flatMap(\.input.values),
            sources: items.flatMap(\.input.sources),
            findings: items.flatMap(\.input.findings)
        )
    }
}

extension CatalogueEntry {
    /// What there is to say about the value wherever it is used.
    public var reservations: [DataFinding] {
        guard source.confidence == .low else { return [] }
        return [
            DataFinding(
                rule: "carbon.factor.lowConfidence",
                severity: .warning,
                subject: id,
                evidence: [source.document]
            )
        ]
    }
}
