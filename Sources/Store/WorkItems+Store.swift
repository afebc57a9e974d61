import FoundationEssentials
import GRDB
package import Units

/// Something that is owed (待办).
package struct WorkItem: Sendable {
    package let id: Int64
    package let kind: String
    package let objectKind: String
    package let objectID: Int64
    package let evidence: [String]
    package let due: CivilDay?
    package let createdAt: Instant
}

extension Store {
    /// Opens a work item, once per kind and object.
    package func openWorkItem(
        kind: String,
        object: (kind: String, id: Int64),
        evidence: [String],
        now: Instant
    ) async throws {
        let json = String(decoding: try JSONEncoder().encode(evidence), as: UTF8.self)
        try await writer.write { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO work_item (kind, object_kind, object_id, evidence, created_at) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [kind, object.kind, object.id, json, now.seconds]
            )
            guard db.changesCount > 0 else { return }
            try db.execute(
                sql: "INSERT INTO work_item_record (work_item_id, at, state, note) VALUES (?, ?, 'open', NULL)",
                arguments: [db.lastInsertedRowID, now.seconds]
            )
            try Self.raiseGeneration(db)
        }
    }

    /// Marks open work items done whose last argument names the same thing.
    package func closeWorkItems(kinds: [String], about name: String, now: Instant) async throws {
        try await writer.write { db in
            let closed = try Int64.fetchAll(
                db,
                sql: """
                    UPDATE work_item SET state = 'done'
                    WHERE state = 'open' AND kind IN (SELECT value FROM json_each(?))
                    AND json_extract(evidence, '$[#-1]') = ? RETURNING id
                    """,
                arguments: [String(decoding: try JSONEncoder().encode(kinds), as: UTF8.self), name]
            )
            for id in closed {
                try db.execute(
                    sql: "INSERT INTO work_item_record (work_item_id, at, state, note) VALUES (?, ?, 'done', NULL)",
                    arguments: [id, now.seconds]
                )
            }
            if !closed.isEmpty { try Self.raiseGeneration(db) }
        }
    }

    /// Open work items, the one due first at the top.
    package func openWorkItems(limit: Int) async throws -> [WorkItem] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM work_item WHERE state = 'open' ORDER BY due_day IS NULL, due_day, id LIMIT ?",
                arguments: [limit]
            ).map { row in
                let json: String = row["evidence"]
                return WorkItem(
                    id: row["id"],
                    kind: row["kind"],
                    objectKind: row["object_kind"],
                    objectID: row["object_id"],
                    evidence: (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? [],
                    due: (row["due_day"] as Int?).map(CivilDay.init(number:)),
                    createdAt: Instant(seconds: row["created_at"])
                )
            }
        }
    }
}
