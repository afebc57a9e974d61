import Metering
import Testing
import Units

@testable import EmbeddedReadings

@Suite("Keys of batches")
struct BatchKeyTests {
    private func batch(_ counts: Int64, source: Int64 = 1, key: String? = "monday") throws -> ReadingBatch {
        let reading = Reading(stamp: try at("2025-01-01 10:00"), counts: counts)
        return ReadingBatch(readings: [.first: [reading]], source: source, key: key)
    }

    @Test("a batch that comes again is answered as before and stored once", arguments: StoreKind.allCases)
    func again(kind: StoreKind) async throws {
        let tested = try kind.open()
        let first = try await tested.store.append(batch(1))
        #expect(first.inserted == 1)
        // Meanwhile somebody else has changed the value.
        try await tested.append([Reading(stamp: at("2025-01-01 10:00"), counts: 2)], source: 2)
        for _ in 0..<2 {
            #expect(try await tested.store.append(batch(1)) == first)
            try await tested.store.seal()
        }
        #expect(try await tested.all().map(\.counts) == [2])
        #expect(try await tested.store.statistics().sequence == 2)
    }

    @Test("a key with other readings is refused, and nothing of them is stored", arguments: StoreKind.allCases)
    func conflict(kind: StoreKind) async throws {
        let tested = try kind.open()
        _ = try await tested.store.append(batch(1))
        for _ in 0..<2 {
            await #expect(throws: ReadingStoreError.keyConflict(source: 1, key: "monday")) {
                try await tested.store.append(batch(2))
            }
            try await tested.store.seal()
        }
        #expect(try await tested.all().map(\.counts) == [1])
    }

    @Test("keys are of their source", arguments: StoreKind.allCases)
    func sources(kind: StoreKind) async throws {
        let tested = try kind.open()
        _ = try await tested.store.append(batch(1, source: 1))
        #expect(try await tested.store.append(batch(2, source: 2)).superseded == 1)
        #expect(try await tested.store.append(batch(3, source: 1, key: nil)).superseded == 1)
        #expect(try await tested.store.append(batch(4, source: 1, key: "")).superseded == 1)
        #expect(try await tested.store.append(batch(4, source: 1, key: "")).superseded == 1)
        #expect(try await tested.store.statistics().sequence == 4)
    }

    @Test("keys are remembered over a restart, before a seal and after it", arguments: [false, true])
    func restart(isSealed: Bool) async throws {
        let folder = try TemporaryFolder()
        let first = try await {
            let store = try EmbeddedReadings(directory: folder.path)
            defer { withExtendedLifetime(store) {} }
            let result = try await store.append(batch(1))
            if isSealed { try await store.seal() }
            return result
        }()
        let store = try EmbeddedReadings(directory: folder.path)
        #expect(try await store.append(batch(1)) == first)
        #expect(try await store.statistics().size == [1, 1, 1])
    }

    @Test("of many that send the same batch at once each is answered, and one stores", arguments: StoreKind.allCases)
    func atOnce(kind: StoreKind) async throws {
        let store = try kind.open().store
        let same = try batch(1)
        let results = try await withThrowingTaskGroup(of: AppendResult.self) { group in
            for _ in 0..<20 { group.addTask { try await store.append(same) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 20 && Set(results).count == 1 && results.first?.inserted == 1)
        #expect(try await store.statistics().size == [1, 1, 1])
    }
}
