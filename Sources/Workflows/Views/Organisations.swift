public import Access
public import Buildings
public import Units

/// One organisation in a list (单位).
public struct OrganisationSummary: Sendable, Identifiable {
    /// The organisation.
    public let organisation: Organisation
    /// Its unified social credit code; `nil` where none is known.
    public let creditCode: UnifiedSocialCreditCode?
    /// What it acts as today.
    public let capacities: [Organisation.Capacity]
    /// Number of buildings it owns, uses or answers for today.
    public let buildingCount: Int

    /// The organisation's number.
    public var id: Organisation.ID { organisation.id }
}

/// One organisation with its history.
public struct OrganisationDetail: Sendable {
    /// The organisation as in the list.
    public let summary: OrganisationSummary
    /// What it acts and acted as.
    public let capacities: [DatedCapacity]
    /// Buildings it has or had to do with.
    public let parties: [PartyView]
    /// People who act for it today.
    public let people: [Person]
}

/// What an organisation acts as, by date.
public struct DatedCapacity: Hashable, Sendable {
    /// The capacity.
    public let capacity: Organisation.Capacity
    /// First day; `nil` from the beginning.
    public let validFrom: CivilDay?
    /// First day no longer; `nil` without end.
    public let validTo: CivilDay?
}

/// Who a building belongs to or who answers for it, by date (责任主体).
public struct PartyView: Sendable {
    /// The building.
    public let building: BuildingName
    /// As what.
    public let role: BuildingPartyRole
    /// The organisation.
    public let organisation: Organisation
    /// First day; `nil` from the beginning.
    public let validFrom: CivilDay?
    /// First day no longer; `nil` without end.
    public let validTo: CivilDay?
}
