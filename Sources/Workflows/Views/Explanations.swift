public import Buildings
public import Carbon
public import Metering
public import Units

/// A civil month or year.
public enum Period: Hashable, Sendable, LosslessStringConvertible {
    /// A month.
    case month(CivilMonth)
    /// A year.
    case year(CivilYear)

    /// Parses `2026-03` or `2026`.
    public init?(_ text: String) {
        if let month = CivilMonth(text), Self.years.contains(month.year) {
            self = .month(month)
        } else if text.utf8.count == 4, let year = Int(text), Self.years.contains(year) {
            self = .year(CivilYear(year))
        } else {
            return nil
        }
    }

    /// Years that can be asked for.
    public static let years = 1990...2100

    /// `2026-03` or `2026`.
    public var description: String {
        switch self {
        case .month(let month): month.description
        case .year(let year): String(year.number)
        }
    }

    /// The months of the period.
    public var months: [CivilMonth] {
        switch self {
        case .month(let month): [month]
        case .year(let year): year.months
        }
    }

    /// The days of the period.
    public var days: Range<CivilDay> {
        switch self {
        case .month(let month): month.days
        case .year(let year): year.days
        }
    }

    /// The year it lies in.
    public var year: CivilYear {
        switch self {
        case .month(let month): CivilYear(month.year)
        case .year(let year): year
        }
    }
}

/// Whose figure it is.
public enum FigureSubject: Hashable, Sendable {
    /// A building's.
    case building(Building.ID)
    /// A place's.
    case jurisdiction(Jurisdiction.ID)

    /// `buildings/12` or `jurisdictions/3`, as in the address of its explanation.
    public var path: String {
        switch self {
        case .building(let id): "buildings/\(id.rawValue)"
        case .jurisdiction(let id): "jurisdictions/\(id.rawValue)"
        }
    }
}

/// One part a figure is the sum of: a month of the year, a district of the city, a building of the district.
public struct FigurePart: Sendable {
    /// Whose it is.
    public let subject: FigureSubject
    /// Chinese name of the part (a month's is its number, see `period`).
    public let name: String
    /// English name.
    public let englishName: String
    /// Its period.
    public let period: Period
    /// Its emissions.
    public let emissions: CarbonMass
    /// How they are known.
    public let share: DataShare
}

/// One meter behind a building's month.
public struct MeterContribution: Sendable {
    /// The meter.
    public let meter: Meter.ID
    /// Its code.
    public let code: String
    /// What it meters.
    public let item: EnergyItemCode
    /// The item's names (Chinese, English).
    public let itemName: (zh: String, en: String)
    /// What it measured in the period.
    public let amount: Amount
    /// Whether the account counts it, or a meter above it stands for it, or it is left out.
    public let isCounted: Bool
    /// Where it stands and what it counts for, at the end of the period; `nil` where it was gone by then.
    public let counting: MeterCounting?
    /// How its amount is known.
    public let share: DataShare
}

/// A repair of readings behind a building's figure.
public struct FigureRepair: Sendable {
    /// The meter.
    public let meter: Meter.ID
    /// Its code.
    public let code: String
    /// What it meters.
    public let carrier: EnergyCarrier
    /// Its devices by date.
    public let devices: [MeterDevice]
    /// The repair, in force.
    public let repair: MeterRepair
}

/// Everything the explanation page shows.
public struct FigureExplanation: Sendable {
    /// Whose figure it is.
    public let subject: FigureSubject
    /// Name of the subject in Chinese.
    public let name: String
    /// Name in English.
    public let englishName: String
    /// The period.
    public let period: Period
    /// The figure.
    public let figure: Explained<CarbonMass>
    /// The account it comes from: amounts, factors, emissions by line.
    public let account: OperationalAccount
    /// Floor area of the subject; zero where unknown.
    public let floorArea: FloorArea
    /// What it is the sum of, where it is one.
    public let parts: [FigurePart]
    /// The meters behind it, for a building.
    public let meters: [MeterContribution]
    /// Repairs in force of readings behind it, for a building.
    public let repairs: [FigureRepair]
    /// The larger figures it goes into.
    public let uses: [FigurePart]
    /// The change number of the data it was computed from.
    public let generation: Int64
    /// Whether any of its data was generated.
    public let isSynthetic: Bool
    /// Number of readings behind the figure, for a building; `nil` otherwise.
    public let readingCount: Int?
}
