/// What an organisation is to a building (建筑主体).
public enum BuildingPartyRole: String, Sendable, CaseIterable {
    /// 所有权人.
    case owner
    /// 使用人.
    case user
    /// 责任主体.
    case responsible
}
