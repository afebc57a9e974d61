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

extension Store {
    /// Lays a repair over a meter's readings: its consumption is derived again, and somebody is to look at it.
    ///
    /// - Returns: the number of the repair; `nil` where the same one is in force already.
    package func add(_ draft: RepairDraft, source: Int64, by actor: Actor, now: Instant) async throws -> Repair.ID? {
        try await writer.write { db in
            let known = try Self.repairs(of: draft.meter.rawValue, db)
            guard !known.contains(where: { $0.change == draft.change }) else { return nil }
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
                    object: ("meter", draft.code),
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
        source: Int64,
        by actor: Actor,
        now: Instant
    ) async throws -> Bool {
        try await writer.write { db in
            guard try Self.repairs(of: meter.rawValue, db).contains(where: { $0.id == repair }) else { return false }
            try db.execute(
                sql: "INSERT INTO meter_repair_undo_record VALUES (?, ?, ?, ?, ?)",
                arguments: [repair.rawValue, reason, source, actor.person?.rawValue, now.seconds]
            )
            try Self.record(
                AuditEvent(
                    actor,
                    "meter.undo",
                    object: ("meter", code),
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
