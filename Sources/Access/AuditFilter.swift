/// Which entries of the audit log are asked for (审计查询条件); what is `nil` does not matter.
public struct AuditFilter: Hashable, Sendable, Codable {
    /// The account that acted.
    public var person: Int64?
    /// What kind of actor.
    public var actor: String?
    /// What the action begins with, such as `person.`.
    public var action: String?
    /// What kind of thing it was done to.
    public var objectKind: String?
    /// The thing.
    public var objectID: String?
    /// How it ended.
    public var outcome: String?
    /// The first civil day, as its number.
    public var from: Int?
    /// The last civil day.
    public var to: Int?

    /// Asks for everything.
    public init() {}

    /// Whether anything is asked for in particular.
    public var isEmpty: Bool { self == AuditFilter() }
}
