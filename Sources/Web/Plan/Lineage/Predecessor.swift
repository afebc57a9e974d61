import PeakPlanning
import Texts
import Units
import Workflows

/// A target of an earlier plan whose place a target has taken (承接自).
struct Predecessor: Sendable {
    let from: Quoted
    let name: String
    let goal: String
    /// The language of the goal, where it is not the page's.
    let goalTag: String?
    let year: String
    let status: Status

    /// How a target stands, in a word.
    struct Status: Sendable {
        let style: String
        let word: String
    }
}

extension PlanLineageView {
    /// The targets whose place an item of the plan in force has taken by a person's decision.
    func predecessors(of item: Int64?, _ display: Display) -> [Predecessor] {
        guard let item else { return [] }
        return earlier.flatMap { plan in
            plan.predecessors(of: item).map { Predecessor($0, of: plan.facts, display) }
        }
    }
}

extension Predecessor {
    fileprivate init(_ line: TargetLine, of plan: PlanFacts, _ display: Display) {
        from = display.quoted("task.predecessor", plan.title)
        name = line.indicator.name
        goal = display.goal(line)
        goalTag = display.foreignTag(goal)
        year = line.indicator.year.map(String.init) ?? ""
        status = Status(style: line.progress.status.style, word: display.word(line.progress.status))
    }
}
