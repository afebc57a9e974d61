import HTTPTypes
import Hummingbird

/// The cookie that holds a session (会话凭证).
///
/// Over TLS its name begins with `__Host-`: browsers then take it from this host only, never from a neighbouring name.
struct SessionCookie: Sendable {
    let isSecure: Bool

    init(_ settings: WebSettings) { isSecure = settings.isSecure }

    var name: String { isSecure ? "__Host-tanfeng_session" : "tanfeng_session" }

    /// The token that a request carries; more than one of the name is none, since nobody can say whose the first is.
    func token(of request: Request) -> String? { Self.value(named: name, in: request) }

    /// Gives a browser its token until it closes; the session itself ends on the server.
    func giving(_ token: String) -> String { cookie(token) }

    /// Takes the token from a browser.
    var taking: String { cookie("", maxAge: 0) }

    static func value(named name: String, in request: Request) -> String? {
        let found = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { pair in
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            return parts.count == 2 && parts[0] == name[...] ? String(parts[1]) : nil
        }
        return found.count == 1 ? found.first : nil
    }

    private func cookie(_ value: String, maxAge: Int? = nil) -> String {
        // Lax: a link in a mail must find its reader signed in. What writes asks for a form token besides.
        Cookie(
            name: name,
            value: value,
            maxAge: maxAge,
            path: "/",
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        ).description
    }
}

/// A random text that a browser keeps while nobody has signed in (登录前的表单凭证).
///
/// The sign-in form and those of one-time links carry a token that is bound to it. Together with ``OriginGuard`` this
/// closes login CSRF: another site can neither send our form from a browser nor know the token that goes with its cookie.
struct FormCookie: Sendable {
    let isSecure: Bool

    init(_ settings: WebSettings) { isSecure = settings.isSecure }

    var name: String { isSecure ? "__Host-tanfeng_form" : "tanfeng_form" }

    func seed(of request: Request) -> String? {
        SessionCookie.value(named: name, in: request).flatMap { $0.utf8.count == 43 ? $0 : nil }
    }

    func giving(_ seed: String) -> String {
        Cookie(name: name, value: seed, path: "/", secure: isSecure, httpOnly: true, sameSite: .strict).description
    }
}
