package import Access
import GRDB
package import Units

/// A department that is to be stored.
package struct DepartmentDraft: Sendable {
    package let name: String
    package let englishName: String?
    package let jurisdiction: Jurisdiction.ID

    package init(name: String, englishName: String?, jurisdiction: Jurisdiction.ID) {
        self.name = name
        self.englishName = englishName
        self.jurisdiction = jurisdiction
    }
}

extension Store {
    /// The departments by place and name.
    package func departments() async throws -> [Department] {
        try await writer.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM department ORDER BY jurisdiction_id, name").map { row in
                Department(
                    id: Department.ID(rawValue: row["id"]),
                    name: row["name"],
                    englishName: row["english_name"],
                    jurisdiction: Jurisdiction.ID(rawValue: row["jurisdiction_id"])
                )
            }
        }
    }

    /// Stores departments that are not there yet and returns those.
    package func addDepartments(
        _ drafts: [DepartmentDraft],
        by actor: Actor,
        now: Instant
    ) async throws
        -> [Department.ID]
    {
        try await writer.write { db in
            var added: [Department.ID] = []
            for draft in drafts {
                try db.execute(
                    sql: """
                        INSERT INTO department (name, english_name, jurisdiction_id)
                        SELECT ?1, ?2, id FROM jurisdiction WHERE id = ?3
                        ON CONFLICT (jurisdiction_id, name) DO NOTHING
                        """,
                    arguments: [draft.name, draft.englishName, draft.jurisdiction.rawValue]
                )
                guard db.changesCount > 0 else { continue }
                let id = Department.ID(rawValue: db.lastInsertedRowID)
                let event = AuditEvent(
                    actor,
                    "department.add",
                    object: ("department", String(id.rawValue)),
                    changes: [.init("name", after: draft.name)]
                )
                try Self.record(event, now: now, db)
                added.append(id)
            }
            if !added.isEmpty { try Self.raiseGeneration(db) }
            return added
        }
    }
}
