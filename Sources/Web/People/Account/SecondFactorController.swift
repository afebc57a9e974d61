import Access
import HTTPTypes
import Hummingbird
import Texts
import Workflows

/// Setting up the second factor, and turning it off (动态口令设置).
///
/// The secret is shown once, as text and as a link for the phone itself; after a wrong code only the code is asked for
/// again.
enum SecondFactorController {
    static func start(_ exchange: Exchange) async throws -> Response {
        let setup = try await exchange.site.platform.startSecondFactor(
            person: try exchange.signedInPerson(),
            issuer: exchange.texts["site.name"],
            actor: exchange.actor
        )
        return try await answer(exchange, setup, FormDraft(texts: exchange.texts))
    }

    static func confirm(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        let token = try exchange.sessionToken()
        do {
            let session = try await exchange.site.platform.confirmSecondFactorSetup(
                session: token,
                code: form["code"] ?? "",
                visit: exchange.visit
            )
            return exchange.carrying(session, to: exchange.seeOther(AccountController.path, .factorOn))
        } catch let refusal as PeopleRefusal {
            var draft = FormDraft(texts: exchange.texts)
            draft.problems["code"] = refusal.words(exchange.texts)
            return try await answer(exchange, nil, draft, refusal.status)
        }
    }

    static func remove(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        let token = try exchange.sessionToken()
        var drafts = AccountDrafts(exchange)
        do {
            try await exchange.site.platform.removeSecondFactor(
                session: token,
                password: form.raw("current"),
                visit: exchange.visit
            )
            return exchange.seeOther(AccountController.path, .factorOff)
        } catch let refusal as PeopleRefusal {
            drafts.factor.refuse(refusal)
            return try await AccountController.show(exchange, drafts, refusal.status)
        }
    }

    private static func answer(
        _ exchange: Exchange,
        _ setup: SecondFactorSetup?,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let texts = exchange.texts
        let model = FactorPage(
            secret: setup?.secret,
            address: setup?.uri,
            code: draft.field("code", "signIn.code.code", autocomplete: "one-time-code", isRequired: true)
        )
        let head = PageHead(
            section: nil,
            title: texts["factor.title"],
            crumbs: [Link(href: exchange.display.link(AccountController.path), text: texts["account.title"])]
        )
        return try await exchange.freshPage("factor", head, model, status: status, at: AccountController.path)
    }
}

/// What the page shows that sets up the second factor.
struct FactorPage: Sendable {
    /// `nil` where it has been shown already.
    let secret: String?
    let address: String?
    let code: Field
}
