/// Bounds of what waits in memory (内存上限).
package struct EngineLimits: Sendable {
    /// Readings that wait to be committed; more are refused as busy.
    ///
    /// A single batch may be larger.
    package var queuedReadings = 1_000_000
    /// Readings in one row of the journal.
    package var committedReadings = 200_000
    /// Readings that are in the journal only; as many more may come while they are being sealed.
    package var unsealedReadings = 6_000_000
    /// How long readings stay in the journal only, at most. [s]
    package var sealAfter = 6 * 3_600
    /// How long one waits before a seal that failed is tried again. [s]
    package var sealAgain = 5
    /// What the cache of containers holds. [B]
    package var cachedBytes = 128 << 20

    /// Creates bounds for a city of ten thousand meters on a small machine.
    package init() {}
}
