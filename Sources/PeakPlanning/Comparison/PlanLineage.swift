/// Which target of the next plan takes the place of each target of the one before it (目标承接).
public enum PlanLineage {
    /// What the program proposes; a person decides.
    ///
    /// A target is followed by one that measures the same, of several by the one that differs least, then whose name is
    /// most alike, then whose year comes first. One with an earlier year follows nothing.
    ///
    /// - Parameters:
    ///   - earlier: targets of the earlier plan.
    ///   - later: targets of the next plan.
    /// - Returns: for each of the earlier targets the index of the later one; `nil` where none fits.
    public static func proposals(from earlier: [ComparedStatement], to later: [ComparedStatement]) -> [Int?] {
        let index = StatementIndex(later, others: earlier.count)
        return earlier.map { target in
            let candidates = index.places(about: target).filter { target.mayEnd(before: later[$0]) }
            return candidates.map { (rank: rank(target, later[$0]), place: $0) }.min { $0.rank < $1.rank }?.place
        }
    }

    private static func rank(_ target: ComparedStatement, _ candidate: ComparedStatement) -> (Int, Double, Int) {
        (
            PlanDifference.between([target], [candidate]).count,
            -Likeness.share(target.pairs, candidate.pairs),
            candidate.indicator.year ?? .max
        )
    }
}

extension ComparedStatement {
    fileprivate func mayEnd(before other: ComparedStatement) -> Bool {
        guard let year = indicator.year, let another = other.indicator.year else { return true }
        return another >= year
    }
}
