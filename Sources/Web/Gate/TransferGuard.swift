import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes connections whose client dawdles (慢速连接防护): over the body of a request or over taking the answer.
///
/// The server's idle timeout sees to the head: parts of a head count as silence there. What it does not see is a body
/// that comes byte by byte, an answer that nobody reads, and a body that goes on after it was refused.
final class TransferGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private struct Transfer {
        let start = NIODeadline.now()
        var bytes = 0
        /// Whether it is a stream of events, which is slow by nature and ends by itself.
        var isStream = false
    }

    static let eventStream = "text/event-stream"

    private let pace: TransferPace
    private var request: Transfer?
    private var answer: Transfer?
    private var hasAnswered = false
    private var check: Scheduled<Void>?

    init(_ pace: TransferPace) { self.pace = pace }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            request = Transfer()
            hasAnswered = false
            schedule(context)
        case .body(let buffer):
            request?.bytes += buffer.readableBytes
            if hasAnswered, let bytes = request?.bytes, bytes > pace.leftover {
                context.close(promise: nil)
                return
            }
        case .end:
            request = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            answer = Transfer(isStream: head.headerFields[.contentType] == Self.eventStream)
            schedule(context)
        case .body(let buffer):
            answer?.bytes += buffer.readableBytes
        case .end:
            hasAnswered = true
            // What was refused early may be let in a little, so that the client reads why.
            request?.bytes = 0
            let sent = promise ?? context.eventLoop.makePromise()
            let ended = NIOLoopBound(self, eventLoop: context.eventLoop)
            sent.futureResult.whenComplete { _ in ended.value.answer = nil }
            context.write(data, promise: sent)
            return
        }
        context.write(data, promise: promise)
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    private func cancel() {
        check?.cancel()
        check = nil
    }

    private func schedule(_ context: ChannelHandlerContext) {
        guard check == nil, let deadline else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        check = context.eventLoop.scheduleTask(deadline: deadline) {
            let (own, context) = bound.value
            own.check = nil
            guard let deadline = own.deadline else { return }
            if deadline <= .now() { context.close(promise: nil) } else { own.schedule(context) }
        }
    }

    /// When the transfer that is under way must have ended.
    private var deadline: NIODeadline? {
        [request, answer].compactMap { transfer in
            transfer.map { pace.deadline(since: $0.start + ($0.isStream ? pace.stream : .zero), bytes: $0.bytes) }
        }.min()
    }
}
