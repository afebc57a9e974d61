package import Access
package import Hummingbird
package import Logging
import Texts

/// What travels with a request: who asks, from where, in which language, for which screen.
package struct WebContext: RequestContext {
    /// What a session lacks before it opens anything else.
    enum Wait: Sendable { case secondFactor, passwordChange }

    package var coreContext: CoreRequestContextStorage
    /// Who asks; set by ``Authentication``, or by whoever makes a request inside the process.
    package var principal: Principal?
    /// Where the connection comes from.
    let peer: String?
    /// Where the request came from: the peer, or whom a trusted proxy names.
    var address: String?
    /// The session's own token, where the request carries one that counts.
    var session: String?
    /// What must be done before anything else.
    var wait: Wait?
    /// What forms must carry; bound to the session, or before signing in to a cookie of the browser.
    var formToken = ""
    var language = Language.zhHans
    var isWall = false

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }

    /// A context without a connection, for requests made inside the process.
    package init(logger: Logger, peer: String? = nil) {
        coreContext = CoreRequestContextStorage(source: InProcessSource(logger: logger))
        self.peer = peer
    }

    /// The id that a user can report and the log knows.
    var requestID: String {
        logger[metadataKey: "hb.request.id"]?.description ?? "-"
    }
}

private struct InProcessSource: RequestContextSource {
    let logger: Logger
}
