import Access
import HTTPTypes
import Hummingbird
import Workflows

/// Where somebody goes after signing in (落地页).
enum Landing {
    /// Officers to what they owe, everybody else to the first page that their roles open.
    static func path(for principal: Principal) -> String {
        if principal.mustChangePassword { return Entrance.password }
        return Section.inbox.isOpen(to: principal) ? Section.inbox.path : Section.home(of: principal)
    }
}

extension Exchange {
    /// Where the request comes from, as sessions keep it.
    var visit: Visit {
        Visit(address: context.address, agent: request.headers[.userAgent], requestID: context.requestID)
    }

    /// The person who asks; these pages are open to every role, and to those who have none yet.
    func signedInPerson() throws -> Person.ID {
        _ = try sessionToken()
        guard let person = principal.person else { throw WebError.signInNeeded }
        return person
    }

    /// The token of the session that asks; what only a browser does is closed to API tokens.
    func sessionToken() throws -> String {
        guard let token = context.session else {
            throw principal.isSignedIn ? WebError.forbidden : WebError.signInNeeded
        }
        return token
    }

    /// Leads into the house with a new session.
    func enter(_ session: OpenedSession, next: ReturnPath? = nil) async throws -> Response {
        let principal = try await site.platform.principal(session: session.token) ?? .anonymous
        let first = principal.mustChangePassword ? nil : next?.path
        return carrying(session, to: seeOther(first ?? Landing.path(for: principal)))
    }

    /// Gives the browser the token of a session.
    func carrying(_ session: OpenedSession, to response: Response) -> Response {
        var response = response
        let cookie = SessionCookie(site.settings).giving(session.token)
        response.headers.append(HTTPField(name: .setCookie, value: cookie))
        return response
    }
}
