import Access
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import Metering
import NIOCore
import Store
import Units
import Workflows

/// Turns every error into an answer that says what happened and what to do next; what broke goes to the log only.
///
/// It stands twice: around everything, and where the reader is known.
struct ErrorPages: RouterMiddleware {
    typealias Context = WebContext

    let site: Site
    /// Whether the reader is known here, so that refusals are kept that handlers answered with pages of their own.
    var isInner = false

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var reason: String?
        let response: Response
        do {
            response = try await next(request, context)
            // Most answers are no refusals, and there are many.
            guard isInner, response.status.code >= 400 else { return response }
        } catch {
            let known = Self.known(error, request: request, folder: site.platform.dataDirectory)
            if [.failed, .noRoom, .unwritable].contains(known) {
                context.logger.error("request failed", metadata: ["error": "\(error)"])
            }
            reason = snakeCase(known.name)
            response = try await Self.answer(known, Self.exchange(site, request, context))
        }
        await site.refusals.watch(response.status, reason, Self.exchange(site, request, context))
        return response
    }

    private static func exchange(_ site: Site, _ request: Request, _ context: WebContext) -> Exchange {
        let principal = context.principal ?? .anonymous
        return Exchange(
            site: site,
            request: request,
            context: context,
            principal: principal,
            scope: principal.scope(for: .staff) ?? .none
        )
    }

    /// The one mapping from errors to answers.
    private static func known(_ error: any Error, request: Request, folder: String) -> WebError {
        if let error = error as? WebError { return error }
        if let refusal = error as? PeopleRefusal { return refusal == .notFound ? .notFound : .refused(refusal) }
        if let error = error as? ReadingStoreError { return WebError(error) }
        if let fault = StorageFault(error, folder: folder) { return fault == .full ? .noRoom : .unwritable }
        guard let error = error as? any HTTPResponseError else { return .failed }
        switch error.status {
        case .notFound: return Routes.knowsOtherMethod(for: request) ? .methodNotAllowed : .notFound
        case .methodNotAllowed: return .methodNotAllowed
        case .contentTooLarge: return .tooLarge
        case .badRequest: return .badParameter("")
        default: return .failed
        }
    }

    private static func answer(_ error: WebError, _ exchange: Exchange) async throws -> Response {
        let request = exchange.request
        let isAPI = request.uri.path.hasPrefix("/api/")
        let isLines = request.uri.path == LinesController.path
        var response: Response
        if !isAPI, let entrance = error.entrance(from: request.method == .get ? request.uri.string : "/") {
            response = exchange.seeOther(entrance)
        } else if isLines {
            response = LinesController.refusal(error, exchange)
        } else if isAPI {
            response = try problem(error, exchange)
        } else {
            response = try await page(error, exchange)
        }
        if let seconds = error.retryAfter { response.headers[.retryAfter] = String(seconds) }
        if error.status == .unauthorized { response.headers[.wwwAuthenticate] = challenge(error) }
        return response
    }

    /// RFC 6750 §3: no error code where there was no token at all.
    private static func challenge(_ error: WebError) -> String {
        error == .badCredential ? "Bearer realm=\"tanfeng\", error=\"invalid_token\"" : "Bearer realm=\"tanfeng\""
    }

    private static func problem(_ error: WebError, _ exchange: Exchange) throws -> Response {
        let problem = Problem(
            type: "urn:tanfeng:problem:\(snakeCase(error.name))",
            title: error.title(exchange.texts),
            status: error.status.code,
            detail: error.advice(exchange.texts),
            instance: exchange.request.uri.path,
            requestId: exchange.context.requestID
        )
        var response = try exchange.json(problem, type: "application/problem+json")
        response.status = error.status
        return response
    }

    private static func page(_ error: WebError, _ exchange: Exchange) async throws -> Response {
        // Whoever is refused at the door learns nothing about the data, and costs next to nothing.
        let isTurnedAway = [.misdirected, .crossOrigin, .failed].contains(error) || error.status == .tooManyRequests
        let isKnown = exchange.principal.isSignedIn && exchange.context.wait == nil
        let state = isTurnedAway || !isKnown ? nil : try? await exchange.site.platform.dataState(scope: exchange.scope)
        let head = PageHead(section: nil, title: error.title(exchange.texts))
        let model = ErrorPage(
            next: error.advice(exchange.texts),
            requestID: exchange.context.requestID,
            isOurs: error == .failed
        )
        let layout = Layout(head, state: state, exchange: exchange)
        return try exchange.page("error", PageModel(layout: layout, page: model), status: error.status)
    }
}

/// What the error page shows.
private struct ErrorPage: Sendable {
    let next: String
    let requestID: String
    let isOurs: Bool
}

/// An error of the API.
///
/// ## References
/// 1. RFC 9457, Problem Details for HTTP APIs.
struct Problem: APIResponse {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let instance: String
    let requestId: String
}
