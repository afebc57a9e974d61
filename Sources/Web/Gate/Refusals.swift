import Access
import HTTPTypes
import Hummingbird
import Logging
import Workflows

/// Keeps refused attempts in the audit log as their answers leave, no more than ``RefusalLog`` lets through (拒绝记录).
struct Refusals: Sendable {
    let platform: Platform

    /// Keeps an attempt that was refused; an answer is given even where it cannot be kept, and the log then says so.
    ///
    /// - Parameters:
    ///   - status: what the answer says.
    ///   - reason: the name of the error; `nil` where a page of its own tells why.
    ///   - exchange: what was asked, and by whom.
    func watch(_ status: HTTPResponse.Status, _ reason: String?, _ exchange: Exchange) async {
        // Looked for only where it is asked for: most answers are no refusals, and there are many routes.
        guard status.code >= 400 else { return }
        let route = Routes.route(of: exchange.request)
        guard Self.isRefusal(status, reason, route, exchange.principal) else { return }
        let method = exchange.request.method.rawValue
        let event = AuditEvent(
            exchange.actor,
            route?.id ?? "request.refuse",
            outcome: .refused,
            changes: [
                AuditEvent.Change("reason", after: reason ?? String(status.code)),
                // Without the query: it may hold what a person searched for. One-time links stay out altogether.
                AuditEvent.Change("path", after: "\(method) \(route?.path ?? Self.short(exchange.request))"),
            ]
        )
        do {
            try await platform.keepRefusal(event)
        } catch {
            exchange.context.logger.error(
                "A refused attempt could not be recorded",
                metadata: ["error": "\(error)"]
            )
        }
    }

    /// Whether somebody tried what is not allowed; what lies outside a reader's scope is answered as if it were not there.
    ///
    /// So is a file that is too large, holds something else or breaks off: nothing else tells that it was sent.
    private static func isRefusal(
        _ status: HTTPResponse.Status,
        _ reason: String?,
        _ route: Route?,
        _ principal: Principal
    ) -> Bool {
        switch status {
        // Nobody did anything wrong: the store was behind.
        case .tooManyRequests where reason == snakeCase(WebError.busy(seconds: 0).name): false
        case .unauthorized, .forbidden, .tooManyRequests: true
        case .unsupportedMediaType, .contentTooLarge: principal.isSignedIn
        case .badRequest: reason == "malformed_form" && principal.isSignedIn
        case .notFound: route?.jurisdiction == .ofSubject && principal.isSignedIn
        default: false
        }
    }

    private static func short(_ request: Request) -> String { String(request.uri.path.prefix(200)) }
}
