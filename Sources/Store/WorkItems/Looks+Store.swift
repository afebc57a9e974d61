package import Access
import GRDB
package import Units

extension Store {
    /// A person's mark on a list (上次查看): remembers this look and answers with the one before.
    ///
    /// Looks within half an hour are one: the list can be paged and filtered without its changes going away. `nil` at
    /// the first look ever. The mark is the person's own and no business data; the audit log does not hear of it.
    package func look(at list: String, by person: Person.ID, now: Instant) async throws -> Instant? {
        let known = try await looks(at: list, by: person)
        // Most looks follow another closely and need no write.
        if let known, now.seconds - known.last < 60 { return known.before.map(Instant.init(seconds:)) }
        return try await writer.write { db in
            try Int64.fetchOne(
                db,
                sql: """
                    INSERT INTO person_look VALUES (?, ?, ?3, NULL) ON CONFLICT (person_id, list) DO UPDATE SET
                        before_that = iif(?3 - looked_at >= 1800, looked_at, before_that), looked_at = max(looked_at, ?3)
                    RETURNING before_that
                    """,
                arguments: [person.rawValue, list, now.seconds]
            ).map(Instant.init(seconds:))
        }
    }

    /// The look that changes are compared with, without looking.
    package func lastLook(at list: String, by person: Person.ID, now: Instant) async throws -> Instant? {
        guard let known = try await looks(at: list, by: person) else { return nil }
        return (now.seconds - known.last >= 1_800 ? known.last : known.before).map(Instant.init(seconds:))
    }

    private func looks(at list: String, by person: Person.ID) async throws -> (last: Int64, before: Int64?)? {
        try await writer.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT looked_at, before_that FROM person_look WHERE person_id = ? AND list = ?",
                arguments: [person.rawValue, list]
            ).map { ($0[0], $0[1]) }
        }
    }
}
