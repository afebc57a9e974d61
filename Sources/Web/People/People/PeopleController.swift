import Access
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// People with an account (人员): the list, and making one.
enum PeopleController {
    static func list(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        var query = try exchange.peopleQuery()
        let news = try await platform.news(of: .people, as: exchange.principal)
        query.only = exchange.wanted(of: news)
        let people = try await platform.people(query)
        let separation = try await platform.separation()
        var counted = query
        (counted.only, counted.after, counted.limit) = (news.changed, nil, 1)
        let count = news.changed.isEmpty ? 0 : try await platform.people(counted).total
        let model = PeoplePage(
            people,
            query: query,
            separation: separation,
            news: (news, count),
            exchange: exchange
        )
        let head = PageHead(
            section: .admin,
            title: exchange.texts["people.title"],
            crumbs: exchange.adminCrumbs()
        )
        return try await exchange.freshPage("people", head, model)
    }

    static func new(_ exchange: Exchange) async throws -> Response {
        try await answerNew(exchange, FormDraft(texts: exchange.texts))
    }

    static func make(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        var draft = FormDraft(texts: exchange.texts, typed: form)
        draft.require("login", "name")
        guard !draft.hasProblems else { return try await answerNew(exchange, draft, .unprocessableContent) }
        let name = form["name"] ?? ""
        do {
            let link = try await exchange.site.platform.addPerson(
                login: form["login"] ?? "",
                name: name,
                email: form["email"],
                actor: exchange.actor
            )
            return try await exchange.linkPage(link, exchange.texts["once.link.invited", name])
        } catch let refusal as PeopleRefusal {
            draft.refuse(refusal)
            return try await answerNew(exchange, draft, refusal.status)
        }
    }

    private static func answerNew(
        _ exchange: Exchange,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let texts = exchange.texts
        let model = SimpleForm(
            lead: texts["person.new.sub"],
            problem: draft.problem,
            address: "/people",
            fields: draft.personFields(),
            checks: [],
            checksLabel: "",
            act: texts["person.new.act"],
            back: "/people"
        )
        let head = PageHead(
            section: .admin,
            title: texts["person.new.title"],
            crumbs: exchange.adminCrumbs(Link(href: exchange.display.link("/people"), text: texts["people.title"]))
        )
        return try await exchange.freshPage("simpleform", head, model, status: status, at: "/people/new")
    }
}

/// A form of a page with nothing else on it (单一表单).
struct SimpleForm: Sendable {
    let lead: String
    let problem: FormProblem?
    let address: String
    let fields: [Field]
    let checks: [AccountPage.Check]
    let checksLabel: String
    let act: String
    let back: String
}

extension FormDraft {
    /// Login, name and mail address of an account.
    func personFields(_ person: Person? = nil) -> [Field] {
        [
            field("login", "field.login", stored: person?.login ?? "", hint: "field.login.hint", isRequired: true),
            field("name", "field.name", stored: person?.name ?? "", isRequired: true),
            field("email", "field.email", stored: person?.email ?? "", type: "email", hint: "field.email.hint"),
        ]
    }
}

extension Exchange {
    /// What a reader of the administration's pages may change.
    enum Office {
        case accounts, security

        var roles: Set<Role> {
            switch self {
            case .accounts: .accountKeepers
            case .security: .securityKeepers
            }
        }
    }

    func may(_ office: Office) -> Bool { principal.scope(for: office.roles) != nil }

    /// The way from the administration's index.
    func adminCrumbs(_ links: Link...) -> [Link] {
        [Link(href: display.link("/admin"), text: texts["admin.title"])] + links
    }

    /// The filters in the address.
    func peopleQuery() throws -> PeopleQuery {
        let state = query("state").map { Person.State(rawValue: $0) }
        let role = query("role").map { Role(rawValue: $0) }
        if case .some(.none) = state { throw WebError.badParameter("state") }
        if case .some(.none) = role { throw WebError.badParameter("role") }
        return PeopleQuery(text: query("q"), state: state ?? nil, role: role ?? nil, after: query("cursor"))
    }

    /// Shows a link that was just made, once.
    func linkPage(_ link: IssuedLink, _ lead: String) async throws -> Response {
        let back = link.person.map { "/people/\($0)" } ?? "/people"
        let model = OncePage(
            title: texts["once.link.title"],
            lead: lead,
            secret: origin + link.path,
            warning: texts["once.link.until", display.dates.minute(Instant(seconds: link.expires))],
            command: nil,
            back: back
        )
        let people = Link(href: display.link("/people"), text: texts["people.title"])
        return try await oncePage(model, section: .admin, in: adminCrumbs(people))
    }
}

extension Set<Role> {
    /// Those who read accounts and who may do what.
    static var peopleReaders: Set<Role> { Role.administrations.union([.auditor]) }

    /// Those who keep accounts, organisations and departments.
    static var accountKeepers: Set<Role> { [.systemAdministrator] }

    /// Those who grant roles, reset, unlock and end sessions.
    static var securityKeepers: Set<Role> { [.securityAdministrator] }

    /// Those who read the register of organisations.
    static var organisationReaders: Set<Role> { peopleReaders.union([.cityOfficer, .districtOfficer]) }

    /// Those who see which sources send readings.
    static var sourceReaders: Set<Role> { Role.administrations.union([.operatorEngineer, .auditor]) }

    /// Those for whom something stands under administration.
    static var adminReaders: Set<Role> { organisationReaders.union(jobReaders).union(sourceReaders) }
}
