public import PeakPlanning
public import Units

/// A plan that came in and waits for a decision.
public enum UploadedPlan: Sendable {
    /// One of the installation's city.
    case own(PlanPreview)
    /// One of another place, to hold one's own against.
    case reference(ReferencePreview)
}

/// The plan of another place, before it is kept for comparison (对照方案预览).
public struct ReferencePreview: Sendable {
    /// What the text says, as it was read.
    public let plan: Plan
    /// The file that waits for its confirmation.
    public let upload: UploadTicket

    /// Whose plan it is, as the text says; empty where it says nothing.
    public var place: String { plan.city ?? plan.province ?? plan.issuers.first ?? "" }
}

/// What an import of a plan would do (导入预览); nothing is written for it.
public struct PlanPreview: Sendable {
    /// What the text says about itself, as it was read.
    public let plan: Plan
    /// The revision that it would be.
    public let revision: Int
    /// The revision that it corrects; `nil` where it begins a plan of its own.
    public let corrects: Int?
    /// What a person said it is to the plan in force; `nil` where its title decides.
    public let chosen: PlanPlace?
    /// The latest text that is there, for the confirmation; `nil` where the city has none.
    public let seen: Int64?
    /// Whether it is the text that is there already.
    public let isSame: Bool
    /// Items that were not there before.
    public let added: [PlanStatement]
    /// Items that say something else than before.
    public let changed: [(before: PlanStatement, after: PlanStatement)]
    /// Items that are no longer there.
    public let gone: [PlanStatement]
    /// Places where the numbering breaks off, which only a person can call the published text's own.
    public let broken: [DataFinding]
    /// Everything else that was noteworthy.
    public let findings: [DataFinding]
    /// The file that waits for its confirmation.
    public let upload: UploadTicket

    /// Whether the city has no plan yet.
    public var isFirst: Bool { seen == nil }
    /// What it would be to the plan in force.
    public var place: PlanPlace { corrects == nil ? .next : .correction }
    /// Number of targets and milestones.
    public var targets: Int { plan.tasks.reduce(0) { $0 + $1.indicators.count(where: \.isTracked) } }
    /// Number of statements of all kinds.
    public var statements: Int { plan.tasks.reduce(0) { $0 + $1.indicators.count } }
}

/// A file that came in and waits for what is decided about it (待确认文件).
public struct UploadTicket: Sendable, Hashable {
    /// The name of its folder.
    public let id: String
    /// Its SHA-256, in hexadecimal: what is confirmed is what was shown.
    public let sha256: String

    /// Creates a ticket from what a form sends.
    public init(id: String, sha256: String) {
        self.id = id
        self.sha256 = sha256
    }
}
