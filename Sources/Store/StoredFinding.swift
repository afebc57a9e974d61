package import Units

/// A finding as it is stored in a JSON column.
package struct StoredFinding: Codable, Sendable {
    private let rule: String
    private let severity: String
    private let subject: String
    private let evidence: [String]

    package init(_ finding: DataFinding) {
        rule = finding.rule
        severity = finding.severity.rawValue
        subject = finding.subject
        evidence = finding.evidence
    }

    package var finding: DataFinding {
        DataFinding(
            rule: rule,
            severity: DataFinding.Severity(rawValue: severity) ?? .warning,
            subject: subject,
            evidence: evidence
        )
    }
}
