/// How far a plan binds itself to a target (约束程度).
///
/// 力争 and 争取 are aspirations: scored like any target, and never failed. 鼓励 is an incentive: shown, not judged.
public enum Commitment: String, Sendable, CaseIterable {
    /// It must be reached.
    case binding
    /// 力争, 争取.
    case aspiration
    /// 鼓励.
    case incentive

    /// 力争, 争取.
    private static let aspiring = ["\u{529B}\u{4E89}", "\u{4E89}\u{53D6}"]
    /// 鼓励.
    private static let encouraging = "\u{9F13}\u{52B1}"

    /// What a plan's qualifier says; anything else binds.
    public init(qualifier: String) {
        if qualifier.contains(Self.encouraging) {
            self = .incentive
        } else if Self.aspiring.contains(where: qualifier.contains) {
            self = .aspiration
        } else {
            self = .binding
        }
    }

    /// What a judgement says about it; `nil` where it binds, which needs no word.
    var reason: JudgementReason? {
        switch self {
        case .binding: nil
        case .aspiration: JudgementReason(.aspiration)
        case .incentive: JudgementReason(.incentive)
        }
    }
}
