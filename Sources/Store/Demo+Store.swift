import GRDB
import Units

/// Whether a data folder can take a demo.
package enum DemoClaim: Sendable, Equatable {
    /// It was empty, or holds this very demo.
    case claimed
    /// It holds another demo.
    case holdsDemo(String)
    /// It holds data that no demo made.
    case holdsData
}

extension Store {
    /// Notes that the folder holds a demo before any of it is made, so that an interrupted one is known as such.
    package func claimForDemo(_ name: String) async throws -> DemoClaim {
        try await writer.write { db in
            if let known = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'demo'") {
                return known == name ? .claimed : .holdsDemo(known)
            }
            let holdsData = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM building) OR EXISTS (SELECT 1 FROM plan_record)
                    OR EXISTS (SELECT 1 FROM jurisdiction_boundary_record) OR EXISTS (SELECT 1 FROM setting WHERE name = 'city')
                    OR EXISTS (SELECT 1 FROM jurisdiction WHERE id >= ?)
                    """,
                arguments: [Jurisdiction.ID.firstImported.rawValue]
            )
            if holdsData ?? false { return .holdsData }
            try db.execute(sql: "INSERT INTO setting VALUES ('demo', ?)", arguments: [name])
            return .claimed
        }
    }
}
