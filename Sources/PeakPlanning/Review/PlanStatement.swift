public import Units

/// What one item of a plan says (条目内容), as far as a person may set it.
///
/// It is kept with every human change, and compared: between what was read and what a person says, and between the
/// readings of two texts.
public struct PlanStatement: Hashable, Sendable {
    /// The code of the task that it stands in.
    public var task: String
    /// The heading of that task, by which it is found where tasks were renumbered.
    public var heading: String
    /// What kind of statement it is.
    public var kind: PlanIndicator.Kind
    /// What is measured.
    public var name: String
    /// How a value must compare; `nil` without a number.
    public var comparator: PlanIndicator.Comparator?
    /// The number; the lower end of a range.
    public var value: FixedPoint?
    /// The upper end of a range.
    public var upperValue: FixedPoint?
    /// The unit as printed; `nil` where dimensionless.
    public var unit: String?
    /// By which year.
    public var year: Int?
    /// What a relative change starts from.
    public var baseline: PlanIndicator.Baseline?
    /// 力争, 争取, 鼓励, 不低于; empty where there is none.
    public var qualifier: String
    /// To what it applies.
    public var scope: String
    /// The words that it stands in.
    public var quote: String

    /// Creates a statement.
    public init(
        task: String,
        heading: String = "",
        kind: PlanIndicator.Kind,
        name: String,
        comparator: PlanIndicator.Comparator? = nil,
        value: FixedPoint? = nil,
        upperValue: FixedPoint? = nil,
        unit: String? = nil,
        year: Int? = nil,
        baseline: PlanIndicator.Baseline? = nil,
        qualifier: String = "",
        scope: String = "",
        quote: String
    ) {
        self.task = task
        self.heading = heading
        self.kind = kind
        self.name = name
        self.comparator = comparator
        self.value = value
        self.upperValue = upperValue
        self.unit = unit
        self.year = year
        self.baseline = baseline
        self.qualifier = qualifier
        self.scope = scope
        self.quote = quote
    }

    /// What an indicator of a task says.
    public init(_ indicator: PlanIndicator, in task: PlanTask) {
        self.init(
            task: task.id,
            heading: task.heading,
            kind: indicator.kind,
            name: indicator.name,
            comparator: indicator.comparator,
            value: indicator.value,
            upperValue: indicator.upperValue,
            unit: indicator.unit,
            year: indicator.year,
            baseline: indicator.baseline,
            qualifier: indicator.qualifier,
            scope: indicator.scope,
            quote: indicator.quote
        )
    }
}
