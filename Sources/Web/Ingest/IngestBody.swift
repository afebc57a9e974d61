import Access
import HTTPTypes
import Hummingbird
import MeterProtocols
import NIOCore
import Workflows

/// The body of a request with readings (读数正文), collected once and unpacked where it came packed.
struct IngestBody: Sendable {
    /// How large a body may be as it comes. [B]
    static let mostPacked = 8 << 20
    /// How large it may be unpacked. [B]
    static let mostUnpacked = 64 << 20

    private let collected: ByteBuffer
    private let unpacked: [UInt8]?
    /// Held as long as the bytes are.
    private let rooms: [IngestRoom]

    /// Its size as it came. [B]
    var count: Int { collected.readableBytes }

    /// Takes the body of a request in.
    ///
    /// - Throws: ``WebError`` where it is too large, packed in a way nobody knows, damaged, or where so much is held
    ///   already that the sender must wait.
    init(_ exchange: Exchange) async throws {
        let request = exchange.request
        let isPacked: Bool
        switch request.headers[.contentEncoding]?.lowercased() {
        case nil, "", "identity": isPacked = false
        case "gzip", "x-gzip", "deflate": isPacked = true
        default: throw WebError.wrongContent("packed")
        }
        let declared = request.headers[.contentLength].flatMap { Int($0) } ?? Self.mostPacked
        let room = try Self.room(min(declared, Self.mostPacked), exchange)
        do {
            collected = try await request.body.collect(upTo: Self.mostPacked)
        } catch is NIOTooManyBytesError {
            throw WebError.tooLarge
        } catch {
            // The connection ended in the middle.
            throw WebError.malformedForm
        }
        guard isPacked else {
            unpacked = nil
            rooms = [room]
            return
        }
        let bytes: [UInt8]
        do {
            bytes = try collected.withUnsafeReadableBytes { try Inflation.unpack($0, limit: Self.mostUnpacked) }
        } catch let problem as BodyProblem {
            throw WebError(problem)
        }
        unpacked = bytes
        // Known only now; no more bodies than there are threads are unpacked beyond what there is room for.
        rooms = [room, try Self.room(bytes.count, exchange)]
    }

    /// Calls `work` with the bytes, without another copy of them.
    func withBytes<Value>(_ work: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        if let unpacked { return try unpacked.withUnsafeBytes(work) }
        return try collected.withUnsafeReadableBytes(work)
    }

    private static func room(_ bytes: Int, _ exchange: Exchange) throws -> IngestRoom {
        guard let room = exchange.site.platform.roomForReadings(bytes: bytes) else { throw WebError.busy(seconds: 1) }
        return room
    }
}

extension WebError {
    /// What a body that cannot be read means to whoever sent it.
    init(_ problem: BodyProblem) {
        self =
            problem.reason == .tooLarge ? .tooLarge : .unreadable(problem.reason.rawValue, offset: problem.byteOffset)
    }
}

extension Exchange {
    /// The source that sends.
    var source: Int64 {
        get throws {
            guard case .source(let id) = principal.proof else { throw WebError.forbidden }
            return id
        }
    }
}
