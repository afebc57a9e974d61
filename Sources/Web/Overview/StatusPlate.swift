import PeakPlanning
import Texts
import Units
import Workflows

/// How the plan's targets stand, section by section, a sign for each (指标状态).
struct StatusPlate: Sendable {
    /// A target as a sign that leads to it.
    struct Cell: Sendable {
        let href: String
        let mark: String
        let name: String
        let word: String
    }

    /// A section of the plan.
    struct Section: Sendable {
        let heading: String
        let cells: [Cell]
        let count: String
        /// What stands in the place of signs where there are none.
        let note: String?
    }

    /// The target that is furthest away.
    struct Gap: Sendable {
        let name: String
        let href: String
        let text: String
    }

    let title: String
    let counts: [PlanPage.StatusCount]
    let sections: [Section]
    let gap: Gap?
    let source: Quoted
}

extension StatusPlate {
    init(_ view: PlanView, display: Display) {
        let texts = display.texts
        title = PlanPage.title(view.targets, display)
        counts = PlanPage.StatusCount.counts(view.targets, query: PlanQuery(), isComplete: true, display)
        sections = view.sections.map { section in
            let lines = section.targets.sorted { $0.progress.status.consequence < $1.progress.status.consequence }
            return Section(
                heading: section.heading,
                cells: lines.map {
                    Cell(
                        href: display.taskLink($0.task, number: $0.number),
                        mark: $0.progress.status.mark,
                        name: $0.indicator.name,
                        word: display.word($0.progress.status)
                    )
                },
                count: lines.isEmpty ? NumberStyle.none : display.numbers.integer(lines.count),
                note: lines.isEmpty
                    ? texts["plan.section.bare", display.numbers.integer(section.tasks.count)] : nil
            )
        }
        gap = view.targets.byDistance.first.map { Gap($0, display) }
        source = display.quoted("plan.source", view.facts.title, display.dates.day(view.facts.date))
    }
}

extension StatusPlate.Gap {
    init(_ line: TargetLine, _ display: Display) {
        let row = TargetRow(line, currentYear: 0, place: nil, display: display)
        let texts = display.texts
        let value = row.value.unit.map { $0 == "%" ? "\(row.value.number)%" : "\(row.value.number) \($0)" }
        name = line.indicator.name
        href = row.href
        let text = texts["status.gap", row.year, row.goal, value ?? row.value.number]
        self.text =
            row.hasForecast
            ? text + texts["status.gap.forecast", display.measured(row.forecast, line.judged.unit)]
            : text + texts["status.gap.end"]
    }
}

extension TargetProgress.Status {
    /// Smaller is graver.
    var consequence: Int { Self.byConsequence.firstIndex(of: self) ?? Self.byConsequence.count }
}

extension [TargetLine] {
    /// Targets that were missed, are off track or at risk and still miss something, the furthest from its goal first.
    var byDistance: [TargetLine] {
        let late = filter { line in
            (TargetProgress.Status.late + [.atRisk]).contains(line.progress.status) && (line.progress.gap ?? 0) < 0
        }
        return late.sorted { left, right in
            (left.progress.status.consequence, right.distance) < (right.progress.status.consequence, left.distance)
        }
    }
}

extension TargetLine {
    /// How much of the goal is missing, as a part of it.
    var distance: Double {
        guard let gap = progress.gap, let goal = judged.value?.doubleValue, goal != 0 else { return 0 }
        return abs(gap / goal)
    }
}
