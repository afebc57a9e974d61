package import Access
import GRDB
package import Units

/// How a decision ends.
package enum DecisionVerdict: Sendable {
    /// Agreed; for a publication with the figure and the change number of the data that it was computed from.
    case approved(figure: FigureDraft?, generation: Int64?)
    /// Not agreed.
    case refused
    /// Taken back.
    case withdrawn
}

/// The data changed while a figure was being computed: compute it again.
package struct DataMoved: Error {
    package init() {}
}

extension Store {
    /// Ends a decision: its state, its effect, its work item and the audit log in one transaction.
    ///
    /// - Throws: ``DecisionRefusal``, or ``DataMoved`` where the figure is of older data.
    package func settle(
        _ id: Int64,
        as verdict: DecisionVerdict,
        note: String?,
        by actor: Actor,
        now: Instant
    ) async throws {
        guard let person = actor.person else { throw DecisionRefusal.noPerson }
        try await writer.write { db in
            let row = try Row.fetchOne(db, sql: "SELECT * FROM decision WHERE id = ?", arguments: [id])
            guard let decision = row.flatMap(DecisionRow.init(row:)) else { throw DecisionRefusal.notFound }
            guard decision.state == .asked else { throw DecisionRefusal.settled }
            var figure: Int64?
            var changes: [AuditEvent.Change] = []
            switch verdict {
            case .approved(let draft, let generation):
                guard decision.askedBy != person else { throw DecisionRefusal.ownDecision }
                try Self.check(
                    decision.kind,
                    decision.subject,
                    decision.period,
                    decision.rule,
                    decision.jurisdiction,
                    db
                )
                if let draft {
                    let present = try Int64.fetchOne(db, sql: "SELECT generation FROM consumption_state")
                    guard present == generation else { throw DataMoved() }
                    (figure, changes) = try Self.publish(draft, decision: decision, now: now, db)
                }
            case .refused: guard decision.askedBy != person else { throw DecisionRefusal.ownDecision }
            case .withdrawn: guard decision.askedBy == person else { throw DecisionRefusal.notYours }
            }
            try db.execute(
                sql: """
                    UPDATE decision SET state = ?, decided_by = ?, decided_at = ?, note = ?, figure_id = ? WHERE id = ?
                    """,
                arguments: [verdict.state.rawValue, person.rawValue, now.seconds, note, figure, id]
            )
            try Self.closeWorkItem(
                kind: "decision.asked",
                object: ("decision", id),
                by: actor,
                note: note,
                now: now,
                db
            )
            let state = AuditEvent.Change("state", before: "asked", after: verdict.state.rawValue)
            let words = [AuditEvent.Change("note", after: note)].filter { $0.after != nil }
            let event = AuditEvent(
                actor,
                "decision.\(verdict.action)",
                object: ("decision", "\(id)"),
                changes: [state] + words + changes
            )
            try Self.record(event, now: now, db)
            try Self.raiseGeneration(db)
        }
    }
}

extension DecisionVerdict {
    fileprivate var state: DecisionState {
        switch self {
        case .approved: .approved
        case .refused: .refused
        case .withdrawn: .withdrawn
        }
    }

    fileprivate var action: String {
        switch self {
        case .approved: "approve"
        case .refused: "refuse"
        case .withdrawn: "withdraw"
        }
    }
}
