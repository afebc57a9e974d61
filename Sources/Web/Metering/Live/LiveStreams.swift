import Synchronization

/// How many streams of events are open (推送通道): each holds a connection for minutes.
final class LiveStreams: Sendable {
    /// How much is put up with.
    struct Limits: Sendable {
        /// Streams in all.
        var all = 64
        /// Streams of one reader; beyond that the oldest gives way, whose page was perhaps left long ago.
        var each = 4
        /// How long a stream lasts; then the browser asks for another one, and must still be let in.
        var lifetime = Duration.seconds(300)
        /// How often it is looked whether there is something new.
        var pause = Duration.seconds(2)
        /// After how long a silence something is sent, so that no proxy takes the stream for dead.
        var heartbeat = Duration.seconds(15)
    }

    private struct Entry {
        let reader: String
        var isTaken = false
    }

    let limits: Limits
    private let open = Mutex<(entries: [Int: Entry], next: Int)>(([:], 0))

    init(limits: Limits) { self.limits = limits }

    /// How many are open.
    var count: Int { open.withLock(\.entries.count) }

    /// Takes a seat for a reader, which is free again when the value goes away; `nil` where there is none.
    func seat(for reader: String) -> Seat? {
        let number = open.withLock { open -> Int? in
            guard open.entries.count < limits.all else { return nil }
            let own = open.entries.filter { $0.value.reader == reader && !$0.value.isTaken }.keys.sorted()
            if own.count >= limits.each, let oldest = own.first { open.entries[oldest]?.isTaken = true }
            open.next += 1
            open.entries[open.next] = Entry(reader: reader)
            return open.next
        }
        return number.map { Seat(streams: self, number: $0) }
    }

    /// The right to one stream.
    final class Seat: Sendable {
        private let streams: LiveStreams
        private let number: Int

        fileprivate init(streams: LiveStreams, number: Int) {
            self.streams = streams
            self.number = number
        }

        deinit { streams.open.withLock { $0.entries[number] = nil } }

        /// Whether a newer stream of the same reader has taken it, so that this one ends.
        var isTaken: Bool { streams.open.withLock { $0.entries[number]?.isTaken ?? true } }
    }
}
