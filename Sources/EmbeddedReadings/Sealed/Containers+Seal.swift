import FoundationEssentials
import GRDB
import Metering
import Units

extension Containers {
    /// What a seal has written.
    struct Sealed: Sendable {
        var groups: [SealedGroup] = []
        /// Totals for months that the cache of totals holds.
        var totals: [(month: CivilMonth, meter: Meter.ID, days: [SealedDay])] = []
        var counts = StoredCounts()
        var lostDays: [Meter.ID: Set<Int>] = [:]
        var isRepair = false
        /// Containers of which nothing is left.
        var removed: [ContainerHead] = []
        /// The months that it held when the seal began.
        var heldMonths: Set<CivilMonth> = []
        /// All changes up to this one are in the containers.
        var sequence = Int64.min
    }

    /// Writes frozen readings into containers, with what they replaced and how far the journal is done, in one
    /// transaction.
    ///
    /// - Parameters:
    ///   - frozen: what is to be sealed.
    ///   - meters: the meter at each position of the frozen readings.
    ///   - lostDays: days whose readings were lost and have not come again.
    /// - Returns: what readers must know of it.
    /// - Throws: a database error; nothing is then written.
    func seal(_ frozen: FrozenReadings, _ meters: [Meter.ID], lostDays: [Meter.ID: Set<Int>]) throws -> Sealed {
        let sealed = try pool.write { db in
            var sealer = try GroupSealer(db, frozen, meters, lostDays, totals)
            for key in sealer.keys { try sealer.seal(key, cached: cache.group(key) { try Self.load(key, db) }) }
            let (sequence, journal) = (frozen.sequence, frozen.journalNumber)
            try Self.keep(frozen, db)
            try db.execute(
                sql: """
                    UPDATE change_counter SET seq = ?, readings = readings + ?, meter_days = meter_days + ?,
                        sealed_journal = ?
                    """,
                arguments: [sequence, sealer.change.readings, sealer.change.meterDays, journal]
            )
            let row = try Row.fetchOne(db, sql: "SELECT readings, meter_days FROM change_counter")
            sealer.sealed.counts = StoredCounts(readings: row?[0] ?? 0, meterDays: row?[1] ?? 0)
            sealer.sealed.lostDays = sealer.lostDays
            return sealer.sealed
        }
        // The log is as long as what was written; readers may keep it for a while.
        _ = try? pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        return sealed
    }

    /// How many batch keys are remembered.
    static let keptKeys = 1_000_000

    private static func keep(_ frozen: FrozenReadings, _ db: Database) throws {
        let supersede = try db.cachedStatement(
            sql: """
                INSERT INTO superseded_record (meter_id, stamp, counts, quality, change_seq, source_id, replaced_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        )
        for value in frozen.superseded {
            try supersede.execute(arguments: [
                value.meter.rawValue, value.reading.stamp.seconds, value.reading.counts,
                Int64(value.reading.quality.rawValue), value.sequence, value.source, value.replacedAt?.seconds,
            ])
        }
        let insertKey = try db.cachedStatement(sql: "INSERT OR REPLACE INTO batch_key VALUES (?, ?, ?, ?, ?, ?, ?)")
        for (key, kept) in frozen.keys {
            try insertKey.execute(arguments: [
                key.source, key.key, Int64(bitPattern: kept.sum), kept.result.inserted, kept.result.superseded,
                kept.result.unchanged, kept.sequence,
            ])
        }
        if !frozen.keys.isEmpty {
            try db.execute(
                sql: """
                    DELETE FROM batch_key WHERE change_seq < (
                        SELECT change_seq FROM batch_key ORDER BY change_seq DESC LIMIT 1 OFFSET ?)
                    """,
                arguments: [keptKeys]
            )
        }
    }
}
