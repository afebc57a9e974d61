package import Access
import GRDB
package import Units

/// What somebody does with a work item (办理).
package enum WorkItemAct: Sendable, Hashable {
    /// 办结.
    case done
    /// 意见: a note, and nothing moves.
    case commented
    /// 退回: back to whoever handed it on.
    case returned
    /// 转交: it is another person's from now on.
    case assigned(Person.ID)
    /// 委托办理: another person does it, and one keeps an eye on it.
    case delegated(Person.ID)
    /// 抄送.
    case copied(Person.ID)
    /// 撤回, by whoever asked for it.
    case withdrawn

    /// Its name in histories, texts and the audit log.
    package var name: String {
        switch self {
        case .done: "done"
        case .commented: "commented"
        case .returned: "returned"
        case .assigned: "assigned"
        case .delegated: "delegated"
        case .copied: "copied"
        case .withdrawn: "withdrawn"
        }
    }
}

/// A reason why a work item stays as it is.
package enum WorkItemRefusal: Error, Hashable {
    /// There is none that the person may see.
    case notFound
    /// Somebody else has changed it since; its revision now.
    case changed(revision: Int)
    /// It is done or withdrawn.
    case closed
    /// It lies with others.
    case notYours
    /// The other person has no account in use, or is the same.
    case unknownPerson
    /// The act needs a few words.
    case noteMissing
    /// More words than are kept.
    case noteTooLong
    /// What it is about must be settled itself; that settles the item too.
    case settledElsewhere
}

extension Store {
    /// Does something with an item: item, history, audit log and notices in one transaction.
    ///
    /// Of two who act on the same revision, the first wins and the second gets ``WorkItemRefusal/changed(revision:)``.
    package func act(
        _ act: WorkItemAct,
        on id: Int64,
        note: String?,
        revision: Int,
        by actor: Actor,
        reach: WorkReach,
        now: Instant
    ) async throws {
        try await writer.write { db in
            guard let item = try Self.workItem(id, reach: reach, db) else { throw WorkItemRefusal.notFound }
            guard item.revision == revision else { throw WorkItemRefusal.changed(revision: item.revision) }
            try item.check(act, note: note, by: actor)
            let target = try Self.target(of: act, item, db)
            // Before it moves: afterwards it may lie with the delegate.
            let represented = try Self.principal(of: item, by: actor, reach: reach, db)
            try Self.move(item, by: act, actor: actor, to: target, now: now, db)
            let record = WorkItemRecord(
                act.name,
                state: act.outcome,
                note: note,
                by: actor.person,
                to: target,
                for: represented
            )
            try Self.keep(record, of: id, now: now, db)
            try Self.record(event(act, on: item, target: target, actor: actor), now: now, db)
            if act.moves { try Self.announce(item: id, isNew: false, now: now, db) }
            try Self.raiseGeneration(db)
        }
    }

    private func event(_ act: WorkItemAct, on item: WorkItem, target: Person.ID?, actor: Actor) -> AuditEvent {
        var changes: [AuditEvent.Change] = [AuditEvent.Change("kind", after: item.kind)]
        if act.outcome != item.state {
            changes.append(AuditEvent.Change("state", before: item.state.rawValue, after: act.outcome.rawValue))
        }
        if case .copied = act {
            changes.append(AuditEvent.Change("copy", after: target.map { "\($0.rawValue)" }))
        } else if act.moves {
            let before = item.person.map { "\($0.rawValue)" }
            changes.append(AuditEvent.Change("person", before: before, after: target.map { "\($0.rawValue)" }))
        }
        return AuditEvent(actor, "workitem.\(act.name)", object: ("workitem", "\(item.id)"), changes: changes)
    }

    private static func move(
        _ item: WorkItem,
        by act: WorkItemAct,
        actor: Actor,
        to target: Person.ID?,
        now: Instant,
        _ db: Database
    ) throws {
        // What waited for a role was done by somebody.
        let person = act.moves ? target : act == .done ? item.person ?? actor.person : item.person
        try db.execute(
            sql: "UPDATE work_item SET state = ?, person_id = ?, revision = revision + 1, changed_at = ? WHERE id = ?",
            arguments: [act.outcome.rawValue, person?.rawValue, now.seconds, item.id]
        )
        switch act {
        case .copied(let person): try copy(item: item.id, to: person, now: now, db)
        case .delegated: if let person = actor.person { try copy(item: item.id, to: person, now: now, db) }
        default: break
        }
    }

    /// To whom it goes: the person named, or whoever handed it on last, or who asked for it.
    private static func target(of act: WorkItemAct, _ item: WorkItem, _ db: Database) throws -> Person.ID? {
        switch act {
        case .assigned(let person), .delegated(let person), .copied(let person):
            let isKnown = try Bool.fetchOne(
                db,
                sql: "SELECT state = 'active' FROM person WHERE id = ?",
                arguments: [person.rawValue]
            )
            guard isKnown == true, !act.moves || person != item.person else { throw WorkItemRefusal.unknownPerson }
            return person
        case .returned:
            let sender = try Int64.fetchOne(
                db,
                sql: """
                    SELECT person_id FROM work_item_record WHERE work_item_id = ? AND to_person_id = ?
                    AND action IN ('assigned', 'delegated') AND person_id IS NOT NULL ORDER BY rowid DESC LIMIT 1
                    """,
                arguments: [item.id, item.person?.rawValue]
            )
            return sender.map(Person.ID.init(rawValue:)) ?? item.askedBy
        case .done, .commented, .withdrawn: return nil
        }
    }

    /// For whom a delegate acts; `nil` where somebody acts for themselves.
    private static func principal(
        of item: WorkItem,
        by actor: Actor,
        reach: WorkReach,
        _ db: Database
    ) throws -> Person.ID? {
        guard item.isMine, actor.person != item.person else { return nil }
        return try Int64.fetchOne(
            db,
            sql: "SELECT min(bearer) FROM (\(reach.representedBearers)) WHERE bearer IS NOT NULL",
            arguments: [item.id]
        ).map(Person.ID.init(rawValue:))
    }
}

extension WorkItem {
    fileprivate func check(_ act: WorkItemAct, note: String?, by actor: Actor) throws(WorkItemRefusal) {
        guard state == .open else { throw .closed }
        switch act {
        case .commented, .copied: break
        case .withdrawn: guard actor.person != nil, actor.person == askedBy else { throw .notYours }
        case .done, .returned, .assigned, .delegated: guard isMine else { throw .notYours }
        }
        if act.needsNote, note == nil { throw .noteMissing }
    }
}

extension WorkItemAct {
    /// Where the item stands afterwards.
    fileprivate var outcome: WorkItem.State {
        switch self {
        case .done: .done
        case .withdrawn: .withdrawn
        default: .open
        }
    }

    /// Whether it lies with somebody else afterwards.
    fileprivate var moves: Bool {
        switch self {
        case .returned, .assigned, .delegated: true
        case .done, .commented, .copied, .withdrawn: false
        }
    }

    /// Whether others need to read why.
    fileprivate var needsNote: Bool { [.commented, .returned, .withdrawn].contains(self) }
}
