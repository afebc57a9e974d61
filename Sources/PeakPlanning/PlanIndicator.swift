public import Units

/// Something a plan states that can be followed or checked (指标): a target, a milestone, a rule, an aim, a past fact.
public struct PlanIndicator: Hashable, Sendable {
    /// What kind of statement it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A quantity to reach (量化目标).
        case target
        /// A thing to have done by a year (节点).
        case milestone
        /// A standing numeric requirement to check per project (规定).
        case rule
        /// A dated aim without a number (定性目标).
        case qualitative
        /// A past achievement with a number, never a target (已有成效).
        case baselineFact = "baseline_fact"
    }

    /// How a value compares with the stated one.
    public enum Comparator: String, Decodable, Sendable, CaseIterable {
        /// 达到, 不低于, 以上.
        case atLeast = ">="
        /// 超过.
        case moreThan = ">"
        /// 控制在…以内, 不高于.
        case atMost = "<="
        /// 小于.
        case lessThan = "<"
        /// 全部, 100 %.
        case equal = "="
        /// 1-2个.
        case between

        /// What 不 makes of it: 不低于 of 低于.
        var opposite: Self {
            switch self {
            case .atLeast: .lessThan
            case .moreThan: .atMost
            case .atMost: .moreThan
            case .lessThan: .atLeast
            case .equal, .between: self
            }
        }
    }

    /// The identity it keeps through corrected texts of its plan (条目编号); `nil` before it was imported.
    public var item: Int64?
    /// What kind of statement it is.
    public var kind: Kind
    /// What is measured, such as 城市生活垃圾回收利用率.
    public var name: String
    /// How a value must compare; `nil` without a number.
    public var comparator: Comparator?
    /// The number as printed; the lower end of a range.
    public var value: FixedPoint?
    /// The upper end of a range (``Comparator/between``).
    public var upperValue: FixedPoint?
    /// The unit as printed (万 and 亿 stay in it), such as `万平方米`, `吨/万平方米`; `nil` where dimensionless.
    public var unit: String?
    /// By which year; the last one of a five-year period; `nil` where the text names none.
    public var year: Int?
    /// The words that name the year, such as 到2025年.
    public var yearPhrase: String?
    /// The verb that carries the comparison, such as 达到.
    public var verb: String
    /// What a relative change starts from, such as 较2023年; `nil` where the value is absolute.
    public var baseline: Baseline?
    /// 力争, 争取, 鼓励, 不低于; empty where there is none.
    public var qualifier: String
    /// To what it applies, such as 新建建筑.
    public var scope: String
    /// The words it was read from; a substring of the task's text.
    public var quote: String
    /// Whether the number is not printed (全部, 全面, 完成).
    public var isImplied: Bool
    /// Where ``quote`` stands. [UTF-8 bytes of the task's text]
    public var quoteMark: Range<Int>
    /// Where the value with its comparing words stands, such as `35%以上`; 达到 stays outside; `nil` where implied.
    public var valueMark: Range<Int>?
    /// Where the words that name the year stand, inherited ones included.
    public var yearMark: Range<Int>?
    /// The production of the grammar that read it (规则), such as `value.level`; the words stand in `Texts` under
    /// `plan.rule.<production>`.
    public var production: String
    /// How sure the reader is, and why not more (可信度).
    public var confidence: Confidence
    /// The department that leads by a person's decision; `nil` where the task's first one does.
    public var lead: String?
    /// The indicator that measures it by a person's decision; `nil` where the usual rule finds one.
    public var binding: String?

    /// What a relative change starts from.
    public struct Baseline: Hashable, Sendable {
        /// Which way the value is to go.
        public enum Direction: String, Sendable, CaseIterable {
            /// 提高, 增长.
            case up = "relative_increase"
            /// 下降, 降低.
            case down = "relative_decrease"
        }

        /// The year, where named.
        public var year: Int?
        /// The words, such as 较2023年.
        public var text: String
        /// Which way the value is to go; the value itself is the size of the change.
        public var direction: Direction

        /// Creates a baseline.
        public init(year: Int?, text: String, direction: Direction = .up) {
            self.year = year
            self.text = text
            self.direction = direction
        }
    }

    /// Creates an indicator.
    public init(
        item: Int64? = nil,
        kind: Kind,
        name: String,
        comparator: Comparator? = nil,
        value: FixedPoint? = nil,
        upperValue: FixedPoint? = nil,
        unit: String? = nil,
        year: Int? = nil,
        yearPhrase: String? = nil,
        verb: String = "",
        baseline: Baseline? = nil,
        qualifier: String = "",
        scope: String = "",
        quote: String,
        isImplied: Bool = false,
        quoteMark: Range<Int>,
        valueMark: Range<Int>? = nil,
        yearMark: Range<Int>? = nil,
        production: String,
        confidence: Confidence = .full
    ) {
        self.item = item
        self.kind = kind
        self.name = name
        self.comparator = comparator
        self.value = value
        self.upperValue = upperValue
        self.unit = unit
        self.year = year
        self.yearPhrase = yearPhrase
        self.verb = verb
        self.baseline = baseline
        self.qualifier = qualifier
        self.scope = scope
        self.quote = quote
        self.isImplied = isImplied
        self.quoteMark = quoteMark
        self.valueMark = valueMark
        self.yearMark = yearMark
        self.production = production
        self.confidence = confidence
    }

    /// The codes of all productions of the grammar, in no particular order.
    public static let rules = Statement.Production.allCases.map(\.rawValue)

    /// Whether it is about the year in which emissions are highest (达峰): its series is one of yearly emissions.
    public var isPeak: Bool { production == Statement.Production.peak.rawValue }

    /// 年, the unit of values that are years.
    public static let yearUnit = "\u{5E74}"

    /// Whether somebody must report or measure a value for it.
    public var isTracked: Bool { kind == .target || kind == .milestone }
}
