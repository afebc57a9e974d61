public import Units

/// Which reported values somebody looks at (填报筛选).
public struct ReportQuery: Sendable, Hashable {
    /// The year; `nil` for the last one that is over.
    public var year: Int?
    /// The department that leads or reports.
    public var department: String?
    /// The place.
    public var district: Jurisdiction.ID?
    /// The number of a task of the plan.
    public var task: String?
    /// Whether only missing values are shown.
    public var isMissingOnly = false

    /// Creates a query for everything.
    public init() {}
}

/// One revision of a reported value (填报记录).
public struct ReportRevision: Sendable {
    /// From 1.
    public let number: Int
    /// The value. [the quantity's unit]
    public let value: Double
    /// Who reports.
    public let reporter: String
    /// The document it stands in.
    public let evidence: String?
    /// Why it replaced the one before it.
    public let reason: String?
    /// Who entered it; `nil` where it came from the machine itself.
    public let author: PersonName?
    /// The file it came with.
    public let file: String?
    /// When.
    public let time: Instant
    /// Whether it was generated.
    public let isSynthetic: Bool
}

/// A value that is owed for a place and year, with what was reported (填报项).
public struct ReportLine: Sendable {
    /// How it stands.
    public enum State: String, Sendable, CaseIterable {
        /// Nothing was reported.
        case missing
        /// A value was reported.
        case reported
        /// The city's own report stands for the place.
        case covered
    }

    /// What is reported.
    public let quantity: QuantityFacts
    /// What is counted.
    public let meaning: Bilingual
    /// Whether it is reported by building, the rest of a district in one number.
    public let isByBuilding: Bool
    /// Of which population; empty where there is only one.
    public let scope: String
    /// The name of the population.
    public let scopeName: Bilingual?
    /// The place.
    public let place: Jurisdiction
    /// The year.
    public let year: Int
    /// How it stands.
    public let state: State
    /// The value of the place, its buildings included; `nil` where nothing was reported. [the quantity's unit]
    public let value: Double?
    /// Last year's. [the quantity's unit]
    public let before: Double?
    /// The last report.
    public let latest: ReportRevision?
    /// How many buildings were reported one by one.
    public let buildings: Int
    /// The targets it is for.
    public let targets: [ReportedTarget]
    /// Whether the reader may enter it.
    public let mayWrite: Bool
}

/// The reported values that somebody may see (填报清单).
public struct ReportList: Sendable {
    /// The year shown.
    public let year: Int
    /// The years that may be chosen, the latest first.
    public let years: [Int]
    /// The lines, those with missing values first.
    public let lines: [ReportLine]
    /// How many of the year are missing and how many are owed, as far as the reader sees and asks.
    public let missing: Int
    /// How many are owed.
    public let owed: Int
    /// The departments that may be chosen.
    public let departments: [String]
    /// The places that may be chosen.
    public let places: [Jurisdiction]
    /// The tasks that may be chosen, in the order of the plan.
    public let tasks: [String]
    /// Whether the reader may enter anything.
    public let mayWrite: Bool
    /// Whether the reader may ask others for what they owe.
    public let mayAsk: Bool
}

/// One value of a quantity: which it is, and what the reader saw of it.
public struct ReportSubject: Sendable, Hashable {
    /// The id of the quantity.
    public var quantity: String
    /// Of which population; empty where there is only one.
    public var scope: String
    /// The place; `nil` for the reader's only one.
    public var place: Jurisdiction.ID?
    /// The register code of the building; `nil` for the place itself.
    public var building: String?
    /// The year; `nil` for the last one that is over.
    public var year: Int?

    /// Names a value.
    public init(
        quantity: String,
        scope: String = "",
        place: Jurisdiction.ID? = nil,
        building: String? = nil,
        year: Int? = nil
    ) {
        self.quantity = quantity
        self.scope = scope
        self.place = place
        self.building = building
        self.year = year
    }
}

/// What somebody enters (填报内容), as it was typed.
public struct ReportEntry: Sendable {
    /// Which value it is.
    public var subject: ReportSubject
    /// The number as typed.
    public var value: String
    /// Who reports.
    public var reporter: String
    /// The document it stands in.
    public var evidence: String
    /// Why it replaces another.
    public var reason: String
    /// Whether its author says that it is right although it looks wrong.
    public var isConfirmed: Bool
    /// The revision that was seen; 0 for none.
    public var seen: Int

    /// Creates an entry.
    public init(
        _ subject: ReportSubject,
        value: String,
        reporter: String,
        evidence: String,
        reason: String = "",
        isConfirmed: Bool = false,
        seen: Int = 0
    ) {
        self.subject = subject
        self.value = value
        self.reporter = reporter
        self.evidence = evidence
        self.reason = reason
        self.isConfirmed = isConfirmed
        self.seen = seen
    }
}

/// A value with all that its reader may know of it (填报页).
public struct ReportDetail: Sendable {
    /// The line in the list.
    public let line: ReportLine
    /// The code and name of the building; `nil` for the place itself.
    public let building: (code: String, name: String)?
    /// All revisions of exactly this value, the newest first.
    public let history: [ReportRevision]
    /// What was reported in other years, the latest first.
    public let others: [(year: Int, value: Double)]
    /// The buildings of the place that were reported one by one.
    public let buildings: [(code: String, name: String, value: Double)]
    /// The populations it is reported for.
    public let scopes: [(id: String, name: Bilingual)]
    /// Who reports by default.
    public let reporter: String
    /// Whether a report for the place stands for all its districts.
    public let standsForDistricts: Bool
}
