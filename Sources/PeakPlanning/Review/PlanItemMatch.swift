import Units

/// Which items of a new text are those of the texts before it (条目对应).
///
/// First what says the same in the same words, then, best first, what is alike enough. Each known item is taken at most
/// once and each new one gets at most one. Of equal pairs the one is taken whose places in the two texts agree, so that
/// equal sentences keep their order.
public struct PlanItemMatch: Sendable {
    /// An item of earlier texts of the same series.
    public struct Known: Sendable {
        /// The item.
        public let item: Int64
        /// What it said when it was last read, or what a person said of it.
        public let statement: PlanStatement
        /// Whether it stands in the latest text; others come back only where nothing else fits.
        public let isCurrent: Bool

        /// Creates a known item.
        public init(item: Int64, statement: PlanStatement, isCurrent: Bool = true) {
            self.item = item
            self.statement = statement
            self.isCurrent = isCurrent
        }
    }

    /// From this likeness on two statements are the same item.
    public static let leastLikeness = 0.62

    /// The item of each indicator of the new plan, task by task; `nil` for what was not there before.
    public let items: [[Int64?]]
    /// Known items of the latest text that the new one no longer has.
    public let gone: [Int64]
    /// How many pairs of statements were compared that do not say the same.
    package let comparisons: Int

    /// Matches a new plan with what is known.
    public init(known: [Known], new plan: Plan) {
        let statements = plan.tasks.flatMap { task in task.indicators.map { PlanStatement($0, in: task) } }
        let new = statements.map(StatementTraits.init)
        // Those of the latest text first, so that they win where two are equal.
        let known = known.filter(\.isCurrent) + known.filter { !$0.isCurrent }
        let old = known.map { StatementTraits($0.statement) }
        var taken = Taken(old: old.count, new: new.count)
        taken.takeSame(old, new)
        comparisons = taken.takeSimilar(old, new)
        var position = 0
        items = plan.tasks.map { task in
            task.indicators.map { _ in
                defer { position += 1 }
                return taken.ofNew[position].map { known[$0].item }
            }
        }
        gone = known.indices.filter { known[$0].isCurrent && !taken.isTaken[$0] }.map { known[$0].item }
    }
}

/// Pairs that have been found.
private struct Taken {
    /// The known item of each new one, by index.
    var ofNew: [Int?]
    var isTaken: [Bool]

    init(old: Int, new: Int) {
        ofNew = Array(repeating: nil, count: new)
        isTaken = Array(repeating: false, count: old)
    }

    /// Pairs what is the same: first within tasks of the same heading, then anywhere.
    mutating func takeSame(_ old: [StatementTraits], _ new: [StatementTraits]) {
        let byWords = Dictionary(grouping: old.indices) { String(scalars: old[$0].words) }
        for isBeside in [true, false] {
            for index in new.indices where ofNew[index] == nil {
                let found = byWords[String(scalars: new[index].words)]?.first { candidate in
                    !isTaken[candidate] && old[candidate].isSame(as: new[index])
                        && (!isBeside || old[candidate].isBeside(new[index]))
                }
                if let found { take(found, index) }
            }
        }
    }

    /// Pairs what is alike, best first; returns how many pairs were looked at.
    mutating func takeSimilar(_ old: [StatementTraits], _ new: [StatementTraits]) -> Int {
        struct Pair {
            let likeness: Double
            let old: Int
            let new: Int
        }
        let openNew = new.indices.filter { ofNew[$0] == nil }
        let candidates = MatchCandidates(old, old.indices.filter { !isTaken[$0] }, others: openNew.count)
        var pairs: [Pair] = []
        var comparisons = 0
        for index in openNew {
            for candidate in candidates.like(new[index]) {
                comparisons += 1
                guard let likeness = old[candidate].likeness(to: new[index]),
                    likeness >= PlanItemMatch.leastLikeness
                else { continue }
                pairs.append(Pair(likeness: likeness, old: candidate, new: index))
            }
        }
        pairs.sort { one, two in (two.likeness, one.old, one.new) < (one.likeness, two.old, two.new) }
        for pair in pairs where !isTaken[pair.old] && ofNew[pair.new] == nil { take(pair.old, pair.new) }
        return comparisons
    }

    private mutating func take(_ old: Int, _ new: Int) {
        ofNew[new] = old
        isTaken[old] = true
    }
}
