package import Buildings
import GRDB
package import Units

extension Store {
    /// Which of some buildings have a record as new as a look.
    package func changed(_ buildings: [Building.ID], since look: Instant) async throws -> Set<Building.ID> {
        let list = buildings.map { "\($0.rawValue)" }.joined(separator: ", ")
        return try await writer.read { db in
            let ids = try Int64.fetchAll(
                db,
                sql:
                    "SELECT DISTINCT building_id FROM building_record WHERE building_id IN (\(list)) AND created_at >= ?",
                arguments: [look.seconds]
            )
            return Set(ids.map(Building.ID.init(rawValue:)))
        }
    }

    /// The quantities that somebody has reported since a look, for a place or anywhere.
    package func quantitiesReported(since look: Instant, in place: Jurisdiction.ID?) async throws -> Set<String> {
        try await writer.read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT DISTINCT quantity FROM reported_value
                    WHERE created_at >= ? AND (?2 IS NULL OR jurisdiction_id = ?2)
                    """,
                arguments: [look.seconds, place?.rawValue]
            )
        }
    }
}
