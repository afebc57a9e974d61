import Access
import Buildings
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// Organisations (单位): the register, what each acts as, which buildings it has to do with.
enum OrganisationController {
    static let path = "/organisations"

    static func list(_ exchange: Exchange) async throws -> Response {
        let text = exchange.query("q")
        let cursor = exchange.query("cursor")
        let platform = exchange.site.platform
        let news = try await platform.news(of: .organisations, as: exchange.principal)
        func found(_ only: Set<Int64>?, after: String?, limit: Int) async throws -> Page<OrganisationSummary> {
            try await platform.organisations(text: text, only: only, after: after, limit: limit, scope: exchange.scope)
        }
        let count = news.changed.isEmpty ? 0 : try await found(news.changed, after: nil, limit: 1).total
        let model = OrganisationsPage(
            try await found(exchange.wanted(of: news), after: cursor, limit: 50),
            text: text ?? "",
            isFirst: cursor == nil,
            news: (news, count),
            exchange: exchange
        )
        let texts = exchange.texts
        let head = PageHead(
            section: .admin,
            title: texts["organisations.title"],
            crumbs: exchange.adminCrumbs()
        )
        return try await exchange.freshPage("organisations", head, model)
    }

    static func new(_ exchange: Exchange) async throws -> Response {
        try await answerNew(exchange, FormDraft(texts: exchange.texts))
    }

    static func make(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        var draft = FormDraft(texts: exchange.texts, typed: form)
        draft.require("name")
        guard !draft.hasProblems else { return try await answerNew(exchange, draft, .unprocessableContent) }
        do {
            let id = try await exchange.site.platform.addOrganisation(
                name: form["name"] ?? "",
                creditCode: form["credit_code"],
                capacities: Set(form.all("capacities").compactMap(Organisation.Capacity.init(rawValue:))),
                actor: exchange.actor
            )
            return exchange.seeOther(address(id), .organisationMade)
        } catch let refusal as PeopleRefusal {
            draft.refuse(refusal)
            return try await answerNew(exchange, draft, refusal.status)
        }
    }

    static func page(_ exchange: Exchange) async throws -> Response {
        try await show(exchange, OrganisationDrafts(exchange), exchange.doneNotice)
    }

    static func save(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        var drafts = OrganisationDrafts(exchange)
        drafts.data.typed = form
        drafts.data.require("name")
        return try await write(exchange, drafts, \.data, .saved) { platform, id in
            try await platform.editOrganisation(
                id,
                name: form["name"] ?? "",
                creditCode: form["credit_code"],
                actor: exchange.actor
            )
        }
    }

    static func addCapacity(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        var drafts = OrganisationDrafts(exchange)
        drafts.capacity.typed = form
        drafts.capacity.require("capacity")
        return try await write(exchange, drafts, \.capacity, .capacityAdded) { platform, id in
            let capacity = form["capacity"].flatMap(Organisation.Capacity.init(rawValue:))
            guard let capacity else { throw PeopleRefusal.notFound }
            try await platform.addCapacity(capacity, of: id, actor: exchange.actor)
        }
    }

    static func endCapacity(_ exchange: Exchange) async throws -> Response {
        let capacity = Organisation.Capacity(rawValue: try await exchange.form()["capacity"] ?? "")
        return try await write(exchange, OrganisationDrafts(exchange), \.capacity, .capacityEnded) { platform, id in
            guard let capacity else { throw PeopleRefusal.notFound }
            try await platform.endCapacity(capacity, of: id, actor: exchange.actor)
        }
    }

    /// Registers the organisation as owner, user or responsible party of a building, by its code.
    static func addParty(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        var drafts = OrganisationDrafts(exchange)
        drafts.party.typed = form
        drafts.party.require("building", "role")
        let from = drafts.party.day("from")
        let building = try await exchange.site.platform.building(code: form["building"])
        if building == nil, drafts.party.problems["building"] == nil {
            drafts.party.problems["building"] = exchange.texts["organisation.building.unknown"]
        }
        return try await write(exchange, drafts, \.party, .partyAdded) { platform, id in
            let role = form["role"].flatMap(BuildingPartyRole.init(rawValue:))
            guard let building, let role else { throw PeopleRefusal.notFound }
            try await platform.setParty(role, of: building, organisation: id, from: from, actor: exchange.actor)
        }
    }

