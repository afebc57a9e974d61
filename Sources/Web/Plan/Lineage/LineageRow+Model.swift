import PeakPlanning
import Texts
import Units
import Workflows

/// A target of the next plan, as the page prints it.
struct LineageTargetModel: Sendable {
    let task: String
    let name: String
    let scope: String?
    let goal: String
    /// The language of the goal, where it is not the page's.
    let goalTag: String?
    let year: String?
    /// The task's page; `nil` where the plan is not in force.
    let href: String?

    init(_ target: LineageTarget, isInForce: Bool, _ display: Display) {
        let indicator = target.indicator
        task = target.task
        name = indicator.name
        scope = indicator.scope.isEmpty || indicator.name.contains(indicator.scope) ? nil : indicator.scope
        goal = display.goal(indicator)
        goalTag = display.foreignTag(goal)
        year = indicator.year.map(String.init)
        href = isInForce ? display.taskLink(target.task) : nil
    }

    /// The target in one line, for a list to choose from.
    var line: String { [task, name, goal, year].compactMap(\.self).joined(separator: " ") }
}

/// A target of an earlier plan with how it stands and what follows it (承接行).
struct LineageRow: Sendable {
    /// One thing that was decided.
    struct Event: Sendable {
        let action: String
        /// The target that was chosen, in the plan's words.
        let follower: String?
        let who: String
        let at: String
        let reason: String
    }

    let item: String
    let target: TargetRow
    let quote: String
    /// When it was due; `nil` where the plan names no year.
    let due: String?
    let successor: LineageTargetModel?
    let state: String
    let style: String
    /// In what the numbers of the two do not compare.
    let differences: [String]
    let history: [Event]
    let historyTitle: String
    /// What confirming sends; `nil` where there is nothing to confirm.
    let pick: String?
    let canWrite: Bool
    let choose: Link
    let withdraw: String?
    /// The form that is open for it.
    let form: LineageForm?
}

extension LineageRow {
    /// What all rows of a page are made with.
    struct Maker {
        let currentYear: Int
        let place: Jurisdiction.ID?
        let query: LineageQuery
        let draft: FormDraft
        let canWrite: Bool
        let display: Display
    }
}

extension LineageRow.Maker {
    /// The rows of a plan.
    ///
    /// The next plan may have a thousand targets as well: they are looked up by their numbers, and listed only in the
    /// form that is open.
    func rows(of plan: EarlierPlan, isNextInForce: Bool) -> [LineageRow] {
        let targets = Dictionary(plan.choices.map { ($0.item, $0) }) { first, _ in first }
        return plan.lines.map { row($0, in: plan, targets, isNextInForce: isNextInForce) }
    }

    private func row(
        _ line: LineageLine,
        in plan: EarlierPlan,
        _ targets: [Int64: LineageTarget],
        isNextInForce: Bool
    ) -> LineageRow {
        let texts = display.texts
        // Also what the next plan has lost since: that is to be taken back or chosen again.
        let isDecided = line.history.first?.action == .set
        let open = query.item == line.item && canWrite ? query.act : nil
        func model(_ target: LineageTarget) -> LineageTargetModel {
            LineageTargetModel(target, isInForce: isNextInForce, display)
        }
        return LineageRow(
            item: "\(line.item)",
            target: TargetRow(line.target, currentYear: currentYear, place: place, display: display),
            quote: line.target.indicator.quote,
            due: line.target.indicator.year.map(String.init),
            successor: line.successor.map(model),
            state: texts[TextKey("lineage.state.\(line.state.rawValue)")],
            style: line.state.style,
            differences: PlanDifference.allCases.filter(line.differences.contains).map {
                texts[TextKey("plan.difference.\($0.rawValue)")]
            },
            history: line.history.map { change in
                let chosen = change.value.flatMap { Int64($0) }
                return LineageRow.Event(change, chosen, follower: chosen.flatMap { targets[$0] }.map(model), display)
            },
            historyTitle: texts["lineage.history", display.numbers.integer(line.history.count)],
            pick: canWrite && line.state == .proposed ? line.pick : nil,
            canWrite: canWrite,
            choose: Link(
                href: display.link(query.path(item: line.item, act: .set)),
                text: texts[line.state == .open ? "lineage.choose" : "lineage.change"]
            ),
            withdraw: canWrite && isDecided ? display.link(query.path(item: line.item, act: .withdraw)) : nil,
            form: open.flatMap { act in
                guard act == .set || isDecided else { return nil }
                let choices = act == .set ? plan.choices.map { (item: $0.item, target: model($0)) } : []
                return LineageForm(act, line, choices, query, draft, display)
            }
        )
    }
}

extension LineageRow.Event {
    fileprivate init(_ change: ReviewChange, _ chosen: Int64?, follower: LineageTargetModel?, _ display: Display) {
        let action: TextKey =
            switch (change.action, chosen) {
            case (.withdraw, _): "lineage.action.withdraw"
            case (_, nil): "lineage.action.end"
            default: "lineage.action.set"
            }
        self.action = display.texts[action]
        self.follower = follower?.line
        who = display.author(of: change)
        at = display.dates.minute(change.time)
        reason = change.reason
    }
}

extension LineageLine {
    /// The target as it was seen, as a form sends it.
    var pick: String { "\(item).\(revision)" }
}

extension LineageLine.State {
    /// The class of sign and word together.
    fileprivate var style: String {
        switch self {
        case .followed: "st-done"
        case .ended: "st-none"
        case .proposed: "st-unproven"
        case .open: "st-risk"
        }
    }
}
