import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Exchange {
    /// JSON with a mark of its content, for things that move on without a new generation of the data (版本标记).
    func tagged(_ body: some Encodable) throws -> Response {
        let bytes = try JSONText.encode(body)
        let tag = Self.tag(of: bytes)
        let headers: HTTPFields = [
            .eTag: tag, .cacheControl: "private, no-cache", .contentType: "application/json",
        ]
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Refuses a write to something that has changed since the caller read it.
    ///
    /// - Throws: ``WebError/changedSince`` where `If-Match` names another content than it has now.
    func requireMatch(_ body: some Encodable) throws {
        guard let wanted = request.headers[.ifMatch], wanted != "*" else { return }
        let tag = Self.tag(of: try JSONText.encode(body))
        let given = wanted.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        guard given.contains(tag) else { throw WebError.changedSince }
    }

    private static func tag(of bytes: Data) -> String { "\"\(StaticFiles.version(of: [UInt8](bytes)))\"" }
}
