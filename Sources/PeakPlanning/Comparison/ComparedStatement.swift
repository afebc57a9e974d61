/// A statement of one of several plans, with what measures it (对照条目).
public struct ComparedStatement: Sendable {
    /// Which of the plans it is from.
    public let plan: Int
    /// The code of its task.
    public let task: String
    /// What it says.
    public let indicator: PlanIndicator
    /// The indicator that measures it; `nil` where none does.
    public let subject: String?
    /// The indicator's variant; `nil` where it has none.
    public let variant: String?
    /// Words of its name and scope that narrow what it is about, such as 新建 and 公共建筑 (范围用词).
    public let scopes: Set<String>
    let name: [Unicode.Scalar]
    let pairs: Likeness.Pairs
    /// Whether the name says what is measured: 比例 alone does not.
    let hasTellingName: Bool

    /// Creates a statement.
    ///
    /// - Parameters:
    ///   - indicator: what it says.
    ///   - task: the code of its task.
    ///   - plan: which of the plans it is from.
    ///   - subject: the indicator that measures it.
    ///   - variant: the indicator's variant.
    ///   - lexicon: knows the words that narrow.
    public init(
        _ indicator: PlanIndicator,
        task: String,
        plan: Int,
        subject: String?,
        variant: String?,
        lexicon: Lexicon
    ) {
        self.plan = plan
        self.task = task
        self.indicator = indicator
        self.subject = subject
        self.variant = variant
        scopes = lexicon.scopes(of: indicator.name + "\n" + indicator.scope)
        name = Likeness.key(indicator.name)
        pairs = Likeness.Pairs(indicator.name)
        let isBare = lexicon.aims.bareMeasures.length(at: 0, in: name, upTo: name.count) == name.count
        hasTellingName = name.count > 2 && !isBare
    }

    /// Whether it can stand beside those of other plans: past facts and aims without a number cannot.
    public static func isComparable(_ indicator: PlanIndicator) -> Bool {
        indicator.isTracked || indicator.kind == .rule && indicator.value != nil
    }

    /// From this likeness on two names that no indicator ties together speak of the same.
    static let leastLikeness = 0.7

    /// Whether two statements measure the same: by the same indicator, or by their names where one of them has none.
    func isAbout(theSameAs other: ComparedStatement) -> Bool {
        if let subject, let another = other.subject, subject == another { return true }
        guard hasTellingName, other.hasTellingName else { return false }
        if name == other.name { return true }
        return (subject == nil || other.subject == nil)
            && indicator.unit == other.indicator.unit && Likeness.share(pairs, other.pairs) >= Self.leastLikeness
    }
}

extension Lexicon {
    /// The words of a text that narrow what it is about, in their common form.
    func scopes(of text: String) -> Set<String> {
        let scalars = FoldedText(text, structure.traditional).scalars
        var found: Set<String> = []
        var place = 0
        while place < scalars.count {
            if let word = scopes.word(at: place, in: scalars, upTo: scalars.count) {
                found.insert(word.value)
                place += word.length
            } else {
                place += 1
            }
        }
        return found
    }
}
