package import Access
import GRDB
package import Metering
package import Units

/// A repair as somebody decided it (修复记录).
package struct RepairDraft: Sendable {
    package let meter: Meter.ID
    package let code: String
    package let change: Repair.Change
    package let reason: String

    package init(meter: Meter.ID, code: String, change: Repair.Change, reason: String) {
        self.meter = meter
        self.code = code
        self.change = change
        self.reason = reason
    }
}

/// A repair with who decided it and who took it back (修复台账).
package struct RepairRecord: Sendable {
    /// Who took it back, when and why.
    package struct Undo: Sendable {
        package let reason: String
        package let person: Person.ID?
        package let at: Instant
    }

    package let repair: Repair
    package let reason: String
    package let person: Person.ID?
    package let at: Instant
    /// `nil` while it is in force.
    package let undo: Undo?
}

extension Store {
    /// Lays a repair over a meter's readings: its consumption is derived again, and somebody is to look at it.
    ///
    /// - Parameters:
    ///   - draft: what is decided.
    ///   - source: the record of the file it came in by; `nil` where somebody decides it on a page.
    ///   - actor: who decides.
    ///   - now: the time.
    /// - Returns: the number of the repair; `nil` where the same one is in force already.
    /// - Throws: a database error.
    package func add(_ draft: RepairDraft, source: Int64?, by actor: Actor, now: Instant) async throws -> Repair.ID? {
        try await writer.write { db in
            let known = try Self.repairs(of: draft.meter.rawValue, db)
            guard !known.contains(where: { $0.change == draft.change }) else { return nil }
            let source = try source ?? Self.repairSource(draft.code, by: actor, now: now, db)
            let row = draft.change.row
            try db.execute(
                sql: """
                    INSERT INTO meter_repair_record
                        (meter_id, kind, begins_at, ends_at, value, start_counts, reason, source_id, person_id, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draft.meter.rawValue, row.kind, row.interval.lowerBound.seconds, row.interval.upperBound.seconds,
                    row.value, row.start, draft.reason, source, actor.person?.rawValue, now.seconds,
                ]
            )
            let id = db.lastInsertedRowID
            try Self.record(
                AuditEvent(
                    actor,
                    "meter.repair",
                    object: ("meter", "\(draft.meter.rawValue)"),
                    changes: [
                        .init("repair", after: "\(id) \(row.kind)"),
                        .init("period", after: "\(row.interval.lowerBound) – \(row.interval.upperBound)"),
                        .init("reason", after: draft.reason),
                    ]
                ),
                now: now,
                db
            )
            try Self.openWorkItem(
                WorkItemDraft(
                    kind: "meter.repair",
                    object: ("meter", draft.meter.rawValue),
                    evidence: [draft.code, draft.reason],
                    role: .operatorEngineer,
                    askedBy: actor.person
                ),
                now: now,
                db
            )
            try Self.markStale(meters: "SELECT \(draft.meter.rawValue)", db)
            try Self.raiseGeneration(db)
            return Repair.ID(rawValue: id)
        }
    }

    /// Takes a repair back; the consumption is then what it was before.
    ///
    /// - Returns: whether there was such a repair of this meter, still in force.
    package func undo(
        repair: Repair.ID,
        of meter: Meter.ID,
        code: String,
        reason: String,
        source: Int64?,
        by actor: Actor,
        now: Instant
    ) async throws -> Bool {
        try await writer.write { db in
            guard try Self.repairs(of: meter.rawValue, db).contains(where: { $0.id == repair }) else { return false }
            let source = try source ?? Self.repairSource(code, by: actor, now: now, db)
            try db.execute(
                sql: "INSERT INTO meter_repair_undo_record VALUES (?, ?, ?, ?, ?)",
                arguments: [repair.rawValue, reason, source, actor.person?.rawValue, now.seconds]
            )
            try Self.record(
                AuditEvent(
                    actor,
                    "meter.undo",
                    object: ("meter", "\(meter.rawValue)"),
                    changes: [
                        .init("repair", before: "\(repair.rawValue)", after: nil), .init("reason", after: reason),
                    ]
                ),
                now: now,
                db
            )
            if try Self.repairs(of: meter.rawValue, db).isEmpty {
                try Self.closeWorkItem(kind: "meter.repair", object: ("meter", meter.rawValue), by: actor, now: now, db)
            }
            try Self.markStale(meters: "SELECT \(meter.rawValue)", db)
            try Self.raiseGeneration(db)
            return true
        }
    }

    /// The record of what somebody decides on the page of a meter.
    private static func repairSource(_ code: String, by actor: Actor, now: Instant, _ db: Database) throws -> Int64 {
        try insertSource(kind: "import", name: code, person: actor.person, now: now, db)
    }

    /// All repairs of a meter, those taken back among them, in order.
    package func repairRecords(of meter: Meter.ID) async throws -> [RepairRecord] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT record.*, undo.reason AS undo_reason, undo.person_id AS undo_person_id,
                        undo.created_at AS undo_created_at
                    FROM meter_repair_record record LEFT JOIN meter_repair_undo_record undo ON repair_id = record.id
                    WHERE meter_id = ? ORDER BY record.id
                    """,
                arguments: [meter.rawValue]
            ).compactMap(RepairRecord.init(row:))
        }
    }

