/// What of a statement is compared with another one (比对特征).
struct StatementTraits {
    let statement: PlanStatement
    let words: [Unicode.Scalar]
    let heading: [Unicode.Scalar]
    let quote: Likeness.Pairs
    private let name: Likeness.Pairs
    private let wording: Likeness.Pairs

    init(_ statement: PlanStatement) {
        self.statement = statement
        words = Likeness.key(statement.name + statement.quote)
        heading = Likeness.key(statement.heading)
        quote = Likeness.Pairs(statement.quote)
        name = Likeness.Pairs(statement.name)
        wording = Likeness.Pairs(statement.wording)
    }

    /// The same demand in the same words, wherever it stands.
    func isSame(as other: StatementTraits) -> Bool {
        let one = statement
        let two = other.statement
        return words == other.words && one.kind == two.kind && one.value == two.value
            && one.upperValue == two.upperValue && one.unit == two.unit && one.year == two.year
    }

    /// How alike two statements are, 0 … 1: words and name weigh most, so that a corrected number or year is no new item.
    ///
    /// What neither of them states says nothing and has no weight.
    ///
    /// - Returns: `nil` where neither the name nor the wording is alike, however well the rest agrees.
    func likeness(to other: StatementTraits) -> Double? {
        let names = statement.name.isEmpty ? 0 : Likeness.share(name, other.name)
        guard
            names >= PlanStatement.leastWording || Likeness.share(wording, other.wording) >= PlanStatement.leastWording
        else { return nil }
        let one = statement
        let two = other.statement
        let isSameTask = heading == other.heading || one.task == two.task
        var sum = 0.35 * Likeness.share(quote, other.quote) + 0.2 * names + (one.kind == two.kind ? 0.05 : 0)
        sum += isSameTask ? 0.05 : 0
        var weight = 0.65
        func weigh(_ isEqual: Bool, _ part: Double) {
            sum += isEqual ? part : 0
            weight += part
        }
        if one.value != nil || two.value != nil {
            weigh(one.value == two.value && one.upperValue == two.upperValue, 0.175)
            weigh(one.unit == two.unit, 0.0875)
        }
        if one.year != nil || two.year != nil { weigh(one.year == two.year, 0.0875) }
        return sum / weight
    }

    /// Whether two statements stand in the same task.
    func isBeside(_ other: StatementTraits) -> Bool { heading == other.heading && !heading.isEmpty }
}

extension PlanStatement {
    /// From this likeness on two names, or two wordings, speak of the same.
    static let leastWording = 0.5

    /// The quote without its numbers: those of another target may well be the same.
    fileprivate var wording: String { quote.filter { !$0.isNumber } }

    /// Whether name and wording are both alike, so that what a person decided about one may stand for the other.
    func isWordedLike(_ other: PlanStatement) -> Bool {
        func isAlike(_ one: String, _ two: String) -> Bool {
            one == two || Likeness.share(Likeness.Pairs(one), Likeness.Pairs(two)) >= Self.leastWording
        }
        return isAlike(name, other.name) && isAlike(wording, other.wording)
    }
}
