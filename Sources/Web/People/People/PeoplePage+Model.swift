import Access
import Texts
import Units
import Workflows

/// What the list of people shows (人员列表).
struct PeoplePage: Sendable {
    /// One person.
    struct Row: Sendable {
        let name: String
        let href: String
        let login: String
        let roles: String
        let factor: String
        let seen: String
        let status: String
        let state: String
        let locked: String?
        /// Whether somebody else has changed it since the reader's last look.
        var isNew = false
    }

    let notice: Notice?
    /// What is still to be done before nobody can both grant and hide; `nil` once it is.
    let separation: SeparationPlate?
    let text: String
    let states: [Choice]
    let roles: [Choice]
    let isFiltered: Bool
    let title: String
    let news: NewsLine?
    let rows: [Row]
    let first: String?
    let next: String?
    let mayAdd: Bool
}

/// The plate that warns while one person holds several administrations (三员未分).
struct SeparationPlate: Sendable {
    let holders: [Link]
}

extension PeoplePage {
    init(
        _ page: Page<PersonSummary>,
        query: PeopleQuery,
        separation: [PersonSummary],
        news: (list: ListNews, count: Int),
        exchange: Exchange
    ) {
        let display = exchange.display
        let texts = exchange.texts
        notice = exchange.doneNotice
        self.separation = SeparationPlate(separation, display)
        text = query.text ?? ""
        states = Person.State.allCases.map {
            Choice(
                value: $0.rawValue,
                text: texts[TextKey("person.state.\($0.rawValue)")],
                isCurrent: $0 == query.state
            )
        }
        roles = Role.allCases.filter { $0 != .public }.map {
            Choice(value: $0.rawValue, text: display.name($0), isCurrent: $0 == query.role)
        }
        isFiltered = query.text != nil || query.state != nil || query.role != nil || query.only != nil
        title = texts["people.count", display.numbers.integer(page.total)]
        let filters: [(String, String?)] = [
            ("q", query.text), ("state", query.state?.rawValue), ("role", query.role?.rawValue),
        ]
        func address(_ cursor: String?, changed: String? = exchange.query("changed")) -> String {
            let parts = (filters + [("changed", changed), ("cursor", cursor)]).compactMap { name, value in
                value.map { "\(name)=\($0.percentEncoded)" }
            }
            return display.link(parts.isEmpty ? "/people" : "/people?" + parts.joined(separator: "&"))
        }
        let part = ListNewsPart(news.list, count: news.count, of: page.total, href: address(nil, changed: "1"), display)
        self.news = part.line
        rows = page.rows.map {
            var row = Row($0, now: exchange.site.now(), display)
            row.isNew = part.isNew($0.id.rawValue)
            return row
        }
        first = query.after == nil ? nil : address(nil)
        next = page.next.map { address($0) }
        mayAdd = exchange.may(.accounts)
    }
}

extension PeoplePage.Row {
    init(_ summary: PersonSummary, now: Instant, _ display: Display) {
        let texts = display.texts
        name = display.name(summary.person)
        href = display.link("/people/\(summary.id.rawValue)")
        login = summary.person.state == .erased ? NumberStyle.none : summary.person.login
        roles = summary.grants.isEmpty ? texts["layout.noRole"] : display.roles(summary.grants)
        factor = texts[summary.hasSecondFactor ? "account.factor.on" : "account.factor.off"]
        seen = display.dates.minute(summary.lastSeen)
        status = summary.person.state.status
        state = texts[TextKey("person.state.\(summary.person.state.rawValue)")]
        locked = summary.lockedUntil.flatMap { $0 > now ? texts["people.locked", display.dates.minute($0)] : nil }
    }
}

extension SeparationPlate {
    /// `nil` where every administration has a person of its own.
    init?(_ holders: [PersonSummary], _ display: Display) {
        guard !holders.isEmpty else { return nil }
        self.holders = holders.map {
            Link(href: display.link("/people/\($0.id.rawValue)"), text: display.name($0.person))
        }
    }
}

extension Person.State {
    /// The sign of the state.
    var status: String {
        switch self {
        case .active: "st-done"
        case .invited, .disabled, .erased: "st-none"
        }
    }
}

extension Display {
    /// What a page calls somebody: an erased person by number.
    func name(_ person: Person) -> String {
        person.state == .erased ? texts["person.erased.name", "\(person.id.rawValue)"] : person.name
    }
}

extension Platform {
    /// People who hold more than one of the three administrations today.
    func separation() async throws -> [PersonSummary] {
        let holders =
            try await people(PeopleQuery(state: .active, role: .systemAdministrator, limit: 50)).rows
            + people(PeopleQuery(state: .active, role: .securityAdministrator, limit: 50)).rows
        var seen: Set<Person.ID> = []
        return holders.filter { summary in
            let held = Set(summary.grants.map(\.grant.role)).intersection(Role.administrations)
            return held.count > 1 && seen.insert(summary.id).inserted
        }
    }
}
