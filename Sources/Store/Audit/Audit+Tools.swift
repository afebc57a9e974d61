package import Access
package import Buildings
import GRDB
package import Units

/// How often a person asked for or agreed to something (经办计数).
package struct DecisionCount: Sendable {
    package let person: Person.ID
    package let kind: DecisionKind
    /// How often the person asked, whatever came of it.
    package let asked: Int
    /// How often the person agreed to what another asked.
    package let approved: Int
}

/// How often a person put another value in place of one that stood, or set the program's judgement aside (更改计数).
package struct InterventionCount: Sendable {
    package let person: Person.ID
    /// Reported values that were replaced, imports of readings that replaced some, batch by batch, and repairs laid over
    /// readings.
    package let repairs: Int
    /// Reported values kept against the check's doubts, and statements of the plan that were read otherwise, thrown out or
    /// bound to another indicator or department than the program had chosen.
    package let overrides: Int
}

/// A decision by somebody who had brought in data before.
package struct OwnDataDecision: Sendable {
    package let decision: Int64
    package let person: Person.ID
    /// How many imports the person had started until then.
    package let imports: Int
    package let lastImport: Instant
    /// Whether the person decided, or only asked.
    package let isDecider: Bool
}

/// A building with what it is stratified by.
package struct SampledBuilding: Sendable, Hashable {
    package let id: Building.ID
    package let code: String
    package let name: String
    package let jurisdiction: Jurisdiction.ID
    package let kind: String
}

extension Store {
    /// Who asked for and agreed to what, by person and kind.
    package func decisionCounts() async throws -> [DecisionCount] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT person, kind, sum(asked), sum(approved) FROM (
                        SELECT asked_by AS person, kind, 1 AS asked, 0 AS approved FROM decision
                        UNION ALL SELECT decided_by, kind, 0, 1 FROM decision WHERE state = 'approved')
                    GROUP BY person, kind ORDER BY person, kind
                    """
            ).compactMap { row in
                DecisionKind(rawValue: row[1]).map {
                    DecisionCount(person: Person.ID(rawValue: row[0]), kind: $0, asked: row[2], approved: row[3])
                }
            }
        }
    }

    /// Who replaced values that stood, and who set the program's judgement aside, by the audit log.
    package func interventionCounts() async throws -> [InterventionCount] {
        func holds(_ condition: String) -> String {
            "EXISTS (SELECT 1 FROM json_each(changes) change WHERE \(condition))"
        }
        let field = "json_extract(change.value, '$.field')"
        let replaces = holds(
            "\(field) = 'value' AND json_extract(change.value, '$.before') <> json_extract(change.value, '$.after')"
        )
        let sql = """
            SELECT person_id, sum(repair), sum(override) FROM (
                SELECT person_id, 1 AS repair, 0 AS override FROM audit_record
                    WHERE action IN ('readings.replace', 'meter.repair') AND outcome = 'done'
                UNION ALL SELECT person_id, \(replaces), \(holds("\(field) = 'doubt'")) FROM audit_record
                    WHERE action = 'report.enter' AND outcome = 'done'
                UNION ALL SELECT person_id, 0, NOT \(holds("\(field) = 'successor'")) FROM audit_record
                    WHERE action IN ('plan.review.correct', 'plan.review.reject', 'plan.review.set') AND outcome = 'done')
            WHERE person_id IS NOT NULL GROUP BY person_id HAVING sum(repair) + sum(override) > 0 ORDER BY person_id
            """
        return try await writer.read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                InterventionCount(person: Person.ID(rawValue: row[0]), repairs: row[1], overrides: row[2])
            }
        }
    }

    /// Decisions about figures whose asker or decider had brought in data before (录入与审批同一人), the newest first.
    package func ownDataDecisions(limit: Int) async throws -> [OwnDataDecision] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT d.id, p.person, p.decider, count(*), max(a.at) FROM decision d
                    JOIN (SELECT id, decided_by AS person, decided_at AS at, 1 AS decider FROM decision
                            WHERE state IN ('approved', 'refused')
                        UNION ALL SELECT id, asked_by, asked_at, 0 FROM decision) p ON p.id = d.id
                    JOIN audit_record a ON a.person_id = p.person AND a.action = 'job.create' AND a.at <= p.at
                    GROUP BY d.id, p.person, p.decider ORDER BY d.id DESC, p.decider DESC LIMIT ?
                    """,
                arguments: [limit]
            ).map { row in
                OwnDataDecision(
                    decision: row[0],
                    person: Person.ID(rawValue: row[1]),
                    imports: row[3],
                    lastImport: Instant(seconds: row[4]),
                    isDecider: row[2]
                )
            }
        }
    }

    /// Every building with its statistical place and kind, by id.
    package func sampledBuildings() async throws -> [SampledBuilding] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT building_id, name, kind, jurisdiction_id, coalesce(code, '') AS code FROM v_building
                    WHERE jurisdiction_id IS NOT NULL ORDER BY building_id
                    """
            ).map { row in
                SampledBuilding(
                    id: Building.ID(rawValue: row["building_id"]),
                    code: row["code"],
                    name: row["name"],
                    jurisdiction: Jurisdiction.ID(rawValue: row["jurisdiction_id"]),
                    kind: row["kind"]
                )
            }
        }
    }

    /// The stored entries about some objects of a kind, in their order.
    package func auditEntries(about kind: String, ids: [String]) async throws -> [AuditEntry] {
        try await writer.read { db in
            let marks = ids.map { _ in "?" }.joined(separator: ", ")
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM audit_record WHERE object_kind = ? AND object_id IN (\(marks)) ORDER BY sequence
                    """,
                arguments: StatementArguments([kind] + ids)
            ).map(AuditEntry.init(row:))
        }
    }

    /// One entry; `nil` where there is none of that number.
    package func auditEntry(_ sequence: Int64) async throws -> AuditEntry? {
        try await writer.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM audit_record WHERE sequence = ?", arguments: [sequence])
                .map(AuditEntry.init(row:))
        }
    }
}
