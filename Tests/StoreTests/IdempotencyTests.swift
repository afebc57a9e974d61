import Access
import Foundation
import Testing
import Units

@testable import Store

@Suite("Keys of requests that may come again")
struct IdempotencyTests {
    private let bureau: Bureau
    private var store: Store { bureau.store }

    init() async throws { bureau = try await Bureau() }

    private func claim(
        _ key: String,
        of person: Person.ID = .wang,
        route: String = "r",
        body: String = "a",
        after seconds: Int64 = 0
    ) async throws -> IdempotencyClaim {
        try await store.claim(
            key: key,
            of: person,
            route: route,
            fingerprint: Data(repeating: body.utf8.first ?? 0, count: 32),
            now: Bureau.now.adding(seconds: seconds)
        )
    }

    private static let answer = StoredAnswer(status: 202, headers: "{\"location\":\"/x\"}", body: Data("done".utf8))

    @Test("the first request gets the key, the same one its answer, another one neither")
    func once() async throws {
        #expect(try await claim("k") == .first)
        #expect(try await claim("k") == .inProgress)
        try await store.keep(Self.answer, key: "k", of: .wang)
        #expect(try await claim("k") == .answered(Self.answer))
        #expect(try await claim("k", body: "b") == .otherRequest)
        #expect(try await claim("k", route: "other") == .otherRequest)
        #expect(try await claim("k") == .answered(Self.answer), "a refused request takes nothing away")
    }

    @Test("the same key of another account is another key")
    func accounts() async throws {
        #expect(try await claim("k") == .first)
        try await store.keep(Self.answer, key: "k", of: .wang)
        #expect(try await claim("k", of: .li, body: "b") == .first)
        try await store.release(key: "k", of: .li)
        #expect(try await claim("k") == .answered(Self.answer))
    }

    @Test("a key is kept for a day and then forgotten, whoever comes next")
    func expiry() async throws {
        _ = try await claim("k")
        try await store.keep(Self.answer, key: "k", of: .wang)
        let day: Int64 = 24 * 3_600
        #expect(try await claim("k", after: day - 1) == .answered(Self.answer))
        #expect(try await claim("other", of: .li, after: day) == .first)
        #expect(try await bureau.test.count("SELECT count(*) FROM idempotency_key WHERE key = 'k'") == 0)
        #expect(try await claim("k", body: "b", after: day) == .first)
    }

    @Test("a request that did nothing frees its key; one that was answered keeps it")
    func released() async throws {
        _ = try await claim("k")
        try await store.release(key: "k", of: .wang)
        #expect(try await claim("k", body: "b") == .first)
        try await store.keep(Self.answer, key: "k", of: .wang)
        try await store.release(key: "k", of: .wang)
        #expect(try await claim("k", body: "b") == .answered(Self.answer))
    }

    @Test("of many that come with one key at once, one is first")
    func race() async throws {
        let claims = try await withThrowingTaskGroup(of: IdempotencyClaim.self) { group in
            for _ in 0..<20 { group.addTask { try await claim("k") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(claims.count { $0 == .first } == 1 && claims.count { $0 == .inProgress } == 19)
    }
}
