import Access
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// One-time links (一次性链接): the first administrator, an invitation, a reset.
enum LinkController {
    static func first(_ exchange: Exchange) async throws -> Response {
        guard try await link(exchange, isFirst: true) != nil else { return try await gone(exchange, isFirst: true) }
        return try await answerFirst(exchange, FormDraft(texts: exchange.texts))
    }

    static func makeFirst(_ exchange: Exchange) async throws -> Response {
        guard try await link(exchange, isFirst: true) != nil else { return try await gone(exchange, isFirst: true) }
        let form = try await exchange.form()
        var draft = FormDraft(texts: exchange.texts, typed: form)
        draft.require("login", "name", "password")
        draft.requireSame("password", "again")
        guard !draft.hasProblems else { return try await answerFirst(exchange, draft, .unprocessableContent) }
        do {
            let session = try await exchange.site.platform.useFirstLink(
                try exchange.path("token"),
                login: form["login"] ?? "",
                name: form["name"] ?? "",
                email: form["email"],
                password: form.raw("password"),
                visit: exchange.visit
            )
            return try await exchange.enter(session)
        } catch PeopleRefusal.link {
            return try await gone(exchange, isFirst: true)
        } catch let refusal as PeopleRefusal {
            draft.refuse(refusal)
            return try await answerFirst(exchange, draft, refusal.status)
        }
    }

    static func welcome(_ exchange: Exchange) async throws -> Response {
        guard let link = try await link(exchange, isFirst: false) else {
            return try await gone(exchange, isFirst: false)
        }
        return try await answerWelcome(exchange, link, FormDraft(texts: exchange.texts))
    }

    static func choosePassword(_ exchange: Exchange) async throws -> Response {
        guard let link = try await link(exchange, isFirst: false) else {
            return try await gone(exchange, isFirst: false)
        }
        let form = try await exchange.form()
        var draft = FormDraft(texts: exchange.texts, typed: form)
        draft.require("password")
        draft.requireSame("password", "again")
        guard !draft.hasProblems else { return try await answerWelcome(exchange, link, draft, .unprocessableContent) }
        do {
            let session = try await exchange.site.platform.useWelcomeLink(
                try exchange.path("token"),
                password: form.raw("password"),
                visit: exchange.visit
            )
            return try await exchange.enter(session)
        } catch PeopleRefusal.link {
            return try await gone(exchange, isFirst: false)
        } catch let refusal as PeopleRefusal {
            draft.refuse(refusal)
            return try await answerWelcome(exchange, link, draft, refusal.status)
        }
    }

    // MARK: - answering

    private static func link(_ exchange: Exchange, isFirst: Bool) async throws -> LinkView? {
        let found = try await exchange.site.platform.link(try exchange.path("token"))
        return found.flatMap { ($0.kind == .first) == isFirst ? $0 : nil }
    }

    private static func answerFirst(
        _ exchange: Exchange,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let texts = exchange.texts
        let model = DoorForm(
            lead: texts["first.lead"],
            notice: nil,
            problem: draft.problem,
            address: "/first/\(try exchange.path("token").percentEncoded)",
            fields: [
                draft.field(
                    "login",
                    "field.login",
                    hint: "field.login.hint",
                    autocomplete: "username",
                    isRequired: true
                ),
                draft.field("name", "field.name", autocomplete: "name", isRequired: true),
                draft.field("email", "field.email", type: "email", hint: "field.email.hint", autocomplete: "email"),
            ] + draft.newPassword("password.password"),
            act: texts["first.act"],
            rules: PasswordRules.lines(texts),
            back: nil
        )
        return try await exchange.doorPage("doorform", exchange.texts["first.title"], model, status: status)
    }

    private static func answerWelcome(
        _ exchange: Exchange,
        _ link: LinkView,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let texts = exchange.texts
        let isReset = link.kind == .reset
        let name = link.person?.name ?? ""
        let login = link.person?.login ?? ""
        let model = DoorForm(
            lead: isReset ? texts["reset.lead", name, login] : texts["welcome.lead", login],
            notice: nil,
            problem: draft.problem,
            address: "/welcome/\(try exchange.path("token").percentEncoded)",
            fields: draft.newPassword("password.new"),
            act: texts["welcome.act"],
            rules: PasswordRules.lines(texts),
            back: nil
        )
        let title = isReset ? texts["reset.title"] : texts["welcome.title", name]
        return try await exchange.doorPage("doorform", title, model, status: status)
    }

    /// What a link that no longer works leads to: how to get another.
    private static func gone(_ exchange: Exchange, isFirst: Bool) async throws -> Response {
        let texts = exchange.texts
        let model = DoorNote(
            happened: texts["first.gone"],
            next: texts[isFirst ? "first.gone.first" : "first.gone.welcome"],
            commands: isFirst ? ["tanfeng serve"] : ["tanfeng user reset LOGIN"]
        )
        return try await exchange.doorPage("doornote", exchange.texts["first.gone.title"], model, status: .gone)
    }
}

extension FormDraft {
    /// The two lines of a new password.
    func newPassword(_ label: TextKey) -> [Field] {
        [
            field("password", label, type: "password", autocomplete: "new-password", isRequired: true),
            field("again", "password.again", type: "password", autocomplete: "new-password", isRequired: true),
        ]
    }
}

extension PeopleRefusal {
    /// What a form answers with when it is refused.
    var status: HTTPResponse.Status {
        switch self {
        case .busy, .locked: .tooManyRequests
        case .oneself, .grant(.oneself), .grant(.separation), .grant(.auditAlone): .forbidden
        case .stale: .conflict
        case .notFound: .notFound
        default: .unprocessableContent
        }
    }
}
