public import PeakPlanning
public import Units

/// What took the place of the targets of the city's earlier plans (承接关系).
public struct PlanLineageView: Sendable {
    /// The plan in force.
    public let facts: PlanFacts
    /// The place whose values are shown.
    public let jurisdiction: Jurisdiction
    /// The plans before it, the latest first.
    public let earlier: [EarlierPlan]

    /// The targets of earlier plans whose place an item has taken by a person's decision.
    public func predecessors(of item: Int64) -> [TargetLine] {
        earlier.flatMap { $0.predecessors(of: item) }
    }
}

/// A plan that is no longer in force.
public struct EarlierPlan: Sendable {
    /// Title, issuers, date.
    public let facts: PlanFacts
    /// The plan after it.
    public let next: PlanFacts
    /// The stored text that is looked at.
    public let text: Int64
    /// Its targets in the order of the text.
    public let lines: [LineageLine]
    /// The targets of the next plan.
    public let choices: [LineageTarget]

    /// Targets of the next plan that follow nothing, as far as is decided or proposed.
    public var newTargets: [LineageTarget] {
        let known = Set(lines.compactMap(\.successor?.item))
        return choices.filter { !known.contains($0.item) }
    }
    /// Those of its targets whose place an item has taken by a person's decision.
    public func predecessors(of item: Int64) -> [TargetLine] {
        lines.filter { $0.state == .followed && $0.successor?.item == item }.map(\.target)
    }
    /// Targets about which the program has a proposal that nobody has decided on.
    public var proposals: [LineageLine] { lines.filter { $0.state == .proposed } }
}

/// A target of the next plan.
public struct LineageTarget: Sendable {
    /// The item.
    public let item: Int64
    /// The code of its task.
    public let task: String
    /// What the plan says.
    public let indicator: PlanIndicator
}

/// A target of an earlier plan, how it stands, and what took its place.
public struct LineageLine: Sendable {
    /// Whether somebody has decided what follows (承接状态).
    public enum State: String, Sendable, CaseIterable {
        /// An item of the next plan, by a person's decision.
        case followed
        /// Nothing, by a person's decision.
        case ended
        /// An item of the next plan, as the program proposes.
        case proposed
        /// Nobody has decided, and the program finds none.
        case open
    }

    /// The target with what was measured.
    public let target: TargetLine
    /// The item.
    public let item: Int64
    /// Whether somebody has decided.
    public let state: State
    /// What follows it; `nil` where nothing does, or is known to.
    public let successor: LineageTarget?
    /// In what the two differ, so that their numbers do not compare.
    public let differences: Set<PlanDifference>
    /// The latest decision, for optimistic writes; 0 for none.
    public let revision: Int64
    /// What people decided, latest first.
    public let history: [ReviewChange]
}
