import Synchronization

/// Groups that were used last, as they lie in the database (容器组缓存).
///
/// A group read while containers are being written may be the one before or the one after; it is kept only where nothing
/// was written meanwhile.
final class GroupCache: Sendable {
    fileprivate struct State {
        var groups: [GroupKey: (group: SealedGroup, use: Int)] = [:]
        var bytes = 0
        var uses = 0
        var version = 0
    }
    private let state = Mutex(State())
    private let capacity: Int

    /// Creates a cache.
    ///
    /// - Parameter capacity: what it holds at most. [B]
    init(capacity: Int) { self.capacity = capacity }

    /// A group; read by `load` where it is not here.
    func group(_ key: GroupKey, load: () throws -> SealedGroup?) throws -> SealedGroup? {
        let (found, version) = state.withLock { state in (state.use(key), state.version) }
        if let found { return found }
        guard let loaded = try load() else { return nil }
        state.withLock { state in
            if state.version == version { state.keep(loaded, capacity) }
        }
        return loaded
    }

    /// Groups have been written.
    func replace(_ groups: [SealedGroup]) {
        state.withLock { state in
            state.version += 1
            for group in groups { state.keep(group, capacity) }
        }
    }

    /// Forgets everything.
    func invalidate() {
        state.withLock { state in
            state.version += 1
            state.groups = [:]
            state.bytes = 0
        }
    }
}

extension GroupCache.State {
    fileprivate mutating func use(_ key: GroupKey) -> SealedGroup? {
        guard let found = groups[key] else { return nil }
        uses += 1
        groups[key] = (found.group, uses)
        return found.group
    }

    fileprivate mutating func keep(_ group: SealedGroup, _ capacity: Int) {
        remove(group.key)
        uses += 1
        groups[group.key] = (group, uses)
        bytes += group.bytes.count
        guard bytes > capacity else { return }
        // A quarter at once, so that the order is not looked for each time.
        for (key, _) in groups.sorted(by: { $0.value.use < $1.value.use }) where bytes > capacity / 4 * 3 {
            remove(key)
        }
    }

    fileprivate mutating func remove(_ key: GroupKey) {
        if let old = groups.removeValue(forKey: key) { bytes -= old.group.bytes.count }
    }
}
