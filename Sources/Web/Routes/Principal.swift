package import Units

/// What an account may be.
package enum Role: String, Sendable, CaseIterable {
    case administrator
    case cityOfficer = "city_officer"
    case districtOfficer = "district_officer"
    case departmentOfficer = "department_officer"
    case operatorEngineer = "operator_engineer"
    case auditor
    case organisation
    case owner
    case `public`
}

extension Set<Role> {
    /// Those who work for the bureau, its districts or its operator.
    static var staff: Set<Role> {
        [.administrator, .cityOfficer, .districtOfficer, .departmentOfficer, .operatorEngineer, .auditor]
    }

    /// Those who may stop long work.
    static var operators: Set<Role> { [.administrator, .cityOfficer, .operatorEngineer] }
}

/// Who asks, and how far that reaches.
package struct Principal: Sendable {
    package let role: Role
    package let scope: Scope

    package init(role: Role, scope: Scope) {
        self.role = role
        self.scope = scope
    }

    /// Whoever sits at the machine itself: the only account until people sign in.
    static let localAdministrator = Principal(role: .administrator, scope: .all)
}
