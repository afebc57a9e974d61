/// A reason why a formula has no result (公式错误).
public enum FormulaError: Error, Hashable, Sendable {
    /// No formula has this id.
    case unknownFormula(String)
    /// The formula has no such symbol.
    case unknownArgument(String)
    /// A symbol was given twice.
    case repeatedArgument(String)
    /// A symbol has no number.
    case missingArgument(String)
    /// What was given for a symbol is no number.
    case notANumber(symbol: String, text: String)
    /// A symbol stands for one number, and none or several were given.
    case notOneNumber(String)
    /// A number is not what the symbol may be.
    case outOfBounds(symbol: String, value: Double, bounds: FormulaBounds)
    /// The lists of a sum are not equally long; the symbol that differs from those before it.
    case unequalLists(String)
    /// The numbers have no finite result; the formula's id.
    case noResult(String)
}
