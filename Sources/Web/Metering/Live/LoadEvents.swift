import NIOCore
import ServiceLifecycle
import Units
import Workflows

/// The load curve as server-sent events (负荷推送): one at once, then one whenever it has changed, and comments between.
///
/// Ends by itself after its lifetime, when the program stops, or when the reader leaves.
struct LoadEvents: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let platform: Platform
    let scope: Scope
    let limits: LiveStreams.Limits
    /// Held for as long as the stream is.
    let seat: LiveStreams.Seat

    func makeAsyncIterator() -> Iterator { Iterator(events: self) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let events: LoadEvents
        private let start = ContinuousClock.now
        private var last: (generation: Int64, fingerprint: String)?
        private var lastSent = ContinuousClock.now
        private var hasLeft = false

        fileprivate init(events: LoadEvents) { self.events = events }

        mutating func next() async throws -> ByteBuffer? {
            while !hasLeft {
                if let event = try await change() { return event }
                if ContinuousClock.now - lastSent >= events.limits.heartbeat {
                    lastSent = .now
                    return ByteBuffer(string: ": \n\n")
                }
                // Not all at once: the first one computes what the others find in the cache.
                let pause = events.limits.pause * Double.random(in: 1...1.5)
                await cancelWhenGracefulShutdown { try? await Task.sleep(for: pause) }
                guard !events.seat.isTaken else { return leave() }
                let isOver = ContinuousClock.now - start >= events.limits.lifetime
                if isOver || Task.isShuttingDownGracefully || Task.isCancelled { return nil }
            }
            return nil
        }

        /// Ends the stream, and asks a page that is still there to wait before it asks for another one.
        private mutating func leave() -> ByteBuffer {
            hasLeft = true
            return ByteBuffer(string: "retry: 60000\n\n")
        }

        /// The curve as an event, where it is another one than the last that was sent.
        private mutating func change() async throws -> ByteBuffer? {
            let generation = try await events.platform.generation()
            guard last?.generation != generation else { return nil }
            guard let curve = try await events.platform.loadCurve(scope: events.scope) else {
                last = (generation, "")
                return nil
            }
            let fingerprint = curve.fingerprint
            defer { last = (generation, fingerprint) }
            guard last?.fingerprint != fingerprint else { return nil }
            lastSent = .now
            let json = String(decoding: try JSONText.encode(LoadResponse(curve)), as: UTF8.self)
            return ByteBuffer(string: "id: \(fingerprint)\nevent: load\ndata: \(json)\n\n")
        }
    }
}

/// The electric load of the last day with readings, by quarters of an hour.
struct LoadResponse: APIResponse {
    let day: String
    let meterCount: Int
    let quarters: [QuarterResponse]

    /// A quarter of an hour: mean load, and the share of the meters' time that is known.
    struct QuarterResponse: APIResponse {
        let start: String
        let loadKw: Double
        let shareKnown: Double
    }

    init(_ curve: LoadCurve) {
        day = "\(curve.day)"
        meterCount = curve.meterCount
        quarters = curve.quarters.map {
            QuarterResponse(start: $0.start.iso8601, loadKw: $0.kilowatts, shareKnown: $0.share)
        }
    }
}
