/// In what two statements about the same differ, so that their numbers do not compare (口径差异).
public enum PlanDifference: String, Sendable, CaseIterable {
    /// They are about different things, such as 新建 and 城镇 buildings (范围).
    case scope
    /// They ask for different variants of the indicator (口径).
    case variant
    /// They are measured by different indicators, though they have the same name (指标).
    case indicator
    /// They are printed in different units (单位).
    case unit
    /// One is a change and the other is not, or they start from different years (基期).
    case baseline

    /// All differences of two statements.
    public static func between(_ one: ComparedStatement, _ other: ComparedStatement) -> Set<PlanDifference> {
        var found: Set<PlanDifference> = []
        if one.scopes != other.scopes { found.insert(.scope) }
        if let subject = one.subject, let another = other.subject {
            if subject != another {
                found.insert(.indicator)
            } else if one.variant != other.variant {
                found.insert(.variant)
            }
        }
        if one.indicator.unit != other.indicator.unit { found.insert(.unit) }
        if !PlanIndicator.Baseline.isSame(one.indicator.baseline, other.indicator.baseline) { found.insert(.baseline) }
        return found
    }
}

extension PlanIndicator.Baseline {
    /// Whether two changes start from the same, in whatever words.
    fileprivate static func isSame(_ one: Self?, _ other: Self?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return one.year == other.year && one.direction == other.direction
    }
}
