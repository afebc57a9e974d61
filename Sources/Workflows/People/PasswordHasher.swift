import Access
import Dispatch
import Foundation
import Synchronization

/// Hashes passwords one after the other on a thread of its own (口令散列线程).
///
/// One hash keeps a processor busy and 16 MiB occupied for a while: a flood of sign-ins waits here, then is turned away,
/// and pages and imports keep their threads. The thread starts with the first password and ends with the hasher.
final class PasswordHasher: Sendable {
    /// How many wait besides the one that is hashed.
    static let longestQueue = 16

    private let cost: ScryptCost
    private let queue = HashQueue()
    private let stranger = Mutex<PasswordHash?>(nil)

    init(cost: ScryptCost) { self.cost = cost }

    deinit { queue.stop() }

    /// Hashes a new password.
    func hash(_ password: String) async throws -> PasswordHash {
        try await run { [cost] in try PasswordHash(password, cost: cost) }
    }

    /// Whether a password fits; without a hash to fit to, it takes as long to say no.
    func matches(_ password: String, _ hash: PasswordHash?) async throws -> Bool {
        try await run { [self] in
            if let hash { return try hash.matches(password) }
            _ = try strangersHash().matches(password)
            return false
        }
    }

    /// How many passwords wait or are hashed.
    var queueLength: Int { queue.length }

    /// Whether a stored hash is to be made again.
    func needsRehash(_ hash: PasswordHash) -> Bool { hash.needsRehash(cost) }

    /// Somebody's hash that nobody knows the password of.
    private func strangersHash() throws -> PasswordHash {
        try stranger.withLock { known in
            if let known { return known }
            let made = try PasswordHash(OpenToken().text, cost: cost)
            known = made
            return made
        }
    }

    /// Runs work on the thread.
    ///
    /// - Throws: ``PeopleRefusal/busy`` where too many wait, or what the work throws.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = queue.add(
                HashQueue.Job(
                    run: { continuation.resume(with: Result { try work() }) },
                    refuse: { continuation.resume(throwing: PeopleRefusal.busy) }
                )
            )
            if !isTaken { continuation.resume(throwing: PeopleRefusal.busy) }
        }
    }
}

/// What waits for the thread; it outlives the hasher until the thread has seen that it is over.
private final class HashQueue: Sendable {
    struct Job: Sendable {
        let run: @Sendable () -> Void
        let refuse: @Sendable () -> Void
    }

    private struct State {
        var waiting: [Job] = []
        var isRunning = false
        var hasThread = false
        var isStopped = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    /// How many jobs wait or run.
    var length: Int { state.withLock { $0.waiting.count + ($0.isRunning ? 1 : 0) } }

    /// Takes a job unless too many wait.
    func add(_ job: Job) -> Bool {
        let (isTaken, isFirst) = state.withLock { state in
            let room = PasswordHasher.longestQueue + (state.isRunning ? 0 : 1)
            guard !state.isStopped, state.waiting.count < room else { return (false, false) }
            state.waiting.append(job)
            defer { state.hasThread = true }
            return (true, !state.hasThread)
        }
        if isFirst {
            let thread = Thread { [self] in work() }
            thread.name = "passwords"
            thread.start()
        }
        if isTaken { signal.signal() }
        return isTaken
    }

    func stop() {
        let left = state.withLock { state in
            state.isStopped = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for job in left { job.refuse() }
        signal.signal()
    }

    private func work() {
        // On Linux this is for the calling thread alone: where processors are short, pages come first.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        while true {
            signal.wait()
            let next: Job? = state.withLock { state in
                guard !state.isStopped, !state.waiting.isEmpty else { return nil }
                state.isRunning = true
                return state.waiting.removeFirst()
            }
            guard let next else { return }
            next.run()
            state.withLock { $0.isRunning = false }
        }
    }
}
