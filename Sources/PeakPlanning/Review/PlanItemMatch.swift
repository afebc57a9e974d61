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

    /// Matches a new plan with what is known.
    public init(known: [Known], new plan: Plan) {
        let statements = plan.tasks.flatMap { task in task.indicators.map { PlanStatement($0, in: task) } }
        let new = statements.map(Traits.init)
        // Those of the latest text first, so that they win where two are equal.
        let known = known.filter(\.isCurrent) + known.filter { !$0.isCurrent }
        let old = known.map { Traits($0.statement) }
        var taken = Taken(old: old.count, new: new.count)
        taken.takeSame(old, new)
        taken.takeSimilar(old, new)
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

/// What of a statement is compared.
private struct Traits {
    let statement: PlanStatement
    let words: [Unicode.Scalar]
    let quote: Likeness.Pairs
    let name: Likeness.Pairs
    let heading: [Unicode.Scalar]

    init(_ statement: PlanStatement) {
        self.statement = statement
        words = Likeness.key(statement.name + statement.quote)
        quote = Likeness.Pairs(statement.quote)
        name = Likeness.Pairs(statement.name)
        heading = Likeness.key(statement.heading)
    }

    /// The same demand in the same words, wherever it stands.
    func isSame(as other: Traits) -> Bool {
        words == other.words && demand(other) == 1 && statement.kind == other.statement.kind
    }

    /// The part of value, unit and year that agrees, 0 … 1.
    private func demand(_ other: Traits) -> Double {
        let one = statement
        let two = other.statement
        let value = one.value == two.value && one.upperValue == two.upperValue ? 0.5 : 0
        return value + (one.unit == two.unit ? 0.25 : 0) + (one.year == two.year ? 0.25 : 0)
    }

    /// How alike two statements are, 0 … 1: words and name weigh most, so that a corrected number or year is no new item.
    func likeness(to other: Traits) -> Double {
        let isSameTask = heading == other.heading || statement.task == other.statement.task
        return 0.35 * Likeness.share(quote, other.quote) + 0.2 * Likeness.share(name, other.name)
            + 0.35 * demand(other) + (statement.kind == other.statement.kind ? 0.05 : 0) + (isSameTask ? 0.05 : 0)
    }

    /// Whether two statements stand in the same task.
    func isBeside(_ other: Traits) -> Bool { heading == other.heading && !heading.isEmpty }
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
    mutating func takeSame(_ old: [Traits], _ new: [Traits]) {
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

    /// Pairs what is alike, best first.
    mutating func takeSimilar(_ old: [Traits], _ new: [Traits]) {
        struct Pair {
            let likeness: Double
            let old: Int
            let new: Int
        }
        let openOld = old.indices.filter { !isTaken[$0] }
        let openNew = new.indices.filter { ofNew[$0] == nil }
        let pairs = openOld.flatMap { one in
            openNew.map { Pair(likeness: old[one].likeness(to: new[$0]), old: one, new: $0) }
        }.filter { $0.likeness >= PlanItemMatch.leastLikeness }
        let sorted = pairs.sorted { one, two in
            (two.likeness, one.old, one.new) < (one.likeness, two.old, two.new)
        }
        for pair in sorted where !isTaken[pair.old] && ofNew[pair.new] == nil { take(pair.old, pair.new) }
    }

    private mutating func take(_ old: Int, _ new: Int) {
        ofNew[new] = old
        isTaken[old] = true
    }
}
