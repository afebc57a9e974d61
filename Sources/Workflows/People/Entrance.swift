import Access
import Synchronization
import Units

/// What the door needs besides the database (门禁): passwords are hashed here, and known visitors remembered.
final class Entrance: Sendable {
    let settings: PeopleSettings
    let hasher: PasswordHasher
    // Apart, so that neither kind of token opens the door of the other.
    let sessions = PrincipalCache()
    let tokens = PrincipalCache()
    let sources = PrincipalCache()
    let strangers = StrangerLocks()

    init(_ settings: PeopleSettings) {
        self.settings = settings
        hasher = PasswordHasher(cost: settings.cost)
    }

    /// Forgets who came in, so that everybody is looked up anew.
    func forget() {
        sessions.clear()
        tokens.clear()
        sources.clear()
    }
}

/// Who came in over the last seconds, by the hash of their token, so that not every request reads the database.
///
/// Any write about people empties it: whoever is disabled is out at once.
final class PrincipalCache: Sendable {
    /// How long an entry is believed. [s]
    static let seconds: Int64 = 5
    private static let most = 4_096

    private struct State {
        var era = 0
        var known: [[UInt8]: (principal: Principal, at: Int64)] = [:]
    }

    private let state = Mutex(State())

    /// The principal, or the era in which it has to be found out.
    func principal(_ hash: [UInt8], now: Instant) -> (principal: Principal?, era: Int) {
        state.withLock { state in
            let known = state.known[hash].flatMap { abs(now.seconds - $0.at) < Self.seconds ? $0.principal : nil }
            return (known, state.era)
        }
    }

    /// Remembers what was found out, unless people were written to in the meantime.
    func keep(_ principal: Principal, _ hash: [UInt8], now: Instant, era: Int) {
        state.withLock { state in
            guard state.era == era else { return }
            if state.known.count >= Self.most { state.known.removeAll() }
            state.known[hash] = (principal, now.seconds)
        }
    }

    func clear() {
        state.withLock { state in
            state.era += 1
            state.known.removeAll()
        }
    }
}

/// Failures at logins that nobody has, so that they are shut like those that somebody has and tell no difference.
final class StrangerLocks: Sendable {
    private static let most = 10_000
    private let states = Mutex<[[UInt8]: LockoutRule.State]>([:])

    func lock(_ login: String, rule: LockoutRule, now: Instant) -> Int64? {
        states.withLock { states in states[OpenToken.hash(of: login)].flatMap { rule.lock($0, now: now.seconds) } }
    }

    /// Counts a failure; says until when nothing more is tried.
    func countFailure(_ login: String, rule: LockoutRule, now: Instant) -> Int64? {
        let key = OpenToken.hash(of: login)
        return states.withLock { states in
            if states.count >= Self.most { states.removeAll() }
            let new = rule.failed(states[key] ?? LockoutRule.State(), now: now.seconds)
            states[key] = new
            return rule.lock(new, now: now.seconds)
        }
    }
}
