public import Access
public import Metering
public import PeakPlanning
public import Texts

/// What a person says about the text of a plan (导入选择).
public struct PlanChoices: Codable, Sendable, Hashable {
    /// Whether broken numbering is the published text's own.
    public var isAsPublished: Bool
    /// What it is to the plan in force; `nil` where its title says that.
    public var place: PlanPlace?
    /// The latest text that was there when they looked; `nil` where nobody looked.
    public var seen: Int64?

    /// Creates choices.
    public init(isAsPublished: Bool = false, place: PlanPlace? = nil, seen: Int64? = nil) {
        self.isAsPublished = isAsPublished
        self.place = place
        self.seen = seen
    }
}

/// What to import, as a job keeps it (导入任务).
public struct ImportRequest: Codable, Sendable, Hashable {
    /// What the file holds.
    public var kind: Job.Kind
    /// The absolute path of the file.
    public var path: String
    /// What the stamps of intervals name; registers are instants either way.
    public var stamp: IntervalStamp
    /// The language of the list of rejected rows.
    public var language: Language
    /// Whether the rows were generated rather than measured.
    public var isSynthetic: Bool
    /// Who sent it; `nil` for the command line.
    public var person: Person.ID?
    /// The roles it was sent with, which a token may cut down; `nil` where nothing but the person's grants limits them.
    public var roles: [Role]?
    /// The SHA-256 of a file that was sent, in hexadecimal; `nil` for one that lies on the machine.
    public var sha256: String?
    /// What a person has said about the text of a plan; `nil` where nobody was asked.
    public var plan: PlanChoices?
    /// The run of a scenario that is asked for; `nil` for files.
    public var scenarioRun: Int64?

    /// Creates a request.
    public init(
        kind: Job.Kind,
        path: String,
        stamp: IntervalStamp = .end,
        language: Language = .zhHans,
        isSynthetic: Bool = false
    ) {
        self.kind = kind
        self.path = path
        self.stamp = stamp
        self.language = language
        self.isSynthetic = isSynthetic
    }
}

extension ImportRequest {
    /// Who answers for what the file changes.
    var actor: Actor { person.map { Actor(kind: .person, person: $0) } ?? .console }
}

extension IntervalStamp: Codable {}
extension Job.Kind: Codable {}
extension Language: Codable {}
extension Person.ID: Codable {}
extension Role: Codable {}
