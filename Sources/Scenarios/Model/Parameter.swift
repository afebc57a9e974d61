/// A quantity that a scenario sets for every year (参数): a path with unit, range and source.
public struct Parameter: Sendable {
    /// The key with those of the blocks around it, such as `kinds.offices.area`.
    public let key: String
    /// What kind of quantity it is.
    public let dimension: Dimension
    /// Its value in each year of the scenario. [the unit of ``Dimension``]
    public let path: [Double]
    /// The unit in which the file gives it.
    public let unit: String
    /// How the years between those of the file are read.
    public let interpolation: Interpolation
    /// How far the truth may lie from the path; `nil` where it is taken as known.
    public let range: DeviationRange?
    /// What may move it.
    public let variation: Variation
    /// Where the figure comes from, or `assumption`.
    public let source: String
    /// Where it stands.
    public let file: String
    /// The line, from 1.
    public let line: Int

    /// Whether nobody vouches for the figure and the bureau has to replace it.
    public var isAssumption: Bool { source.hasPrefix("assumption") }
    /// Whether it is the same in all years.
    public var isConstant: Bool { path.allSatisfy { $0 == path.first } }
}

/// What may move a parameter (可变性).
public enum Variation: Sendable {
    /// Measures and draws.
    case free
    /// Draws only.
    case drawn
    /// The years only.
    case given
    /// Nothing: the structure of the stock rests on it.
    case fixed
}

/// How the years between those that a file gives are read (插值).
public enum Interpolation: String, Sendable, CaseIterable {
    /// On a straight line.
    case linear
    /// At a constant yearly rate; every value is above zero.
    case geometric
    /// As in the last year given.
    case step
}

/// How far the truth may lie from a path (不确定范围): a factor on the path, drawn once for the whole of it.
///
/// The factor applies in full from ``full`` on and grows up to there from ``begin``, where the path is taken as known.
public struct DeviationRange: Hashable, Sendable {
    /// The shape of a distribution around 1.
    public enum Shape: String, Sendable, CaseIterable {
        /// Every factor between the two is as likely.
        case uniform
        /// Most likely 1, never beyond the two.
        case triangular
        /// Normal: one in twenty below the low factor, one in twenty above the high one, each side with its own spread.
        case normal
    }

    /// The shape.
    public let shape: Shape
    /// The low factor, at most 1.
    public let low: Double
    /// The high factor, at least 1.
    public let high: Double
    /// The year up to which nothing deviates; `nil` where the factor applies in all years.
    public let begin: Int?
    /// The year from which the factor applies in full.
    public let full: Int?
    /// Parameters of one name are drawn together; `nil` where it is drawn for itself.
    public let group: String?

    /// How much of the deviation applies in a year, from 0 to 1.
    func weight(in year: Int) -> Double {
        guard let begin, let full, full > begin else { return 1 }
        return min(1, max(0, Double(year - begin) / Double(full - begin)))
    }
}
