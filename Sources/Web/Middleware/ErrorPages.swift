import Access
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Units
import Workflows

/// Turns every error into an answer that says what happened and what to do next; what broke goes to the log only.
struct ErrorPages: RouterMiddleware {
    typealias Context = WebContext

    let site: Site

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let known = Self.known(error, request: request)
            if known == .failed { context.logger.error("request failed", metadata: ["error": "\(error)"]) }
            return try await answer(known, request: request, context: context)
        }
    }

    /// The one mapping from errors to answers.
    private static func known(_ error: any Error, request: Request) -> WebError {
        if let error = error as? WebError { return error }
        guard let error = error as? any HTTPResponseError else { return .failed }
        switch error.status {
        case .notFound: return Routes.knowsOtherMethod(for: request) ? .methodNotAllowed : .notFound
        case .methodNotAllowed: return .methodNotAllowed
        case .contentTooLarge: return .tooLarge
        case .badRequest: return .badParameter("")
        default: return .failed
        }
    }

    private func answer(_ error: WebError, request: Request, context: WebContext) async throws -> Response {
        let principal = context.principal ?? .anonymous
        let exchange = Exchange(
            site: site,
            request: request,
            context: context,
            principal: principal,
            scope: principal.scope(for: .staff) ?? .none
        )
        if request.uri.path.hasPrefix("/api/") {
            let problem = Problem(
                type: "urn:tanfeng:problem:\(snakeCase(error.name))",
                title: error.title(exchange.texts),
                status: error.status.code,
                detail: error.advice(exchange.texts),
                instance: request.uri.path,
                requestId: context.requestID
            )
            var response = try exchange.json(problem, type: "application/problem+json")
            response.status = error.status
            return response
        }
        // Whoever is refused at the door learns nothing about the data.
        let isTurnedAway = [.misdirected, .crossOrigin].contains(error) || !principal.isSignedIn
        let state = isTurnedAway ? nil : try? await site.platform.dataState(scope: exchange.scope)
        let head = PageHead(section: nil, title: error.title(exchange.texts))
        let model = ErrorPage(
            next: error.advice(exchange.texts),
            requestID: context.requestID,
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
