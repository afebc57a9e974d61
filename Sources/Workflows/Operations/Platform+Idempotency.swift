package import Access
package import Foundation
package import Store

extension Platform {
    /// Claims a key for a request of a person (幂等键).
    package func claim(
        key: String,
        of person: Person.ID,
        route: String,
        fingerprint: Data
    ) async throws -> IdempotencyClaim {
        try await store.claim(key: key, of: person, route: route, fingerprint: fingerprint, now: now())
    }

    /// Keeps the answer to a request for those that come with the same key.
    package func keep(_ answer: StoredAnswer, key: String, of person: Person.ID) async throws {
        try await store.keep(answer, key: key, of: person)
    }

    /// Gives up a key whose request did nothing.
    package func release(key: String, of person: Person.ID) async throws {
        try await store.release(key: key, of: person)
    }

    /// Clears away what requests left half done when the process before ended; called once, before requests come in.
    package func clearInterrupted() async throws {
        try await store.releaseInterruptedKeys()
        try await removeAbandonedUploads()
    }
}
