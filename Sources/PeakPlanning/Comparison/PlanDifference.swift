/// In what statements about the same differ, so that their numbers do not compare (口径差异).
public enum PlanDifference: String, Sendable, CaseIterable {
    /// They are about different things, such as 新建 and 城镇 buildings (范围).
    case scope
    /// They ask for different variants of the indicator (口径).
    case variant
    /// They are measured by different indicators, though they have the same name (指标).
    case indicator
    /// They are printed in different units (单位).
    case unit
    /// Some are changes and the others are not, or they start from different years (基期).
    case baseline

    /// The differences between the statements of two plans.
    ///
    /// One counts where no statement has a counterpart without it; as each depends on one trait only, that is where the
    /// two plans have no value of the trait in common.
    public static func between(_ ones: [ComparedStatement], _ others: [ComparedStatement]) -> Set<PlanDifference> {
        func isApart<Trait: Hashable>(_ trait: (ComparedStatement) -> Trait) -> Bool {
            Set(ones.map(trait)).isDisjoint(with: others.map(trait))
        }
        var found: Set<PlanDifference> = []
        if isApart(\.scopes) { found.insert(.scope) }
        if isApart(\.indicator.unit) { found.insert(.unit) }
        if isApart(\.indicator.baseline?.start) { found.insert(.baseline) }
        let subjects = Set((ones + others).map(\.subject))
        if !subjects.contains(nil), isApart(\.subject) { found.insert(.indicator) }
        if !subjects.contains(nil), subjects.count == 1, isApart(\.variant) { found.insert(.variant) }
        return found
    }
}

extension PlanIndicator.Baseline {
    /// What a change starts from, in whatever words.
    fileprivate var start: String { "\(direction.rawValue) \(year.map(String.init) ?? "")" }
}
