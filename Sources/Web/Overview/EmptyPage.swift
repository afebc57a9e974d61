import Hummingbird
import Texts
import Units
import Workflows

/// A page without data: says so and what to do next.
struct EmptyPage: Sendable {
    let happened: String
    let next: String
    let command: String?
    let links: [Link]

    /// How a plan is imported.
    static let planCommand = "tanfeng plan import plan.txt"

    static func answer(
        _ exchange: Exchange,
        section: Section,
        state: DataState,
        year: CivilYear?,
        title: String? = nil
    ) throws -> Response {
        let texts = exchange.texts
        let display = exchange.display
        let model: EmptyPage
        if let year, let last = state.years.last {
            model = EmptyPage(
                happened: texts["empty.year", display.dates.year(year)],
                next: texts["empty.year.next"],
                command: nil,
                links: [Link(href: display.link("\(section.path)?year=\(last.number)"), text: display.dates.year(last))]
            )
        } else if state.buildingCount == 0 {
            model = EmptyPage(
                happened: texts["empty.all"],
                next: texts["empty.all.next"],
                command: "tanfeng import buildings buildings.csv",
                links: []
            )
        } else {
            model = EmptyPage(
                happened: texts["empty.readings"],
                next: texts["empty.readings.next"],
                command: "tanfeng import readings readings.csv",
                links: [Link(href: display.link("/buildings"), text: texts["nav.buildings"])]
            )
        }
        let head = PageHead(section: section, title: title ?? texts[section.key])
        return try exchange.page("empty", head, state: state, model)
    }
}
