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
    /// How it stands; `nil` where the reader does not see the place that the page judges.
    let status: Status?

    /// How a target stands, in a word.
    struct Status: Sendable {
        let style: String
        let word: String
    }
}

extension PlanLineageView {
    /// The targets whose place an item of the plan in force has taken by a person's decision, beside targets that are
    /// judged for the city.
    func predecessors(of item: Int64?, _ display: Display) -> [Predecessor] {
        guard let item else { return [] }
        return earlier.flatMap { plan in
            plan.predecessors(of: item).map {
                Predecessor($0, of: plan.facts, isJudged: jurisdiction.kind == .city, display)
            }
        }
    }
}

extension Predecessor {
    fileprivate init(_ line: TargetLine, of plan: PlanFacts, isJudged: Bool, _ display: Display) {
        from = display.quoted("task.predecessor", plan.title)
        name = line.indicator.name
        goal = display.goal(line)
        goalTag = display.foreignTag(goal)
        year = line.indicator.year.map(String.init) ?? ""
        let status = line.progress.status
        self.status = isJudged ? Status(style: status.style, word: display.word(status)) : nil
    }
}
