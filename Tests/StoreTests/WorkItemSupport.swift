import Access
import Units

@testable import Store

extension WorkReach {
    /// Everything, as an auditor reads.
    static let everything = WorkReach(
        Principal(person: nil, name: "", proof: .console, grants: [RoleGrant(id: 1, role: .auditor, scope: .all)]),
        on: CivilDay(containing: TestStore.now)
    )
}
