import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Workflows

/// What watches the server asks (运维接口): is it alive, is it ready, how is it doing.
enum OperationsController {
    /// Whether the process answers at all; asks nobody else, so that a full disk does not restart it for ever.
    static func alive(_ exchange: Exchange) async throws -> Response { plain("ok\n") }

    /// Whether it can do its work; a failing part is told by name only.
    static func ready(_ exchange: Exchange) async throws -> Response {
        let failed = await exchange.site.platform.failedChecks()
        guard !failed.isEmpty else { return plain("ok\n") }
        var response = plain("failed: " + failed.map(\.rawValue).joined(separator: ", ") + "\n")
        response.status = .serviceUnavailable
        response.headers[.retryAfter] = "10"
        return response
    }

    /// Counts and durations for Prometheus.
    static func metrics(_ exchange: Exchange) async throws -> Response {
        let figures = try await exchange.site.platform.operationFigures()
        let text = MetricsPage(
            requests: exchange.site.requests,
            figures: figures,
            process: ProcessFigures(),
            now: exchange.site.now()
        ).text
        return plain(text, type: Exposition.contentType)
    }

    private static func plain(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
