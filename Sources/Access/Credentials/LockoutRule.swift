/// How long an account stays shut after wrong passwords (登录锁定): growing, so that guessing takes years and a slip minutes.
public struct LockoutRule: Sendable {
    /// Where an account stands.
    public struct State: Hashable, Sendable {
        /// Wrong passwords or codes since the last right one.
        public var failures: Int
        /// Until when nothing is tried; `nil` where it is open. [Unix s]
        public var lockedUntil: Int64?

        /// Creates a state.
        public init(failures: Int = 0, lockedUntil: Int64? = nil) {
            self.failures = failures
            self.lockedUntil = lockedUntil
        }
    }

    /// How many failures pass without a delay.
    public let free: Int
    /// The first delay; each further failure doubles it. [s]
    public let firstDelay: Int64
    /// The longest delay. [s]
    public let longestDelay: Int64

    /// Five failures, then 1, 2, 4 … minutes, an hour at most.
    public static let standard = LockoutRule(free: 5, firstDelay: 60, longestDelay: 3_600)

    /// Until when nothing is tried; `nil` where something may be tried now. [Unix s]
    public func lock(_ state: State, now: Int64) -> Int64? {
        // A clock that was set back must not shut an account for longer than any lock lasts.
        state.lockedUntil.flatMap { $0 > now ? min($0, now + longestDelay) : nil }
    }

    /// The state after one more failure.
    public func failed(_ state: State, now: Int64) -> State {
        let failures = state.failures + 1
        guard failures > free else { return State(failures: failures) }
        let doublings = min(failures - free - 1, 30)
        return State(failures: failures, lockedUntil: now + min(firstDelay << doublings, longestDelay))
    }
}
