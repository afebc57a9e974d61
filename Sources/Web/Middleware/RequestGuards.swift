import HTTPTypes
import Hummingbird

/// Refuses a host name that is not this machine's, so that a foreign name cannot be rebound to it.
struct HostGuard: RouterMiddleware {
    typealias Context = WebContext

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard let authority = request.head.authority, Self.isLocal(authority) else { throw WebError.misdirected }
        return try await next(request, context)
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

/// Lets only our own pages change anything.
struct OriginGuard: RouterMiddleware {
    typealias Context = WebContext

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if request.method != .get, request.method != .head, !Self.isOwn(request) { throw WebError.crossOrigin }
        return try await next(request, context)
    }

    private static func isOwn(_ request: Request) -> Bool {
        if let site = request.headers[.fetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = request.headers[.origin], let authority = request.head.authority else { return false }
        return origin == "http://\(authority)" || origin == "https://\(authority)"
    }
}

/// Refuses bodies larger than any form of ours, by their declared length and while reading.
struct BodyLimit: RouterMiddleware {
    typealias Context = WebContext

    static let bytes = 64 * 1_024

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var request = request
        if request.method != .get, request.method != .head {
            let declared = request.headers[.contentLength].flatMap { Int($0) } ?? 0
            guard declared <= Self.bytes else { throw WebError.tooLarge }
            do {
                _ = try await request.collectBody(upTo: Self.bytes)
            } catch {
                throw WebError.tooLarge
            }
        }
        return try await next(request, context)
    }
}
