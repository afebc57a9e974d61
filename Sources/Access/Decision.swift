/// What one person asks for and another decides (复核事项).
public enum DecisionKind: String, Sendable, CaseIterable, Codable {
    /// 发布: the account of a place and period becomes a published figure.
    case publish
    /// 更正重发: a published figure gets its next revision.
    case restate
    /// 锁定: nothing is published or restated in the period any more.
    case lock
    /// 解锁.
    case unlock
    /// 豁免: a data finding is accepted for a place and year; it stays visible.
    case waive

    /// Whether it ends in a published figure.
    public var publishes: Bool { self == .publish || self == .restate }
}

/// Where a decision stands (复核状态).
public enum DecisionState: String, Sendable, CaseIterable, Codable {
    /// Somebody asked, nobody has decided.
    case asked
    /// A second person agreed; it has taken effect.
    case approved
    /// A second person did not agree.
    case refused
    /// Whoever asked took it back.
    case withdrawn
}

/// Why something is not asked, decided or published (复核被拒原因).
public enum DecisionRefusal: Error, Hashable, Sendable {
    /// There is no such decision, place or figure, or not within the reader's scope.
    case notFound
    /// It takes a person: neither the command line nor the platform itself asks or decides.
    case noPerson
    /// No reason was given.
    case noReason
    /// The reason is longer than any reason.
    case reasonTooLong(limit: Int)
    /// The period is not over yet.
    case periodOpen
    /// The data end before the period does.
    case dataIncomplete(lastDay: String)
    /// There is nothing to publish.
    case noAccount
    /// A first revision exists: it can only be restated.
    case alreadyPublished
    /// Nothing is published that could be restated.
    case notPublished
    /// The account's value is the one that is published.
    case unchanged
    /// A lock stands over the period.
    case locked
    /// No lock stands over the period.
    case notLocked
    /// Findings are waived for a whole year.
    case notAYear
    /// The account has no finding of that rule.
    case noSuchFinding
    /// The finding is waived already.
    case alreadyWaived
    /// The same is waiting for a decision.
    case alreadyAsked
    /// It was decided or withdrawn already.
    case settled
    /// Whoever asked cannot decide.
    case ownDecision
    /// Only whoever asked can take it back.
    case notYours
    /// The account gives another value than the one that was asked about: ask again.
    case changed(then: Double, now: Double)
    /// The data keep changing while the figure is computed.
    case moving

    /// The stable name, part of the text's key.
    public var name: String {
        switch self {
        case .notFound: "notFound"
        case .noPerson: "noPerson"
        case .noReason: "noReason"
        case .reasonTooLong: "reasonTooLong"
        case .periodOpen: "periodOpen"
        case .dataIncomplete: "dataIncomplete"
        case .noAccount: "noAccount"
        case .alreadyPublished: "alreadyPublished"
        case .notPublished: "notPublished"
        case .unchanged: "unchanged"
        case .locked: "locked"
        case .notLocked: "notLocked"
        case .notAYear: "notAYear"
        case .noSuchFinding: "noSuchFinding"
        case .alreadyWaived: "alreadyWaived"
        case .alreadyAsked: "alreadyAsked"
        case .settled: "settled"
        case .ownDecision: "ownDecision"
        case .notYours: "notYours"
        case .changed: "changed"
        case .moving: "moving"
        }
    }
}
