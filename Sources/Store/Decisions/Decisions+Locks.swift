import Access
import GRDB
package import Units

extension Store {
    /// Whether a lock stands over a place's period: its own or one of the places it lies in, of the period itself or of
    /// the year it lies in.
    package func isLocked(_ place: Jurisdiction.ID, period: String) async throws -> Bool {
        try await writer.read { try Self.isLocked(place, period: period, $0) }
    }

    /// Whether the place's own period was locked and not unlocked since.
    package func hasOwnLock(_ subject: String, period: String) async throws -> Bool {
        try await writer.read { try Self.ownLock(subject, period: period, $0) }
    }

    static func isLocked(_ place: Jurisdiction.ID, period: String, _ db: Database) throws -> Bool {
        for subject in try subjects(above: place, db) {
            for span in Set([period, String(period.prefix(4))]) where try ownLock(subject, period: span, db) {
                return true
            }
        }
        return false
    }

    static func ownLock(_ subject: String, period: String, _ db: Database) throws -> Bool {
        let last = try String.fetchOne(
            db,
            sql: """
                SELECT kind FROM decision WHERE subject = ? AND period = ? AND kind IN ('lock', 'unlock')
                AND state = 'approved' ORDER BY decided_at DESC, id DESC LIMIT 1
                """,
            arguments: [subject, period]
        )
        return last == DecisionKind.lock.rawValue
    }

    /// The place and those it lies in, as subjects of decisions.
    static func subjects(above place: Jurisdiction.ID, _ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                WITH RECURSIVE above (id) AS (
                    VALUES (?) UNION
                    SELECT parent_id FROM jurisdiction JOIN above USING (id) WHERE parent_id IS NOT NULL)
                SELECT 'jurisdictions/' || id FROM above
                """,
            arguments: [place.rawValue]
        )
    }
}
