import Access
import HTTPTypes
import Hummingbird
import Texts
import Workflows

/// Signing in and out (登录与退出).
///
/// Other ways in, such as the city's own directory (single sign-on), get a route of their own that ends in
/// ``Exchange/enter(_:next:)``, and a link below the form of `signin.mustache`.
enum SignInController {
    static func page(_ exchange: Exchange) async throws -> Response {
        guard exchange.principal.person == nil else {
            return exchange.seeOther(Landing.path(for: exchange.principal))
        }
        var notice: Notice?
        if exchange.query("out") != nil {
            notice = .done(exchange.texts["signIn.out"])
        } else if exchange.carriesOldSession {
            notice = .warning(exchange.texts["signIn.ended"])
        } else if exchange.query("next") != nil {
            notice = .warning(exchange.texts["signIn.needed"])
        }
        if try await !exchange.site.platform.hasActivePerson() {
            notice = .warning(exchange.texts["signIn.nobody"])
        }
        let draft = FormDraft(texts: exchange.texts)
        return try await answer(exchange, draft, notice, next: ReturnPath(exchange.query("next")))
    }

    static func submit(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        let texts = exchange.texts
        let next = ReturnPath(form["next"])
        var draft = FormDraft(texts: texts, typed: form)
        draft.require("login", "password")
        guard !draft.hasProblems else {
            return try await answer(exchange, draft, nil, next: next, .unprocessableContent)
        }
        let result = try await exchange.site.platform.signIn(
            login: form["login"] ?? "",
            password: form.raw("password"),
            visit: exchange.visit
        )
        switch result {
        case .complete(let session): return try await exchange.enter(session, next: next)
        case .secondFactor(let session):
            return exchange.carrying(session, to: exchange.seeOther(Entrance.secondFactor + (next?.query ?? "")))
        case .refused, .locked, .busy:
            let notice = Notice.problem(result.words(texts) ?? "")
            return try await answer(exchange, draft, notice, next: next, result.status)
        }
    }

    // MARK: - second factor

    static func codePage(_ exchange: Exchange) async throws -> Response {
        guard case .secondFactor? = exchange.context.wait else { return exchange.seeOther(Entrance.signIn) }
        let draft = FormDraft(texts: exchange.texts)
        return try await answerCode(exchange, draft, nil, next: ReturnPath(exchange.query("next")))
    }

    static func submitCode(_ exchange: Exchange) async throws -> Response {
        guard case .secondFactor? = exchange.context.wait else { return exchange.seeOther(Entrance.signIn) }
        let form = try await exchange.form()
        let next = ReturnPath(form["next"])
        var draft = FormDraft(texts: exchange.texts, typed: form)
        draft.require("code")
        guard !draft.hasProblems else {
            return try await answerCode(exchange, draft, nil, next: next, .unprocessableContent)
        }
        let result = try await exchange.site.platform.confirmSecondFactor(
            session: try exchange.sessionToken(),
            code: form["code"] ?? "",
            visit: exchange.visit
        )
        switch result {
        case .complete(let session): return try await exchange.enter(session, next: next)
        case .refused, .secondFactor:
            draft.problems["code"] = exchange.texts["signIn.code.wrong"]
            return try await answerCode(exchange, draft, nil, next: next, .unprocessableContent)
        case .locked, .busy:
            let notice = Notice.problem(result.words(exchange.texts) ?? "")
            return try await answerCode(exchange, draft, notice, next: next, result.status)
        }
    }

    static func signOut(_ exchange: Exchange) async throws -> Response {
        if let token = exchange.context.session {
            try await exchange.site.platform.signOut(session: token, actor: exchange.actor)
        }
        var response = exchange.seeOther("/sign-in?out=1")
        let cookie = SessionCookie(exchange.site.settings).taking
        response.headers.append(HTTPField(name: .setCookie, value: cookie))
        return response
    }

    // MARK: - answering

    private static func answer(
        _ exchange: Exchange,
        _ draft: FormDraft,
        _ notice: Notice?,
        next: ReturnPath?,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let model = SignInPage(
            notice: notice,
            next: next?.path,
            login: draft.field("login", "signIn.login", autocomplete: "username", isRequired: true),
            password: draft.field(
                "password",
                "signIn.password",
                type: "password",
                autocomplete: "current-password",
                isRequired: true
            )
        )
        var response = try await exchange.doorPage("signin", exchange.texts["signIn.title"], model, status: status)
        if status == .tooManyRequests { response.headers[.retryAfter] = "60" }
        return response
    }

    private static func answerCode(
        _ exchange: Exchange,
        _ draft: FormDraft,
        _ notice: Notice?,
        next: ReturnPath?,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let code = draft.field("code", "signIn.code.code", autocomplete: "one-time-code", isRequired: true)
        let model = SignInCodePage(notice: notice, next: next?.path, code: code)
        return try await exchange.doorPage("signincode", exchange.texts["signIn.code.title"], model, status: status)
    }
}

/// What the sign-in page shows.
struct SignInPage: Sendable {
    let notice: Notice?
    let next: String?
    let login: Field
    let password: Field
}

/// What the page of the second factor shows.
struct SignInCodePage: Sendable {
    let notice: Notice?
    let next: String?
    let code: Field
}

extension Exchange {
    /// Whether the browser still holds a session that counts no more.
    fileprivate var carriesOldSession: Bool {
        context.session == nil && SessionCookie(site.settings).token(of: request).map { !$0.isEmpty } == true
    }
}
