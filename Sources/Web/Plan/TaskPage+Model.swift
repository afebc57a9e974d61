import PeakPlanning
import Texts
import Units
import Workflows

/// What the page of one task shows.
struct TaskPage: Sendable {
    /// One thing read from the text that nobody must report.
    struct Statement: Sendable {
        let number: String
        let kind: String
        let name: String
        let demand: String?
        let demandTag: String?
        let year: String?
    }

    /// Who is responsible, in which way.
    struct Duty: Sendable {
        let name: String
        /// Departments, in the plan's words.
        let words: String?
        let places: [Link]
        let note: String?
    }

    let number: String
    let heading: String
    let subtitle: String
    let text: SourceText
    let duties: [Duty]
    let source: Quoted
    let section: String
    let textAddress: String
    let reviewAddress: String
    let dataAddress: String
    let targetsTitle: String
    let targetsSubtitle: String
    /// Whose values they are, where not the city's.
    let districtNote: String?
    let targets: [TargetRow]
    let statements: [Statement]
    let previous: PlanPage.Task?
    let next: PlanPage.Task?
}

extension TaskPage {
    init(_ view: TaskView, lineage: PlanLineageView?, currentYear: Int, display: Display) {
        let texts = display.texts
        let task = view.task
        number = task.id
        heading = task.heading
        text = SourceText(task)
        subtitle = Self.subtitle(task, display)
        duties = Self.duties(view, display)
        source = display.quoted("task.source", view.facts.title, display.dates.day(view.facts.date))
        section = task.section
        textAddress = display.link("/plan/text")
        reviewAddress = display.link("/plan/review?task=\(task.id.percentEncoded)")
        dataAddress = "/api/v1/plan/tasks/\(task.id.percentEncoded)"
        let count = display.numbers.integer(view.targets.count)
        targetsTitle = view.targets.isEmpty ? texts["task.targets.none"] : texts["task.targets", count]
        targetsSubtitle = Self.statuses(view.targets, display)
        let place = view.jurisdiction.kind == .city ? nil : view.jurisdiction.id
        districtNote = place.map { _ in texts["plan.district", display.name(view.jurisdiction)] }
        targets = view.targets.map {
            var row = TargetRow($0, currentYear: currentYear, place: place, display: display)
            row.predecessors = lineage?.predecessors(of: $0.indicator.item, display) ?? []
            return row
        }
        statements = task.indicators.enumerated().filter { !$0.element.isTracked }.map {
            Statement($0.element, number: $0.offset + 1, display)
        }
        previous = view.previous.map { PlanPage.Task($0, display) }
        next = view.next.map { PlanPage.Task($0, display) }
    }

    private static func subtitle(_ task: PlanTask, _ display: Display) -> String {
        let years = Set(task.indicators.compactMap(\.yearMark)).count
        return display.texts[
            "task.subtitle",
            display.numbers.integer(task.indicators.count { $0.valueMark != nil }),
            display.numbers.integer(years),
            display.numbers.integer(task.departments.count)
        ]
    }

    private static func statuses(_ lines: [TargetLine], _ display: Display) -> String {
        display.joined(
            TargetProgress.Status.counted.compactMap { status in
                let count = lines.count { $0.progress.status == status }
                return count > 0
                    ? display.texts["task.targets.status", display.numbers.integer(count), display.word(status)] : nil
            }
        )
    }

    private static func duties(_ view: TaskView, _ display: Display) -> [Duty] {
        let texts = display.texts
        let task = view.task
        func words(_ actors: some Sequence<PlanActor>) -> String { actors.map(\.name).joined(separator: "\u{3001}") }
        let others = task.departments.dropFirst()
        let places = view.executors.map {
            Link(href: display.link("/plan?district=\($0.id.rawValue)"), text: display.name($0))
        }
        let reporters = view.targets.compactMap(\.reporter).reduce(into: [(name: String, count: Int)]()) { list, name in
            if let index = list.firstIndex(where: { $0.name == name }) {
                list[index].count += 1
            } else {
                list.append((name, 1))
            }
        }
        return [
            task.departments.first.map { Duty(name: texts["task.lead"], words: $0.name, places: [], note: nil) },
            others.isEmpty
                ? nil
                : Duty(
                    name: texts["task.others"],
                    words: words(others),
                    places: [],
                    note: task.isOpenEnded ? texts["task.openEnded"] : nil
                ),
            task.executors.isEmpty
                ? nil
                : Duty(name: texts["task.executors"], words: words(task.executors), places: places, note: nil),
        ].compactMap(\.self)
            + reporters.map {
                Duty(
                    name: texts["task.reporter"],
                    words: $0.name,
                    places: [],
                    note: texts["task.reporter.count", display.numbers.integer($0.count)]
                )
            }
    }
}

extension TaskPage.Statement {
    fileprivate init(_ indicator: PlanIndicator, number: Int, _ display: Display) {
        self.number = "\(number)"
        kind = display.texts[TextKey("target.kind.\(indicator.kind.rawValue)")]
        name = indicator.name.isEmpty ? indicator.quote : indicator.name
        let demand = indicator.value == nil ? nil : display.goal(indicator)
        self.demand = demand
        demandTag = demand.flatMap(display.foreignTag)
        year = indicator.year.map { display.dates.year(CivilYear($0)) }
    }
}

extension PlanPage.Task {
    /// A task beside another one.
    init(_ task: TaskSummary, _ display: Display) {
        number = task.id
        heading = task.heading
        href = display.taskLink(task.id)
        subsection = nil
        departments = ""
    }
}

/// What the page of the plan's text shows.
struct PlanTextPage: Sendable {
    let title: String
    let source: Quoted
    let paragraphs: [String]
    let reviewAddress: String

    init(_ facts: PlanFacts, text: String, display: Display) {
        title = facts.title
        reviewAddress = display.link("/plan/review")
        source = display.quoted(
            "plan.text.source",
            facts.issuers.joined(separator: "\u{3001}"),
            display.dates.day(facts.date),
            "\(facts.revision)"
        )
        paragraphs = text.split(whereSeparator: \.isNewline).map { line in
            String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }.filter { !$0.isEmpty }
    }
}
