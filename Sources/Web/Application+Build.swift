import Access
import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
package import Units
package import Workflows

/// Builds the web server over a platform.
///
/// - Parameters:
///   - platform: what the pages show.
///   - settings: where to listen, and how much to put up with.
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
    let pace = settings.pace
    return Application(
        responder: try buildResponder(platform: platform, settings: settings, now: now),
        server: .http1(
            configuration: .init(
                additionalChannelHandlers: [TransferGuard(pace)],
                idleTimeout: pace.head,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16_384,
                    maxHeaderListSize: 32_768,
                    maxHeaderFieldCount: 100
                )
            )
        ),
        configuration: ApplicationConfiguration(
            address: .hostname(settings.address, port: settings.port),
            availableConnectionsDelegate: .maximum(settings.connections, logger: logger)
        ),
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
        SecurityHeaders(isSecure: settings.isSecure)
        Preferences()
        AddressFinder(trustedProxies: settings.trustedProxies)
        SlowRefusals(delay: settings.limits.refusalDelay)
        RequestLog(figures: site.requests)
        ErrorPages(site: site)
        HostGuard(publicAddress: settings.publicAddress)
        Authentication(
            platform: platform,
            sessionCookie: SessionCookie(settings),
            formCookie: FormCookie(settings),
            limiter: site.limiter,
            limit: settings.limits.requests
        )
        ErrorPages(site: site, isInner: true)
        RequestLimit(limiter: site.limiter, limit: settings.limits.requests)
        OriginGuard(publicAddress: settings.publicAddress)
    }
    for route in Routes.all { router.add(route, site: site) }
    return router.buildResponder()
}

extension Router<WebContext> {
    /// Adds a route with what its caller must pass.
    func add(_ route: Route, site: Site) {
        let admission = Admission(site: site, route: route)
        on(RouterPath(route.path), method: route.method) { request, context -> Response in
            var request = request
            let (principal, scope) = try await admission.admit(&request, context)
            var exchange = Exchange(
                site: site,
                request: request,
                context: context,
                principal: principal,
                scope: scope
            )
            guard route.isKept, principal.isSignedIn else {
                exchange.owed = try await exchange.countOwed(route)
                return try await exchange.answer(route)
            }
            let key = PageCache.Key(
                address: request.uri.string,
                day: CivilDay(containing: site.now()),
                language: context.language,
                isWall: context.isWall,
                scope: scope,
                roles: principal.roles,
                proof: principal.proof
            )
            let generation = try await site.platform.generation()
            if let page = site.pages.page(key, generation: generation) { return Exchange.page(page) }
            exchange.keep = { site.pages.keep($0, key, generation: generation) }
            exchange.owed = try await exchange.countOwed(route)
            return try await exchange.answer(route)
        }
    }
}

extension Exchange {
    /// What the reader owes, where a frame will show it.
    fileprivate func countOwed(_ route: Route) async throws -> (open: Int, overdue: Int)? {
        guard !route.isAPI, principal.person != nil, context.wait == nil else { return nil }
        if case .file = route.answer { return nil }
        return try await site.platform.owed(by: principal)
    }

    /// What the route answers; an export leaves the house only once the audit log has it.
    fileprivate func answer(_ route: Route) async throws -> Response {
        let response = try await route.handler(self)
        guard route.audit == .read, response.status == .ok, request.method != .head else { return response }
        let taken = AuditEvent.Change("address", after: String(request.uri.string.prefix(500)))
        try await site.platform.record(AuditEvent(actor, route.id, changes: [taken]))
        return response
    }
}
