import Access
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// One person (人员详情): data, roles, sessions, and what administrators do about them.
enum PersonController {
    static func page(_ exchange: Exchange) async throws -> Response {
        try await show(exchange, PersonDrafts(exchange), exchange.doneNotice)
    }

    // MARK: - accounts: the system administration

    static func save(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        var drafts = PersonDrafts(exchange)
        drafts.data.typed = form
        drafts.data.require("login", "name")
        guard !drafts.data.hasProblems, let revision = form["revision"].flatMap({ Int($0) }) else {
            return try await show(exchange, drafts, status: .unprocessableContent)
        }
        let id = try exchange.personID()
        do {
            try await exchange.site.platform.editPerson(
                id,
                revision: revision,
                login: form["login"] ?? "",
                name: form["name"] ?? "",
                email: form["email"],
                actor: exchange.actor
            )
            return exchange.seeOther(address(id), .saved)
        } catch PeopleRefusal.notFound {
            throw WebError.notFound
        } catch let refusal as PeopleRefusal {
            if refusal == .stale, let person = try await exchange.site.platform.person(id)?.summary.person {
                drafts.data.conflict("login", "field.login", stored: person.login)
                drafts.data.conflict("name", "field.name", stored: person.name)
                drafts.data.conflict("email", "field.email", stored: person.email ?? "")
            }
            if drafts.data.conflicts.isEmpty { drafts.data.refuse(refusal) }
            return try await show(exchange, drafts, status: refusal.status)
        }
    }

    static func disable(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .disabled) { try await $0.disablePerson($1, actor: $2) }
    }

    static func enable(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .enabled) { try await $0.enablePerson($1, actor: $2) }
    }

    /// Erases for good; the login must be typed, so that no slip of the mouse does it.
    static func erase(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        guard let detail = try await exchange.site.platform.person(try exchange.personID()) else {
            throw WebError.notFound
        }
        guard form["confirm"] == detail.summary.person.login else {
            var drafts = PersonDrafts(exchange)
            drafts.erase.typed = form
            drafts.erase.problems["confirm"] = exchange.texts["person.erase.differ"]
            return try await show(exchange, drafts, status: .unprocessableContent)
        }
        return try await act(exchange, .erased) { try await $0.erasePerson($1, actor: $2) }
    }

    // MARK: - access: the security administration

    static func unlock(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .unlocked) { try await $0.unlockPerson($1, actor: $2) }
    }

    static func requireNewPassword(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .mustChange) { try await $0.requireNewPassword($1, actor: $2) }
    }

    static func endSessions(_ exchange: Exchange) async throws -> Response {
        try await act(exchange, .sessionsEnded) { try await $0.endSessions(of: $1, except: nil, actor: $2) }
    }

    static func endSession(_ exchange: Exchange) async throws -> Response {
        let session = try await exchange.form()["session"] ?? ""
        return try await act(exchange, .sessionsEnded) { try await $0.endSession(session, of: $1, actor: $2) }
    }

    static func revokeToken(_ exchange: Exchange) async throws -> Response {
        let token = try exchange.number("token")
        return try await act(exchange, .tokenRevoked) { try await $0.revokeToken(token, of: $1, actor: $2) }
    }

    /// Makes a one-time link for a new password, or the invitation anew.
    static func reset(_ exchange: Exchange) async throws -> Response {
        let id = try exchange.personID()
        guard let person = try await exchange.site.platform.person(id)?.summary.person else { throw WebError.notFound }
        do {
            let link = try await exchange.site.platform.resetPerson(id, actor: exchange.actor)
            let lead: TextKey = person.state == .invited ? "once.link.invited" : "once.link.reset"
            return try await exchange.linkPage(link, exchange.texts[lead, person.name])
        } catch let refusal as PeopleRefusal {
            return try await refused(exchange, refusal)
        }
    }

    // MARK: - answering

    static func address(_ id: Person.ID) -> String { "/people/\(id.rawValue)" }

    private static func act(
        _ exchange: Exchange,
        _ done: Done,
        _ work: (Platform, Person.ID, Actor) async throws -> Void
    ) async throws -> Response {
        let id = try exchange.personID()
        do {
            try await work(exchange.site.platform, id, exchange.actor)
            return exchange.seeOther(address(id), done)
        } catch let refusal as PeopleRefusal {
            return try await refused(exchange, refusal)
        }
    }

    private static func refused(_ exchange: Exchange, _ refusal: PeopleRefusal) async throws -> Response {
        guard refusal != .notFound else { throw WebError.notFound }
        let notice = Notice.problem(refusal.words(exchange.texts))
        return try await show(exchange, PersonDrafts(exchange), notice, status: refusal.status)
    }

    /// The page with forms as they stand.
    static func show(
        _ exchange: Exchange,
        _ drafts: PersonDrafts,
        _ notice: Notice? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let platform = exchange.site.platform
        let id = try exchange.personID()
        guard let detail = try await platform.person(id) else { throw WebError.notFound }
        let model = PersonPage(
            detail,
            drafts: drafts,
            notice: notice,
            bounds: try await exchange.grantBounds(),
            exchange: exchange
        )
        let texts = exchange.texts
        let people = Link(href: exchange.display.link("/people"), text: texts["people.title"])
        let head = PageHead(section: .admin, title: model.title, crumbs: exchange.adminCrumbs(people))
        return try await exchange.freshPage("person", head, model, status: status, at: address(id))
    }
}

/// The forms of a person's page as they stand.
struct PersonDrafts: Sendable {
    var data: FormDraft
    var grant: FormDraft
    var erase: FormDraft

    init(_ exchange: Exchange) {
        data = FormDraft(texts: exchange.texts, prefix: "data")
        grant = FormDraft(texts: exchange.texts, prefix: "grant")
        erase = FormDraft(texts: exchange.texts, prefix: "erase")
    }
}

extension Exchange {
    /// The person in the path.
    func personID() throws -> Person.ID { Person.ID(rawValue: try number("id")) }
}