    static func endParty(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        return try await write(exchange, OrganisationDrafts(exchange), \.party, .partyEnded) { platform, id in
            let role = form["role"].flatMap(BuildingPartyRole.init(rawValue:))
            guard let building = form.id("building"), let role else { throw PeopleRefusal.notFound }
            try await platform.setParty(
                role,
                of: Building.ID(rawValue: building),
                organisation: nil,
                from: nil,
                replacing: id,
                actor: exchange.actor
            )
        }
    }

    // MARK: - answering

    static func address(_ id: Organisation.ID) -> String { "\(path)/\(id.rawValue)" }

    private static func write(
        _ exchange: Exchange,
        _ drafts: OrganisationDrafts,
        _ draft: WritableKeyPath<OrganisationDrafts, FormDraft>,
        _ done: Done,
        _ work: (Platform, Organisation.ID) async throws -> Void
    ) async throws -> Response {
        var drafts = drafts
        guard !drafts[keyPath: draft].hasProblems else {
            return try await show(exchange, drafts, status: .unprocessableContent)
        }
        let id = Organisation.ID(rawValue: try exchange.number("id"))
        do {
            try await work(exchange.site.platform, id)
            return exchange.seeOther(address(id), done)
        } catch PeopleRefusal.notFound {
            throw WebError.notFound
        } catch let refusal as PeopleRefusal {
            drafts[keyPath: draft].refuse(refusal)
            return try await show(exchange, drafts, status: refusal.status)
        }
    }

    private static func show(
        _ exchange: Exchange,
        _ drafts: OrganisationDrafts,
        _ notice: Notice? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let id = Organisation.ID(rawValue: try exchange.number("id"))
        let detail = try await exchange.site.platform.organisation(
            id,
            scope: exchange.scope,
            showsPeople: Routes.admits(exchange.principal, to: "/people")
        )
        guard let detail else { throw WebError.notFound }
        let model = OrganisationPage(detail, drafts: drafts, notice: notice, exchange: exchange)
        let list = Link(href: exchange.display.link(path), text: exchange.texts["organisations.title"])
        let head = PageHead(section: .admin, title: model.title, crumbs: exchange.adminCrumbs(list))
        return try await exchange.freshPage("organisation", head, model, status: status, at: address(id))
    }

    private static func answerNew(
        _ exchange: Exchange,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let texts = exchange.texts
        let chosen = Set(draft.typed?.all("capacities") ?? [])
        let model = SimpleForm(
            lead: texts["organisation.new.sub"],
            problem: draft.problem,
            address: path,
            fields: draft.organisationFields(),
            checks: Organisation.Capacity.allCases.map {
                AccountPage.Check(
                    id: "capacity-\($0.rawValue)",
                    value: $0.rawValue,
                    text: exchange.display.name($0),
                    note: "",
                    isOn: chosen.contains($0.rawValue)
                )
            },
            checksLabel: texts["organisation.capacities"],
            act: texts["organisation.act"],
            back: path
        )
        let list = Link(href: exchange.display.link(path), text: texts["organisations.title"])
        let head = PageHead(section: .admin, title: texts["organisations.new"], crumbs: exchange.adminCrumbs(list))
        return try await exchange.freshPage("simpleform", head, model, status: status, at: "/organisations/new")
    }
}

/// The forms of an organisation's page as they stand.
struct OrganisationDrafts: Sendable {
    var data: FormDraft
    var capacity: FormDraft
    var party: FormDraft

    init(_ exchange: Exchange) {
        data = FormDraft(texts: exchange.texts, prefix: "data")
        capacity = FormDraft(texts: exchange.texts, prefix: "capacity")
        party = FormDraft(texts: exchange.texts, prefix: "party")
    }
}

extension FormDraft {
    /// Name and credit code of an organisation.
    func organisationFields(_ stored: OrganisationSummary? = nil) -> [Field] {
        [
            field("name", "organisation.name", stored: stored?.organisation.name ?? "", isRequired: true),
            field(
                "credit_code",
                "organisation.code",
                stored: stored?.creditCode.map { "\($0)" } ?? "",
                hint: "organisation.code.hint"
            ),
        ]
    }
}

extension Display {
    /// The name of what an organisation acts as.
    func name(_ capacity: Organisation.Capacity) -> String { texts[TextKey("capacity.\(capacity.rawValue)")] }

    /// The name of what an organisation is to a building.
    func name(_ role: BuildingPartyRole) -> String { texts[TextKey("party.role.\(role.rawValue)")] }
}
