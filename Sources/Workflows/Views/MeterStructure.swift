public import Metering
public import Units

/// How the meters of a building stand below each other and what each counts for (建筑计量结构).
public struct BuildingStructure: Sendable {
    /// The day that it is told of.
    public let day: CivilDay
    /// The days that amounts and balances are of.
    public let days: Range<CivilDay>
    /// The meters, each before those below it.
    public let meters: [MeterPlacement]
}

/// Where one meter stands (计量位置).
public struct MeterPlacement: Sendable, Identifiable {
    /// The meter's number.
    public let id: Meter.ID
    /// Its code.
    public let code: String
    /// What it meters.
    public let item: EnergyItemCode
    /// The item's names (Chinese, English).
    public let itemName: (zh: String, en: String)
    /// How many meters stand above it.
    public let depth: Int
    /// Whether it counts for the building's total, and why.
    public let counting: MeterCounting
    /// The code of the meter right above it.
    public let above: String?
    /// What was said of it, by date.
    public let history: [MeterPosition]
    /// The codes of meters that the reader may see, by number.
    public let codes: [Meter.ID: String]
    /// What it saw; `nil` where nothing is known.
    public let amount: Amount?
    /// What it saw beside those right below it; `nil` where there are none, or never all of them.
    public let balance: PeriodBalance?
    /// The formula of a virtual meter; `nil` for one with a device.
    public let formula: PlacedFormula?
}

/// A formula in force, with what became of its parts (虚拟表公式).
public struct PlacedFormula: Sendable {
    /// One part.
    public struct Part: Sendable {
        /// The code of the meter.
        public let code: String
        /// Its number; `nil` where it is no meter any more.
        public let id: Meter.ID?
        /// What its amount is multiplied by.
        public let coefficient: FixedPoint
        /// What it saw.
        public let amount: Amount?
    }

    /// The formula as it was written.
    public let text: String
    /// Since when.
    public let since: CivilDay
    /// Its parts.
    public let parts: [Part]
}

/// A meter's amount beside those right below it, on the days on which all were known nearly throughout (逐级平衡).
public struct PeriodBalance: Sendable {
    /// How many days.
    public let days: Int
    /// What the meter above saw.
    public let above: Amount
    /// What those below saw.
    public let below: Amount

    /// What none of them saw (未分项余量); negative where they saw more.
    public var residual: Amount { above - below }
}
