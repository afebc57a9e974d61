package import NIOCore

/// How slow a client may be (传输时限): a start-up allowance, then so much time as a slow line needs.
package struct TransferPace: Hashable, Sendable {
    /// How long a connection may wait for the whole head of a request, the next one included.
    package var head: TimeAmount
    /// How long a body or an answer may take whatever its size.
    package var grace: TimeAmount
    /// How long a stream of events may last beyond that.
    package var stream: TimeAmount
    /// What a line must carry beyond that. [B/s]
    package var bytesPerSecond: Int
    /// How much of a body is still taken in once it has been answered. [B]
    package var leftover: Int

    package init(
        head: TimeAmount = .seconds(15),
        grace: TimeAmount = .seconds(30),
        stream: TimeAmount = .seconds(360),
        bytesPerSecond: Int = 16_384,
        leftover: Int = 1 << 20
    ) {
        self.head = head
        self.grace = grace
        self.stream = stream
        self.bytesPerSecond = bytesPerSecond
        self.leftover = leftover
    }

    /// When a transfer must have ended that began at a time and has carried so much.
    func deadline(since start: NIODeadline, bytes: Int) -> NIODeadline {
        start + grace + .seconds(Int64(bytes / max(1, bytesPerSecond)))
    }
}
