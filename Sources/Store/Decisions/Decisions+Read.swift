package import Access
import GRDB
package import Units

extension Store {
    /// One decision; `nil` where there is none or it lies outside the scope.
    package func decision(_ id: Int64, scope: Scope) async throws -> DecisionRow? {
        try await writer.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM decision WHERE id = ? AND \(scope.condition("jurisdiction_id"))",
                arguments: [id]
            ).flatMap(DecisionRow.init(row:))
        }
    }

    /// Decisions, the newest first.
    package func decisions(
        state: DecisionState?,
        kind: DecisionKind?,
        only: Set<Int64>? = nil,
        before: Int64?,
        limit: Int,
        scope: Scope
    ) async throws -> [DecisionRow] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM decision WHERE id < ? AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR kind = ?3)
                    AND \(scope.condition("jurisdiction_id")) AND \(Self.isOneOf(only, "id")) ORDER BY id DESC LIMIT ?4
                    """,
                arguments: [before ?? .max, state?.rawValue, kind?.rawValue, limit]
            ).compactMap(DecisionRow.init(row:))
        }
    }

    /// All decisions about a place's period, oldest first.
    package func decisions(about subject: String, period: String) async throws -> [DecisionRow] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM decision WHERE subject = ? AND period = ? ORDER BY id",
                arguments: [subject, period]
            ).compactMap(DecisionRow.init(row:))
        }
    }

    /// The waivers that hold for a place and year: its own and those of the places it lies in.
    package func waivers(of place: Jurisdiction.ID, year: CivilYear) async throws -> [DecisionRow] {
        try await writer.read { db in
            let subjects = try Self.subjects(above: place, db)
            let marks = subjects.map { _ in "?" }.joined(separator: ", ")
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM decision WHERE kind = 'waive' AND state = 'approved' AND subject IN (\(marks))
                    AND period = ? ORDER BY id
                    """,
                arguments: StatementArguments(subjects + [String(year.number)])
            ).compactMap(DecisionRow.init(row:))
        }
    }
}
