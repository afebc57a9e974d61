public import Access
public import Buildings
public import Units

/// A figure that was published, for good (发布数).
public struct PublishedFigure: Sendable {
    /// Its number.
    public let id: Int64
    /// The place it is of.
    public let jurisdiction: Jurisdiction
    /// The period.
    public let period: Period
    /// Which formula made it.
    public let formula: FormulaID
    /// 1 for the first publication; each restatement is one more.
    public let revision: Int
    /// The value. [kgCO₂]
    public let value: CarbonMass
    /// Why it was published or restated.
    public let reason: String
    /// When.
    public let publishedAt: Instant
    /// The decision behind it; `nil` for figures of other programs.
    public let decision: Int64?
    /// Who asked; `nil` where the data was erased.
    public let askedBy: PersonName?
    /// Who agreed.
    public let decidedBy: PersonName?
}

/// A person as pages name them; the name is `nil` where it was erased.
public struct PersonName: Sendable, Hashable {
    /// The account.
    public let id: Person.ID
    /// The name; `nil` where it was erased.
    public let name: String?
}

/// One amount behind a published figure.
public struct PublishedInput: Sendable {
    /// The building.
    public let building: Building.ID
    /// Its name today.
    public let buildingName: String
    /// The month.
    public let month: CivilMonth
    /// The carrier.
    public let carrier: EnergyCarrier
    /// The metered item.
    public let item: String
    /// How much, in the carrier's unit.
    public let amount: Amount
    /// The factor; `nil` where none covered the carrier.
    public let factor: String?
    /// The factor as printed then.
    public let factorValue: String
    /// Its share of the figure. [kgCO₂]
    public let emissions: CarbonMass
}

/// A published figure with everything it was computed from.
public struct PublishedExplanation: Sendable {
    /// The figure.
    public let figure: PublishedFigure
    /// The inputs, by month, carrier and building.
    public let inputs: [PublishedInput]
    /// The sum of the inputs × factors; equal to the figure but for rounding.
    public let sum: CarbonMass
    /// Every revision, first to last.
    public let revisions: [PublishedFigure]
    /// What the account gives today; `nil` where it gives nothing.
    public let today: CarbonMass?
}
