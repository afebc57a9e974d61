public import Units

/// One role of one person, with what it is bound to (授权).
public struct RoleGrant: Hashable, Sendable, Identifiable {
    /// The number of the grant.
    public let id: Int64
    /// The role.
    public let role: Role
    /// The place it is bound to; `nil` where it is not bound to one.
    public let jurisdiction: Jurisdiction.ID?
    /// The department it is bound to.
    public let department: Department.ID?
    /// The organisation it is bound to.
    public let organisation: Organisation.ID?
    /// The register number of the building it is bound to.
    public let building: Int64?
    /// First day it holds; `nil` from the beginning.
    public let validFrom: CivilDay?
    /// First day it no longer holds; `nil` without end.
    public let validTo: CivilDay?
    /// How far it reaches, everything below its jurisdiction included.
    public let scope: Scope

    /// Creates a grant.
    public init(
        id: Int64,
        role: Role,
        jurisdiction: Jurisdiction.ID? = nil,
        department: Department.ID? = nil,
        organisation: Organisation.ID? = nil,
        building: Int64? = nil,
        validFrom: CivilDay? = nil,
        validTo: CivilDay? = nil,
        scope: Scope
    ) {
        self.id = id
        self.role = role
        self.jurisdiction = jurisdiction
        self.department = department
        self.organisation = organisation
        self.building = building
        self.validFrom = validFrom
        self.validTo = validTo
        self.scope = scope
    }

    /// Whether it holds on a day.
    public func isValid(on day: CivilDay) -> Bool {
        (validFrom.map { $0 <= day } ?? true) && (validTo.map { day < $0 } ?? true)
    }
}
