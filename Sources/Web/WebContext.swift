package import Hummingbird
package import Logging
import Texts

/// What travels with a request: who asks, in which language, for which screen.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    var principal: Principal?
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
