import FoundationEssentials
import GRDB
import Metering
import Units

extension Containers {
    /// The sealed totals of a month by meter.
    func totals(of month: CivilMonth) throws -> [(meter: Meter.ID, days: [SealedDay])] {
        try pool.read { db in
            var totals: [(meter: Meter.ID, days: [SealedDay])] = []
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT meters, totals FROM container_total WHERE month = ?",
                arguments: [month.number]
            )
            while let row = try rows.next() {
                let key = GroupKey(month: month, meters: row[0])
                if let decoded = try? SealedTotals.decode(row[1], key: key) {
                    totals += decoded.map { ($0.key, $0.value) }
                } else {
                    totals += try Self.computedTotals(key, db)
                }
            }
            return totals
        }
    }

    /// The day totals of a group by meter; computed from its readings where they are damaged.
    func sealedDays(of key: GroupKey) throws -> [Meter.ID: [SealedDay]] {
        try pool.read { db in
            if let totals = try Self.dayTotals(key, db) { return totals }
            return Dictionary(uniqueKeysWithValues: try Self.computedTotals(key, db).map { ($0.meter, $0.days) })
        }
    }

    /// Day totals from readings.
    ///
    /// When a day changed is then not known better than for its container.
    private static func computedTotals(
        _ key: GroupKey,
        _ db: Database
    ) throws -> [(meter: Meter.ID, days: [SealedDay])] {
        guard let group = try load(key, db) else { return [] }
        return try group.heads.indices.map { position in
            let head = group.heads[position]
            return (
                head.meter, try group.withColumns(at: position) { $0.sealedDays { _ in head.sequences.upperBound } }
            )
        }
    }

    /// Values of a meter's days that were replaced, in order.
    func superseded(of meter: Meter.ID, in days: Range<CivilDay>) throws -> [SupersededReading] {
        try pool.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT * FROM superseded_record WHERE meter_id = ? AND stamp > ? AND stamp <= ? ORDER BY rowid
                        """
                ),
                arguments: [meter.rawValue, days.lowerBound.start.seconds, days.upperBound.start.seconds]
            ).map { row in
                SupersededReading(
                    meter: meter,
                    reading: Reading(
                        stamp: Instant(seconds: row["stamp"]),
                        counts: row["counts"],
                        quality: Reading.Quality(rawValue: row["quality"]) ?? .invalid
                    ),
                    source: row["source_id"],
                    replacedAt: (row["replaced_at"] as Int64?).map(Instant.init(seconds:)),
                    sequence: row["change_seq"]
                )
            }
        }
    }
}
