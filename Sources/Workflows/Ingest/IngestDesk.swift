import MeterProtocols
import Metering
import Store
import Synchronization
import Units

/// What sources may send and what they sent lately (入库台), in memory: neither may cost the database a look per batch.
final class IngestDesk: Sendable {
    /// A source's meters, as long as they are believed.
    struct Snapshot: Sendable {
        let record: Int64
        let directory: MeterDirectory
        let generation: Int64
    }

    /// A source, and what its stamps of intervals name.
    struct Key: Hashable, Sendable {
        let source: Int64
        let stamps: IntervalStamp
    }

    /// How long a snapshot is believed without asking whether meters or sources changed. [s]
    static let seconds: Int64 = 1
    /// How much of bodies is held at once, unpacked ones included. [B]
    static let mostBytes = 256 << 20

    private struct State {
        var snapshots: [Key: (snapshot: Snapshot, at: Int64)] = [:]
        /// Snapshots that are being asked for.
        var loads: [Key: Task<Snapshot, any Error>] = [:]
        var sums: [Int64: IngestSum] = [:]
        var recent = RecentReadings()
        var refused = 0
        var held = 0
        var upToDate: Instant?
    }

    private let state = Mutex(State())

    // MARK: - meters

    /// What a source may write to, and whether that is believed.
    func snapshot(_ key: Key, now: Instant) -> (snapshot: Snapshot, isFresh: Bool)? {
        state.withLock { state in
            state.snapshots[key].map { ($0.snapshot, abs(now.seconds - $0.at) < Self.seconds) }
        }
    }

    /// Asks what a source may write to, where nobody is asking already: a busy second does not read the meters many times.
    ///
    /// Whoever began tells ``keep(_:_:now:)`` or ``leave(_:)`` when it has ended.
    func load(
        _ key: Key,
        _ begin: () -> Task<Snapshot, any Error>
    ) -> (task: Task<Snapshot, any Error>, isBegun: Bool) {
        state.withLock { state in
            if let task = state.loads[key] { return (task, false) }
            let task = begin()
            state.loads[key] = task
            return (task, true)
        }
    }

    func keep(_ snapshot: Snapshot, _ key: Key, now: Instant) {
        state.withLock { state in
            state.snapshots[key] = (snapshot, now.seconds)
            state.loads[key] = nil
        }
    }

    /// It could not be found out what a source may write to; whoever comes next tries.
    func leave(_ key: Key) { state.withLock { $0.loads[key] = nil } }

    /// Forgets all snapshots: a source was closed.
    func forget() {
        state.withLock { state in
            state.snapshots.removeAll()
            state.loads.removeAll()
        }
    }

    // MARK: - room

    /// Takes room for a body; false where too much is held already.
    func take(bytes: Int) -> Bool {
        state.withLock { state in
            guard state.held + bytes <= Self.mostBytes else { return false }
            state.held += bytes
            return true
        }
    }

    func giveBack(bytes: Int) { state.withLock { $0.held -= bytes } }

    // MARK: - sums

    /// Notes a batch that was stored, or whose rows were all refused.
    func note(_ result: AppendResult, refused: Int, bytes: Int, source: Int64, now: Instant) {
        state.withLock { state in
            var sum = state.sums[source] ?? IngestSum(at: now)
            let readings = result.inserted + result.superseded + result.unchanged
            sum.batches += 1
            sum.readings += Int64(readings)
            sum.inserted += Int64(result.inserted)
            sum.superseded += Int64(result.superseded)
            sum.unchanged += Int64(result.unchanged)
            sum.refused += Int64(refused)
            sum.bytes += Int64(bytes)
            sum.lastAt = now
            state.sums[source] = sum
            state.refused += refused
            state.recent.add(readings, at: now.seconds)
        }
    }

    /// Takes what is not recorded yet.
    func takeSums() -> [Int64: IngestSum] {
        state.withLock { state in
            defer { state.sums.removeAll() }
            return state.sums
        }
    }

    /// Puts back what could not be recorded.
    func putBack(_ sums: [Int64: IngestSum]) {
        state.withLock { $0.sums.merge(sums) { newer, older in newer + older } }
    }

    /// What is not recorded yet, by source.
    var pending: [Int64: IngestSum] { state.withLock { $0.sums } }

    /// Notes that the accounts knew every reading that was there at an instant.
    func accountsAreUpToDate(as instant: Instant) { state.withLock { $0.upToDate = instant } }

    /// When the accounts last knew every reading; `nil` where that was before the start.
    var upToDate: Instant? { state.withLock { $0.upToDate } }

    /// Readings a second over the last ten, and rows refused since the start.
    func rates(now: Instant) -> (perSecond: Double, refused: Int) {
        state.withLock { ($0.recent.perSecond(at: now.seconds), $0.refused) }
    }
}

extension IngestSum {
    fileprivate static func + (newer: Self, older: Self) -> Self {
        var sum = newer
        sum.batches += older.batches
        sum.readings += older.readings
        sum.inserted += older.inserted
        sum.superseded += older.superseded
        sum.unchanged += older.unchanged
        sum.refused += older.refused
        sum.bytes += older.bytes
        return sum
    }
}

/// Readings of the last seconds, one count a second.
struct RecentReadings: Sendable {
    private static let seconds = 10
    private var counts: [Int64: Int] = [:]

    mutating func add(_ readings: Int, at second: Int64) {
        if counts[second] == nil { counts = counts.filter { abs($0.key - second) <= Self.seconds } }
        counts[second, default: 0] += readings
    }

    /// Readings a second over whole seconds, the one under way left out.
    func perSecond(at second: Int64) -> Double {
        let sum = counts.reduce(0) { $1.key < second && $1.key >= second - Int64(Self.seconds) ? $0 + $1.value : $0 }
        return Double(sum) / Double(Self.seconds)
    }
}
