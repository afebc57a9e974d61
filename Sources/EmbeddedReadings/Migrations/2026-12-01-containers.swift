import FoundationEssentials
import GRDB
import Metering
import Units

extension EmbeddedReadings {
    /// Meter-days become containers of a meter's month, which lie together in groups.
    static func containers(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-12-01 containers") { db in
            try db.execute(
                sql: """
                    CREATE TABLE container_directory (
                        month INTEGER NOT NULL, meters INTEGER NOT NULL, readings INTEGER NOT NULL CHECK (readings > 0),
                        meter_days INTEGER NOT NULL CHECK (meter_days > 0),
                        directory BLOB NOT NULL CHECK (length(directory) > 8),
                        PRIMARY KEY (month, meters)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE container_block (
                        month INTEGER NOT NULL, meters INTEGER NOT NULL, blocks BLOB NOT NULL CHECK (length(blocks) > 8),
                        PRIMARY KEY (month, meters)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE container_total (
                        month INTEGER NOT NULL, meters INTEGER NOT NULL, totals BLOB NOT NULL CHECK (length(totals) > 8),
                        PRIMARY KEY (month, meters)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE lost_day (
                        meter_id INTEGER NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (meter_id, day)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE archived_month (month INTEGER PRIMARY KEY) STRICT;
                    CREATE TABLE batch_key (
                        source_id INTEGER NOT NULL, key TEXT NOT NULL, sum INTEGER NOT NULL, inserted INTEGER NOT NULL,
                        superseded INTEGER NOT NULL, unchanged INTEGER NOT NULL, change_seq INTEGER NOT NULL,
                        PRIMARY KEY (source_id, key)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX batch_key_change ON batch_key (change_seq);
                    ALTER TABLE superseded_record ADD COLUMN replaced_at INTEGER;
                    ALTER TABLE change_counter ADD COLUMN sealed_journal INTEGER NOT NULL DEFAULT 0;
                    """
            )
            try moveMeterDays(db)
            try db.execute(sql: "DROP TABLE meter_day")
        }
    }

    /// Packs the readings of `meter_day` month by month into containers.
    private static func moveMeterDays(_ db: Database) throws {
        let writer = try ContainerWriter(db)
        var counts = StoredCounts()
        var group: GroupKey?
        var containers: [Container] = []
        func flush() throws {
            guard let key = group, !containers.isEmpty else { return }
            let written = try writer.write(containers, key: key)
            counts = counts + written.counts
            containers = []
        }
        // Within a month meters follow each other, so a group's rows lie together.
        let keys = try Row.fetchAll(db, sql: "SELECT DISTINCT meter_id >> 6, day FROM meter_day").map {
            GroupKey(month: CivilDay(number: $0[1]).month, meters: $0[0])
        }
        for key in Set(keys).sorted() {
            group = key
            let days = key.month.days
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT meter_id, day, block, checksum, change_seq FROM meter_day
                    WHERE meter_id BETWEEN ? AND ? AND day >= ? AND day < ? ORDER BY meter_id, day
                    """,
                arguments: [
                    key.meter(at: 0).rawValue, key.meter(at: GroupKey.size - 1).rawValue, days.lowerBound.number,
                    days.upperBound.number,
                ]
            )
            while let row = try rows.next() {
                let (meter, day) = (Meter.ID(rawValue: row[0]), CivilDay(number: row[1]))
                let block: Data = row[2]
                guard ReadingBlock.checksum(block) == row[3],
                    let readings = ReadingBlock.decode(block, origin: day.start),
                    readings.first?.day == day, readings.last?.day == day
                else {
                    // It stays damaged: verify names it until new readings for its day come.
                    try writer.lose([day], of: meter, block: block, sequence: row[4])
                    continue
                }
                if containers.last?.meter != meter { containers.append(Container(meter: meter)) }
                let last = containers.count - 1
                containers[last].readings += readings
                containers[last].sequences[day.number] = row[4]
            }
            try flush()
        }
        try db.execute(
            sql: "UPDATE change_counter SET readings = ?, meter_days = ?",
            arguments: [counts.readings, counts.meterDays]
        )
    }
}
