public import Units

/// One piece of long work (任务).
public struct Job: Sendable, Identifiable {
    /// What it does.
    public enum Kind: String, Sendable, CaseIterable {
        /// Import of the building register.
        case importBuildings = "import.buildings"
        /// Import of meters.
        case importMeters = "import.meters"
        /// Import of readings.
        case importReadings = "import.readings"
        /// Import of boundaries of districts.
        case importBoundaries = "import.boundaries"
        /// Import of the text of a plan.
        case importPlan = "import.plan"
        /// Import of reported values.
        case importReports = "import.reports"
        /// Import of a city with its districts.
        case importPlaces = "import.places"
        /// Import of how meters stand to each other, and of virtual meters.
        case importStructure = "import.structure"
        /// Import of repairs.
        case importRepairs = "import.repairs"
        /// Import of temperatures outside.
        case importTemperatures = "import.temperature"
        /// Draws of a scenario.
        case runScenario = "scenario.run"

        /// Those that begin with a file.
        public static var imports: [Kind] { allCases.filter { $0 != .runScenario } }
    }

    /// How far it is.
    public enum State: String, Sendable, CaseIterable {
        /// Waiting for its turn.
        case queued
        /// At work.
        case running
        /// Done; some rows may have been rejected.
        case done
        /// Could not be done; the message says why.
        case failed
        /// Stopped on request; what was imported so far stays.
        case cancelled
    }

    /// The number.
    public let id: Int64
    /// What it does.
    public let kind: Kind
    /// How far it is.
    public let state: State
    /// File name as given, or the name of a scenario.
    public let fileName: String
    /// Bytes done; of a scenario draws.
    public let done: Int64
    /// Bytes in all.
    public let total: Int64
    /// Rows accepted so far.
    public let accepted: Int64
    /// Rows rejected so far.
    public let rejected: Int64
    /// Rows that were there already.
    public let unchanged: Int64
    /// Why it failed: a text key with arguments; `nil` unless failed.
    public let failure: (key: String, evidence: [String])?
    /// Findings of the import as a whole, such as unknown columns.
    public let findings: [DataFinding]
    /// When it was asked for.
    public let createdAt: Instant
    /// When it began.
    public let startedAt: Instant?
    /// When it ended.
    public let endedAt: Instant?
    /// Whether a list of rejected rows can be downloaded.
    public let hasRejectedFile: Bool
    /// The run of a scenario that it makes; `nil` for others.
    public var scenarioRun: Int64?
}
