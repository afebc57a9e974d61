public import Units

/// Where readings are kept (读数库).
///
/// A protocol, because there are several stores. Every implementation passes the same contract tests. Readings of one
/// meter are unique by stamp; the last writer wins, also within a batch, and each value it replaced is kept as
/// superseded. Each change of a meter's day takes the next number of a monotone sequence, from which the accounts pull.
public protocol ReadingStore: Sendable {
    /// Stores readings durably, all or none; returns once they are on disk.
    ///
    /// A batch whose key its source has used before stores nothing and returns what became of the first one.
    ///
    /// - Throws: ``ReadingStoreError``, ``ReadingStoreError/busy(retryAfterSeconds:)`` among them.
    func append(_ batch: ReadingBatch) async throws -> AppendResult

    /// The readings of a meter's days, in order of time.
    func readings(of meter: Meter.ID, in days: Range<CivilDay>) async throws -> [Reading]

    /// The readings of many meters, a month of one meter at a time: meters in the order given, months in order of time.
    ///
    /// Nothing is read before it is asked for.
    func readings(of meters: [Meter.ID], in days: Range<CivilDay>) -> AsyncThrowingStream<MeterReadings, any Error>

    /// The last reading of a meter before a day.
    func lastReading(of meter: Meter.ID, before day: CivilDay) async throws -> Reading?

    /// The first reading of a meter on or after a day.
    func firstReading(of meter: Meter.ID, from day: CivilDay) async throws -> Reading?

    /// Totals of a meter's days, in order.
    func dayTotals(of meter: Meter.ID, in days: Range<CivilDay>) async throws -> [MeterDayTotal]

    /// Totals of many meters' days in one table; of all meters that have readings on them where none are named.
    ///
    /// Cheapest for whole civil months of all meters.
    func dayTotals(of meters: [Meter.ID]?, in days: Range<CivilDay>) async throws -> DayTotalTable

    /// Totals of a meter's months, in order.
    func monthTotals(of meter: Meter.ID, in months: Range<CivilMonth>) async throws -> [MeterMonthTotal]

    /// The values of a meter's days that later ones replaced, in the order in which they were replaced.
    func superseded(of meter: Meter.ID, in days: Range<CivilDay>) async throws -> [SupersededReading]

    /// Which meter-days changed after a sequence number, in order of meter and day, and the number they reach.
    ///
    /// At most `limit` meter-days of the lowest sequence numbers, but never a part of one number.
    func changes(after sequence: Int64, limit: Int) async throws -> ReadingChanges

    /// Size of the store and what waits in it.
    func statistics() async throws -> ReadingStatistics

    /// Checks every stored block against its checksum and its totals and returns what is wrong.
    func verify() async throws -> [DataFinding]

    /// Writes everything that was accepted into its final place.
    func seal() async throws

    /// Gives back room that nothing uses any more. [B]
    func compact() async throws -> Int64

    /// Writes the readings of a month to a file, from which ``restore(from:)`` brings them back exactly (归档).
    ///
    /// - Parameters:
    ///   - month: the month, of all meters.
    ///   - path: a file that does not exist yet.
    ///   - isRemoving: whether the readings then leave the store; their totals stay, and readings of the month are
    ///     refused until it is brought back.
    /// - Returns: what the file holds.
    /// - Throws: ``ReadingStoreError``; nothing has then left the store.
    func archive(_ month: CivilMonth, to path: String, isRemoving: Bool) async throws -> ReadingArchive

    /// Brings a month back whose readings had left the store.
    func restore(from path: String) async throws -> ReadingArchive
}

/// A reason why a reading store cannot do what it was asked (读数库错误).
public enum ReadingStoreError: Error, Equatable {
    /// A stored block is not what was written; `tanfeng verify` lists all such blocks, new readings repair them.
    case damagedBlock(meter: Meter.ID, month: CivilMonth)
    /// So much waits to be stored that no more is taken; nothing of the batch was.
    case busy(retryAfterSeconds: Int)
    /// The source has used the key for a batch of other readings.
    case keyConflict(source: Int64, key: String)
    /// The readings of the month have been archived; they must be brought back before it can take others.
    case archived(CivilMonth)
    /// The month's readings are in the store.
    case notArchived(CivilMonth)
    /// A stamp outside the years 1 … 9999, for which there is no civil day. [Unix s]
    case stampOutOfRange(meter: Meter.ID, seconds: Int64)
    /// The disk is full.
    case full
    /// The disk is read-only, or the program may not write there.
    case readOnly
    /// The disk fails to read or write.
    case broken
    /// The file is no archive of readings, or a damaged one.
    case badArchive(path: String)
    /// The file is there already, or cannot be written.
    case unwritable(path: String)
}
