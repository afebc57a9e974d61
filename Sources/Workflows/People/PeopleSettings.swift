public import Access

/// How strict the door is (登录参数).
public struct PeopleSettings: Sendable {
    /// What a guess at a password costs.
    public var cost: ScryptCost
    /// How long a session may lie idle. [s]
    public var idleSeconds: Int64
    /// How long a session lasts at most. [s]
    public var absoluteSeconds: Int64
    /// How long the code of the second factor is waited for. [s]
    public var codeSeconds: Int64
    /// How long an invitation or reset link can be used. [s]
    public var linkSeconds: Int64
    /// How long the link for the first administrator can be used. [s]
    public var firstLinkSeconds: Int64
    /// How failures shut an account.
    public var lockout: LockoutRule

    /// Idle 8 h, at most 24 h; links 72 h, the first one 24 h.
    public static let standard = PeopleSettings(cost: .standard)
    /// The same with passwords that cost nothing to check, for tests only.
    public static let quick = PeopleSettings(cost: .quick)

    /// The standard at another cost.
    public init(cost: ScryptCost) {
        self.cost = cost
        idleSeconds = 8 * 3_600
        absoluteSeconds = 24 * 3_600
        codeSeconds = 10 * 60
        linkSeconds = 72 * 3_600
        firstLinkSeconds = 24 * 3_600
        lockout = .standard
    }
}
