/// What a text is to the plan in force (文本性质); raw values are stored.
public enum PlanPlace: String, Codable, Sendable, CaseIterable {
    /// A corrected text of it (更正文本).
    case correction
    /// The plan after it (下一期方案).
    case next
}
