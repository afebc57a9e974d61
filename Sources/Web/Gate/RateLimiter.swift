import Synchronization

/// How often somebody may ask (频率限制).
package struct RateLimit: Hashable, Sendable {
    /// How many requests a second in the long run.
    package var perSecond: Double
    /// How many at once.
    package var burst: Double

    package init(perSecond: Double, burst: Double) {
        self.perSecond = perSecond
        self.burst = burst
    }
}

/// Token buckets by name (令牌桶), in memory and bounded.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: ContinuousClock.Instant
        /// How long until it is full again, and so says nothing any more.
        var isFullAt: ContinuousClock.Instant
    }

    private let capacity: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    init(capacity: Int = 16_384) { self.capacity = capacity }

    var count: Int { buckets.withLock(\.count) }

    /// Takes one request out of a bucket.
    ///
    /// - Returns: `nil` where it may pass, else for how long to wait. [s]
    func take(_ name: String, _ limit: RateLimit, at now: ContinuousClock.Instant = .now) -> Int? {
        buckets.withLock { buckets in
            var bucket = buckets[name] ?? Bucket(tokens: limit.burst, filledAt: now, isFullAt: now)
            bucket.tokens = min(limit.burst, bucket.tokens + (now - bucket.filledAt).inSeconds * limit.perSecond)
            bucket.filledAt = now
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            bucket.isFullAt = now + .seconds((limit.burst - bucket.tokens) / limit.perSecond)
            if buckets[name] == nil, buckets.count >= capacity { Self.makeRoom(&buckets, at: now, capacity) }
            buckets[name] = bucket
            return isAllowed ? nil : Self.wait(bucket.tokens, limit)
        }
    }

    /// For how long a bucket gives nothing, without taking from it. [s]
    func wait(_ name: String, _ limit: RateLimit, at now: ContinuousClock.Instant = .now) -> Int? {
        buckets.withLock { buckets in
            guard let bucket = buckets[name] else { return nil }
            let tokens = bucket.tokens + (now - bucket.filledAt).inSeconds * limit.perSecond
            return tokens >= 1 ? nil : Self.wait(tokens, limit)
        }
    }

    private static func wait(_ tokens: Double, _ limit: RateLimit) -> Int {
        max(1, Int(((1 - tokens) / limit.perSecond - 1e-6).rounded(.up)))
    }

    /// Drops buckets that are full again; where that is not enough, those that soonest will be.
    private static func makeRoom(_ buckets: inout [String: Bucket], at now: ContinuousClock.Instant, _ capacity: Int) {
        buckets = buckets.filter { $0.value.isFullAt > now }
        guard buckets.count >= capacity else { return }
        let soonest = buckets.sorted { $0.value.isFullAt < $1.value.isFullAt }.prefix(capacity / 2)
        for (name, _) in soonest { buckets[name] = nil }
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
