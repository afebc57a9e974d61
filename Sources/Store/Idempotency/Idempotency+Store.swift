package import Access
package import Foundation
import GRDB
package import Units

/// An answer that was given before, to be given again (幂等应答).
package struct StoredAnswer: Sendable, Equatable {
    package let status: Int
    /// Headers worth repeating, as JSON.
    package let headers: String
    package let body: Data

    package init(status: Int, headers: String, body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// What a request with a key of its own meets.
package enum IdempotencyClaim: Sendable, Equatable {
    /// Nobody used the key; it belongs to this request now.
    case first
    /// The same request was answered.
    case answered(StoredAnswer)
    /// The same request is being answered.
    case inProgress
    /// The key belongs to another request.
    case otherRequest
}

extension Store {
    /// How long a key is kept. [s]
    static let keyLifetime: Int64 = 24 * 3_600

    /// Claims a key for a request.
    package func claim(
        key: String,
        of person: Person.ID,
        route: String,
        fingerprint: Data,
        now: Instant
    ) async throws -> IdempotencyClaim {
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM idempotency_key WHERE created_at <= ?",
                arguments: [now.seconds - Self.keyLifetime]
            )
            let known = try Row.fetchOne(
                db,
                sql: "SELECT * FROM idempotency_key WHERE person_id = ? AND key = ?",
                arguments: [person.rawValue, key]
            )
            guard let known else {
                try db.execute(
                    sql: """
                        INSERT INTO idempotency_key (person_id, key, route, fingerprint, created_at)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                    arguments: [person.rawValue, key, route, fingerprint, now.seconds]
                )
                return .first
            }
            guard known["route"] == route, known["fingerprint"] == fingerprint else { return .otherRequest }
            guard let status = known["status"] as Int? else { return .inProgress }
            return .answered(
                StoredAnswer(status: status, headers: known["headers"] ?? "{}", body: known["body"] ?? Data())
            )
        }
    }

    /// Keeps the answer to a request for those that come with the same key.
    package func keep(_ answer: StoredAnswer, key: String, of person: Person.ID) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE idempotency_key SET status = ?, headers = ?, body = ? WHERE person_id = ? AND key = ?",
                arguments: [answer.status, answer.headers, answer.body, person.rawValue, key]
            )
        }
    }

    /// Gives up a key whose request did nothing, so that it can be tried again.
    package func release(key: String, of person: Person.ID) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM idempotency_key WHERE person_id = ? AND key = ? AND status IS NULL",
                arguments: [person.rawValue, key]
            )
        }
    }

    /// Gives up keys whose requests ended with the process before.
    package func releaseInterruptedKeys() async throws {
        try await writer.write { try $0.execute(sql: "DELETE FROM idempotency_key WHERE status IS NULL") }
    }
}
