import Foundation
import NIOCore
import NIOPosix
import Workflows

/// Where the command line meets a running server: a socket in the data folder, one JSON object a line.
enum ControlSocket {
    /// Runs `body` with the socket's path.
    ///
    /// A socket's address holds little more than a hundred bytes, fewer than many folders' paths; by way of the open
    /// folder in `/proc` it is always short.
    static func withPath<Value>(in folder: String, _ body: (String) async throws -> Value) async throws -> Value {
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw DataFolderError.unusable(folder) }
        defer { close(directory) }
        return try await body("/proc/self/fd/\(directory)/control.sock")
    }

    /// Wraps a connection for structured use.
    @Sendable static func wrap(_ channel: any Channel) -> EventLoopFuture<NIOAsyncChannel<ByteBuffer, ByteBuffer>> {
        channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
    }

    /// The longest line either side accepts. [B]
    static let longestLine = 16 << 20
}

/// Cuts incoming bytes into lines.
struct LineBuffer {
    private var bytes = ByteBuffer()

    /// Adds bytes and hands back the lines that are complete.
    mutating func lines(adding more: ByteBuffer) -> [[UInt8]] {
        var more = more
        bytes.writeBuffer(&more)
        var lines: [[UInt8]] = []
        while let end = bytes.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(bytes.readBytes(length: end - bytes.readerIndex) ?? [])
            bytes.moveReaderIndex(forwardBy: 1)
        }
        bytes.discardReadBytes()
        return lines
    }

    /// Whether an unfinished line is longer than either side accepts.
    var isTooLong: Bool { bytes.readableBytes > ControlSocket.longestLine }
}

/// A connection to a running server.
struct ControlClient {
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var buffer = LineBuffer()

    private init(
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>
    ) {
        self.outbound = outbound
        self.inbound = inbound.makeAsyncIterator()
    }

    /// Connects to the server of a folder; `nil` where none runs.
    static func connected<Value: Sendable>(
        to folder: String,
        _ body: (inout ControlClient) async throws -> Value
    ) async throws -> Value? {
        guard FileManager.default.fileExists(atPath: folder + "/control.sock") else { return nil }
        return try await ControlSocket.withPath(in: folder) { path in
            let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
            do {
                channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .connect(unixDomainSocketPath: path, channelInitializer: ControlSocket.wrap)
            } catch {
                return nil  // A socket left behind by a crash: nobody listens.
            }
            return try await channel.executeThenClose { inbound, outbound in
                var client = ControlClient(outbound, inbound)
                return try await body(&client)
            }
        }
    }

    /// Sends a request and waits for its answer.
    mutating func ask(_ request: ControlRequest) async throws -> ControlAnswer {
        var line = ByteBuffer(bytes: try JSONEncoder().encode(request))
        line.writeInteger(UInt8(ascii: "\n"))
        try await outbound.write(line)
        while let more = try await inbound.next() {
            if let line = buffer.lines(adding: more).first {
                return try JSONDecoder().decode(ControlAnswer.self, from: Data(line))
            }
        }
        throw ControlError.serverStopped
    }
}

/// A reason why a request got no answer.
enum ControlError: Error, CustomStringConvertible {
    /// The server went away.
    case serverStopped
    /// The server could not do it; its log says why.
    case failed

    var description: String {
        switch self {
        case .serverStopped: "服务已停止，没有答复 · The server stopped before it answered"
        case .failed: "服务内部出错，原因见其日志 · The server failed; its log says why"
        }
    }
}
