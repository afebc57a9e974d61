public import Access
public import Units

/// One entry of the audit log as people read it (审计记录).
public struct AuditLine: Sendable {
    /// Its number.
    public let sequence: Int64
    /// When.
    public let at: Instant
    /// What kind of actor.
    public let actor: Actor.Kind
    /// The account; `nil` for console, system and anonymous.
    public let person: Person.ID?
    /// The person's name; `nil` where there is no person or the data was erased.
    public let name: String?
    /// Where the request came from; sealed where the key is gone, see ``PersonalSeal/isSealed(_:)``.
    public let address: String?
    /// The id of the request.
    public let requestID: String?
    /// What.
    public let action: String
    /// What kind of thing it was done to.
    public let objectKind: String?
    /// The thing.
    public let objectID: String?
    /// How it ended.
    public let outcome: AuditEvent.Outcome
    /// What changed; values stay sealed where the key is gone.
    public let changes: [AuditEvent.Change]
    /// Its hash in hexadecimal.
    public let hash: String
}

/// Some entries, the newest first.
public struct AuditPage: Sendable {
    /// The entries.
    public let lines: [AuditLine]
    /// Pass it as `after` to get what came before; `nil` at the beginning of the log.
    public let next: String?
}

/// How far the chain is known to be whole.
public struct AuditState: Sendable {
    /// The last entry; `nil` while there is none.
    public let head: AuditAnchor?
    /// The last time the whole chain was checked; `nil` where it never was.
    public let verified: AuditLine?
    /// The last time the head was kept in the system log; `nil` where it never was.
    public let anchored: AuditLine?
    /// The last backups that were put back, in their order.
    public let restorations: [AuditChain.Restoration]
}

/// What a check of the chain found.
public struct AuditVerification: Sendable, Codable {
    /// How many entries were read.
    public let entries: Int64
    /// What was done to the log; empty where it is whole.
    public let problems: [AuditChain.Problem]
    /// Backups that were put back, with the anchors that are of what was set aside; told whether or not anything is wrong.
    public let restorations: [AuditChain.Restoration]
    /// Whether it read to the end; what only the end shows is otherwise unknown.
    public let isComplete: Bool
    /// How many problems are not named.
    public let unnamed: Int
    /// How many anchors were compared.
    public let anchors: Int
    /// The last entry that was read.
    public let head: AuditAnchor?

    /// Whether the log is whole.
    public var isWhole: Bool { problems.isEmpty }
}
