import FoundationEssentials
import GRDB
import Metering
import Units

/// The sealed readings: `readings.sqlite` (已封存读数).
final class Containers: Sendable {
    let pool: DatabasePool
    let cache: GroupCache
    let totals: TotalsCache

    init(path: String, cache: Int) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = 8
        // Whoever closes the file, or copies it, holds it for a moment.
        configuration.busyMode = .timeout(10)
        pool = try DatabasePool(path: path, configuration: configuration)
        // GRDB sets NORMAL when it opens a pool; an acknowledged reading must survive a power cut.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        if try pool.read({ try EmbeddedReadings.migrator.hasBeenSuperseded($0) }) {
            throw EmbeddedReadingsError.newerSchema
        }
        try EmbeddedReadings.migrator.migrate(pool)
        self.cache = GroupCache(capacity: cache)
        totals = TotalsCache()
    }

    /// What the database says of itself.
    struct Summary {
        var counts: StoredCounts
        var sequence: Int64
        var sealedJournal: Int64
        var lostDays: [Meter.ID: Set<Int>]
        var archivedMonths: Set<CivilMonth>
    }

    func summary() throws -> Summary {
        try pool.read { db in
            let row = try Row.fetchOne(db, sql: "SELECT readings, meter_days, seq, sealed_journal FROM change_counter")
            var lost: [Meter.ID: Set<Int>] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT meter_id, day FROM lost_day") {
                lost[Meter.ID(rawValue: row[0]), default: []].insert(row[1])
            }
            return Summary(
                counts: StoredCounts(readings: row?[0] ?? 0, meterDays: row?[1] ?? 0),
                sequence: row?[2] ?? 0,
                sealedJournal: row?[3] ?? 0,
                lostDays: lost,
                archivedMonths: try Set(Int.fetchAll(db, sql: "SELECT month FROM archived_month").map(CivilMonth.init))
            )
        }
    }

    /// Goes through the heads of all containers.
    ///
    /// A damaged directory is read from the copy that stands before the blocks.
    func eachDirectory(_ body: ([ContainerHead]) throws -> Void) throws {
        try pool.read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT month, meters, directory FROM container_directory")
            while let row = try rows.next() {
                let key = GroupKey(month: CivilMonth(number: row[0]), meters: row[1])
                try body(try Self.heads(row[2], key, db))
            }
        }
    }

    private static func heads(_ directory: Data, _ key: GroupKey, _ db: Database) throws -> [ContainerHead] {
        if let heads = try? GroupDirectory.decode(directory, key: key) { return heads }
        guard let blocks = try blocks(key, db), let group = try? SealedGroup(key: key, heads: nil, bytes: blocks) else {
            throw EmbeddedReadingsError.damagedDirectory(month: key.month, firstMeter: key.meter(at: 0))
        }
        return group.heads
    }

    private static func blocks(_ key: GroupKey, _ db: Database) throws -> Data? {
        try Data.fetchOne(
            db.cachedStatement(sql: "SELECT blocks FROM container_block WHERE month = ? AND meters = ?"),
            arguments: [key.month.number, key.meters]
        )
    }

    /// A group; `nil` where nothing is sealed, or the readings are archived.
    func group(_ key: GroupKey) throws -> SealedGroup? {
        try cache.group(key) { try pool.read { try Self.load(key, $0) } }
    }

    /// Reads a group.
    ///
    /// - Throws: `MalformedBlock` where it is damaged as a whole.
    static func load(_ key: GroupKey, _ db: Database) throws -> SealedGroup? {
        guard let blocks = try blocks(key, db) else { return nil }
        let directory = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT directory FROM container_directory WHERE month = ? AND meters = ?"),
            arguments: [key.month.number, key.meters]
        )
        let heads = directory.flatMap { try? GroupDirectory.decode($0, key: key) }
        return try SealedGroup(key: key, heads: heads, bytes: blocks)
    }

    /// Lends the readings of a container as columns.
    func withColumns<Result>(of head: ContainerHead, _ body: (ReadingColumns) throws -> Result) throws -> Result {
        let group: SealedGroup?
        do {
            group = try self.group(head.key)
        } catch is MalformedBlock {
            throw ReadingStoreError.damagedBlock(meter: head.meter, month: head.month)
        }
        guard let group, let position = group.position(of: head.meter) else {
            throw ReadingStoreError.damagedBlock(meter: head.meter, month: head.month)
        }
        return try group.withColumns(at: position, body)
    }

    /// The day totals of a group by meter; `nil` where they are damaged or there are none.
    func dayTotals(_ key: GroupKey) throws -> [Meter.ID: [SealedDay]]? {
        try pool.read { try Self.dayTotals(key, $0) }
    }

    static func dayTotals(_ key: GroupKey, _ db: Database) throws -> [Meter.ID: [SealedDay]]? {
        try Data.fetchOne(
            db.cachedStatement(sql: "SELECT totals FROM container_total WHERE month = ? AND meters = ?"),
            arguments: [key.month.number, key.meters]
        ).flatMap { try? SealedTotals.decode($0, key: key) }
    }

    /// The day totals of a container; computed from its readings where they are damaged.
    func dayTotals(of head: ContainerHead) throws -> [SealedDay] {
        if let days = try dayTotals(head.key)?[head.meter] { return days }
        return try withColumns(of: head) { $0.sealedDays { _ in head.sequences.upperBound } }
    }

    /// What a source's batch with a key became.
    func keptResult(of key: BatchKey) throws -> KeptResult? {
        try pool.read { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT * FROM batch_key WHERE source_id = ? AND key = ?"),
                arguments: [key.source, key.key]
            ).map { row in
                var result = AppendResult()
                result.inserted = row["inserted"]
                result.superseded = row["superseded"]
                result.unchanged = row["unchanged"]
                return KeptResult(
                    sum: UInt64(bitPattern: row["sum"] as Int64),
                    result: result,
                    sequence: row["change_seq"]
                )
            }
        }
    }

    /// Whether a value is known as replaced.
    func isSuperseded(_ value: ReplacedValue) throws -> Bool {
        try pool.read { db in
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT EXISTS (
                            SELECT 1 FROM superseded_record WHERE meter_id = ? AND stamp = ? AND counts = ? AND quality = ?)
                        """
                ),
                arguments: [
                    value.meter.rawValue, value.reading.stamp.seconds, value.reading.counts,
                    Int64(value.reading.quality.rawValue),
                ]
            ) ?? false
        }
    }
}

extension ReadingColumns {
    /// Totals of the days, each with its last change.
    func sealedDays(_ sequence: (CivilDay) -> Int64) -> [SealedDay] {
        var days: [SealedDay] = []
        eachDay { days.append(SealedDay(day: $0, total: total($1), sequence: sequence($0))) }
        return days
    }
}
