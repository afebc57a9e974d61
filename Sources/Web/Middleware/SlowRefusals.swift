import HTTPTypes
import Hummingbird
import Synchronization

/// Lets whoever asks too often wait for the answer that says so (拒绝延时).
///
/// A client that asks again the moment it is answered would otherwise keep the processors busy with refusals, and the
/// pages of others would wait. Waiting costs a timer.
final class SlowRefusals: RouterMiddleware {
    typealias Context = WebContext

    /// How many wait at once; beyond that answers go out immediately, so that the wait cannot fill memory.
    private static let most = 512

    private let delay: Duration
    private let waiting = Atomic(0)

    init(delay: Duration) { self.delay = delay }

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        guard response.status == .tooManyRequests, delay > .zero else { return response }
        let count = waiting.add(1, ordering: .relaxed).newValue
        defer { waiting.subtract(1, ordering: .relaxed) }
        if count <= Self.most { try await Task.sleep(for: delay) }
        return response
    }
}
