import Access
import HTTPTypes
import Hummingbird
import Store
import Texts
import Units
import Workflows

/// One's own account (我的账号): who I am, what I may do, where I am signed in.
enum AccountController {
    static let path = "/account"

    static func page(_ exchange: Exchange) async throws -> Response {
        try await show(exchange, AccountDrafts(exchange))
    }

    /// Name, mail address and whether notices go there.
    static func save(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        let person = try exchange.signedInPerson()
        var drafts = AccountDrafts(exchange)
        drafts.data.typed = form
        drafts.data.require("name")
        guard !drafts.data.hasProblems, let revision = form["revision"].flatMap({ Int($0) }) else {
            return try await show(exchange, drafts, .unprocessableContent)
        }
        do {
            try await exchange.site.platform.editOwnAccount(
                person,
                name: form["name"] ?? "",
                email: form["email"],
                wantsMail: form["wants_mail"] != nil,
                revision: revision,
                actor: exchange.actor
            )
            return exchange.seeOther(path, .saved)
        } catch let refusal as PeopleRefusal {
            if refusal == .stale, let view = try await exchange.site.platform.account(person, session: nil) {
                drafts.data.conflict("name", "field.name", stored: view.person.name)
                drafts.data.conflict("email", "field.email", stored: view.person.email ?? "")
            }
            if drafts.data.conflicts.isEmpty { drafts.data.refuse(refusal) }
            return try await show(exchange, drafts, refusal.status)
        }
    }

    static func endSession(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        try await exchange.site.platform.endSession(
            form["session"] ?? "",
            of: try exchange.signedInPerson(),
            actor: exchange.actor
        )
        return exchange.seeOther(path, .sessionsEnded)
    }

    static func endOtherSessions(_ exchange: Exchange) async throws -> Response {
        try await exchange.site.platform.endSessions(
            of: try exchange.signedInPerson(),
            except: try exchange.sessionToken(),
            actor: exchange.actor
        )
        return exchange.seeOther(path, .sessionsEnded)
    }

    /// The page with forms as they stand.
    static func show(
        _ exchange: Exchange,
        _ drafts: AccountDrafts,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let person = try exchange.signedInPerson()
        guard let view = try await exchange.site.platform.account(person, session: exchange.context.session) else {
            throw WebError.notFound
        }
        var model = AccountPage(view, drafts: drafts, exchange: exchange)
        if exchange.mayDelegate { model.delegation = try await delegation(exchange, drafts.delegation) }
        model.isMailOff = try await !exchange.site.platform.noticeChannels().contains(.mail)
        let head = PageHead(
            section: nil,
            title: exchange.texts["account.title"],
            crumbs: [Link(href: "", text: "\(view.person.name) · \(view.person.login)")]
        )
        return try await exchange.freshPage("account", head, model, status: status, at: path)
    }

    private static func delegation(_ exchange: Exchange, _ draft: FormDraft) async throws -> DelegationPlate {
        let platform = exchange.site.platform
        let reader = exchange.principal
        let today = CivilDay(containing: exchange.site.now())
        return DelegationPlate(
            try await platform.delegations(of: reader).map {
                DelegationLine($0, of: reader, today: today, exchange.display)
            },
            colleagues: try await platform.colleagues(of: reader),
            today: today,
            draft
        )
    }
}

/// The forms of the account page as they stand (账号页的表单).
struct AccountDrafts: Sendable {
    var data: FormDraft
    var token: FormDraft
    var factor: FormDraft
    var delegation: FormDraft

    init(_ exchange: Exchange) {
        data = FormDraft(texts: exchange.texts, prefix: "data")
        token = FormDraft(texts: exchange.texts, prefix: "token")
        factor = FormDraft(texts: exchange.texts, prefix: "factor")
        delegation = FormDraft(texts: exchange.texts, prefix: "del")
    }
}
