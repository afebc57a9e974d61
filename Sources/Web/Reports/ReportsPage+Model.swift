import Texts
import Units
import Workflows

/// What the list of reported values shows (填报页).
struct ReportsPage: Sendable {
    /// One value.
    struct Row: Sendable {
        let place: String
        let value: Figure
        let before: String
        let reporter: String
        let author: String?
        let evidence: String
        let status: String
        let state: String
        let isMissing: Bool
        let isNew: Bool
        let href: String
        let action: String
    }

    /// The values of a quantity.
    struct Group: Sendable {
        let name: String
        let scope: String?
        let unit: String
        let meaning: String
        let targets: [Link]
        let reporters: String
        let rows: [Row]
    }

    let notice: Notice?
    let title: String
    let news: NewsLine?
    let progress: String
    let status: String
    let years: [Link]
    let departments: [Choice]
    let places: [Choice]
    let tasks: [Choice]
    let shows: [Link]
    let year: String
    let show: String?
    let groups: [Group]
    let template: String?
    /// How large a file may be, in words; `nil` where the reader may send none.
    let upload: String?
    let mayAsk: Bool
    let ask: String
    let dataAddress: String
}

extension ReportsPage {
    /// `isNew` says what others have reported since the reader's last look; `onlyNew` leaves the rest out.
    init(
        _ list: ReportList,
        query: ReportQuery,
        look: Instant?,
        isNew: (ReportLine) -> Bool,
        onlyNew: Bool,
        limit: Int,
        notice: Notice?,
        display: Display
    ) {
        let texts = display.texts
        let fresh = list.lines.filter(isNew)
        let onlyFresh = query.path { $0.year = list.year }
        news = NewsLine(fresh.count, since: look, href: display.link("\(onlyFresh)&show=changed"), display)
        self.notice = notice
        title = texts["reports.of", "\(list.year)"]
        progress =
            texts[
                list.missing > 0 ? "reports.progress" : "reports.complete",
                display.numbers.integer(list.owed - list.missing),
                display.numbers.integer(list.owed),
                display.numbers.integer(list.missing)
            ]
        status = list.missing > 0 ? "st-risk" : "st-done"
        years = list.years.map { year in
            Link(href: display.link(query.path { $0.year = year }), text: "\(year)", isCurrent: year == list.year)
        }
        let all = Choice(value: "", text: texts["filter.all"], isCurrent: false)
        departments =
            [all] + list.departments.map { Choice(value: $0, text: $0, isCurrent: $0 == query.department) }
        places =
            [all]
            + list.places.map {
                Choice(value: "\($0.id.rawValue)", text: display.name($0), isCurrent: $0.id == query.district)
            }
        tasks = [all] + list.tasks.map { Choice(value: $0, text: $0, isCurrent: $0 == query.task) }
        shows = [false, true].map { only in
            Link(
                href: display.link(query.path { $0.isMissingOnly = only }),
                text: texts[only ? "reports.missingOnly" : "filter.all"],
                isCurrent: only == query.isMissingOnly && !onlyNew
            )
        }
        year = "\(list.year)"
        show = query.isMissingOnly ? "missing" : nil
        groups = Self.groups(onlyNew ? fresh : list.lines, isNew, display)
        template = list.mayWrite ? query.path("/reports/template.csv") { $0.year = list.year } : nil
        upload = list.mayWrite ? texts["jobs.upload.limit", display.numbers.integer(limit >> 20)] : nil
        mayAsk = list.mayAsk && list.missing > 0
        ask = texts["reports.ask", "\(list.year)"]
        dataAddress = "/api/v1/reports?year=\(list.year)"
    }

    private static func groups(
        _ lines: [ReportLine],
        _ isNew: (ReportLine) -> Bool,
        _ display: Display
    ) -> [Group] {
        var groups: [[ReportLine]] = []
        for line in lines {
            if let last = groups.last?.last, last.quantity == line.quantity, last.scope == line.scope {
                groups[groups.count - 1].append(line)
            } else {
                groups.append([line])
            }
        }
        return groups.compactMap { lines in lines.first.map { Group($0, lines, isNew, display) } }
    }
}

extension ReportsPage.Group {
    fileprivate init(
        _ first: ReportLine,
        _ lines: [ReportLine],
        _ isNew: (ReportLine) -> Bool,
        _ display: Display
    ) {
        name = display.name(first.quantity.name)
        scope = first.scopeName.map(display.name)
        unit = display.name(first.quantity.unit)
        meaning = display.name(first.meaning)
        targets = Self.targets(first.targets, display)
        var seen: Set<String> = []
        reporters = display.joined(first.targets.map { display.name($0.reporter) }.filter { seen.insert($0).inserted })
        rows = lines.map { ReportsPage.Row($0, isNew: isNew($0), display) }
    }

    /// The targets that a value is for, each with the way to its task.
    static func targets(_ targets: [ReportedTarget], _ display: Display) -> [Link] {
        targets.map { target in
            Link(
                href: display.link("/plan/tasks/\(target.task.percentEncoded)"),
                text: "\(target.task) \(target.name)",
                language: display.foreignTag(target.name)
            )
        }
    }
}

extension ReportsPage.Row {
    fileprivate init(_ line: ReportLine, isNew: Bool, _ display: Display) {
        let texts = display.texts
        place = display.name(line.place)
        value = Figure(line.value.map(display.quantity) ?? NumberStyle.none)
        before = line.before.map(display.quantity) ?? NumberStyle.none
        reporter = line.latest?.reporter ?? ""
        author = line.latest.map { display.dates.minute($0.time) }
        evidence = line.latest?.evidence ?? ""
        status = line.state.status
        state = texts[TextKey("report.state.\(line.state.rawValue)")]
        isMissing = line.state == .missing
        self.isNew = isNew
        href = display.link(line.path)
        let act: TextKey =
            !line.mayWrite ? "report.act.look" : line.state == .missing ? "report.act.enter" : "report.act.correct"
        action = texts[act]
    }
}

extension ReportLine.State {
    /// The mark that pages give it.
    var status: String {
        switch self {
        case .missing: "st-risk"
        case .reported: "st-done"
        case .covered: "st-none"
        }
    }
}

extension ReportLine {
    /// The address of its page.
    var path: String {
        let population = scope.isEmpty ? "" : "&population=\(scope.percentEncoded)"
        return "/reports/\(quantity.id.percentEncoded)?year=\(year)&district=\(place.id.rawValue)\(population)"
    }
}

extension ReportQuery {
    /// The address of the list with something changed.
    func path(_ path: String = "/reports", _ change: (inout ReportQuery) -> Void) -> String {
        var query = self
        change(&query)
        let parts = [
            query.year.map { "year=\($0)" }, query.department.map { "department=\($0.percentEncoded)" },
            query.district.map { "district=\($0.rawValue)" }, query.task.map { "task=\($0.percentEncoded)" },
            query.isMissingOnly ? "show=missing" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))"
    }
}
