package import Access
import FoundationEssentials
import GRDB
package import Units

extension Store {
    /// Keeps what somebody asks for, and owes it to the officers of the city, in one transaction.
    ///
    /// - Throws: ``DecisionRefusal`` where the period's lock or what stands already forbids it.
    package func ask(_ draft: DecisionDraft, by actor: Actor, now: Instant) async throws -> Int64 {
        guard let person = actor.person else { throw DecisionRefusal.noPerson }
        let proposal = String(decoding: try Self.encoder.encode(draft.proposal), as: UTF8.self)
        return try await writer.write { db in
            try Self.check(draft.kind, draft.subject, draft.period, draft.rule, draft.jurisdiction, db)
            do {
                try db.execute(
                    sql: """
                        INSERT INTO decision (kind, formula, subject, period, rule, jurisdiction_id, reason, proposal,
                            asked_by, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        draft.kind.rawValue, draft.formula, draft.subject, draft.period, draft.rule,
                        draft.jurisdiction.rawValue, draft.reason, proposal, person.rawValue, now.seconds,
                    ]
                )
            } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
                throw DecisionRefusal.alreadyAsked
            }
            let id = db.lastInsertedRowID
            try Self.openWorkItem(
                WorkItemDraft(
                    kind: "decision.asked",
                    object: ("decision", id),
                    evidence: draft.evidence,
                    role: .cityOfficer,
                    askedBy: person,
                    copies: [person]
                ),
                now: now,
                db
            )
            let changes = [
                AuditEvent.Change("kind", after: draft.kind.rawValue),
                AuditEvent.Change("subject", after: draft.subject), AuditEvent.Change("period", after: draft.period),
                AuditEvent.Change("rule", after: draft.rule), AuditEvent.Change("reason", after: draft.reason),
                AuditEvent.Change("value", after: draft.proposal.value.map { "\($0)" }),
            ].filter { $0.after != nil }
            let event = AuditEvent(actor, "decision.ask", object: ("decision", "\(id)"), changes: changes)
            try Self.record(event, now: now, db)
            try Self.raiseGeneration(db)
            return id
        }
    }

    /// What must hold when something is asked and still when it is approved.
    static func check(
        _ kind: DecisionKind,
        _ subject: String,
        _ period: String,
        _ rule: String?,
        _ jurisdiction: Jurisdiction.ID,
        _ db: Database
    ) throws {
        switch kind {
        case .publish, .restate:
            if try isLocked(jurisdiction, period: period, db) { throw DecisionRefusal.locked }
            let published = try revision(of: subject, period: period, db)
            if kind == .publish, published > 0 { throw DecisionRefusal.alreadyPublished }
            if kind == .restate, published == 0 { throw DecisionRefusal.notPublished }
        case .lock: if try ownLock(subject, period: period, db) { throw DecisionRefusal.locked }
        case .unlock: if try !ownLock(subject, period: period, db) { throw DecisionRefusal.notLocked }
        case .waive:
            let sql = """
                SELECT 1 FROM decision
                WHERE kind = 'waive' AND state = 'approved' AND subject = ? AND period = ? AND rule = ?
                """
            if try Bool.fetchOne(db, sql: sql, arguments: [subject, period, rule]) != nil {
                throw DecisionRefusal.alreadyWaived
            }
        }
    }

    /// The last revision of a published account; zero where there is none.
    static func revision(of subject: String, period: String, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: "SELECT max(revision) FROM published_figure WHERE subject = ? AND period = ?",
            arguments: [subject, period]
        ) ?? 0
    }

    static let encoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
}
