package import Access
import FoundationEssentials
import GRDB
package import Units

/// A decision as it is stored (复核事项).
package struct DecisionRow: Sendable {
    package let id: Int64
    package let kind: DecisionKind
    package let state: DecisionState
    package let formula: String?
    /// Whose: `jurisdictions/3`.
    package let subject: String
    /// `2025` or `2025-03`.
    package let period: String
    /// The rule that is waived.
    package let rule: String?
    package let jurisdiction: Jurisdiction.ID
    package let reason: String
    package let proposal: DecisionProposal
    package let askedBy: Person.ID
    package let askedAt: Instant
    package let decidedBy: Person.ID?
    package let decidedAt: Instant?
    package let note: String?
    /// The figure that it published.
    package let figure: Int64?
}

/// What was seen when it was asked (提请时所见); what does not apply is `nil`.
package struct DecisionProposal: Codable, Hashable, Sendable {
    /// The account's value. [kgCO₂]
    package var value: Double?
    /// How many inputs it had.
    package var inputs: Int?
    /// Tells these inputs from others.
    package var fingerprint: String?
    /// The change number of the data.
    package var generation: Int64?

    package init(value: Double? = nil, inputs: Int? = nil, fingerprint: String? = nil, generation: Int64? = nil) {
        self.value = value
        self.inputs = inputs
        self.fingerprint = fingerprint
        self.generation = generation
    }
}

/// What is asked for.
package struct DecisionDraft: Sendable {
    package let kind: DecisionKind
    package let formula: String?
    package let subject: String
    package let period: String
    package let rule: String?
    package let jurisdiction: Jurisdiction.ID
    package let reason: String
    package let proposal: DecisionProposal
    /// The words of the work item: the place and the period.
    package let evidence: [String]

    package init(
        kind: DecisionKind,
        formula: String?,
        subject: String,
        period: String,
        rule: String?,
        jurisdiction: Jurisdiction.ID,
        reason: String,
        proposal: DecisionProposal,
        evidence: [String]
    ) {
        self.kind = kind
        self.formula = formula
        self.subject = subject
        self.period = period
        self.rule = rule
        self.jurisdiction = jurisdiction
        self.reason = reason
        self.proposal = proposal
        self.evidence = evidence
    }
}

extension DecisionRow {
    /// Reads a row of `decision`.
    init?(row: Row) {
        guard let kind = DecisionKind(rawValue: row["kind"]), let state = DecisionState(rawValue: row["state"]) else {
            return nil
        }
        let json: String = row["proposal"]
        id = row["id"]
        self.kind = kind
        self.state = state
        formula = row["formula"]
        subject = row["subject"]
        period = row["period"]
        rule = row["rule"]
        jurisdiction = Jurisdiction.ID(rawValue: row["jurisdiction_id"])
        reason = row["reason"]
        proposal = (try? JSONDecoder().decode(DecisionProposal.self, from: Data(json.utf8))) ?? DecisionProposal()
        askedBy = Person.ID(rawValue: row["asked_by"])
        askedAt = Instant(seconds: row["asked_at"])
        decidedBy = (row["decided_by"] as Int64?).map(Person.ID.init(rawValue:))
        decidedAt = (row["decided_at"] as Int64?).map(Instant.init(seconds:))
        note = row["note"]
        figure = row["figure_id"]
    }
}
