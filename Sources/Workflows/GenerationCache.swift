import Store
import Synchronization
import Units

/// Keeps what pages ask for again and again, each for the generation of the data it was computed from.
final class GenerationCache: Sendable {
    private struct Key: Hashable {
        let name: String
        let scope: Scope
    }

    private struct State {
        var generation: Int64 = -1
        var values: [Key: any Sendable] = [:]
    }

    private let state = Mutex(State())

    func value<Value: Sendable>(_ name: String, _ scope: Scope, generation: Int64) -> Value? {
        state.withLock { state in
            // Unwrapped first: where `Value` is optional, casting a missing entry would give a value.
            guard state.generation == generation, let known = state.values[Key(name: name, scope: scope)] else {
                return nil
            }
            return known as? Value
        }
    }

    func keep(_ value: some Sendable, _ name: String, _ scope: Scope, generation: Int64) {
        state.withLock { state in
            // A slow computation over old data must not push out what is newer.
            guard generation >= state.generation else { return }
            if generation > state.generation { state = State(generation: generation) }
            // Bounded: whoever asks for one year after another starts over rather than filling memory.
            if state.values.count >= 64 { state.values.removeAll() }
            state.values[Key(name: name, scope: scope)] = value
        }
    }
}

extension Platform {
    /// A value computed once per generation of the data.
    func cached<Value: Sendable>(
        _ name: String,
        _ scope: Scope,
        _ make: () async throws -> Value
    ) async throws -> Value {
        let generation = try await store.generation()
        if let known: Value = cache.value(name, scope, generation: generation) { return known }
        let value = try await make()
        cache.keep(value, name, scope, generation: generation)
        return value
    }
}
