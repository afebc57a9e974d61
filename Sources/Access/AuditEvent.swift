/// Something for the audit log to keep (审计事件): who did or tried what, and what changed.
public struct AuditEvent: Sendable {
    /// How it ended.
    public enum Outcome: String, Sendable, CaseIterable {
        /// It was done.
        case done
        /// It was not allowed.
        case refused
        /// It was allowed and did not work.
        case failed
    }

    /// One field before and after.
    public struct Change: Hashable, Sendable {
        /// The field, such as `email`.
        public let field: String
        /// The value before; `nil` where there was none.
        public let before: String?
        /// The value after; `nil` where there is none.
        public let after: String?
        /// Whose personal data it is: such values are stored under the person's own key, so that they can be erased.
        public let owner: Person.ID?

        /// Creates a change.
        public init(_ field: String, before: String? = nil, after: String?, owner: Person.ID? = nil) {
            self.field = field
            self.before = before
            self.after = after
            self.owner = owner
        }
    }

    /// Who.
    public let actor: Actor
    /// What, as a stable name: a route's id or `area.verb`, such as `person.disable`.
    public let action: String
    /// What kind of thing it was done to, such as `person`; `nil` where to none.
    public let objectKind: String?
    /// The thing.
    public let objectID: String?
    /// How it ended.
    public let outcome: Outcome
    /// What changed; for exports, what was taken along (such as the number of rows).
    public let changes: [Change]

    /// Creates an event.
    public init(
        _ actor: Actor,
        _ action: String,
        object: (kind: String, id: String)? = nil,
        outcome: Outcome = .done,
        changes: [Change] = []
    ) {
        self.actor = actor
        self.action = action
        objectKind = object?.kind
        objectID = object?.id
        self.outcome = outcome
        self.changes = changes
    }
}
