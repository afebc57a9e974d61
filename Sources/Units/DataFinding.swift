/// Something noteworthy about data (数据发现): a value, never an exception.
///
/// The rule id is stable and qualified, such as `metering.register.backwards`; `Texts` holds its words under
/// `finding.<rule>`, with the evidence as arguments.
public struct DataFinding: Hashable, Sendable {
    /// How much a finding matters.
    public enum Severity: String, Sendable, CaseIterable {
        /// Worth knowing; the figure stands.
        case notice
        /// The figure stands with a reservation that is shown beside it.
        case warning
        /// Data could not be used.
        case error
    }

    /// The rule that found it.
    public let rule: String
    /// How much it matters.
    public let severity: Severity
    /// What it is about, such as a meter, building or carrier.
    public let subject: String
    /// The facts that show why, in the order in which the text uses them.
    public let evidence: [String]

    /// Creates a finding.
    public init(rule: String, severity: Severity, subject: String, evidence: [String] = []) {
        self.rule = rule
        self.severity = severity
        self.subject = subject
        self.evidence = evidence
    }
}
