import Units

/// How a target stands (进展), with what was counted on.
public struct TargetProgress: Hashable, Sendable {
    /// How a target stands.
    public enum Status: String, Sendable, CaseIterable {
        /// 已达成.
        case done
        /// 按期.
        case onTrack = "on"
        /// 有风险.
        case atRisk = "risk"
        /// 滞后.
        case behind = "off"
        /// 无数据.
        case noData = "none"
    }

    /// How it stands.
    public let status: Status
    /// Signed towards the goal: below zero is still missing, above it to spare, in the target's unit.
    public let gap: Double?
    /// The value to expect in the goal's year if the last years go on; `nil` where done, past due or unknown.
    public let forecast: Double?
}
