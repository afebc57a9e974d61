import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Units

/// Files served as they are, read once at start: a request can name only what is in the dictionary.
struct StaticFiles: Sendable {
    struct File: Sendable {
        let content: ByteBuffer
        let contentType: String
        let eTag: String
    }

    private var files: [String: File] = [:]

    mutating func add(_ bytes: [UInt8], at path: String) {
        let eTag = "\"\(Self.version(of: bytes))\""
        files[path] = File(content: ByteBuffer(bytes: bytes), contentType: Self.contentType(of: path), eTag: eTag)
    }

    subscript(_ path: String) -> File? { files[path] }

    /// The address of a file with its version, so that browsers may keep it until it changes.
    func address(of path: String) -> String {
        files[path].map { "\(path)?v=\($0.eTag.dropFirst().dropLast())" } ?? path
    }

    func response(to request: Request) throws -> Response {
        guard let file = files[request.uri.path] else { throw WebError.notFound }
        let isVersioned = request.uri.queryParameters["v"].map { file.eTag == "\"\($0)\"" } ?? false
        var headers: HTTPFields = [.eTag: file.eTag, .contentType: file.contentType]
        headers[.cacheControl] = isVersioned ? "public, max-age=31536000, immutable" : "public, no-cache"
        if request.headers[.ifNoneMatch] == file.eTag { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.content))
    }

    static func contentType(of path: String) -> String {
        switch path.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "json", "geojson": "application/json"
        default: "application/octet-stream"
        }
    }

    /// Enough to tell two versions of our own file apart.
    static func version(of bytes: [UInt8]) -> String { String(fingerprint(bytes), radix: 16) }
}
