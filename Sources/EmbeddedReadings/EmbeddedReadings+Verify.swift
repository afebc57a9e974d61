import FoundationEssentials
import GRDB
import Metering
package import Units

extension EmbeddedReadings {
    package func verify() async throws -> [DataFinding] {
        try await pool.read { db in
            var findings = try String.fetchAll(db, sql: "PRAGMA quick_check").filter { $0 != "ok" }.map {
                DataFinding(rule: "verify.database", severity: .error, subject: "readings.sqlite", evidence: [$0])
            }
            var readings = 0
            var meterDays = 0
            let rows = try Row.fetchCursor(db, sql: "SELECT day, block, checksum, meter_id, * FROM meter_day")
            while let row = try rows.next() {
                let day = CivilDay(number: row[0])
                let block: Data = row[1]
                readings += row["count"] as Int
                meterDays += 1
                let stored = ReadingBlock.checksum(block) == row[2] ? Self.decode(block, day: day) : nil
                if !Self.agrees(row, stored.flatMap { MeterDayTotal(day: day, readings: $0) }) {
                    let meter: Int64 = row[3]
                    findings.append(
                        DataFinding(
                            rule: "verify.block",
                            severity: .error,
                            subject: "readings.sqlite",
                            evidence: [String(meter), day.description]
                        )
                    )
                }
            }
            let counted = try Row.fetchOne(db, sql: "SELECT readings, meter_days FROM change_counter")
            if counted?[0] != readings || counted?[1] != meterDays {
                findings.append(
                    DataFinding(
                        rule: "verify.sum",
                        severity: .error,
                        subject: "readings.sqlite",
                        evidence: ["change_counter"]
                    )
                )
            }
            return findings
        }
    }

    private static func agrees(_ row: Row, _ totals: MeterDayTotal?) -> Bool {
        guard let totals else { return false }
        return row["count"] == totals.count && row["first_stamp"] == totals.first.stamp.seconds
            && row["first_counts"] == totals.first.counts && row["last_stamp"] == totals.last.stamp.seconds
            && row["last_counts"] == totals.last.counts && row["minimum_counts"] == totals.minimum
            && row["maximum_counts"] == totals.maximum
    }
}
