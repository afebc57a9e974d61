package import Access
import GRDB
package import Units

/// A person as stored, with what administrators see of the account (人员账户).
package struct PersonRecord: Sendable {
    package let person: Person
    package let createdAt: Instant
    package let wantsMail: Bool
    package let hasSecondFactor: Bool
    package let passwordChangedAt: Instant?
    package let mustChangePassword: Bool
    package let lockout: LockoutRule.State
    /// When a session that is still there was last in use.
    package let lastSeen: Instant?
    /// When the open link ends.
    package let linkExpires: Instant?
}

/// Which people are listed.
package struct PeopleFilter: Sendable {
    package var text: String?
    package var state: Person.State?
    package var role: Role?
    /// Only these; `nil` for all.
    package var only: Set<Int64>?

    package init(text: String? = nil, state: Person.State? = nil, role: Role? = nil, only: Set<Int64>? = nil) {
        self.only = only
        self.text = text
        self.state = state
        self.role = role
    }
}

extension PersonRecord {
    /// The columns that ``init(row:)`` reads; `?1` is the moment.
    static let columns = """
        person.*, credential.totp_confirmed_at IS NOT NULL AS has_second_factor, credential.changed_at AS password_changed_at,
        ifnull(credential.must_change, 0) AS must_change, ifnull(credential.failures, 0) AS failures, credential.locked_until,
        (SELECT max(seen_at) FROM session WHERE session.person_id = person.id) AS last_seen,
        (SELECT max(expires_at) FROM one_time_link link WHERE link.person_id = person.id AND link.used_at IS NULL
            AND link.expires_at > ?1) AS link_expires
        """

    init(row: Row) {
        person = Person(row: row)
        createdAt = Instant(seconds: row["created_at"])
        wantsMail = row["wants_mail"]
        hasSecondFactor = row["has_second_factor"]
        passwordChangedAt = (row["password_changed_at"] as Int64?).map(Instant.init(seconds:))
        mustChangePassword = row["must_change"]
        lockout = LockoutRule.State(failures: row["failures"], lockedUntil: row["locked_until"])
        lastSeen = (row["last_seen"] as Int64?).map(Instant.init(seconds:))
        linkExpires = (row["link_expires"] as Int64?).map(Instant.init(seconds:))
    }
}

extension Person {
    /// Reads a row of `person`.
    init(row: Row) {
        self.init(
            id: ID(rawValue: row["id"]),
            login: row["login"] ?? "",
            name: row["name"],
            email: row["email"],
            // The schema admits no other word.
            state: State(rawValue: row["state"]) ?? .disabled,
            revision: row["revision"]
        )
    }
}

extension Store {
    /// People by login, with how many there are in all.
    package func people(
        _ filter: PeopleFilter,
        after: String?,
        limit: Int,
        now: Instant
    ) async throws -> (rows: [PersonRecord], total: Int) {
        let pattern = filter.text.map { "%" + escapedPattern($0) + "%" }
        let today = CivilDay(containing: now).number
        let condition = """
            (?2 IS NULL OR person.login LIKE ?2 ESCAPE '\\' OR person.name LIKE ?2 ESCAPE '\\' OR person.email LIKE ?2 ESCAPE '\\')
            AND (person.state = ?3 OR ?3 IS NULL AND person.state <> 'erased')
            AND (?4 IS NULL OR EXISTS (SELECT 1 FROM role_grant held WHERE held.person_id = person.id AND held.role = ?4
                AND ifnull(held.valid_from, ?5) <= ?5 AND ifnull(held.valid_to, ?5 + 1) > ?5))
            AND \(Self.isOneOf(filter.only, "person.id"))
            """
        let arguments: StatementArguments = [
            now.seconds, pattern, filter.state?.rawValue, filter.role?.rawValue, today,
        ]
        return try await writer.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(PersonRecord.columns) FROM person LEFT JOIN credential ON credential.person_id = person.id
                    WHERE \(condition) AND (?6 IS NULL OR person.login > ?6) ORDER BY person.login LIMIT ?7
                    """,
                arguments: arguments + [after, limit]
            )
            let total = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM person WHERE \(condition) AND ?1 IS NOT NULL",
                arguments: arguments
            )
            return (rows.map(PersonRecord.init(row:)), total ?? 0)
        }
    }

    /// One person.
    package func person(_ id: Person.ID, now: Instant) async throws -> PersonRecord? {
        try await writer.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT \(PersonRecord.columns) FROM person LEFT JOIN credential ON credential.person_id = person.id
                    WHERE person.id = ?2
                    """,
                arguments: [now.seconds, id.rawValue]
            ).map(PersonRecord.init(row:))
        }
    }

    /// The person of a login, however its letters are written.
    package func person(login: String) async throws -> Person? {
        try await writer.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM person WHERE login = ?", arguments: [login]).map(Person.init(row:))
        }
    }

    /// Whether anybody can sign in; until then the first administrator is to be made.
    package func hasActivePerson() async throws -> Bool {
        try await writer.read { try Self.hasActivePerson($0) }
    }

    static func hasActivePerson(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM person WHERE state = 'active')") ?? false
    }

    static func existing(_ id: Person.ID, _ db: Database) throws -> Person {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM person WHERE id = ?", arguments: [id.rawValue])
        guard let row else { throw PeopleRefusal.notFound }
        return Person(row: row)
    }

    /// A text in which the signs of LIKE stand for themselves.
    private func escapedPattern(_ text: String) -> String {
        text.reduce(into: "") { pattern, character in
            if ["%", "_", "\\"].contains(character) { pattern.append("\\") }
            pattern.append(character)
        }
    }
}
