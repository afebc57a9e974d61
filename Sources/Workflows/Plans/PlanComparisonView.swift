public import PeakPlanning
public import Units

/// Several plans side by side (方案对照).
public struct PlanComparisonView: Sendable {
    /// All plans that there are, the one in force first.
    public let plans: [ComparedPlan]
    /// The ids of those that are compared, in the order of ``plans``; statements count them from 0.
    public let chosen: [ComparedPlan]
    /// What the plans speak of.
    public let rows: [PlanComparison.Row]
    /// The indicators that measure them, by id.
    public let indicators: [String: IndicatorFacts]
}

/// One plan of several.
public struct ComparedPlan: Sendable, Hashable {
    /// Where it comes from (来源).
    public enum Origin: Sendable, Hashable {
        /// The city's plan in force.
        case inForce
        /// An earlier plan of the city.
        case earlier
        /// It ships with the program.
        case shipped
        /// Somebody brought it for comparison.
        case brought(number: Int64, on: Instant)
    }

    /// Stays the same from one comparison to the next.
    public let id: String
    /// Where it comes from.
    public let origin: Origin
    /// Whose plan it is.
    public let place: String
    /// The title.
    public let title: String
    /// The day of issue.
    public let date: CivilDay?
    /// How many of its statements can be compared.
    public let count: Int
}
