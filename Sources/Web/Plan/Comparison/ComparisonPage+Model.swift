import PeakPlanning
import Texts
import Units
import Workflows

/// What the page with plans side by side shows (方案对照页).
struct ComparisonPage: Sendable {
    /// A plan: a choice of the form, or the head of a column.
    struct Plan: Sendable {
        let id: String
        /// How its cells are named where no column head stands above them.
        let label: String
        let place: String
        let placeTag: String?
        let origin: String
        let title: String
        /// Its text; `nil` where no page shows it.
        let href: String?
        let date: String
        let year: String?
        let count: String
        let isChosen: Bool
    }

    /// A plan that somebody brought.
    struct Kept: Sendable {
        let number: String
        let plan: Plan
        let since: String
    }

    let notice: Notice?
    let title: String
    let subtitle: String
    let filters: [Link]
    /// The filter of the address, which the form keeps.
    let show: String?
    let choices: [Plan]
    let most: String
    /// What of the question was not answered.
    let note: String?
    let columns: [Plan]
    let rows: [ComparisonRow]
    let kept: [Kept]
    let mayKeep: Bool
    let dataAddress: String
    let planAddress: String
    let importAddress: String
}

extension ComparisonPage {
    init(
        _ view: PlanComparisonView,
        query: ComparisonQuery,
        city: Jurisdiction?,
        mayKeep: Bool,
        notice: Notice?,
        display: Display
    ) {
        let texts = display.texts
        let shown = query.shown(of: view)
        func plan(_ facts: ComparedPlan, _ others: [ComparedPlan]) -> Plan {
            Plan(facts, among: others, isChosen: view.chosen.contains { $0.id == facts.id }, city: city, display)
        }
        self.notice = notice
        self.mayKeep = mayKeep
        title = Self.title(view, display)
        subtitle = texts["comparison.subtitle"]
        filters = ComparisonFilter.allCases.map { filter in
            let count = display.numbers.integer(view.rows.count(where: filter.takes))
            return Link(
                href: display.link(ComparisonQuery.path + query.showing(filter).text),
                text: "\(texts[TextKey("comparison.show.\(filter.rawValue)")]) \(count)",
                isCurrent: filter == shown
            )
        }
        show = query.filter?.rawValue
        choices = view.plans.map { plan($0, view.plans) }
        most = texts["comparison.plans", "\(Platform.mostComparedPlans)"]
        let left = query.left(of: view)
        note =
            left > 0
            ? texts["comparison.tooMany", "\(Platform.mostComparedPlans)", display.numbers.integer(left)]
            : view.chosen.count < 2 ? texts["comparison.alone"] : nil
        let columns = view.chosen.map { plan($0, view.chosen) }
        self.columns = columns
        rows = view.rows.filter(shown.takes).map { ComparisonRow($0, view, columns, display) }
        kept = view.plans.compactMap { facts in
            guard case .brought(let number, let time) = facts.origin else { return nil }
            return Kept(number: "\(number)", plan: plan(facts, view.plans), since: display.dates.minute(time))
        }
        dataAddress = "/api/v1\(ComparisonQuery.path)\(query.text)"
        planAddress = display.link("/plan")
        importAddress = display.link("/plan/import")
    }

    /// What the plans come to.
    private static func title(_ view: PlanComparisonView, _ display: Display) -> String {
        let texts = display.texts
        let common = view.rows.count(where: ComparisonFilter.common.takes)
        let conflicts = view.rows.count(where: ComparisonFilter.conflicts.takes)
        let count = display.numbers.integer(common)
        if view.chosen.count < 2 { return texts["comparison.title.one"] }
        if common == 0 { return texts["comparison.title.none"] }
        return conflicts == 0
            ? texts["comparison.title.agree", count]
            : texts["comparison.title.conflicts", count, display.numbers.integer(conflicts)]
    }
}

extension ComparisonPage.Plan {
    fileprivate init(
        _ facts: ComparedPlan,
        among others: [ComparedPlan],
        isChosen: Bool,
        city: Jurisdiction?,
        _ display: Display
    ) {
        let isOwn = facts.origin == .inForce || facts.origin == .earlier
        let name = isOwn ? city.map(display.name) ?? facts.place : facts.place
        let printed = facts.date.map { "\($0.year.number)" }
        // Two plans of one place are told apart by their years.
        let isAlone = others.count { $0.place == facts.place } == 1
        id = facts.id
        label = isAlone ? name : [name, printed].compactMap(\.self).joined(separator: " ")
        place = name
        placeTag = display.foreignTag(name)
        origin = display.word(facts.origin)
        title = facts.title
        href = facts.origin == .inForce ? display.link("/plan/text") : nil
        date = display.dates.day(facts.date)
        year = printed
        count = display.numbers.integer(facts.count)
        self.isChosen = isChosen
    }
}

extension Display {
    fileprivate func word(_ origin: ComparedPlan.Origin) -> String {
        switch origin {
        case .inForce: texts["comparison.origin.inForce"]
        case .earlier: texts["comparison.origin.earlier"]
        case .shipped: texts["comparison.origin.shipped"]
        case .brought: texts["comparison.origin.brought"]
        }
    }
}
