public import Buildings
public import Carbon
public import Metering
public import Units

/// Filters of the building list.
public struct BuildingQuery: Sendable {
    /// Part of the name or a code; empty for all.
    public var text: String
    /// Only this place.
    public var jurisdiction: Jurisdiction.ID?
    /// Only this kind.
    public var kind: Building.Kind?
    /// The year of the figures.
    public var year: CivilYear?
    /// Cursor of the page.
    public var after: String?
    /// Rows a page, 1…1000.
    public var limit: Int
    /// Only those whose record is as new as this.
    public var changedSince: Instant?

    /// Creates a query for everything.
    public init(
        text: String = "",
        jurisdiction: Jurisdiction.ID? = nil,
        kind: Building.Kind? = nil,
        year: CivilYear? = nil,
        after: String? = nil,
        limit: Int = 50
    ) {
        self.text = text
        self.jurisdiction = jurisdiction
        self.kind = kind
        self.year = year
        self.after = after
        self.limit = limit
    }
}

/// One building in a list.
public struct BuildingSummary: Sendable {
    /// The internal id.
    public let id: Building.ID
    /// The register's content.
    public let registration: BuildingRegistration
    /// Revision of the register's content, 1 for the first.
    public let revision: Int
    /// Whether it was generated.
    public let isSynthetic: Bool
    /// Its statistical unit.
    public let jurisdiction: Jurisdiction?
    /// The account of the queried year (the last one with data by default).
    public let summary: AccountSummary
}

/// One building.
public struct BuildingDetail: Sendable {
    /// List facts and the year's account.
    public let building: BuildingSummary
    /// The functional zone it lies in as well.
    public let functionalZone: Jurisdiction?
    /// All codes with scheme and validity.
    public let codes: [DatedCode]
    /// The year shown.
    public let year: CivilYear
    /// January to December: what was consumed by item.
    public let months: [BuildingMonth]
    /// Meters.
    public let meters: [MeterSummary]
}

/// A code of an outside register with its validity.
public struct DatedCode: Sendable {
    /// The scheme, such as `register`; its words stand under `code.scheme.<scheme>`.
    public let scheme: String
    /// The code.
    public let code: String
    /// First day it holds.
    public let validFrom: CivilDay?
    /// First day it no longer holds.
    public let validTo: CivilDay?
}

/// A building's month by item and scope.
public struct BuildingMonth: Sendable {
    /// The month.
    public let month: CivilMonth
    /// Amounts by carrier, resolved along the item tree; empty where there is no data.
    public let breakdowns: [EnergyCarrier: ItemBreakdown]
    /// The month's account.
    public let account: OperationalAccount
}
