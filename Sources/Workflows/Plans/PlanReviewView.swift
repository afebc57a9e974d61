import Access
public import PeakPlanning
public import Units

/// The plan as people check its reading (方案校对): the text task by task, and what was read from it.
public struct PlanReviewView: Sendable {
    /// Title, issuers, date.
    public let facts: PlanFacts
    /// The stored text that is looked at.
    public let text: Int64
    /// Tasks in the order of the text.
    public let tasks: [ReviewedTask]
    /// Items whose words are no longer in the text.
    public let lost: [ReviewedItem]

    /// All items.
    public var items: [ReviewedItem] { tasks.flatMap(\.items) + lost }
}

/// A task with its items.
public struct ReviewedTask: Sendable {
    /// The task; its indicators are those that everybody sees.
    public let task: PlanTask
    /// Its items in the order of the text, rejected ones among them.
    public let items: [ReviewedItem]
    /// Text that looks like a target but was not understood.
    public let unread: [String]
}

/// An item of a plan with what was read, what was said, and by whom.
public struct ReviewedItem: Sendable {
    /// The item.
    public let item: Int64
    /// Where it stands.
    public let state: PlanReview.State
    /// The code of its task; `nil` where it stands in none.
    public let task: String?
    /// What the program read; `nil` where it read nothing.
    public let read: PlanIndicator?
    /// What everybody sees; `nil` where nothing is shown.
    public let shown: PlanIndicator?
    /// What a person said last.
    public let says: PlanStatement?
    /// Whether the text has changed since a person decided.
    public let isOutdated: Bool
    /// Whether a person has to decide.
    public let isOpen: Bool
    /// The item's latest change, for optimistic writes; 0 for none.
    public let revision: Int64
    /// What people decided, latest first.
    public let history: [ReviewChange]

    /// How sure the reader is; `nil` where it read nothing.
    public var confidence: PeakPlanning.Confidence? { read?.confidence }
    /// Whether nobody has looked at it and the reader is not sure.
    public var isUnsure: Bool { state == .machine && confidence?.level != .high }
    /// Whether a lead and an indicator can be named for it.
    public var isAssignable: Bool { task != nil && shown?.isTracked == true }
    /// What to print: what everybody sees, else what was read.
    public var indicator: PlanIndicator? { shown ?? read }
}

/// Who leads a target and which indicator measures it (牵头与指标): what a person chose, and what can be chosen.
public struct ReviewAssignment: Sendable {
    /// The department that a person named; empty where the first-named one of the task leads.
    public let lead: String
    /// Departments of the plan, those of the task first.
    public let departments: [String]
    /// The indicator, with its variant behind a stroke, that a person chose; empty where the target's words decide.
    public let binding: String
    /// Indicators whose values can be compared with the target.
    public let indicators: [(binding: String, name: Bilingual)]
    /// The latest change of either, for optimistic writes; 0 for none.
    public let revision: Int64
}

/// One thing that a person decided about an item.
public struct ReviewChange: Sendable {
    /// What of the item it is about.
    public let aspect: PlanChange.Aspect
    /// What.
    public let action: PlanChange.Action
    /// The lead or the indicator that was chosen.
    public let value: String?
    /// Who; `nil` for the command line.
    public let author: PersonName?
    /// When.
    public let time: Instant
    /// Why.
    public let reason: String
    /// The fields in which it says something else than was read, with both.
    public let differences: [(field: PlanStatement.Field, read: String?, says: String?)]
}

/// Which item a person decides about, as they saw it.
public struct ReviewReference: Sendable, Hashable {
    /// The item.
    public var item: Int64
    /// The stored text that was looked at.
    public var text: Int64
    /// The item's latest change that was seen; 0 for none.
    public var revision: Int64

    /// Creates a reference.
    public init(item: Int64, text: Int64, revision: Int64) {
        self.item = item
        self.text = text
        self.revision = revision
    }
}
