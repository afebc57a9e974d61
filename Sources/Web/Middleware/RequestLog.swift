import HTTPTypes
import Hummingbird
import Logging

/// Counts every request and writes one line about it (访问日志): which route, how it ended, how long it took.
///
/// The line holds no address of a page, because addresses hold names, search words and one-time links.
struct RequestLog: RouterMiddleware {
    typealias Context = WebContext

    let figures: RequestFigures
    private let clock = ContinuousClock()

    init(figures: RequestFigures) { self.figures = figures }

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let start = clock.now
        let route = Routes.id(of: request.method, at: context.endpointPath) ?? RequestFigures.unknown
        figures.begin()
        do {
            let response = try await next(request, context)
            note(route, status: response.status.code, since: start, request, context)
            return response
        } catch {
            note(route, status: 500, since: start, request, context)
            throw error
        }
    }

    /// What sources sent is counted and recorded by the minute.
    private static func isIngest(_ route: String) -> Bool { route == "api.readingsSend" || route == "api.lines" }

    private func note(
        _ route: String,
        status: Int,
        since start: ContinuousClock.Instant,
        _ request: Request,
        _ context: WebContext
    ) {
        let seconds = (clock.now - start) / .seconds(1)
        figures.end(route: route, status: status, seconds: seconds)
        // Whoever watches asks every few seconds; that is no news.
        guard !["healthz", "readyz", "metrics"].contains(route), !(Self.isIngest(route) && status < 300) else { return }
        context.logger.info(
            "request",
            metadata: [
                "route": "\(route)", "method": "\(request.method.rawValue)", "status": "\(status)",
                "ms": "\((seconds * 10_000).rounded() / 10)", "from": "\(AddressClass(context.address))",
            ]
        )
    }
}

/// Where a request came from, as far as a log may tell (来源类别): an address would name a person's machine.
enum AddressClass: String, CustomStringConvertible {
    case machine, network, internet, unknown

    init(_ address: String?) {
        guard let address, !address.isEmpty else {
            self = .unknown
            return
        }
        let plain = address.hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address.lowercased()
        let parts = plain.split(separator: ".").compactMap { UInt8($0) }
        if plain == "::1" || (parts.count == 4 && parts[0] == 127) {
            self = .machine
        } else if parts.count == 4 {
            let isPrivate =
                parts[0] == 10 || (parts[0] == 172 && (16...31).contains(parts[1]))
                || (parts[0] == 192 && parts[1] == 168) || (parts[0] == 169 && parts[1] == 254)
            self = isPrivate ? .network : .internet
        } else {
            self = plain.hasPrefix("fc") || plain.hasPrefix("fd") || plain.hasPrefix("fe8") ? .network : .internet
        }
    }

    var description: String { rawValue }
}
