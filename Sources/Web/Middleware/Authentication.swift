import Access
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Units
import Workflows

/// Says who asks: by the session of a browser, by an API token, or nobody.
struct Authentication: RouterMiddleware {
    typealias Context = WebContext

    let platform: Platform
    let sessionCookie: SessionCookie
    let formCookie: FormCookie
    /// Bounds guessing of tokens and sessions.
    let limiter: RateLimiter
    let limit: RateLimit

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        guard context.principal == nil else {
            if case .session(let token)? = context.principal?.proof { context.formToken = token }
            if context.principal?.mustChangePassword == true { context.wait = .passwordChange }
            return try await next(request, context)
        }
        guard !Self.isFile(request) else { return try await next(request, context) }
        let guesses = context.address.map { "credentials from \(AddressBucket.of($0))" }
        let carried = sessionCookie.token(of: request)
        if request.headers[.authorization] != nil || carried != nil, let guesses,
            let wait = limiter.wait(guesses, limit)
        {
            throw WebError.tooManyRequests(wait)
        }
        if let credential = request.headers[.authorization] {
            guard let principal = try await principal(credential) else {
                if let guesses { _ = limiter.take(guesses, limit) }
                throw WebError.badCredential
            }
            // A token's owner who must choose a password does so in a browser first.
            guard !principal.mustChangePassword else { throw WebError.passwordChangeNeeded }
            context.principal = principal
            return try await next(request, context)
        }
        if let token = carried {
            if let principal = try await platform.principal(session: token) {
                context.principal = principal
                context.session = token
                if case .session(let formToken) = principal.proof { context.formToken = formToken }
                if principal.mustChangePassword { context.wait = .passwordChange }
                return try await next(request, context)
            }
            if try await platform.awaitsSecondFactor(session: token) {
                context.session = token
                context.wait = .secondFactor
                context.formToken = OpenToken.formToken(session: token)
                return try await next(request, context)
            }
            if let guesses { _ = limiter.take(guesses, limit) }
        }
        return try await answerStranger(request, context: context, next: next)
    }

    /// Whoever has not signed in gets a cookie that the sign-in form is bound to.
    private func answerStranger(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let known = formCookie.seed(of: request)
        let seed = known ?? OpenToken().text
        context.formToken = OpenToken.formToken(session: seed)
        var response = try await next(request, context)
        let isPage = response.headers[.contentType]?.hasPrefix("text/html") ?? false
        if known == nil, isPage {
            response.headers.append(HTTPField(name: .setCookie, value: formCookie.giving(seed)))
        }
        return response
    }

    /// Files are the same for everyone.
    static func isFile(_ request: Request) -> Bool {
        ["/static/", "/assets/"].contains { request.uri.path.hasPrefix($0) }
    }

    /// A person's program, or a source of readings.
    private func principal(_ credential: String) async throws -> Principal? {
        let parts = credential.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0].lowercased() {
        case "bearer":
            let token = String(parts[1])
            if let source = try await platform.principal(sourceToken: token) { return source }
            return try await platform.principal(apiToken: token)
        // Clients of the line protocol say it in these ways; a person's token does not pass so.
        case "token":
            return try await platform.principal(sourceToken: String(parts[1].split(separator: ":").last ?? ""))
        case "basic":
            guard let bytes = Data(base64Encoded: String(parts[1])) else { return nil }
            let password = String(decoding: bytes, as: UTF8.self).split(separator: ":", maxSplits: 1).last ?? ""
            return try await platform.principal(sourceToken: String(password))
        default: return nil
        }
    }
}
