/// One reading and whose it is (计量点读数).
public struct MeterReading: Hashable, Sendable {
    /// The meter.
    public let meter: Meter.ID
    /// What it showed.
    public let reading: Reading

    /// Creates a reading of a meter.
    public init(meter: Meter.ID, reading: Reading) {
        self.meter = meter
        self.reading = reading
    }
}

/// Readings of many meters to be stored together (读数批次).
public struct ReadingBatch: Sendable {
    /// The readings, in the order in which they arrived.
    public var readings: [MeterReading]
    /// The record they come from, such as an import job.
    public let source: Int64
    /// What the source calls this batch, so that it can be sent again without being stored twice (幂等键).
    public let key: String?

    /// Creates a batch.
    public init(readings: [MeterReading], source: Int64, key: String? = nil) {
        self.readings = readings
        self.source = source
        self.key = key
    }

    /// Creates a batch of readings that are at hand meter by meter.
    public init(readings: [Meter.ID: [Reading]], source: Int64, key: String? = nil) {
        let flat = readings.sorted { $0.key < $1.key }.flatMap { meter, readings in
            readings.map { MeterReading(meter: meter, reading: $0) }
        }
        self.init(readings: flat, source: source, key: key)
    }
}

/// What became of a batch (入库结果).
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
