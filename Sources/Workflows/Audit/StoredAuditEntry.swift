import Access
import Units

/// An entry of the audit log as stored: its hash can be computed from it.
struct StoredAuditEntry: Codable {
    let sequence: Int64
    let at: Int64
    let actor: String
    let person_id: Int64?
    let address: String?
    let request_id: String?
    let action: String
    let object_kind: String?
    let object_id: String?
    let outcome: String
    let changes: String
    let previous_hash: String
    let hash: String

    init(_ entry: AuditEntry) {
        sequence = entry.sequence
        at = entry.at
        actor = entry.actor.rawValue
        person_id = entry.person?.rawValue
        address = entry.address
        request_id = entry.requestID
        action = entry.action
        object_kind = entry.objectKind
        object_id = entry.objectID
        outcome = entry.outcome.rawValue
        changes = entry.changes
        previous_hash = entry.previousHash.hexadecimal
        hash = entry.hash.hexadecimal
    }
}
