public import Units

/// Readings of one meter (单表读数).
public struct MeterReadings: Hashable, Sendable {
    /// The meter.
    public let meter: Meter.ID
    /// Its readings in order of time.
    public let readings: [Reading]

    /// Creates readings of a meter.
    public init(meter: Meter.ID, readings: [Reading]) {
        self.meter = meter
        self.readings = readings
    }
}

/// A value that a later one replaced (被更正的读数).
public struct SupersededReading: Hashable, Sendable {
    /// The meter.
    public let meter: Meter.ID
    /// What it was.
    public let reading: Reading
    /// The record that brought the later value.
    public let source: Int64
    /// When that came in; `nil` where it came before times were kept.
    public let replacedAt: Instant?
    /// The number of that change.
    public let sequence: Int64

    /// Creates a replaced value.
    public init(meter: Meter.ID, reading: Reading, source: Int64, replacedAt: Instant?, sequence: Int64) {
        self.meter = meter
        self.reading = reading
        self.source = source
        self.replacedAt = replacedAt
        self.sequence = sequence
    }
}

/// Meter-days that changed (变化的计量点日).
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

/// A month of readings in a file of its own (读数归档).
public struct ReadingArchive: Hashable, Sendable {
    /// The month.
    public let month: CivilMonth
    /// How many meters have readings in it.
    public let meters: Int
    /// How many readings it holds.
    public let readings: Int
    /// Its size. [B]
    public let bytes: Int

    /// Creates a description.
    public init(month: CivilMonth, meters: Int, readings: Int, bytes: Int) {
        self.month = month
        self.meters = meters
        self.readings = readings
        self.bytes = bytes
    }
}

/// Size of a reading store and what waits in it (读数库状态).
public struct ReadingStatistics: Hashable, Sendable {
    /// Number of readings.
    public var readings = 0
    /// Number of meter-days.
    public var meterDays = 0
    /// The highest change sequence number.
    public var sequence: Int64 = 0
    /// Readings accepted since the store was opened, those that were there already among them.
    public var acceptedReadings = 0
    /// Batches accepted since the store was opened.
    public var acceptedBatches = 0
    /// Readings that wait to be made durable.
    public var queuedReadings = 0
    /// Group commits in the journal.
    public var journalRows = 0
    /// What they take. [B]
    public var journalBytes = 0
    /// Readings that are durable but not in a block yet.
    public var unsealedReadings = 0
    /// Meter-months that those belong to.
    public var dirtyContainers = 0
    /// How long the last seal took; 0 before the first one. [s]
    public var lastSealSeconds = 0.0
    /// Readings sealed since the store was opened.
    public var sealedReadings = 0

    /// Creates statistics of an empty store.
    public init() {}
}
