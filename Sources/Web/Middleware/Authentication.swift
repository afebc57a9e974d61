import Hummingbird

/// Says who asks.
///
/// There are no accounts yet: the host guard admits only this machine, whose user is the administrator.
struct Authentication: RouterMiddleware {
    typealias Context = WebContext

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.principal = .localAdministrator
        return try await next(request, context)
    }
}
