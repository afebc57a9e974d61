package import Access
package import Hummingbird
package import Logging
import Texts

/// What travels with a request: who asks, in which language, for which screen.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Who asks; set by ``Authentication``, or by whoever makes a request inside the process.
    package var principal: Principal?
    /// Where the request came from.
    var address: String?
    var language = Language.zhHans
    var isWall = false

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// A context without a connection, for requests made inside the process.
    package init(logger: Logger) {
        coreContext = CoreRequestContextStorage(source: InProcessSource(logger: logger))
    }

    /// The id that a user can report and the log knows.
    var requestID: String {
        logger[metadataKey: "hb.request.id"]?.description ?? "-"
    }
}

private struct InProcessSource: RequestContextSource {
    let logger: Logger
}
