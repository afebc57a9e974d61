public import Scenarios
public import Units

/// A scenario that can be chosen (可选情景).
public struct ScenarioChoice: Sendable {
    /// The name of the file.
    public let file: String
    /// What people call it; the name of the file where it cannot be read.
    public let title: Bilingual
    /// Whether it ships with the program.
    public let isShipped: Bool
    /// How many forms an own file has had; 1 for one that ships.
    public let revision: Int
    /// When an own file came in.
    public let since: Instant?
    /// Code of the place; empty where the file cannot be read.
    public let place: String
}

/// A scenario as everything goes as planned, with some measures carried out further or less far (确定性路径).
public struct ScenarioPathway: Sendable {
    /// The scenario as the file has it.
    public let scenario: Scenario
    /// Strengths of measures, in their order.
    public let strengths: [Double]
    /// What it comes to.
    public let pathway: Pathway
    /// Emissions of the scenario's boundary without any measure. [ktCO₂]
    public let without: [Double]
    /// How many figures nobody vouches for, of how many.
    public let assumptions: (count: Int, of: Int)

    /// Emissions of the scenario's boundary. [ktCO₂]
    public var emissions: [Double] { pathway.emissions(scenario.boundary) }
    /// The year of the highest emissions.
    public var peakYear: Int { pathway.peakYear(scenario.boundary) }
    /// How the known years look; `nil` without history.
    public var history: ScenarioHistory? { ScenarioHistory(scenario.history) }
}

/// A run as it stands (情景运行).
public struct ScenarioRun: Sendable, Identifiable {
    /// The number.
    public let id: Int64
    /// The job that makes it.
    public let job: Int64?
    /// The scenario's file.
    public let scenario: String
    /// What people call it.
    public let title: Bilingual
    /// All that it is made from.
    public let inputs: ScenarioRunInputs
    /// The version of the program that was asked.
    public let version: String
    /// Who asked.
    public let person: String?
    /// When it was asked for.
    public let createdAt: Instant
    /// When it ended.
    public let endedAt: Instant?
    /// How far its job is.
    public let state: Job.State
    /// The part that is done, 0 … 1.
    public let progress: Double
    /// What names its result.
    public let resultSHA256: String?
    /// The odds of a peak in 2029 or before; `nil` before it ended.
    public let peakBy2029: Double?
    /// The odds of a peak in 2030 or before.
    public let peakBy2030: Double?
    /// The run that it does again, and whether both came to the same; `nil` before both have ended.
    public let repeats: (run: Int64, isSame: Bool?)?

    /// Whether it waits or is at work.
    public var isActive: Bool { state == .queued || state == .running }
}
