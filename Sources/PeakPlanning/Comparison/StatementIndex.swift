/// Finds statements that may be about the same (对照索引).
///
/// Comparing all with all takes minutes where two texts have thousands of statements. Those of the same indicator, of the
/// same name, and of names that end in the same noun are found; of each only so many, which no usual plan reaches.
struct StatementIndex {
    /// Comparisons for two texts; those of usual length are compared in full.
    private static let comparisons = 40_000
    /// Candidates that each statement has in any case.
    private static let fewest = 16

    private let statements: [ComparedStatement]
    private var places: [String: [Int]] = [:]
    private let most: Int

    /// An index of statements for so many others.
    init(_ statements: [ComparedStatement], others: Int) {
        self.statements = statements
        most = max(Self.fewest, Self.comparisons / max(1, others))
        for (place, statement) in statements.enumerated() {
            for key in statement.keys where places[key, default: []].count < most {
                places[key, default: []].append(place)
            }
        }
    }

    /// The places of statements about the same, each once, in order.
    func places(about statement: ComparedStatement) -> [Int] {
        Set(statement.keys.flatMap { places[$0] ?? [] }).sorted().filter {
            statement.isAbout(theSameAs: statements[$0])
        }
    }
}

extension ComparedStatement {
    /// What it is found by: its indicator, its name, and what that ends in, with the unit.
    fileprivate var keys: [String] {
        var keys = subject.map { ["indicator \($0)"] } ?? []
        if hasTellingName {
            keys.append("name \(String(scalars: name))")
            keys.append("noun \(String(scalars: name.suffix(2))) \(indicator.unit ?? "")")
        }
        return keys
    }
}
