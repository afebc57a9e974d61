public import Metering
public import Units

/// A repair as somebody asks for it on a page (修复申请): fields as they were typed.
public struct RepairEntry: Sendable {
    /// What is to be done.
    public let action: RepairAction
    /// When it begins, or the instant of a register or swap.
    public let from: String
    /// When it ends.
    public let to: String
    /// A register, the old device's last one, or an amount.
    public let value: String
    /// The new device's first register.
    public let start: String
    /// Why.
    public let reason: String

    /// Creates an entry.
    public init(action: RepairAction, from: String, to: String, value: String, start: String, reason: String) {
        self.action = action
        self.from = from
        self.to = to
        self.value = value
        self.start = start
        self.reason = reason
    }
}

/// Why a repair is not laid over readings, or not taken back (拒绝修复).
public enum RepairRefusal: Error, Hashable, Sendable {
    /// There is no such meter, or it lies outside the scope.
    case notFound
    /// Nobody said why.
    case noReason
    /// The reason is longer than it may be.
    case reasonTooLong(limit: Int)
    /// A field is missing or cannot be.
    case fault(RepairFault)
    /// The meter stood elsewhere in that time.
    case elsewhere
    /// The same repair is in force already.
    case standing
    /// The meter has no such repair in force.
    case notInForce
}

/// A repair of a meter's readings with who decided it (修复记录).
public struct MeterRepair: Sendable, Identifiable {
    /// Who took it back.
    public struct Undo: Sendable {
        /// Why.
        public let reason: String
        /// Who; `nil` where a program did.
        public let by: PersonName?
        /// When.
        public let at: Instant
    }

    /// What was decided.
    public let repair: Repair
    /// Why.
    public let reason: String
    /// Who decided; `nil` where a program did.
    public let by: PersonName?
    /// When.
    public let at: Instant
    /// `nil` while it is in force.
    public let undo: Undo?

    /// The number of its record.
    public var id: Repair.ID { repair.id }
}
