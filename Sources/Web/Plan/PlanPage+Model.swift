import PeakPlanning
import Texts
import Units
import Workflows

/// What the plan's page shows.
struct PlanPage: Sendable {
    /// How many targets stand in one way, as a link to them.
    struct StatusCount: Sendable {
        let style: String
        let word: String
        let count: String
        let href: String
        let isCurrent: Bool
    }

    /// A section of the plan with its targets.
    struct Section: Sendable {
        let heading: String
        let counts: [StatusCount]
        let rows: [TargetRow]
        /// What stands in the place of targets where there are none.
        let note: String?
        let tasksHref: String
    }

    /// A section of the plan with its tasks.
    struct TaskGroup: Sendable {
        let id: String
        let heading: String
        let tasks: [Task]
    }

    /// A task of the list.
    struct Task: Sendable {
        let number: String
        let heading: String
        let href: String
        let subsection: String?
        let departments: String
    }

    let title: String
    let source: Quoted
    let years: [Link]
    let year: String?
    let status: String?
    let departments: [Choice]
    let districts: [Choice]
    let statuses: [StatusCount]
    let districtNote: String?
    /// What has changed since the reader's last look; `nil` where nothing has.
    let news: String?
    let isFiltered: Bool
    let clear: String
    let sections: [Section]
    let hasRows: Bool
    let tasksTitle: String
    let groups: [TaskGroup]
    let tableAddress: String
    let dataAddress: String
    let textAddress: String
    let reviewAddress: String
    let indicatorsAddress: String
    let forecastsAddress: String
    let compareAddress: String
    let lineageAddress: String
}

extension PlanPage {
    init(_ view: PlanView, query: PlanQuery, places: [Jurisdiction], news: PlanNews, display: Display) {
        let texts = display.texts
        let all = view.targets
        let shown = all.filter(query.matches)
        title = Self.title(shown, display)
        source = display.quoted("plan.source", view.facts.title, display.dates.day(view.facts.date))
        years = Self.years(all, query, display)
        year = query.year.map(String.init)
        status = query.status?.rawValue
        departments = Self.departments(all, query, display)
        districts = places.map {
            let isCity = $0.kind == .city
            let isShown = isCity ? query.district == nil || query.district == $0.id : query.district == $0.id
            return Choice(value: isCity ? "" : "\($0.id.rawValue)", text: display.name($0), isCurrent: isShown)
        }
        statuses = Self.statuses(all.filter(query.with(\.status, nil).matches), query, display)
        let isCity = view.jurisdiction.kind == .city
        districtNote = isCity ? nil : texts["plan.district", display.name(view.jurisdiction)]
        isFiltered = query.isFiltered
        clear = display.link("/plan\(PlanQuery(district: query.district).text)")
        sections = Self.sections(view, query, news, display)
        self.news =
            news.isNewPlan
            ? texts["look.plan", display.dates.minute(view.facts.importedAt)]
            : NewsLine(news.targets.count, since: news.look, href: "", display)?.text
        hasRows = !shown.isEmpty
        groups = view.sections.enumerated().compactMap { index, section in
            let tasks = section.tasks.filter(query.matches)
            return tasks.isEmpty ? nil : TaskGroup(index, section, tasks, display)
        }
        tasksTitle = texts["plan.tasks", display.numbers.integer(groups.reduce(0) { $0 + $1.tasks.count })]
        tableAddress = "/api/v1/plan/targets.csv\(query.text)"
        dataAddress = "/api/v1/plan\(query.text)"
        textAddress = display.link("/plan/text")
        reviewAddress = display.link("/plan/review")
        indicatorsAddress = display.link("/indicators")
        forecastsAddress = display.link("/plan/forecasts\(PlanQuery(district: query.district).text)")
        compareAddress = display.link(ComparisonQuery.path)
        lineageAddress = display.link("/plan/lineage\(PlanQuery(district: query.district).text)")
    }

