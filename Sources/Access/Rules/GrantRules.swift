/// Who may hold which roles together (授权规则): three administrations on three persons, each role bound to what it is for.
public enum GrantRules {
    /// Why a grant is refused.
    public enum Refusal: String, Error, Sendable, CaseIterable {
        /// Everybody is of the public without a grant.
        case publicRole
        /// The role needs exactly the place, department, organisation or building it is for, and nothing else.
        case bound
        /// It ends before it begins, or has ended already.
        case dates
        /// A role that leaves the set-up account begins today: until then nobody would know who has it.
        case notToday
        /// The person has the role already, for the same.
        case held
        /// No two of the three administrations are one person's.
        case separation
        /// Who administers the audit log writes nothing else.
        case auditAlone
        /// Nobody grants anything to themselves.
        case oneself
        /// The account is closed, or, for the security and audit administrations, nobody has signed in with it yet.
        case state
        /// It is the last of its administration: grant it to somebody else first.
        case last
    }

    /// Roles that write business data or speak for somebody; the auditor only reads.
    private static let business: Set<Role> = [
        .cityOfficer, .districtOfficer, .departmentOfficer, .operatorEngineer, .organisation, .owner,
    ]

    /// Roles that leave the set-up account when somebody else gets them.
    public static let handedOver: Set<Role> = [.securityAdministrator, .auditAdministrator]

    /// Refuses a grant that the rules forbid.
    ///
    /// - Parameters:
    ///   - request: the grant.
    ///   - state: where the account of the person stands.
    ///   - held: the roles the person holds today or will hold.
    ///   - actor: who grants.
    /// - Throws: ``Refusal``.
    public static func check(
        _ request: GrantRequest,
        state: Person.State,
        held: Set<Role>,
        by actor: Actor
    ) throws(Refusal) {
        let role = request.role
        guard role != .public else { throw .publicRole }
        guard request.bounds == (role.bound == .nothing ? [] : [role.bound]) else { throw .bound }
        if let from = request.validFrom, let to = request.validTo, to <= from { throw .dates }
        guard actor.person != request.person else { throw .oneself }
        guard state == .active || state == .invited && !handedOver.contains(role) else { throw .state }
        try separate(held.union([role]))
    }

    /// Refuses roles that one person must not hold together.
    public static func separate(_ roles: Set<Role>) throws(Refusal) {
        guard roles.intersection(Role.administrations).count <= 1 else { throw .separation }
        guard !roles.contains(.auditAdministrator) || roles.isDisjoint(with: business) else { throw .auditAlone }
    }
}
