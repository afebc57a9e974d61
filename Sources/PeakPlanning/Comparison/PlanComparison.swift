/// The same indicator in several plans side by side (方案对照); statements are never merged.
public struct PlanComparison: Sendable {
    /// What several statements are about.
    public struct Row: Sendable {
        /// All of them, by plan, in the order of the texts.
        public let statements: [ComparedStatement]
        /// In what those of two plans differ throughout.
        public let differences: Set<PlanDifference>

        /// How many plans speak of it.
        public var planCount: Int { Set(statements.map(\.plan)).count }
        /// The only indicator that measures them; `nil` where there is none, or more than one.
        public var subject: String? {
            let subjects = Set(statements.compactMap(\.subject))
            return subjects.count == 1 ? subjects.first : nil
        }
    }

    /// Those that most plans speak of first, then in the order of the statements.
    public let rows: [Row]

    /// Puts statements side by side: those that the same indicator measures, those of the same name, and, of those
    /// without an indicator, the ones whose names are alike.
    ///
    /// - Parameter statements: those of all plans, plan by plan in the order of the texts.
    public init(_ statements: [ComparedStatement]) {
        var sets = DisjointSets(count: statements.count)
        let index = StatementIndex(statements, others: statements.count)
        for (place, statement) in statements.enumerated() {
            for other in index.places(about: statement) {
                // Names of one plan that are merely alike are two things.
                let isAlike = statements[other].plan != statement.plan || statements[other].isTied(to: statement)
                if isAlike { sets.join(place, other) }
            }
        }
        let groups = Dictionary(grouping: statements.indices) { sets.first(of: $0) }
        // A set is known by its first member, and sorting keeps the order of equals only where it is told.
        rows = groups.sorted { $0.key < $1.key }.map { _, members in
            let members = members.map { statements[$0] }
            return Row(statements: members, differences: Self.differences(members))
        }.enumerated().sorted { one, two in
            (two.element.planCount, one.offset) < (one.element.planCount, two.offset)
        }.map(\.element)
    }

    /// The differences of any two plans.
    private static func differences(_ statements: [ComparedStatement]) -> Set<PlanDifference> {
        let plans = Dictionary(grouping: statements, by: \.plan).sorted { $0.key < $1.key }.map(\.value)
        var found: Set<PlanDifference> = []
        for (number, plan) in plans.enumerated() {
            for other in plans.dropFirst(number + 1) { found.formUnion(PlanDifference.between(plan, other)) }
        }
        return found
    }
}

extension ComparedStatement {
    /// Whether the same indicator measures them, or they have the same name.
    fileprivate func isTied(to other: ComparedStatement) -> Bool {
        subject != nil && subject == other.subject || hasTellingName && name == other.name
    }
}

/// Sets that grow together (并查集).
private struct DisjointSets {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func first(of member: Int) -> Int {
        var root = member
        while parents[root] != root { root = parents[root] }
        parents[member] = root
        return root
    }

    mutating func join(_ one: Int, _ other: Int) {
        let (first, second) = (self.first(of: one), self.first(of: other))
        parents[max(first, second)] = min(first, second)
    }
}
