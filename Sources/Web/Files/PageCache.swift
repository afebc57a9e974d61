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
        /// What is overdue, and who stands in for whom, changes at midnight.
        let day: CivilDay
        let language: Language
        let isWall: Bool
        let scope: Scope
        /// The rail shows what these may see.
        let roles: Set<Role>
        /// The frame shows a person's name, and its forms carry a token of the session.
        let proof: Principal.Proof
    }

    private struct State {
        var generation: Int64 = -1
        var bytes = 0
        var pages: [Key: ByteBuffer] = [:]
    }

    /// However many sessions there are, the pages kept for them take no more than this. [B]
    static let capacity = 64 << 20

    private let state = Mutex(State())

    var bytes: Int { state.withLock(\.bytes) }

    func page(_ key: Key, generation: Int64) -> ByteBuffer? {
        state.withLock { $0.generation == generation ? $0.pages[key] : nil }
    }

    func keep(_ page: ByteBuffer, _ key: Key, generation: Int64) {
        state.withLock { state in
            guard generation >= state.generation else { return }
            let size = page.readableBytes
            // Bounded: addresses are the reader's to choose.
            let isFull = state.pages.count >= 1_024 || state.bytes + size > Self.capacity
            if generation > state.generation || isFull { state = State(generation: generation) }
            state.bytes += size - (state.pages[key]?.readableBytes ?? 0)
            state.pages[key] = page
        }
    }
}
