import Access
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Workflows

/// Answers a write once, however often a program asks for it (幂等).
///
/// A network can lose an answer after the work is done. Whoever sends an `Idempotency-Key` may ask again: the same
/// request gets the same answer, another request with the key is refused.
struct Idempotency {
    let exchange: Exchange
    let route: String

    /// Headers that belong to an answer rather than to one delivery of it.
    private static let repeated: [HTTPField.Name] = [.contentType, .location, .eTag]

    /// Runs a write at most once for its key; without a key, or without an account that keys belong to, it just runs.
    ///
    /// - Parameters:
    ///   - body: the SHA-256 of the request's body.
    ///   - work: the write; where it throws nothing was done, and the key is free again.
    /// - Returns: the answer, new or as it was given before.
    /// - Throws: ``WebError`` for a key that is malformed, in use or another request's, and what the write throws.
    func once(
        body: some ContiguousBytes & Sequence<UInt8>,
        _ work: () async throws -> Response
    ) async throws -> Response {
        guard let key = try exchange.idempotencyKey else { return try await work() }
        guard let person = exchange.principal.person else { return try await work() }
        let platform = exchange.site.platform
        let request = "\(exchange.request.method.rawValue) \(exchange.request.uri.string)\n"
        let fingerprint = Data(SHA256.hash(data: Data(request.utf8) + body))
        switch try await platform.claim(key: key, of: person, route: route, fingerprint: fingerprint) {
        case .answered(let answer): return Self.response(answer)
        case .inProgress: throw WebError.keyInProgress
        case .otherRequest: throw WebError.keyReused
        case .first: break
        }
        let response: Response
        do {
            response = try await work()
        } catch {
            try await platform.release(key: key, of: person)
            throw error
        }
        // The work is done: where its answer cannot be kept, the key stays taken, and asking again does nothing twice.
        let (answer, again) = try await Self.stored(response)
        try await platform.keep(answer, key: key, of: person)
        return again
    }

    private static func response(_ answer: StoredAnswer) -> Response {
        var headers: HTTPFields = [.idempotencyReplayed: "true"]
        let kept = (try? JSONDecoder().decode([String: String].self, from: Data(answer.headers.utf8))) ?? [:]
        for name in repeated { headers[name] = kept[name.canonicalName] }
        return Response(
            status: .init(code: answer.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }

    /// The answer as it is kept, and once more for whoever waits for it, since a body is written only once.
    private static func stored(_ response: Response) async throws -> (StoredAnswer, Response) {
        let collector = BodyCollector()
        try await response.body.write(BodyCollector.Writer(collector: collector))
        let pairs = repeated.compactMap { name in response.headers[name].map { (name.canonicalName, $0) } }
        let headers = try JSONEncoder().encode(Dictionary(pairs) { first, _ in first })
        let answer = StoredAnswer(
            status: response.status.code,
            headers: String(decoding: headers, as: UTF8.self),
            body: Data(collector.bytes)
        )
        var again = response
        again.body = ResponseBody(byteBuffer: ByteBuffer(bytes: collector.bytes))
        return (answer, again)
    }
}

extension Exchange {
    /// What the caller calls the request, so that it can be sent again; `nil` where it does not.
    var idempotencyKey: String? {
        get throws {
            guard let key = request.headers[.idempotencyKey] else { return nil }
            guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw WebError.badParameter("Idempotency-Key")
            }
            return key
        }
    }
}

/// Takes up what an answer writes.
private final class BodyCollector {
    var bytes: [UInt8] = []

    struct Writer: ResponseBodyWriter {
        let collector: BodyCollector
        mutating func write(_ buffer: ByteBuffer) async throws { collector.bytes += buffer.readableBytesView }
        consuming func finish(_ trailers: HTTPFields?) async throws {}
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .date
    static let idempotencyReplayed = HTTPField.Name("Idempotency-Replayed") ?? .date
}
