import Access
import HTTPTypes
import Hummingbird
import Logging
import Workflows

/// Keeps refused attempts in the audit log, no more than ``RefusalLog`` lets through (拒绝记录).
struct Refusals: Sendable {
    let platform: Platform
    let log = RefusalLog()

    /// Keeps one attempt.
    ///
    /// An answer of refusal is given even where it cannot be kept; the log then says so.
    func record(_ error: WebError, _ request: Request, _ exchange: Exchange) async {
        let actor = exchange.actor
        await flush(exchange.context.logger)
        guard log.admits(actor.address.map(ClientAddress.bucket) ?? RefusalLog.others) else { return }
        let route = Routes.route(of: request)
        await keep(
            AuditEvent(
                actor,
                route?.id ?? "request.refuse",
                outcome: .refused,
                changes: [
                    AuditEvent.Change("reason", after: snakeCase(error.name)),
                    // Without the query: it may hold what a person searched for. One-time links stay out altogether.
                    AuditEvent.Change(
                        "path",
                        after: "\(request.method.rawValue) \(route?.path ?? Self.short(request))"
                    ),
                ]
            ),
            exchange.context.logger
        )
    }

    /// Writes down what was only counted in the minutes that are over.
    func flush(_ logger: Logger) async {
        for summary in log.summaries() {
            let actor = Actor(kind: .anonymous, address: summary.address == RefusalLog.others ? nil : summary.address)
            let changes = [AuditEvent.Change("count", after: String(summary.count))]
            await keep(AuditEvent(actor, "request.refuse", outcome: .refused, changes: changes), logger)
        }
    }

    private func keep(_ event: AuditEvent, _ logger: Logger) async {
        do {
            try await platform.record(event)
        } catch {
            logger.error("A refused attempt could not be recorded", metadata: ["error": "\(error)"])
        }
    }

    private static func short(_ request: Request) -> String { String(request.uri.path.prefix(200)) }
}
