import Store
import Synchronization
import Units

/// Keeps what pages ask for again and again, each for the generation of the data it was computed from.
final class GenerationCache<Key: Hashable & Sendable>: Sendable {
    private struct State {
        var generation: Int64 = -1
        var values: [Key: any Sendable] = [:]
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// A cache of at most so many values.
    init(capacity: Int) { self.capacity = capacity }

    func value<Value: Sendable>(_ key: Key, generation: Int64) -> Value? {
        state.withLock { state in
            // Unwrapped first: where `Value` is optional, casting a missing entry would give a value.
            guard state.generation == generation, let known = state.values[key] else { return nil }
            return known as? Value
        }
    }

    func keep(_ value: some Sendable, _ key: Key, generation: Int64) {
        state.withLock { state in
            // A slow computation over old data must not push out what is newer.
            guard generation >= state.generation else { return }
            if generation > state.generation { state = State(generation: generation) }
            // Bounded: whoever asks for one year after another starts over rather than filling memory.
            if state.values.count >= capacity { state.values.removeAll() }
            state.values[key] = value
        }
    }
}

/// A value of many, for the part of the city that a reader may see.
struct ScopedName: Hashable, Sendable {
    let name: String
    let scope: Scope
}

extension Platform {
    /// A value computed once per generation of the data.
    func cached<Value: Sendable>(
        _ name: String,
        _ scope: Scope,
        _ make: () async throws -> Value
    ) async throws -> Value {
        try await cached(in: cache, ScopedName(name: name, scope: scope), make)
    }

    /// A value of one cache, computed once per generation of the data.
    func cached<Key, Value: Sendable>(
        in cache: GenerationCache<Key>,
        _ key: Key,
        _ make: () async throws -> Value
    ) async throws -> Value {
        let generation = try await store.generation()
        if let known: Value = cache.value(key, generation: generation) { return known }
        let value = try await make()
        cache.keep(value, key, generation: generation)
        return value
    }
}
