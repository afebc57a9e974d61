public import Units

/// A role somebody is to get (授权申请), with what it is bound to.
public struct GrantRequest: Hashable, Sendable {
    /// Who gets it.
    public var person: Person.ID
    /// The role.
    public var role: Role
    /// The place, for a district officer.
    public var jurisdiction: Jurisdiction.ID?
    /// The department, for a department officer.
    public var department: Department.ID?
    /// The organisation, for its user.
    public var organisation: Organisation.ID?
    /// The register number of the building, for its owner.
    public var building: Int64?
    /// First day it holds; `nil` for at once.
    public var validFrom: CivilDay?
    /// First day it no longer holds; `nil` without end.
    public var validTo: CivilDay?

    /// Creates a request.
    public init(
        person: Person.ID,
        role: Role,
        jurisdiction: Jurisdiction.ID? = nil,
        department: Department.ID? = nil,
        organisation: Organisation.ID? = nil,
        building: Int64? = nil,
        validFrom: CivilDay? = nil,
        validTo: CivilDay? = nil
    ) {
        self.person = person
        self.role = role
        self.jurisdiction = jurisdiction
        self.department = department
        self.organisation = organisation
        self.building = building
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// What it names besides the person.
    var bounds: Set<Role.Bound> {
        let named: [(Bool, Role.Bound)] = [
            (jurisdiction != nil, .jurisdiction), (department != nil, .department),
            (organisation != nil, .organisation), (building != nil, .building),
        ]
        return Set(named.filter(\.0).map(\.1))
    }
}
