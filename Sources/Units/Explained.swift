/// A value that can explain itself (可解释的数).
///
/// It carries one level of references; each is resolved on demand, so that any figure can be followed back to the
/// readings without carrying them along.
public struct Explained<Value: Sendable>: Sendable {
    /// The figure.
    public let value: Value
    /// The formula, a stable id; `Texts` holds its words and symbols under `formula.<id>`.
    public let formula: FormulaID
    /// What went in, in the order of the formula.
    public let inputs: [ExplanationReference]
    /// The numbers that were put in for the formula's symbols; empty where only references are kept.
    public let terms: [FormulaTerm]
    /// How the figure is known.
    public let share: DataShare
    /// Reservations that travel with the figure.
    public let findings: [DataFinding]

    /// Creates an explained value.
    public init(
        _ value: Value,
        formula: FormulaID,
        inputs: [ExplanationReference],
        terms: [FormulaTerm] = [],
        share: DataShare,
        findings: [DataFinding] = []
    ) {
        self.value = value
        self.formula = formula
        self.inputs = inputs
        self.terms = terms
        self.share = share
        self.findings = findings
    }
}

extension Explained {
    /// The same explanation of the value as another quantity.
    public func map<Other: Sendable>(_ transform: (Value) -> Other) -> Explained<Other> {
        Explained<Other>(
            transform(value),
            formula: formula,
            inputs: inputs,
            terms: terms,
            share: share,
            findings: findings
        )
    }
}

/// A symbol of a formula with the numbers that were put in for it (代入值).
public struct FormulaTerm: Hashable, Sendable {
    /// The symbol as the standard writes it, such as `A_c`.
    public let symbol: String
    /// The numbers; one, unless the formula sums over a list.
    public let values: [Double]
    /// Their unit, such as `m2`.
    public let unit: String
    /// Where each number comes from, in the order of the values; empty for numbers that were given as such.
    public let sources: [ExplanationReference]

    /// Creates a term.
    public init(symbol: String, values: [Double], unit: String, sources: [ExplanationReference] = []) {
        self.symbol = symbol
        self.values = values
        self.unit = unit
        self.sources = sources
    }
}

/// The stable name of a formula with its version, such as `carbon.operation.month.v1`.
public struct FormulaID: Hashable, Sendable, RawRepresentable {
    /// The name.
    public let rawValue: String
    /// Creates a formula id.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A pointer to one input of a figure.
public struct ExplanationReference: Hashable, Sendable {
    /// What kind of thing it points to.
    public enum Kind: String, Sendable {
        /// An emission factor; the key is its id.
        case factor
        /// Consumption of a carrier; the key is `subject/period/carrier`.
        case activity
        /// Another figure; the key is the path of its explanation.
        case figure
        /// A revision in the building register; the key is the building's id.
        case building
    }

    /// What kind of thing it points to.
    public let kind: Kind
    /// Which one.
    public let key: String
    /// Which version of it.
    public let revision: Int

    /// Creates a reference.
    public init(kind: Kind, key: String, revision: Int = 1) {
        self.kind = kind
        self.key = key
        self.revision = revision
    }
}
