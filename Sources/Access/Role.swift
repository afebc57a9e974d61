/// What a person may be (角色).
///
/// Administration is split three ways, so that nobody can both grant a right and hide its use.
public enum Role: String, Sendable, CaseIterable {
    /// 系统管理员: accounts, organisations, jobs, backup; no business data.
    case systemAdministrator = "system_administrator"
    /// 安全管理员: roles, locks, tokens of others.
    case securityAdministrator = "security_administrator"
    /// 审计管理员: the audit log.
    case auditAdministrator = "audit_administrator"
    /// 市级经办人.
    case cityOfficer = "city_officer"
    /// 区县经办人, within a jurisdiction.
    case districtOfficer = "district_officer"
    /// 部门经办人 (such as 市城市管理委), within a department.
    case departmentOfficer = "department_officer"
    /// 值班工程师.
    case operatorEngineer = "operator_engineer"
    /// 审计人员: reads everything, writes nothing.
    case auditor
    /// 单位用户, within an organisation.
    case organisation
    /// 业主, of one building.
    case owner
    /// 公众, without signing in.
    case `public`

    /// What a grant of the role must name besides the person.
    public enum Bound: String, Sendable { case nothing, jurisdiction, department, organisation, building }

    /// What a grant of the role must name.
    public var bound: Bound {
        switch self {
        case .districtOfficer: .jurisdiction
        case .departmentOfficer: .department
        case .organisation: .organisation
        case .owner: .building
        default: .nothing
        }
    }

    /// Whether it is one of the three administrations (三员).
    public var isAdministration: Bool { Self.administrations.contains(self) }

    /// The three administrations.
    public static let administrations: Set<Role> = [.systemAdministrator, .securityAdministrator, .auditAdministrator]
}
