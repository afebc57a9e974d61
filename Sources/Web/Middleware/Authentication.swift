import Access
import Hummingbird
import Units

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
        if context.principal == nil { context.principal = .setUp }
        return try await next(request, context)
    }
}

extension Principal {
    /// Whoever sits at the machine itself, until sessions are read here.
    static let setUp = Principal(
        person: nil,
        name: "",
        proof: .console,
        grants: [
            RoleGrant(id: 1, role: .cityOfficer, scope: .all),
            RoleGrant(id: 2, role: .systemAdministrator, scope: .all),
            RoleGrant(id: 3, role: .securityAdministrator, scope: .all),
            RoleGrant(id: 4, role: .auditAdministrator, scope: .all),
        ]
    )
}