    /// What the targets that are shown come to.
    static func title(_ lines: [TargetLine], _ display: Display) -> String {
        let counts = lines.reduce(into: [:]) { $0[$1.progress.status, default: 0] += 1 }
        let count = display.numbers.integer(lines.count)
        let texts = display.texts
        if lines.isEmpty { return texts["plan.title.none"] }
        if counts[.noData] == lines.count { return texts["plan.title.noData", count] }
        let late = (TargetProgress.Status.late + [.atRisk]).compactMap { status in
            counts[status].map {
                texts[TextKey("plan.title.\(status.rawValue)"), display.numbers.integer($0)]
            }
        }
        return late.isEmpty ? texts["plan.title.fine", count] : texts["plan.title.late", count, display.joined(late)]
    }

    private static func years(_ all: [TargetLine], _ query: PlanQuery, _ display: Display) -> [Link] {
        let counted = all.filter(query.with(\.year, nil).matches)
        func link(_ year: Int?, _ name: String, _ count: Int) -> Link {
            Link(
                href: display.link("/plan\(query.with(\.year, year).text)"),
                text: "\(name) \(display.numbers.integer(count))",
                isCurrent: query.year == year
            )
        }
        let years = Set(all.compactMap(\.indicator.year)).union([query.year].compactMap(\.self)).sorted()
        return [link(nil, display.texts["filter.all"], counted.count)]
            + years.map { year in
                link(year, display.dates.year(CivilYear(year)), counted.count { $0.indicator.year == year })
            }
    }

    /// The departments that lead, those with most targets first.
    private static func departments(_ all: [TargetLine], _ query: PlanQuery, _ display: Display) -> [Choice] {
        let counts = all.compactMap(\.lead).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let names = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let unknown = [query.department].compactMap(\.self).filter { counts[$0] == nil }
        return (names + unknown).map { Choice(value: $0, text: $0, isCurrent: $0 == query.department) }
    }

    private static func statuses(_ lines: [TargetLine], _ query: PlanQuery, _ display: Display) -> [StatusCount] {
        StatusCount.counts(lines, query: query, isComplete: true, display)
    }

    private static func sections(
        _ view: PlanView,
        _ query: PlanQuery,
        _ news: PlanNews,
        _ display: Display
    ) -> [Section] {
        let place = view.jurisdiction.kind == .city ? nil : view.jurisdiction.id
        return view.sections.enumerated().compactMap { index, section in
            let lines = section.targets.filter(query.matches)
            if lines.isEmpty, query.isFiltered { return nil }
            let isBare = section.targets.isEmpty
            return Section(
                heading: section.heading,
                counts: StatusCount.counts(lines, query: query, isComplete: false, display),
                rows: lines.map {
                    var row = TargetRow($0, currentYear: view.currentYear, place: place, display: display)
                    row.isNew = news.targets.contains("\($0.task) \($0.number)")
                    return row
                },
                note: isBare ? display.texts["plan.section.bare", display.numbers.integer(section.tasks.count)] : nil,
                tasksHref: "#s\(index + 1)"
            )
        }
    }
}

extension PlanPage.StatusCount {
    /// How many targets stand how; those that none stands in only where all are asked for.
    static func counts(
        _ lines: [TargetLine],
        query: PlanQuery,
        isComplete: Bool,
        _ display: Display
    ) -> [PlanPage.StatusCount] {
        TargetProgress.Status.counted.compactMap { status in
            let count = lines.count { $0.progress.status == status }
            guard isComplete && status.isUsual || count > 0 else { return nil }
            let isCurrent = query.status == status
            return PlanPage.StatusCount(
                style: status.style,
                word: display.word(status),
                count: display.numbers.integer(count),
                href: display.link("/plan\(query.with(\.status, isCurrent ? nil : status).text)"),
                isCurrent: isCurrent
            )
        }
    }
}

extension PlanPage.TaskGroup {
    fileprivate init(_ index: Int, _ section: PlanSection, _ tasks: [TaskSummary], _ display: Display) {
        id = "s\(index + 1)"
        heading = section.heading
        self.tasks = tasks.map { task in
            let parts = task.section.split(separator: " / ")
            return PlanPage.Task(
                number: task.id,
                heading: task.heading,
                href: display.taskLink(task.id),
                subsection: parts.count > 1 ? parts.dropFirst().joined(separator: " ") : nil,
                // Words of the plan: joined as the plan joins them.
                departments: task.departments.joined(separator: "\u{3001}")
            )
        }
    }
}
