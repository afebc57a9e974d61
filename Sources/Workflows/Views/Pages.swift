public import Carbon
import Metering
public import Units

/// A page of rows with the cursor of the next one.
public struct Page<Row: Sendable>: Sendable {
    /// The rows.
    public let rows: [Row]
    /// Pass it as `after` to get what follows; `nil` at the end.
    public let next: String?
    /// How many rows there are in all.
    public let total: Int
}

/// What every page says about the state of the data.
public struct DataState: Sendable {
    /// The city this installation belongs to; `nil` before anything was imported.
    public let city: Jurisdiction?
    /// The first civil day with consumption; `nil` while there is none.
    public let firstDay: CivilDay?
    /// The last civil day with consumption; `nil` while there is none.
    public let lastDay: CivilDay?
    /// Whether any building, reading, report or statistic was generated rather than real.
    public let isSynthetic: Bool
    /// Rises with every change of what pages show.
    public let generation: Int64
    /// Years with consumption, ascending.
    public let years: [CivilYear]
    /// Number of buildings in the reader's scope.
    public let buildingCount: Int
    /// Number of meters in the reader's scope.
    public let meterCount: Int
    /// Number of targets and milestones of the plan; zero before one was imported.
    public let planTargetCount: Int
}

/// An account with what it is related to.
public struct AccountSummary: Sendable {
    /// The account.
    public let account: OperationalAccount
    /// Floor area it is divided by; zero where unknown.
    public let floorArea: FloorArea

    /// Emissions per floor area over the period; `nil` without floor area.
    public var carbonIntensity: CarbonIntensity? {
        floorArea > .zero ? account.total / floorArea : nil
    }
    /// Electricity per floor area over the period; `nil` without floor area.
    public var electricityIntensity: EnergyIntensity? {
        floorArea > .zero ? Energy.kilowattHours(account.amount(.electricity).value) / floorArea : nil
    }
}

/// One month of a series.
public struct MonthAccount: Sendable {
    /// The month.
    public let month: CivilMonth
    /// Its account; empty where there is no data.
    public let account: OperationalAccount
}

/// One district in a table.
public struct DistrictAccount: Sendable {
    /// The district.
    public let jurisdiction: Jurisdiction
    /// Number of buildings.
    public let buildingCount: Int
    /// The year's account.
    public let summary: AccountSummary
}

/// Something that wants attention.
public struct AttentionItem: Sendable {
    /// The work item's id.
    public let id: Int64
    /// What kind, such as `import.rejected`; its words stand under `workitem.<kind>.title` with `evidence` as arguments.
    public let kind: String
    /// Arguments of the text.
    public let evidence: [String]
    /// Where to go.
    public let path: String
    /// When it is due; `nil` where there is no date.
    public let due: CivilDay?
    /// When it arose.
    public let createdAt: Instant
}

/// The first page.
public struct Overview: Sendable {
    /// The year shown.
    public let year: CivilYear
    /// The city's account of the year.
    public let summary: AccountSummary
    /// January to December.
    public let months: [MonthAccount]
    /// Districts by code.
    public let districts: [DistrictAccount]
    /// Open work items, oldest first.
    public let attention: [AttentionItem]
    /// Findings on the readings of the year by rule, most frequent first.
    public let findings: [FindingCount]
}

/// Carbon by scope and district.
public struct CarbonView: Sendable {
    /// The place shown.
    public let jurisdiction: Jurisdiction
    /// The year shown.
    public let year: CivilYear
    /// The place's account of the year.
    public let summary: AccountSummary
    /// January to December.
    public let months: [MonthAccount]
    /// The districts of the city (empty when the place is a district).
    public let districts: [DistrictAccount]
    /// Factors that were used, then the others for this region.
    public let factors: [EmissionFactor]
}

/// How often a rule found something.
public struct FindingCount: Sendable {
    /// The rule; its words stand under `finding.<rule>`.
    public let rule: String
    /// How much it matters.
    public let severity: DataFinding.Severity
    /// How many meter-days.
    public let count: Int
}
