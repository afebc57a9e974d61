package import Access
import GRDB
package import Units

extension Store {
    /// The years for which somebody is still asked for reports.
    package func openReportYears() async throws -> Set<Int> {
        try await writer.read { db in
            Set(try Self.openReportItems(db).map { ReportDuty.year(ofObject: $0.id) })
        }
    }

    /// Closes the work items of some years that ask for what is complete or no longer owed.
    ///
    /// - Parameters:
    ///   - years: which.
    ///   - duties: all that is owed for these years.
    ///   - actor: by whom.
    ///   - now: when.
    /// - Throws: a database error.
    package func settleReports(
        of years: Set<Int>,
        duties: [ReportDuty],
        by actor: Actor,
        now: Instant
    ) async throws {
        try await writer.write { db in
            for object in try Self.openReportItems(db) where years.contains(ReportDuty.year(ofObject: object.id)) {
                let duty = duties.first { $0.object == object }
                if let duty, try !Self.isSettled(duty, db) { continue }
                try Self.closeWorkItem(kind: ReportDuty.kind, object: object, by: actor, now: now, db)
            }
        }
    }

    private static func openReportItems(_ db: Database) throws -> [(kind: String, id: Int64)] {
        try Row.fetchAll(
            db,
            sql: "SELECT object_kind, object_id FROM work_item WHERE kind = ? AND state = 'open'",
            arguments: [ReportDuty.kind]
        ).map { ($0["object_kind"], $0["object_id"]) }
    }
}

extension ReportDuty {
    /// The number of what a debtor owes for a year.
    package static func object(of debtor: Int64, year: Int) -> Int64 { debtor * 10_000 + Int64(year) }

    fileprivate static func year(ofObject id: Int64) -> Int { Int(id % 10_000) }
}
