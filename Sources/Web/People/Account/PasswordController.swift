import Access
import HTTPTypes
import Hummingbird
import Texts
import Workflows

/// Choosing another password (修改口令), also where one must before anything else.
enum PasswordController {
    static func page(_ exchange: Exchange) async throws -> Response {
        _ = try exchange.sessionToken()
        return try await answer(exchange, FormDraft(texts: exchange.texts))
    }

    static func change(_ exchange: Exchange) async throws -> Response {
        let token = try exchange.sessionToken()
        let form = try await exchange.form()
        var draft = FormDraft(texts: exchange.texts, typed: form)
        draft.require("current", "password")
        draft.requireSame("password", "again")
        guard !draft.hasProblems else { return try await answer(exchange, draft, .unprocessableContent) }
        do {
            let session = try await exchange.site.platform.changePassword(
                session: token,
                current: form.raw("current"),
                new: form.raw("password"),
                visit: exchange.visit
            )
            guard exchange.principal.mustChangePassword else {
                return exchange.carrying(session, to: exchange.seeOther(AccountController.path, .password))
            }
            return try await exchange.enter(session)
        } catch let refusal as PeopleRefusal {
            draft.refuse(refusal)
            return try await answer(exchange, draft, refusal.status)
        }
    }

    private static func answer(
        _ exchange: Exchange,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let texts = exchange.texts
        let isForced = exchange.principal.mustChangePassword
        let current = draft.field(
            "current",
            "password.current",
            type: "password",
            autocomplete: "current-password",
            isRequired: true
        )
        let model = DoorForm(
            lead: texts[isForced ? "password.forced" : "password.others"],
            notice: nil,
            problem: draft.problem,
            address: Entrance.password,
            fields: [current] + draft.newPassword("password.new"),
            act: texts["password.act"],
            rules: PasswordRules.lines(texts),
            back: isForced ? nil : Link(href: AccountController.path, text: texts["account.back"])
        )
        return try await exchange.doorPage("doorform", texts["password.title"], model, status: status)
    }
}
