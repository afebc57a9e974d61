public import Units

/// What a person decided about an item of a plan (校对记录); never changed afterwards.
///
/// Of each aspect of an item the latest change holds. ``Action/withdraw`` takes it back: the item is again what the
/// reader made of the text, and one that only a person had added is gone.
public struct PlanChange: Hashable, Sendable {
    /// What of the item it is about; raw values are stored.
    public enum Aspect: String, Sendable, CaseIterable {
        /// What the item says.
        case content
        /// Which department leads.
        case lead
        /// Which indicator measures it.
        case binding
        /// Which item of the next plan follows it.
        case successor
    }

    /// What was decided; raw values are stored.
    public enum Action: String, Sendable, CaseIterable {
        /// The reading is right (采纳).
        case accept
        /// It says something else (更正).
        case correct
        /// The reader overlooked it (补录).
        case add
        /// It is none (剔除).
        case reject
        /// The lead, the indicator or the successor is this one.
        case set
        /// What was decided before no longer holds (撤回).
        case withdraw
    }

    /// Rises with time, over all items.
    public let id: Int64
    /// The item, see ``PlanIndicator/item``.
    public let item: Int64
    /// What of the item it is about.
    public let aspect: Aspect
    /// What was decided.
    public let action: Action
    /// What the item says from then on; for `accept` and `reject` what was looked at.
    public let says: PlanStatement?
    /// What the reader had made of the text when it was decided; `nil` for an addition.
    public let read: PlanStatement?
    /// The lead's name, the indicator's id or the successor's number.
    public let value: String?
    /// Why.
    public let reason: String
    /// Who; `nil` for the command line.
    public let author: Int64?
    /// When.
    public let time: Instant
    /// Which stored text was looked at.
    public let plan: Int64

    /// Creates a change.
    public init(
        id: Int64,
        item: Int64,
        aspect: Aspect = .content,
        action: Action,
        says: PlanStatement? = nil,
        read: PlanStatement? = nil,
        value: String? = nil,
        reason: String = "",
        author: Int64? = nil,
        time: Instant = Instant(seconds: 0),
        plan: Int64 = 0
    ) {
        self.id = id
        self.item = item
        self.aspect = aspect
        self.action = action
        self.says = says
        self.read = read
        self.value = value
        self.reason = reason
        self.author = author
        self.time = time
        self.plan = plan
    }
}

extension PlanChange {
    /// The part of a change that depends on its aspect, as it is stored.
    public struct Content: Codable, Sendable, Hashable {
        /// What the item says.
        public var says: PlanStatement?
        /// What was read then.
        public var read: PlanStatement?
        /// The lead, the indicator or the successor.
        public var value: String?

        /// Creates a content.
        public init(says: PlanStatement? = nil, read: PlanStatement? = nil, value: String? = nil) {
            self.says = says
            self.read = read
            self.value = value
        }
    }
}
