import Foundation
import HTTPTypes
import Hummingbird
import MeterProtocols
import Metering
import NIOCore
import Texts
import Workflows

/// Readings that sources send in the line protocol, answered as clients of InfluxDB 1.x expect (行协议接收).
///
/// ## References
/// 1. InfluxDB 1.8, API reference, `/write`: 204 where all is stored, 400 with `partial write` where some is.
enum LinesController {
    static let path = "/api/v1/write"

    static func write(_ exchange: Exchange) async throws -> Response {
        let source = try exchange.source
        let key = try exchange.idempotencyKey
        guard let precision = LineProtocol.Precision(parameter: exchange.query("precision")) else {
            throw WebError.badParameter("precision")
        }
        let platform = exchange.site.platform
        let stamps = try exchange.intervalStamp()
        let body = try await IngestBody(exchange)
        let terms = try await platform.readingTerms(of: source, stamps: stamps)
        let decoded = body.withBytes { LineProtocol.decode($0, terms, precision: precision) }
        let receipt = try await platform.ingest(decoded, from: source, key: key, bytes: body.count)
        guard receipt.refused > 0 else { return Response(status: .noContent) }
        return answer(.badRequest, words(receipt, exchange.texts))
    }

    /// The reasons of the first lines, in the form that clients tell apart: with `partial write` they do not send the
    /// lines again.
    private static func words(_ receipt: IngestReceipt, _ texts: Localizer) -> String {
        let reasons = receipt.problems.prefix(10).map { problem in
            "unable to parse '\(problem.evidence)': "
                + texts.text(TextKey(problem.problem.rawValue), [problem.evidence])
        }
        return "partial write: \(reasons.joined(separator: "\n")) dropped=\(receipt.refused)"
    }

    /// Any refusal, as such clients read it.
    static func refusal(_ error: WebError, _ exchange: Exchange) -> Response {
        answer(error.status, error.title(exchange.texts))
    }

    private static func answer(_ status: HTTPResponse.Status, _ error: String) -> Response {
        let body = (try? JSONText.encode(["error": error])) ?? Data()
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}