    /// The repairs in force that bear on some days, by meter: their stretch of time meets the days or touches them.
    package func repairs(touching days: Range<CivilDay>) async throws -> [Meter.ID: [Repair]] {
        let condition = "begins_at <= \(days.upperBound.start.seconds) AND ends_at >= \(days.lowerBound.start.seconds)"
        return try await writer.read { db in
            let repairs = try Self.allRepairs(condition, db)
            return Dictionary(uniqueKeysWithValues: repairs.map { (Meter.ID(rawValue: $0.key), $0.value) })
        }
    }

    /// The repairs in force of one meter.
    static func repairs(of meter: Int64, _ db: Database) throws -> [Repair] {
        try allRepairs("meter_id = \(meter)", db)[meter] ?? []
    }

    /// The repairs in force by meter, in order.
    static func allRepairs(_ condition: String = "1", _ db: Database) throws -> [Int64: [Repair]] {
        var repairs: [Int64: [Repair]] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT * FROM meter_repair_record WHERE \(condition)
                AND id NOT IN (SELECT repair_id FROM meter_repair_undo_record) ORDER BY id
                """
        )
        while let row = try rows.next() {
            if let repair = Repair(row: row) { repairs[row["meter_id"], default: []].append(repair) }
        }
        return repairs
    }
}

extension Repair.Change {
    /// What a row of `meter_repair_record` holds.
    fileprivate var row: (kind: String, interval: Range<Instant>, value: Int64?, start: Int64?) {
        switch self {
        case .markInvalid(let interval): ("invalid", interval, nil, nil)
        case .enterRegister(let at, let counts): ("register", at..<at.adding(seconds: 1), counts, nil)
        case .enterSwap(let at, let end, let start): ("swap", at..<at.adding(seconds: 1), end, start)
        case .acceptEstimate(let interval, let amount): ("estimate", interval, amount?.micro, nil)
        }
    }
}

extension RepairRecord {
    /// Reads a row of `meter_repair_record` with what took it back.
    fileprivate init?(row: Row) {
        guard let repair = Repair(row: row) else { return nil }
        self.repair = repair
        reason = row["reason"]
        person = (row["person_id"] as Int64?).map(Person.ID.init(rawValue:))
        at = Instant(seconds: row["created_at"])
        undo = (row["undo_reason"] as String?).map {
            Undo(
                reason: $0,
                person: (row["undo_person_id"] as Int64?).map(Person.ID.init(rawValue:)),
                at: Instant(seconds: row["undo_created_at"])
            )
        }
    }
}

extension Repair {
    /// Reads a row of `meter_repair_record`.
    fileprivate init?(row: Row) {
        let begin = Instant(seconds: row["begins_at"])
        let interval = begin..<Instant(seconds: row["ends_at"])
        let value: Int64? = row["value"]
        let change: Change
        switch row["kind"] as String {
        case "invalid": change = .markInvalid(interval)
        case "register":
            guard let value else { return nil }
            change = .enterRegister(at: begin, counts: value)
        case "swap": change = .enterSwap(at: begin, previousEnd: value, start: row["start_counts"])
        case "estimate": change = .acceptEstimate(interval, value.map(Amount.init(micro:)))
        default: return nil
        }
        self.init(id: ID(rawValue: row["id"]), change: change)
    }
}
