import Access
import Hummingbird
import Texts
import Units
import Workflows

/// API tokens of one's own (接口令牌).
enum TokenController {
    static func make(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        let person = try exchange.signedInPerson()
        var drafts = AccountDrafts(exchange)
        drafts.token.typed = form
        drafts.token.require("name", "expires")
        let expires = drafts.token.day("expires")
        guard !drafts.token.hasProblems, let expires else {
            return try await AccountController.show(exchange, drafts, .unprocessableContent)
        }
        let today = CivilDay(containing: exchange.site.now())
        let request = TokenRequest(
            name: form["name"] ?? "",
            roles: Set(form.all("roles").compactMap(Role.init(rawValue:))),
            isReadOnly: form["read_only"] != nil,
            days: expires.number - today.number
        )
        do {
            let made = try await exchange.site.platform.addToken(request, person: person, actor: exchange.actor)
            let model = OncePage(
                title: exchange.texts["token.made.title"],
                lead: exchange.texts["token.made.lead", made.view.name],
                secret: made.token,
                warning: exchange.texts["token.made"],
                command: "curl -H \"Authorization: Bearer $TOKEN\" \(exchange.origin)/api/v1/overview",
                back: AccountController.path
            )
            return try await exchange.oncePage(
                model,
                in: [Link(href: "/account", text: exchange.texts["account.title"])]
            )
        } catch let refusal as PeopleRefusal {
            drafts.token.refuse(refusal)
            return try await AccountController.show(exchange, drafts, refusal.status)
        }
    }

    static func revoke(_ exchange: Exchange) async throws -> Response {
        try await exchange.site.platform.revokeToken(
            try exchange.number("id"),
            of: try exchange.signedInPerson(),
            actor: exchange.actor
        )
        return exchange.seeOther(AccountController.path, .tokenRevoked)
    }
}

/// Something that is shown once and never again: a token, a one-time link (仅显示一次).
struct OncePage: Sendable {
    let title: String
    let lead: String
    let secret: String
    let warning: String
    /// How to use it; `nil` where that needs no saying.
    let command: String?
    let back: String
}

extension Exchange {
    /// Answers a form with what it made, since no address may hold it.
    func oncePage(_ model: OncePage, section: Section? = nil, in crumbs: [Link]) async throws -> Response {
        try await freshPage(
            "once",
            PageHead(section: section, title: model.title, crumbs: crumbs),
            model,
            at: model.back
        )
    }

    /// The address of the server as its readers write it.
    var origin: String {
        site.settings.publicAddress?.origin ?? "http://\(request.head.authority ?? "localhost")"
    }
}
