import Access
import HTTPTypes
import Hummingbird
import Workflows

/// Refuses a host name that is not this server's, so that a foreign name cannot be rebound to it.
struct HostGuard: RouterMiddleware {
    typealias Context = WebContext

    let publicAddress: PublicAddress?

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard let authority = request.head.authority, isOurs(authority) else { throw WebError.misdirected }
        return try await next(request, context)
    }

    func isOurs(_ authority: String) -> Bool {
        Self.isLocal(authority) || authority.lowercased() == publicAddress?.authority
    }

    static func isLocal(_ authority: String) -> Bool {
        let name: Substring
        let rest: Substring
        if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") {
            name = authority[...close]
            rest = authority[authority.index(after: close)...]
        } else {
            name = authority.prefix { $0 != ":" }
            rest = authority.dropFirst(name.count)
        }
        let hasValidPort = rest.isEmpty || (rest.first == ":" && UInt16(rest.dropFirst()) != nil)
        return hasValidPort && ["127.0.0.1", "localhost", "[::1]"].contains(name.lowercased())
    }
}

/// Lets only our own pages change anything; programs with an API token come from no page.
struct OriginGuard: RouterMiddleware {
    typealias Context = WebContext

    let publicAddress: PublicAddress?

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let isRead = request.method == .get || request.method == .head
        if !isRead, !context.isToken, !isOwn(request) { throw WebError.crossOrigin }
        return try await next(request, context)
    }

    private func isOwn(_ request: Request) -> Bool {
        if let site = request.headers[.fetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = request.headers[.origin], let authority = request.head.authority else { return false }
        if let publicAddress, authority.lowercased() == publicAddress.authority {
            return origin == publicAddress.origin
        }
        return origin == "http://\(authority)" || origin == "https://\(authority)"
    }
}

extension WebContext {
    /// Whether the request is proven by a token of a program, which no browser sends by itself.
    fileprivate var isToken: Bool {
        switch principal?.proof {
        case .token, .source: true
        default: false
        }
    }
}

/// Says where a request comes from.
struct AddressFinder: RouterMiddleware {
    typealias Context = WebContext

    let trustedProxies: Set<String>

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let forwarded = request.headers[values: .forwardedFor].last
        context.address = ClientAddress.of(peer: context.peer, forwarded: forwarded, trusting: trustedProxies)
        return try await next(request, context)
    }
}

/// Bounds how often one may ask: who has signed in per account, anybody else per address; files are free.
struct RequestLimit: RouterMiddleware {
    typealias Context = WebContext

    let limiter: RateLimiter
    let limit: RateLimit

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        // Sources are known one by one, and the reading store says itself when it has enough.
        if case .source? = context.principal?.proof { return try await next(request, context) }
        if !Authentication.isFile(request), let name = Self.name(of: context), let wait = limiter.take(name, limit) {
            throw WebError.tooManyRequests(wait)
        }
        return try await next(request, context)
    }

    private static func name(of context: WebContext) -> String? {
        if let person = context.principal?.person { return "person \(person.rawValue)" }
        return context.address.map { "address \(AddressBucket.of($0))" }
    }
}

extension HTTPField.Name {
    static let forwardedFor = constant("X-Forwarded-For")
}
