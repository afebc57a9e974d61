/// How sure the reader is of an indicator (可信度), and what made it less sure.
///
/// Every ``Reason`` has a weight. Without a reason, or with one that weighs 1, the confidence is high; from 2 on it is
/// medium, from 4 on low. One string holds all of it, so that one column keeps it:
///
/// ```swift
/// Confidence([.inheritedYear, .inheritedSubject]).description  // "medium:inheritedYear,inheritedSubject"
/// ```
public struct Confidence: Hashable, Sendable, LosslessStringConvertible {
    /// How sure the reader is.
    public enum Level: String, Sendable, CaseIterable {
        /// As good as certain (高).
        case high
        /// Worth a look (中).
        case medium
        /// To be checked by a person (低).
        case low
    }

    /// What makes the reader less sure (降低原因), by stable codes; the words stand in `Texts` under `plan.reason.<code>`.
    public enum Reason: String, Sendable, CaseIterable {
        /// The year stands in an earlier clause of the sentence.
        case inheritedYear
        /// Who has the measure stands in an earlier clause.
        case inheritedSubject
        /// What the change is compared with stands in an earlier clause.
        case inheritedBaseline
        /// A target for which the text names no year.
        case noYear
        /// Nothing before the number says what is measured.
        case noSubject
        /// The number is not printed: 全部, 完成.
        case impliedValue
        /// The number is a word: 清零, 翻番, 三成.
        case valueInWords
        /// A unit that other words use too, such as 部 or 级.
        case weakUnit
        /// A unit that the lexicon does not have.
        case unknownUnit
        /// The comparing word stands away from its number.
        case distantComparison
        /// The name was cut because the words before the number are many.
        case cutName
        /// Another number of the clause was taken for a condition.
        case besideCondition
        /// Another number of the clause was not understood.
        case besideUnread
        /// A way of saying that is seldom met.
        case rareRule

        /// How much it takes away.
        public var weight: Int {
            switch self {
            case .inheritedYear, .inheritedSubject, .noYear, .weakUnit, .valueInWords, .besideCondition, .rareRule: 1
            case .inheritedBaseline, .impliedValue, .distantComparison, .cutName, .besideUnread: 2
            case .noSubject, .unknownUnit: 3
            }
        }
    }

    /// What made it less sure, each once, in the order of ``Reason``.
    public let reasons: [Reason]

    /// Nothing takes anything away.
    public static let full = Confidence([])

    /// Creates a confidence.
    public init(_ reasons: some Sequence<Reason>) {
        let given = Set(reasons)
        self.reasons = Reason.allCases.filter(given.contains)
    }

    /// Adds reasons.
    mutating func lower(by more: [Reason]) { self = Self(reasons + more) }

    /// Reads ``description``; `nil` where it holds another level than its reasons make, or an unknown code.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let codes = parts.count == 2 ? parts[1].split(separator: ",", omittingEmptySubsequences: false) : []
        let reasons = codes.compactMap { Reason(rawValue: String($0)) }
        self.init(reasons)
        guard reasons.count == codes.count, self.description == description else { return nil }
    }

    /// How sure the reader is.
    public var level: Level {
        switch reasons.reduce(0, { $0 + $1.weight }) {
        case ...1: .high
        case ...3: .medium
        default: .low
        }
    }

    /// The level and, behind a colon, the reasons: `high`, `medium:inheritedYear,weakUnit`.
    public var description: String {
        reasons.isEmpty ? level.rawValue : level.rawValue + ":" + reasons.map(\.rawValue).joined(separator: ",")
    }
}
