import Access
import Units

extension Principal {
    /// Somebody who reads everything.
    static let auditor = Principal(
        person: nil,
        name: "auditor",
        proof: .console,
        grants: [RoleGrant(id: 1, role: .auditor, scope: .all)]
    )
}
