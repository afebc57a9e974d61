import HTTPTypes
import Hummingbird

/// Adds the headers that every answer carries; the outermost middleware, so that errors carry them too.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = WebContext

    static let contentSecurityPolicy =
        "default-src 'self'; worker-src blob:; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; "
        + "form-action 'self'; object-src 'none'"
    /// What none of our pages uses, nor what it might embed.
    static let permissionsPolicy =
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=(), "
        + "browsing-topics=()"

    /// Whether people come over TLS: browsers are then told never to come otherwise.
    let isSecure: Bool

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.contentSecurityPolicy
        response.headers[.xContentTypeOptions] = "nosniff"
        // For browsers that do not know frame-ancestors.
        response.headers[.frameOptions] = "DENY"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.permissionsPolicy] = Self.permissionsPolicy
        response.headers[.openerPolicy] = "same-origin"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        response.headers[.requestID] = context.requestID
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        let isPersonal = Entrance.isPersonal(request.uri.path)
        if isPersonal || !response.headers.contains(.cacheControl) {
            response.headers[.cacheControl] = "no-store, private"
        }
        return response
    }
}

extension HTTPField.Name {
    static let referrerPolicy = constant("Referrer-Policy")
    static let permissionsPolicy = constant("Permissions-Policy")
    static let frameOptions = constant("X-Frame-Options")
    static let openerPolicy = constant("Cross-Origin-Opener-Policy")
    static let requestID = constant("X-Request-ID")
    static let fetchSite = constant("Sec-Fetch-Site")

    /// `Name` checks its characters and answers with an optional; these are constants that pass.
    static func constant(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .contentType
    }
}
