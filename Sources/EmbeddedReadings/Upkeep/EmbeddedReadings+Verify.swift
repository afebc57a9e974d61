import FoundationEssentials
import GRDB
import Metering
package import Units

extension EmbeddedReadings {
    package func verify() async throws -> [DataFinding] {
        // What waits in the journal may repair what is damaged; a disk that cannot be written can still be read.
        try? await seal()
        let sealed = try await containers.pool.read { db in try ContainerCheck.findings(db) }
        return try sealed + journalFindings()
    }

    /// What is wrong with the journal: rows that a start has set aside, and rows that went bad since.
    private func journalFindings() throws -> [DataFinding] {
        var damaged = try journal.damaged()
        try journal.each(after: 0) { row in
            if row.record == nil { damaged.append(row.number) }
        }
        return damaged.map {
            DataFinding(rule: "verify.journal", severity: .error, subject: "journal.sqlite", evidence: [String($0)])
        }
    }
}

/// Reads every container and compares it with its sum, its totals and the counters (容器校验).
private struct ContainerCheck {
    private var findings: [DataFinding]
    private var counts = StoredCounts()

    static func findings(_ db: Database) throws -> [DataFinding] {
        let problems = try String.fetchAll(db, sql: "PRAGMA quick_check").filter { $0 != "ok" }
        var check = ContainerCheck(findings: problems.map { finding("verify.database", $0) })
        let archived = try Set(Int.fetchAll(db, sql: "SELECT month FROM archived_month"))
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT month, meters, readings, meter_days, directory, blocks, totals FROM container_directory
                LEFT JOIN container_block USING (month, meters) LEFT JOIN container_total USING (month, meters)
                """
        )
        while let row = try rows.next() { check.check(row, isArchived: archived.contains(row[0])) }
        for row in try Row.fetchAll(db, sql: "SELECT meter_id, day FROM lost_day ORDER BY meter_id, day") {
            check.note(meter: row[0], CivilDay(number: row[1]).description)
        }
        let counted = try Row.fetchOne(db, sql: "SELECT readings, meter_days FROM change_counter")
        if counted?[0] != check.counts.readings || counted?[1] != check.counts.meterDays {
            check.findings.append(finding("verify.sum", "change_counter"))
        }
        return check.findings
    }

    private static func finding(_ rule: String, _ evidence: String...) -> DataFinding {
        DataFinding(rule: rule, severity: .error, subject: "readings.sqlite", evidence: evidence)
    }

    private mutating func note(meter: Int64, _ time: String) {
        findings.append(Self.finding("verify.block", String(meter), time))
    }

    private mutating func check(_ row: Row, isArchived: Bool) {
        let key = GroupKey(month: CivilMonth(number: row[0]), meters: row[1])
        let directory: Data = row["directory"]
        let blocks: Data? = row["blocks"]
        counts = counts + StoredCounts(readings: row["readings"], meterDays: row["meter_days"])
        // Both copies of the directory must be whole and the same.
        let heads = try? GroupDirectory.decode(directory, key: key)
        let copy = blocks.flatMap { try? SealedGroup.directory(of: $0, key: key) }
        if heads == nil || (heads != copy && !isArchived) { noteGroup("verify.directory", key) }
        guard let known = heads ?? copy else { return }
        let totals = (row["totals"] as Data?).flatMap { try? SealedTotals.decode($0, key: key) }
        if totals.map({ $0.count != known.count || !agree($0, known, row) }) ?? true { noteGroup("verify.totals", key) }
        if isArchived { return }
        guard let blocks, let group = try? SealedGroup(key: key, heads: known, bytes: blocks) else {
            return noteGroup("verify.directory", key)
        }
        for (position, head) in known.enumerated() {
            let days = try? group.withColumns(at: position) { columns in
                columns.sealedDays { day in
                    totals?[head.meter]?.first { $0.day == day }?.sequence ?? head.sequences.upperBound
                }
            }
            if days == nil || (totals != nil && days != totals?[head.meter]) {
                note(meter: head.meter.rawValue, key.month.description)
            }
        }
    }

    private func agree(_ totals: [Meter.ID: [SealedDay]], _ heads: [ContainerHead], _ row: Row) -> Bool {
        heads.reduce(0) { $0 + $1.count } == row["readings"]
            && totals.values.reduce(0) { $0 + $1.count } == row["meter_days"]
            && heads.allSatisfy { head in
                (totals[head.meter] ?? []).reduce(0) { $0 + $1.total.count } == head.count
            }
    }

    /// Notes what concerns the 64 meters of a group.
    private mutating func noteGroup(_ rule: String, _ key: GroupKey) {
        let meters = "\(key.meter(at: 0).rawValue)–\(key.meter(at: GroupKey.size - 1).rawValue)"
        findings.append(Self.finding(rule, meters, key.month.description))
    }
}
