import HTTPTypes
import Hummingbird
import MeterProtocols
import Metering
import NIOCore
import Texts
import Workflows

/// Readings that sources send as JSON (读数接收).
enum ReadingsController {
    /// Takes readings in; the answer comes once they are on disk.
    static func send(_ exchange: Exchange) async throws -> Response {
        let source = try exchange.source
        let key = try exchange.idempotencyKey
        let stamps = try exchange.intervalStamp()
        let platform = exchange.site.platform
        let body = try await IngestBody(exchange)
        let terms = try await platform.readingTerms(of: source, stamps: stamps)
        let decoded: DecodedReadings
        do {
            decoded = try body.withBytes { try ReadingJSON.decode($0, terms) }
        } catch let problem as BodyProblem {
            throw WebError(problem)
        }
        let receipt = try await platform.ingest(decoded, from: source, key: key, bytes: body.count)
        let answer = ReadingReceiptResponse(receipt, exchange.texts)
        guard !answer.problems.isEmpty else { return answer.brief }
        var response = try exchange.json(answer)
        // Nothing of it was taken: no program may mistake that for success.
        if receipt.accepted == 0, receipt.refused > 0 { response.status = .unprocessableContent }
        return response
    }
}

extension Exchange {
    /// What the stamps of intervals name.
    func intervalStamp() throws -> IntervalStamp {
        try ImportController.stamp(query("stamp"))
    }
}

/// What became of readings that were sent.
struct ReadingReceiptResponse: APIResponse {
    let accepted: Int
    let inserted: Int
    let superseded: Int
    let unchanged: Int
    let refused: Int
    let problems: [RowProblemResponse]

    init(_ receipt: IngestReceipt, _ texts: Localizer) {
        accepted = receipt.accepted
        inserted = receipt.result.inserted
        superseded = receipt.result.superseded
        unchanged = receipt.result.unchanged
        refused = receipt.refused
        problems = receipt.problems.map { RowProblemResponse($0, texts) }
    }

    /// The answer where nothing is wrong, written by hand: gateways ask for it thousands of times a second.
    var brief: Response {
        let text = """
            {"accepted":\(accepted),"inserted":\(inserted),"problems":[],"refused":\(refused),\
            "superseded":\(superseded),"unchanged":\(unchanged)}
            """
        return Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

/// Why one row was refused.
struct RowProblemResponse: APIResponse {
    let row: Int
    let byteOffset: Int
    let rule: String
    let evidence: String
    let message: String

    init(_ problem: RowProblem, _ texts: Localizer) {
        row = problem.row
        byteOffset = problem.byteOffset
        rule = problem.problem.rawValue
        evidence = problem.evidence
        message = texts.text(TextKey(problem.problem.rawValue), [problem.evidence])
    }
}
