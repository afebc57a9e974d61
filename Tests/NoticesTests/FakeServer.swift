import NIOCore
import NIOPosix
import Synchronization

/// A server on a real loopback socket that answers what it is told to, and remembers what it heard.
final class FakeServer: Sendable {
    /// Gets a whole line or a whole request, and answers; `nil` says nothing.
    typealias Answer = @Sendable (String) -> String?

    private let heardLines = Mutex<[String]>([])
    private let channel = Mutex<(any Channel)?>(nil)

    /// Everything it heard, in order.
    var heard: [String] { heardLines.withLock { $0 } }

    var port: Int { channel.withLock { $0?.localAddress?.port ?? 0 } }

    /// Starts it on a free port, with what it says first and what it says to each line.
    static func start(greeting: String?, answer: @escaping Answer) async throws -> FakeServer {
        let server = FakeServer()
        let bound = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = LineHandler(greeting: greeting) { line in
                        server.heardLines.withLock { $0.append(line) }
                        return answer(line)
                    }
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.channel.withLock { $0 = bound }
        return server
    }

    func stop() async throws { try await channel.withLock { $0 }?.close().get() }
}

/// Cuts what comes in into lines and writes the answers.
private final class LineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let greeting: String?
    private let answer: FakeServer.Answer
    private var pending = ""

    init(greeting: String?, answer: @escaping FakeServer.Answer) {
        self.greeting = greeting
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        if let greeting { write(greeting, context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pending += String(buffer: unwrapInboundIn(data))
        // "\r\n" is one character of Swift.
        while let end = pending.firstIndex(of: "\r\n") {
            let line = String(pending[..<end])
            pending = String(pending[pending.index(after: end)...])
            if let said = answer(line) { write(said, context) }
        }
        // A body without a line's end, as requests have.
        if pending.hasPrefix("{"), pending.hasSuffix("}") {
            let body = pending
            pending = ""
            if let said = answer(body) { write(said, context) }
        }
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
