package import Access
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

    /// People whose account or roles somebody other than the reader has changed since a look.
    package func peopleChanged(since look: Instant, except reader: Person.ID) async throws -> Set<Int64> {
        try await changed(
            """
            SELECT object_id FROM audit_record WHERE at >= ?1 AND person_id IS NOT ?2 AND outcome = 'done'
            AND object_kind = 'person' AND (action GLOB 'person.*' OR action GLOB 'grant.*')
            """,
            since: look,
            except: reader
        )
    }

    /// Organisations that somebody else has changed since a look, or whose part in a building.
    package func organisationsChanged(since look: Instant, except reader: Person.ID) async throws -> Set<Int64> {
        try await changed(
            """
            SELECT object_id FROM audit_record WHERE at >= ?1 AND person_id IS NOT ?2 AND outcome = 'done'
            AND object_kind = 'organisation'
            UNION SELECT json_extract(part.value, side.value) FROM audit_record, json_each(changes) part,
                json_each('["$.before", "$.after"]') side
            WHERE at >= ?1 AND person_id IS NOT ?2 AND outcome = 'done' AND action = 'building.party'
            AND json_extract(part.value, '$.field') <> 'valid_from'
            """,
            since: look,
            except: reader
        )
    }

    /// Meters of which somebody else's import has registered a device since a look.
    package func metersChanged(since look: Instant, except reader: Person.ID) async throws -> Set<Int64> {
        try await changed(
            """
            SELECT meter_id FROM meter_device_record WHERE source_id IN
                (SELECT id FROM source_record WHERE created_at >= ?1 AND person_id IS NOT ?2)
            """,
            since: look,
            except: reader
        )
    }

    /// Decisions that somebody else has asked for or made since a look.
    package func decisionsChanged(since look: Instant, except reader: Person.ID) async throws -> Set<Int64> {
        try await changed(
            """
            SELECT id FROM decision WHERE (asked_at >= ?1 AND asked_by <> ?2)
            OR (decided_at >= ?1 AND decided_by <> ?2)
            """,
            since: look,
            except: reader
        )
    }

    /// The condition that a row is one of some; true where all are meant.
    static func isOneOf(_ ids: Set<Int64>?, _ column: String) -> String {
        ids.map { "\(column) IN (\($0.sorted().map(String.init).joined(separator: ", ")))" } ?? "1"
    }

    private func changed(_ sql: String, since look: Instant, except reader: Person.ID) async throws -> Set<Int64> {
        try await writer.read { db in
            let ids = "WITH found (id) AS (\(sql)) SELECT CAST(id AS INTEGER) FROM found WHERE id IS NOT NULL"
            return try Int64.fetchSet(db, sql: ids, arguments: [look.seconds, reader.rawValue])
        }
    }
}
