package import Access
import Foundation
import GRDB
package import Units

/// An API token as stored (接口令牌).
package struct TokenRecord: Sendable {
    package let id: Int64
    package let person: Person.ID
    package let name: String
    package let roles: Set<Role>
    package let isReadOnly: Bool
    package let createdAt: Instant
    package let expires: Instant
    package let lastUsedAt: Instant?
}

/// An API token that is to be stored: of its text only the hash.
package struct TokenDraft: Sendable {
    package let hash: [UInt8]
    package let name: String
    package let roles: Set<Role>
    package let isReadOnly: Bool
    package let expires: Instant

    package init(hash: [UInt8], name: String, roles: Set<Role>, isReadOnly: Bool, expires: Instant) {
        self.hash = hash
        self.name = name
        self.roles = roles
        self.isReadOnly = isReadOnly
        self.expires = expires
    }

    /// The roles in an order of their own, so that equal ones are stored as equal texts.
    var roleNames: [String] { roles.map(\.rawValue).sorted() }
}

extension Store {
    /// Stores a token; its roles must be among those the person holds today.
    package func addToken(
        _ draft: TokenDraft,
        of id: Person.ID,
        by actor: Actor,
        now: Instant
    ) async throws -> TokenRecord {
        let roles = String(decoding: try JSONEncoder().encode(draft.roleNames), as: UTF8.self)
        return try await writer.write { db in
            guard try Self.existing(id, db).state == .active else { throw PeopleRefusal.state }
            let today = CivilDay(containing: now)
            let held = Set(
                try Self.grants(of: id, now: now, db).map(\.grant).filter { $0.isValid(on: today) }.map(\.role)
            )
            guard !draft.roles.isEmpty, draft.roles.isSubset(of: held) else { throw PeopleRefusal.tokenRoles }
            try db.execute(
                sql: """
                    INSERT INTO api_token (hash, person_id, name, roles, is_read_only, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(draft.hash), id.rawValue, draft.name, roles, draft.isReadOnly, now.seconds,
                    draft.expires.seconds,
                ]
            )
            let token = db.lastInsertedRowID
            let changes = [
                AuditEvent.Change("name", after: draft.name, owner: id),
                AuditEvent.Change("roles", after: draft.roleNames.joined(separator: " ")),
                AuditEvent.Change("is_read_only", after: draft.isReadOnly.description),
                AuditEvent.Change("expires", after: draft.expires.iso8601),
            ]
            let event = AuditEvent(actor, "token.add", object: ("token", String(token)), changes: changes)
            try Self.record(event, now: now, db)
            return TokenRecord(
                id: token,
                person: id,
                name: draft.name,
                roles: draft.roles,
                isReadOnly: draft.isReadOnly,
                createdAt: now,
                expires: draft.expires,
                lastUsedAt: nil
            )
        }
    }

    /// The tokens of a person that can be used, newest first.
    package func tokens(of id: Person.ID, now: Instant) async throws -> [TokenRecord] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM api_token WHERE person_id = ? AND revoked_at IS NULL AND expires_at > ? ORDER BY id DESC
                    """,
                arguments: [id.rawValue, now.seconds]
            ).map(TokenRecord.init(row:))
        }
    }

    /// The token of a hash as long as it can be used, of an account in use.
    package func token(hash: [UInt8], now: Instant) async throws -> TokenRecord? {
        try await writer.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT api_token.* FROM api_token JOIN person ON person.id = api_token.person_id
                    WHERE hash = ? AND revoked_at IS NULL AND expires_at > ? AND person.state = 'active'
                    """,
                arguments: [Data(hash), now.seconds]
            ).map(TokenRecord.init(row:))
        }
    }

    /// Notes that a token is in use; written at most once a minute.
    package func touchToken(_ id: Int64, now: Instant) async throws {
        try await writer.write { db in
            try db.execute(sql: "UPDATE api_token SET last_used_at = ? WHERE id = ?", arguments: [now.seconds, id])
        }
    }

    /// Takes every token of a person back; says how many, as the audit log keeps it.
    static func revokeTokens(of id: Person.ID, now: Instant, _ db: Database) throws -> AuditEvent.Change {
        try db.execute(
            sql: "UPDATE api_token SET revoked_at = ? WHERE person_id = ? AND revoked_at IS NULL",
            arguments: [now.seconds, id.rawValue]
        )
        return AuditEvent.Change("tokens_revoked", after: String(db.changesCount))
    }

    /// Takes a token back.
    package func revokeToken(_ id: Int64, of person: Person.ID, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE api_token SET revoked_at = ? WHERE id = ? AND person_id = ? AND revoked_at IS NULL",
                arguments: [now.seconds, id, person.rawValue]
            )
            guard db.changesCount == 1 else { throw PeopleRefusal.notFound }
            try Self.record(AuditEvent(actor, "token.revoke", object: ("token", String(id))), now: now, db)
        }
    }
}

extension TokenRecord {
    init(row: Row) {
        let roles: String = row["roles"]
        id = row["id"]
        person = Person.ID(rawValue: row["person_id"])
        name = row["name"]
        self.roles = Set(
            ((try? JSONDecoder().decode([String].self, from: Data(roles.utf8))) ?? []).compactMap(Role.init(rawValue:))
        )
        isReadOnly = row["is_read_only"]
        createdAt = Instant(seconds: row["created_at"])
        expires = Instant(seconds: row["expires_at"])
        lastUsedAt = (row["last_used_at"] as Int64?).map(Instant.init(seconds:))
    }
}
