import Access
import NIOCore
import Synchronization
import Texts
import Units

/// Pages as they were rendered for the present generation of the data (页面缓存): most readers ask for the same few.
final class PageCache: Sendable {
    /// What a page depends on besides the data.
    struct Key: Hashable, Sendable {
        let address: String
        let language: Language
        let isWall: Bool
        let scope: Scope
        /// The frame shows a person's name, and its forms carry a token of the session.
        let proof: Principal.Proof
    }

    private struct State {
        var generation: Int64 = -1
        var pages: [Key: ByteBuffer] = [:]
    }

    private let state = Mutex(State())

    func page(_ key: Key, generation: Int64) -> ByteBuffer? {
        state.withLock { $0.generation == generation ? $0.pages[key] : nil }
    }

    func keep(_ page: ByteBuffer, _ key: Key, generation: Int64) {
        state.withLock { state in
            guard generation >= state.generation else { return }
            // Bounded: addresses are the reader's to choose.
            if generation > state.generation || state.pages.count >= 256 { state.pages.removeAll() }
            state.generation = generation
            state.pages[key] = page
        }
    }
}
