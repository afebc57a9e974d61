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
        sets.join(statements.indices) { statements[$0].subject }
        sets.join(statements.indices) { statements[$0].name.isEmpty ? nil : String(scalars: statements[$0].name) }
        // Names that are alike end in the same noun: only those are compared, which keeps long texts quick.
        let byNoun = Dictionary(grouping: statements.indices) { statements[$0].noun }
        for place in statements.indices where statements[place].subject == nil {
            for other in byNoun[statements[place].noun] ?? [] where statements[other].plan != statements[place].plan {
                if statements[place].isAbout(theSameAs: statements[other]) { sets.join(place, other) }
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

    /// A difference counts where no statement of one plan has a counterpart without it in another.
    private static func differences(_ statements: [ComparedStatement]) -> Set<PlanDifference> {
        let plans = Dictionary(grouping: statements, by: \.plan).sorted { $0.key < $1.key }.map(\.value)
        var found: Set<PlanDifference> = []
        for (number, plan) in plans.enumerated() {
            for other in plans.dropFirst(number + 1) {
                let pairs = plan.flatMap { one in other.map { PlanDifference.between(one, $0) } }
                found.formUnion(pairs.dropFirst().reduce(pairs.first ?? []) { $0.intersection($1) })
            }
        }
        return found
    }
}

extension ComparedStatement {
    /// What the name ends in, with its unit.
    fileprivate var noun: String { String(scalars: name.suffix(2)) + (indicator.unit ?? "") }
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

    /// Joins all members with the same key.
    mutating func join(_ members: some Sequence<Int>, by key: (Int) -> String?) {
        var known: [String: Int] = [:]
        for member in members {
            guard let key = key(member) else { continue }
            if let other = known[key] { join(member, other) } else { known[key] = member }
        }
    }
}
