import Access
package import Hummingbird
package import Logging
import NIOCore
package import Units
package import Workflows

/// Builds the web server over a platform.
///
/// - Parameters:
///   - platform: what the pages show.
///   - settings: where to listen.
///   - now: the clock, for how long work will still take.
///   - logger: where requests are logged.
///   - onBound: called with the real port once the server listens.
/// - Returns: the server as a service.
/// - Throws: an error where a template, text or style is missing or malformed.
package func buildApplication(
    platform: Platform,
    settings: WebSettings,
    now: @escaping @Sendable () -> Instant,
    logger: Logger = Logger(label: "tanfeng.web"),
    onBound: @escaping @Sendable (Int) async -> Void = { _ in }
) throws -> some ApplicationProtocol {
    Application(
        responder: try buildResponder(platform: platform, settings: settings, now: now),
        configuration: ApplicationConfiguration(address: .hostname(settings.address, port: settings.port)),
        onServerRunning: { channel in await onBound(channel.localAddress?.port ?? settings.port) },
        logger: logger
    )
}

/// Builds what answers requests, without a socket.
package func buildResponder(
    platform: Platform,
    settings: WebSettings,
    now: @escaping @Sendable () -> Instant
) throws -> RouterResponder<WebContext> {
    let site = try Site(platform: platform, settings: settings, now: now)
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
        SecurityHeaders()
        Preferences()
        Authentication()
        ErrorPages(site: site)
        HostGuard()
        OriginGuard()
        BodyLimit()
    }
    for route in Routes.all { router.add(route, site: site) }
    return router.buildResponder()
}

extension Router<WebContext> {
    /// Adds a route with the check that its caller may use it.
    func add(_ route: Route, site: Site) {
        on(RouterPath(route.path), method: route.method) { request, context -> Response in
            let principal = context.principal ?? .anonymous
            guard let scope = principal.scope(for: route.roles) else { throw WebError.forbidden }
            if route.audit == .write { context.logger.info("audit", metadata: ["route": "\(route.id)"]) }
            var exchange = Exchange(
                site: site,
                request: request,
                context: context,
                principal: principal,
                scope: scope
            )
            guard route.isKept else { return try await route.handler(exchange) }
            let key = PageCache.Key(
                address: request.uri.string,
                language: context.language,
                isWall: context.isWall,
                scope: scope,
                proof: principal.proof
            )
            let generation = try await site.platform.generation()
            if let page = site.pages.page(key, generation: generation) { return Exchange.page(page) }
            exchange.keep = { site.pages.keep($0, key, generation: generation) }
            return try await route.handler(exchange)
        }
    }
}
