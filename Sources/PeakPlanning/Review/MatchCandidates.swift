/// Which known statements are worth a comparison with a new one (候选条目).
///
/// Comparing all with all takes minutes where two long texts have little in common. A known statement is found by the
/// pairs of signs that it shares with the new one, the rarest first, and only so many of them.
struct MatchCandidates {
    /// Comparisons of a whole text; a text of usual length is compared in full.
    private static let comparisons = 40_000
    /// Comparisons that each statement has in any case.
    private static let fewest = 16

    private var places: [UInt64: [Int]] = [:]
    private let most: Int

    /// Candidates among known statements.
    ///
    /// - Parameters:
    ///   - old: all known statements.
    ///   - indices: those that are still to be had.
    ///   - others: how many statements candidates will be sought for.
    init(_ old: [StatementTraits], _ indices: [Int], others: Int) {
        most = max(Self.fewest, Self.comparisons / max(1, others))
        for index in indices {
            for sign in old[index].quote.signs { places[sign, default: []].append(index) }
        }
    }

    /// The known statements that have most in common with a new one.
    func like(_ new: StatementTraits) -> [Int] {
        let lists = new.quote.signs.compactMap { sign in places[sign].map { (sign: sign, places: $0) } }
        var found: [Int] = []
        var seen: Set<Int> = []
        for list in lists.sorted(by: { ($0.places.count, $0.sign) < ($1.places.count, $1.sign) }) {
            for index in list.places where seen.insert(index).inserted {
                found.append(index)
                if found.count == most { return found }
            }
        }
        return found
    }
}
