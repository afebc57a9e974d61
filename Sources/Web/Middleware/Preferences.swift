import HTTPTypes
import Hummingbird
import Texts

/// Settles language and screen: `?lang=` wins and is remembered, then the cookie, then `Accept-Language`.
struct Preferences: RouterMiddleware {
    typealias Context = WebContext

    static let cookieName = "tanfeng_lang"

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let query = request.uri.queryParameters
        let asked = query["lang"].flatMap { Language(code: $0) }
        context.language =
            asked ?? request.cookies[Self.cookieName].flatMap { Language(code: $0.value) }
            ?? Language.preferred(acceptLanguage: request.headers[.acceptLanguage])
        context.isWall = query["display"] == "wall"
        var response = try await next(request, context)
        response.headers[.contentLanguage] = context.language.tag
        response.headers[.vary] = "Accept-Language, Cookie, Authorization"
        if let asked {
            let value = asked == .en ? "en" : "zh"
            let cookie = Cookie(
                name: Self.cookieName,
                value: value,
                maxAge: 31_536_000,
                path: "/",
                httpOnly: true,
                sameSite: .lax
            )
            response.headers.append(HTTPField(name: .setCookie, value: cookie.description))
        }
        return response
    }
}
