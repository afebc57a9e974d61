public import Access
public import Units

/// What somebody asks for.
public struct DecisionRequest: Sendable {
    /// What.
    public let kind: DecisionKind
    /// For which place.
    public let jurisdiction: Jurisdiction.ID
    /// For which period.
    public let period: Period
    /// The rule to be waived.
    public let rule: String?
    /// Why.
    public let reason: String

    /// Creates a request.
    public init(
        kind: DecisionKind,
        jurisdiction: Jurisdiction.ID,
        period: Period,
        rule: String? = nil,
        reason: String
    ) {
        self.kind = kind
        self.jurisdiction = jurisdiction
        self.period = period
        self.rule = rule
        self.reason = reason
    }

    /// The longest reason. [characters]
    public static let longestReason = 2_000
}

/// A decision as pages show it (复核事项).
public struct Decision: Sendable {
    /// Its number.
    public let id: Int64
    /// What is asked for.
    public let kind: DecisionKind
    /// Where it stands.
    public let state: DecisionState
    /// The place.
    public let jurisdiction: Jurisdiction
    /// The period.
    public let period: Period
    /// The rule to be waived.
    public let rule: String?
    /// Why.
    public let reason: String
    /// The account's value that the asker saw; `nil` where none is published. [kgCO₂]
    public let then: CarbonMass?
    /// How many inputs the account had then.
    public let inputsThen: Int?
    /// Who asked.
    public let askedBy: PersonName
    /// When.
    public let askedAt: Instant
    /// Who decided, or took it back.
    public let decidedBy: PersonName?
    /// When.
    public let decidedAt: Instant?
    /// What they said about it.
    public let note: String?
    /// The figure that it published.
    public let figure: Int64?
}

/// A decision with what there is to know before deciding.
public struct DecisionDetail: Sendable {
    /// The decision.
    public let decision: Decision
    /// What the account gives now; `nil` where none is published by it. [kgCO₂]
    public let now: CarbonMass?
    /// Whether the account still has the inputs that the asker saw.
    public let isUnchanged: Bool
    /// What is published at present.
    public let published: PublishedFigure?
    /// All decisions about the same place and period, oldest first.
    public let history: [Decision]
}

/// What has been decided about a figure.
public struct FigureDecisions: Sendable {
    /// The published revision that holds; `nil` where nothing was published.
    public let published: PublishedFigure?
    /// Whether a lock stands over the period.
    public let isLocked: Bool
    /// Whether the place's own period is locked, so that unlocking can be asked for.
    public let hasOwnLock: Bool
    /// Whether the period is over and the data reach its last day: nothing is published before.
    public let isComplete: Bool
    /// Findings that are accepted for the year.
    public let waivers: [Decision]
    /// What waits for a decision.
    public let open: [Decision]
}
