public import Units

/// Where readings are kept (读数库).
///
/// A protocol, because there are several stores. Every implementation passes the same contract tests. Readings of one
/// meter are unique by stamp; the last writer wins, also within a batch, and each value it replaced is kept as
/// superseded. Each change of a meter's day takes the next number of a monotone sequence, from which the accounts pull.
public protocol ReadingStore: Sendable {
    /// Stores readings durably, all or none; returns once they are on disk.
    func append(_ batch: ReadingBatch) async throws -> AppendResult

    /// The readings of a meter's days, in order of time.
    func readings(of meter: Meter.ID, in days: Range<CivilDay>) async throws -> [Reading]

    /// The last reading of a meter before a day.
    func lastReading(of meter: Meter.ID, before day: CivilDay) async throws -> Reading?

    /// The first reading of a meter on or after a day.
    func firstReading(of meter: Meter.ID, from day: CivilDay) async throws -> Reading?

    /// Totals of a meter's days, in order.
    func dayTotals(of meter: Meter.ID, in days: Range<CivilDay>) async throws -> [MeterDayTotal]

    /// Which meter-days changed after a sequence number, in order of meter and day, and the number they reach.
    ///
    /// At most `limit` meter-days of the lowest sequence numbers, but never a part of one number.
    func changes(after sequence: Int64, limit: Int) async throws -> ReadingChanges

    /// Size of the store.
    func statistics() async throws -> ReadingStatistics

    /// Checks every stored block against its totals and returns what is wrong.
    func verify() async throws -> [DataFinding]
}

/// Readings of many meters to be stored together.
public struct ReadingBatch: Sendable {
    /// Readings by meter, any order.
    public var readings: [Meter.ID: [Reading]]
    /// The record they come from, such as an import job.
    public let source: Int64

    /// Creates a batch.
    public init(readings: [Meter.ID: [Reading]], source: Int64) {
        self.readings = readings
        self.source = source
    }
}

/// What became of a batch.
public struct AppendResult: Hashable, Sendable {
    /// Readings with a new stamp.
    public var inserted = 0
    /// Readings that replaced a different value, or were replaced by a later one of their batch.
    public var superseded = 0
    /// Readings that were there already.
    public var unchanged = 0

    /// Creates an empty result.
    public init() {}

    /// Adds another result.
    public static func += (left: inout AppendResult, right: AppendResult) {
        left.inserted += right.inserted
        left.superseded += right.superseded
        left.unchanged += right.unchanged
    }
}

/// Totals of one meter's day.
public struct MeterDayTotal: Hashable, Sendable {
    /// The day.
    public let day: CivilDay
    /// Number of readings.
    public let count: Int
    /// The first reading.
    public let first: Reading
    /// The last reading.
    public let last: Reading
    /// The smallest value. [counts]
    public let minimum: Int64
    /// The largest value. [counts]
    public let maximum: Int64

    /// Totals of a day's readings; `nil` where there are none.
    public init?(day: CivilDay, readings: [Reading]) {
        guard let first = readings.first, let last = readings.last else { return nil }
        self.day = day
        count = readings.count
        self.first = first
        self.last = last
        minimum = readings.reduce(Int64.max) { min($0, $1.counts) }
        maximum = readings.reduce(Int64.min) { max($0, $1.counts) }
    }
}

/// Meter-days that changed.
public struct ReadingChanges: Sendable, Equatable {
    /// The changed days of each meter, ascending.
    public let days: [Meter.ID: [CivilDay]]
    /// The sequence number up to which `days` is complete.
    public let sequence: Int64

    /// Creates changes.
    public init(days: [Meter.ID: [CivilDay]], sequence: Int64) {
        self.days = days
        self.sequence = sequence
    }
}

/// Size of a reading store.
public struct ReadingStatistics: Hashable, Sendable {
    /// Number of readings.
    public let readings: Int
    /// Number of meter-days.
    public let meterDays: Int
    /// The highest change sequence number.
    public let sequence: Int64

    /// Creates statistics.
    public init(readings: Int, meterDays: Int, sequence: Int64) {
        self.readings = readings
        self.meterDays = meterDays
        self.sequence = sequence
    }
}

/// A reason why readings cannot be had from a store.
public enum ReadingStoreError: Error, Equatable {
    /// A stored block is not what was written; `tanfeng verify` lists all such blocks, new readings repair them.
    case damagedBlock(meter: Meter.ID, day: CivilDay)
}
