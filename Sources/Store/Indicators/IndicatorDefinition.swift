package import Units

/// An indicator as its file defines it (指标定义): words, unit, where it applies, and two queries.
package struct IndicatorDefinition: Sendable, Hashable, Identifiable {
    /// Which way is better.
    package enum Direction: String, Sendable, CaseIterable {
        /// More is better.
        case up
        /// Less is better.
        case down
        /// Neither.
        case none
    }

    /// A parameter that is shown with the number, such as the boundary (口径).
    package struct Variant: Sendable, Hashable, Identifiable {
        /// What `:variant` is bound to.
        package let id: String
        /// In Chinese.
        package let name: String
        /// In English.
        package let englishName: String
        /// The words that ask for it in a target's name or scope; empty for one that only stands first.
        package let words: [String]
    }

    /// Which targets of a plan it answers.
    package struct Answer: Sendable, Hashable {
        /// Words that must all be there.
        package let words: [String]
        /// Words that must all be in the target or in the headings above it.
        package let context: [String]
        /// Words that must not be there.
        package let excluded: [String]
        /// The unit as a plan prints it.
        package let unit: String
        /// What the value must reach where the number of such a target names a grade or a standard instead of a share
        /// (全面执行75%标准: 100); `nil` where the target's own number is the goal.
        package let goal: FixedPoint?
        /// The only number of such a target that it is about, as that names the standard (75); `nil` for any.
        package let printed: FixedPoint?
    }

    /// The stable id, such as `green-communities`.
    package let id: String
    /// The name of the file.
    package let file: String
    /// Whether it is the bureau's own.
    package let isOwn: Bool
    /// The Chinese name.
    package let name: String
    /// The English name.
    package let englishName: String
    /// The unit of the value, as a plan prints it.
    package let unit: String
    /// Which way is better.
    package let direction: Direction
    /// Whether its values are changes since the year that a target names (较2020年下降), not levels.
    package let isChange: Bool
    /// The formula in Chinese words.
    package let formula: String
    /// The formula in English words.
    package let englishFormula: String
    /// What it comes from, in Chinese: the plan's item and the standard.
    package let clause: String
    /// What it comes from, in English.
    package let englishClause: String
    /// What is disputed about the method, which reading is the default, and why, in Chinese; `nil` where nothing is.
    package let method: String?
    /// The same in English.
    package let englishMethod: String?
    /// The quantities it reads that somebody reports; see ``QuantityCatalogue``.
    package let quantities: [String]
    /// Who reports them, unless the bureau says otherwise.
    package let reporter: String
    /// The same in English.
    package let englishReporter: String
    /// Which targets it answers; any of them will do.
    package let answers: [Answer]
    /// The parameters to choose from, the usual one first; empty where there is nothing to choose.
    package let variants: [Variant]
    /// The query for the number.
    let value: Section
    /// The query for what it is made of.
    let rows: Section

    /// A query with the line it begins at.
    struct Section: Sendable, Hashable {
        let name: String
        let sql: String
        let line: Int
    }
}
