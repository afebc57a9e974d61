package import Access
import FoundationEssentials
import GRDB
package import Units

extension Store {
    /// Opens a work item; `nil` where it is open already.
    @discardableResult
    package func openWorkItem(_ draft: WorkItemDraft, now: Instant) async throws -> Int64? {
        try await writer.write { try Self.openWorkItem(draft, now: now, $0) }
    }

    /// Opens a work item in the transaction of what makes it owed, once per kind and object.
    @discardableResult
    static func openWorkItem(_ draft: WorkItemDraft, now: Instant, _ db: Database) throws -> Int64? {
        try db.execute(
            sql: """
                INSERT INTO work_item (kind, object_kind, object_id, evidence, person_id, role, department_id,
                    organisation_id, jurisdiction_id, due_day, asked_by, created_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?12, ?12)
                ON CONFLICT (kind, object_kind, object_id) WHERE state = 'open' DO NOTHING
                """,
            arguments: [
                draft.kind, draft.object.kind, draft.object.id,
                String(decoding: try JSONEncoder().encode(draft.evidence), as: UTF8.self),
                draft.person?.rawValue, draft.role?.rawValue, draft.department?.rawValue, draft.organisation?.rawValue,
                draft.jurisdiction?.rawValue, draft.due?.number, draft.askedBy?.rawValue, now.seconds,
            ]
        )
        guard db.changesCount > 0 else { return nil }
        let id = db.lastInsertedRowID
        try keep(WorkItemRecord("opened", state: .open, by: draft.askedBy, to: draft.person), of: id, now: now, db)
        for person in Set(draft.copies) { try copy(item: id, to: person, now: now, db) }
        // That notices do not arrive is no news for a notice.
        if draft.kind != "notice.failed" { try announce(item: id, isNew: true, now: now, db) }
        try raiseGeneration(db)
        return id
    }

    /// What the open items of a kind are about.
    package func openObjects(of kind: String) async throws -> Set<Int64> {
        try await writer.read {
            try Int64.fetchSet(
                $0,
                sql: "SELECT object_id FROM work_item WHERE kind = ? AND state = 'open'",
                arguments: [kind]
            )
        }
    }

    /// Marks a work item done in the transaction of what settles it; nothing happens where none is open.
    package func closeWorkItem(
        kind: String,
        object: (kind: String, id: Int64),
        by actor: Actor,
        note: String? = nil,
        now: Instant
    ) async throws {
        try await writer.write {
            try Self.closeWorkItem(kind: kind, object: object, by: actor, note: note, now: now, $0)
        }
    }

    /// Marks a work item done in the transaction of what settles it; nothing happens where none is open.
    static func closeWorkItem(
        kind: String,
        object: (kind: String, id: Int64),
        by actor: Actor,
        note: String? = nil,
        now: Instant,
        _ db: Database
    ) throws {
        let open = try Int64.fetchOne(
            db,
            sql: "SELECT id FROM work_item WHERE kind = ? AND object_kind = ? AND object_id = ? AND state = 'open'",
            arguments: [kind, object.kind, object.id]
        )
        if let open { try settle(item: open, by: actor, note: note, now: now, db) }
    }

    /// Marks open work items done whose last argument names the same thing.
    package func closeWorkItems(kinds: [String], about name: String, now: Instant) async throws {
        try await writer.write { try Self.closeWorkItems(kinds: kinds, about: name, now: now, $0) }
    }

    /// Marks open work items done whose last argument names the same thing, in the transaction of what settles them.
    static func closeWorkItems(kinds: [String], about name: String, now: Instant, _ db: Database) throws {
        let open = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM work_item WHERE state = 'open' AND kind IN (SELECT value FROM json_each(?))
                AND json_extract(evidence, '$[#-1]') = ?
                """,
            arguments: [String(decoding: try JSONEncoder().encode(kinds), as: UTF8.self), name]
        )
        for id in open { try settle(item: id, by: .system, note: nil, now: now, db) }
    }

    private static func settle(item id: Int64, by actor: Actor, note: String?, now: Instant, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE work_item SET state = 'done', revision = revision + 1, changed_at = ? WHERE id = ?",
            arguments: [now.seconds, id]
        )
        try keep(WorkItemRecord("done", state: .done, note: note, by: actor.person), of: id, now: now, db)
        try raiseGeneration(db)
    }
}
