public import Units

/// A statement that looks like a target and was not understood (未识别语句), with its place.
public struct UnreadStatement: Hashable, Sendable {
    /// The rule of its finding.
    public static let rule = "plan.indicator.unread"

    /// The ``PlanTask/id`` of its task; empty where the plan has no task for it.
    public let task: String
    /// Its words, at most sixty signs of them.
    public let words: String
    /// Where it stands. [UTF-8 bytes of the task's text]
    public let mark: Range<Int>

    init(task: String, words: String, mark: Range<Int>) {
        self.task = task
        self.words = words
        self.mark = mark
    }

    /// Reads a finding; `nil` where it is another one or has no place.
    public init?(_ finding: DataFinding) {
        guard finding.rule == Self.rule, finding.evidence.count == 4, let start = Int(finding.evidence[2]),
            let end = Int(finding.evidence[3]), start <= end
        else { return nil }
        self.init(task: finding.evidence[1], words: finding.evidence[0], mark: start..<end)
    }

    /// The finding: the words first, since its text shows them, then the task and the place.
    func finding(about heading: String) -> DataFinding {
        DataFinding(
            rule: Self.rule,
            severity: .warning,
            subject: heading,
            evidence: [words, task, "\(mark.lowerBound)", "\(mark.upperBound)"]
        )
    }
}
