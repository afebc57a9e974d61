import Access
import Buildings
import Texts
import Units
import Workflows

/// What the register of organisations shows (单位列表).
struct OrganisationsPage: Sendable {
    /// One organisation.
    struct Row: Sendable {
        let name: String
        let href: String
        let code: String
        let capacities: String
        let buildings: String
        /// Whether somebody else has changed it since the reader's last look.
        let isNew: Bool
    }

    let notice: Notice?
    let text: String
    let isFiltered: Bool
    let title: String
    let news: NewsLine?
    let rows: [Row]
    let first: String?
    let next: String?
    let mayAdd: Bool
}

extension OrganisationsPage {
    init(
        _ page: Page<OrganisationSummary>,
        text: String,
        isFirst: Bool,
        news: (list: ListNews, count: Int),
        exchange: Exchange
    ) {
        let display = exchange.display
        notice = exchange.doneNotice
        self.text = text
        isFiltered = !text.isEmpty || exchange.asksChanged
        title = display.texts["organisations.count", display.numbers.integer(page.total)]
        func address(_ cursor: String?, changed: String? = exchange.query("changed")) -> String {
            let query = [("q", text.isEmpty ? nil : text), ("changed", changed), ("cursor", cursor)].compactMap {
                name,
                value in
                value.map { "\(name)=\($0.percentEncoded)" }
            }
            return display.link("/organisations" + (query.isEmpty ? "" : "?\(query.joined(separator: "&"))"))
        }
        let part = ListNewsPart(news.list, count: news.count, of: page.total, href: address(nil, changed: "1"), display)
        self.news = part.line
        rows = page.rows.map { row in
            Row(
                name: row.organisation.name,
                href: display.link(OrganisationController.address(row.id)),
                code: row.creditCode.map { "\($0)" } ?? NumberStyle.none,
                capacities: row.capacities.isEmpty
                    ? NumberStyle.none : display.joined(row.capacities.map(display.name)),
                buildings: display.numbers.integer(row.buildingCount),
                isNew: part.isNew(row.id.rawValue)
            )
        }
        first = isFirst ? nil : address(nil)
        next = page.next.map { address($0) }
        mayAdd = exchange.may(.accounts)
    }
}

/// What the page of one organisation shows (单位页).
struct OrganisationPage: Sendable {
    /// What it acts or acted as.
    struct CapacityRow: Sendable {
        let name: String
        let value: String
        let from: String
        let to: String
        let isPast: Bool
        let mayEnd: Bool
    }

    /// A building it has or had to do with.
    struct PartyRow: Sendable {
        let building: String
        let code: String
        let href: String?
        let id: String
        let role: String
        let value: String
        let from: String
        let to: String
        let isPast: Bool
        let mayEnd: Bool
    }

    let title: String
    let address: String
    let notice: Notice?
    let mayWrite: Bool
    let problem: FormProblem?
    let fields: [Field]
    let code: String
    let capacities: [CapacityRow]
    let capacity: ChoiceField?
    let parties: [PartyRow]
    let party: PartyForm?
    let seesPeople: Bool
    let users: [Link]

    /// A building to be added.
    struct PartyForm: Sendable {
        let problem: FormProblem?
        let building: Field
        let role: ChoiceField
        let from: Field
        let isOpen: Bool
    }
}

extension OrganisationPage {
    init(_ detail: OrganisationDetail, drafts: OrganisationDrafts, notice: Notice?, exchange: Exchange) {
        let display = exchange.display
        let summary = detail.summary
        let mayWrite = exchange.may(.accounts)
        let seesBuildings = Section.buildings.isOpen(to: exchange.principal)
        let today = CivilDay(containing: exchange.site.now())
        self.mayWrite = mayWrite
        title = summary.organisation.name
        address = OrganisationController.address(summary.id)
        self.notice =
            notice ?? drafts.capacity.general.map { .problem($0) } ?? drafts.party.general.map { .problem($0) }
        problem = drafts.data.problem
        fields = drafts.data.organisationFields(summary)
        code = summary.creditCode.map { "\($0)" } ?? NumberStyle.none
        capacities = detail.capacities.map { CapacityRow($0, today: today, mayWrite: mayWrite, display) }
        let open = Organisation.Capacity.allCases.filter { !summary.capacities.contains($0) }
        capacity =
            mayWrite && !open.isEmpty
            ? drafts.capacity.choice(
                "capacity",
                "organisation.capacity.add",
                open.map { ($0.rawValue, display.name($0)) },
                none: "field.choose"
            ) : nil
        parties = detail.parties.map {
            PartyRow($0, today: today, mayWrite: mayWrite, isLinked: seesBuildings, display)
        }
        party = mayWrite ? PartyForm(drafts.party, display) : nil
        seesPeople = Routes.admits(exchange.principal, to: "/people")
        users = detail.people.map {
            Link(href: display.link(PersonController.address($0.id)), text: display.name($0))
        }
    }
}

extension OrganisationPage.PartyForm {
    init(_ draft: FormDraft, _ display: Display) {
        problem = draft.problem
        building = draft.field("building", "field.building", hint: "organisation.building.hint", isRequired: true)
        role = draft.choice(
            "role",
            "organisation.party",
            BuildingPartyRole.allCases.map { ($0.rawValue, display.name($0)) },
            none: "field.choose"
        )
        from = draft.field("from", "field.from", type: "date", hint: "field.from.hint")
        isOpen = draft.hasProblems
    }
}

extension OrganisationPage.CapacityRow {
    init(_ capacity: DatedCapacity, today: CivilDay, mayWrite: Bool, _ display: Display) {
        name = display.name(capacity.capacity)
        value = capacity.capacity.rawValue
        from = capacity.validFrom.map { "\($0)" } ?? NumberStyle.none
        to = capacity.validTo.map { "\($0)" } ?? NumberStyle.none
        isPast = capacity.validTo.map { $0 <= today } ?? false
        mayEnd = mayWrite && capacity.validTo == nil
    }
}

extension OrganisationPage.PartyRow {
    init(_ party: PartyView, today: CivilDay, mayWrite: Bool, isLinked: Bool, _ display: Display) {
        building = party.building.name
        code = party.building.code
        href = isLinked ? display.link("/buildings/\(party.building.id.rawValue)") : nil
        id = "\(party.building.id.rawValue)"
        role = display.name(party.role)
        value = party.role.rawValue
        from = party.validFrom.map { "\($0)" } ?? NumberStyle.none
        to = party.validTo.map { "\($0)" } ?? NumberStyle.none
        isPast = party.validTo.map { $0 <= today } ?? false
        mayEnd = mayWrite && party.validTo == nil
    }
}
