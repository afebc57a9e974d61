import Access

extension Set<Role> {
    /// Those who work for the bureau, its districts or its operator.
    static var staff: Set<Role> { [.cityOfficer, .districtOfficer, .departmentOfficer, .operatorEngineer, .auditor] }

    /// Those who may see buildings and their meters: staff for their places, organisations and owners for their own.
    static var readers: Set<Role> { staff.union([.organisation, .owner]) }

    /// Those who may start and stop long work.
    static var operators: Set<Role> { [.cityOfficer, .operatorEngineer] }

    /// Those who may look at long work.
    static var jobReaders: Set<Role> { operators.union([.systemAdministrator, .auditor]) }

    /// Those who may take along rows as they came in: business data, which the system's administrator does not see.
    static var rowReaders: Set<Role> { operators.union([.auditor]) }

    /// Whoever has signed in.
    static var signedIn: Set<Role> { everyone.subtracting([.public]) }

    /// Whoever asks.
    static var everyone: Set<Role> { Set(Role.allCases) }
}
