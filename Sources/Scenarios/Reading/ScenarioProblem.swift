/// What is wrong at one place of a scenario file (情景文件问题).
///
/// The code is stable; `Texts` holds its words under `scenario.problem.<code>`, with ``details`` as arguments.
public struct ScenarioProblem: Hashable, Sendable {
    /// What can be wrong.
    public enum Code: String, Sendable, CaseIterable {
        /// The text is no YAML, or uses a part of it that a scenario does not need. The parser's words.
        case syntax
        /// A key that must be there is not.
        case missingKey
        /// A key that nothing reads: most likely misspelt.
        case unknownKey
        /// A word where a table belongs, or the other way round. What belongs there.
        case wrongForm
        /// A word that is none of those allowed. The word, those allowed.
        case unknownWord
        /// No number where one belongs. The word.
        case notANumber
        /// Neither the parameter nor a block around it says the unit.
        case missingUnit
        /// A unit of another kind of quantity. The unit, those allowed.
        case wrongUnit
        /// Neither the parameter nor a block around it says where the figure comes from.
        case missingSource
        /// A path does not say how to read between its years.
        case missingInterpolation
        /// A path begins after the first year. Its first year, the scenario's.
        case missingYear
        /// A path ends before the last year. Its last year, the scenario's.
        case pathEndsEarly
        /// A number outside of what is possible. The number, the bounds.
        case outOfRange
        /// Shares do not sum to 1. The year, their sum.
        case sharesSum
        /// A strength below zero. The strength.
        case negativeStrength
        /// The file inherits from itself, by whatever way. The way.
        case circularInheritance
        /// The file that is inherited from cannot be had. Its name.
        case unknownParent
        /// No measure has this name. The name.
        case unknownMeasure
        /// No parameter has this key. The key.
        case unknownParameter
        /// No kind, class or use has this name. The name.
        case unknownName
        /// What is not allowed to vary does.
        case mustNotVary
        /// Too few buildings were measured. How many, how many it takes.
        case notMeasured
        /// Correlations that no set of numbers can have.
        case impossibleCorrelation
    }

    /// What is wrong.
    public let code: Code
    /// The file.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The key with those of the blocks around it, such as `kinds.offices.area`.
    public let key: String
    /// Arguments of the words.
    public let details: [String]

    /// Creates a problem.
    public init(_ code: Code, file: String, line: Int, key: String, details: [String] = []) {
        self.code = code
        self.file = file
        self.line = line
        self.key = key
        self.details = details
    }
}

/// A scenario that cannot be used (情景不可用), with everything that is wrong with it; nothing was run.
public struct ScenarioRefusal: Error, Sendable, Equatable {
    /// What is wrong, in the order of reading.
    public let problems: [ScenarioProblem]

    /// Creates a refusal.
    public init(_ problems: [ScenarioProblem]) { self.problems = problems }
}
