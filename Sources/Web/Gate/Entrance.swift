import Hummingbird

/// The pages that stand before the door (入口).
enum Entrance {
    static let signIn = "/sign-in"
    static let secondFactor = "/sign-in/code"
    static let signOut = "/sign-out"
    static let password = "/account/password"

    /// Whether a session that lacks something may use a route.
    static func isOpen(_ route: Route, waiting wait: WebContext.Wait) -> Bool {
        switch wait {
        case .secondFactor: [secondFactor, signOut].contains(route.path)
        case .passwordChange: [password, signOut].contains(route.path)
        }
    }

    /// Whether a request tries a secret, and so counts as an attempt to sign in.
    static func triesSecret(_ route: Route) -> Bool {
        guard route.method != .get else { return false }
        return route.path.hasPrefix(signIn) || route.path.hasPrefix("/first/") || route.path.hasPrefix("/welcome/")
    }

    /// Whether a page shows secrets of persons: a browser must not keep it, not even for the way back.
    static func isPersonal(_ path: String) -> Bool {
        ["/sign-in", "/first/", "/welcome/", "/account", "/people"].contains { path.hasPrefix($0) }
    }
}
