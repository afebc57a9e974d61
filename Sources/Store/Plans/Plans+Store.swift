import FoundationEssentials
import GRDB
package import PeakPlanning
package import Units

/// A plan as it was imported.
package struct StoredPlan: Sendable {
    package let id: Int64
    package let jurisdiction: Jurisdiction.ID
    /// From 1; a new text of the same city is a new revision.
    package let revision: Int
    /// Tells the plans of one city apart (方案序列): a corrected text stays in its series, the next plan begins another.
    package let series: Int
    /// The text as published.
    package let text: String
    package let importedAt: Instant
    package var plan: Plan
}

extension Store {
    static func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    /// The current plan of the installation's city as it was read; `nil` before one was imported.
    package func currentPlan() async throws -> StoredPlan? {
        try await writer.read { try Self.currentPlan($0) }
    }

    /// The latest text of each of the city's plans as it was read, the plan in force first (各期方案).
    package func plans() async throws -> [StoredPlan] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT plan_record.*, max(revision) FROM plan_record
                    JOIN setting ON setting.name = 'city' AND CAST(setting.value AS INTEGER) = jurisdiction_id
                    GROUP BY series ORDER BY series DESC
                    """
            ).map { try StoredPlan(row: $0, db) }
        }
    }

    /// The latest text of the city's latest plan: a correction of an older plan does not bring that one back.
    static func currentPlan(_ db: Database) throws -> StoredPlan? {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT plan_record.* FROM plan_record
                    JOIN setting ON setting.name = 'city' AND CAST(setting.value AS INTEGER) = jurisdiction_id
                    ORDER BY series DESC, revision DESC LIMIT 1
                    """
            )
        else { return nil }
        return try StoredPlan(row: row, db)
    }
}

/// A reason why the store refuses a plan.
package enum PlanStoreError: Error, Equatable {
    /// The installation belongs to another city.
    case otherCity(Jurisdiction.ID)
    /// Another text has come in since this one was looked at.
    case textReplaced
}
