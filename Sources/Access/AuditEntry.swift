public import Crypto
import FoundationEssentials

/// One entry of the audit log as it is stored, chained to the one before it (审计记录).
public struct AuditEntry: Hashable, Sendable {
    /// Its number; entries count from 1 without a gap.
    public let sequence: Int64
    /// When. [Unix s]
    public let at: Int64
    /// What kind of actor.
    public let actor: Actor.Kind
    /// The account; `nil` for console, system and anonymous.
    public let person: Person.ID?
    /// Where the request came from, sealed where it is a person's.
    public let address: String?
    /// The id of the request.
    public let requestID: String?
    /// What.
    public let action: String
    /// What kind of thing it was done to.
    public let objectKind: String?
    /// The thing.
    public let objectID: String?
    /// How it ended.
    public let outcome: AuditEvent.Outcome
    /// What changed, as JSON; see ``AuditChanges``.
    public let changes: String
    /// The hash of the entry before it; 32 zero bytes for the first.
    public let previousHash: [UInt8]
    /// The hash of this entry.
    public private(set) var hash: [UInt8]

    /// Creates an entry as it was read.
    public init(
        sequence: Int64,
        at: Int64,
        actor: Actor.Kind,
        person: Person.ID?,
        address: String?,
        requestID: String?,
        action: String,
        objectKind: String?,
        objectID: String?,
        outcome: AuditEvent.Outcome,
        changes: String,
        previousHash: [UInt8],
        hash: [UInt8]
    ) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.person = person
        self.address = address
        self.requestID = requestID
        self.action = action
        self.objectKind = objectKind
        self.objectID = objectID
        self.outcome = outcome
        self.changes = changes
        self.previousHash = previousHash
        self.hash = hash
    }

    /// Chains an event to the entry before it.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - sequence: the number of the entry.
    ///   - at: when. [Unix s]
    ///   - previousHash: the hash of the entry before it.
    ///   - key: finds the key of a person, under which that person's data is sealed.
    /// - Throws: what `key` throws, or an error where a value cannot be sealed.
    public init(
        _ event: AuditEvent,
        sequence: Int64,
        at: Int64,
        previousHash: [UInt8],
        key: (Person.ID) throws -> SymmetricKey
    ) throws {
        let actor = event.actor
        let address = try actor.address.map { text in
            try actor.person.map { try PersonalSeal.seal(text, key: key($0)) } ?? text
        }
        let changes = try AuditChanges.json(event.changes, key: key)
        self.init(
            sequence: sequence,
            at: at,
            actor: actor.kind,
            person: actor.person,
            address: address,
            requestID: actor.requestID,
            action: event.action,
            objectKind: event.objectKind,
            objectID: event.objectID,
            outcome: event.outcome,
            changes: changes,
            previousHash: previousHash,
            hash: []
        )
        hash = expectedHash
    }

    /// The hash of the first entry's predecessor.
    public static let origin = [UInt8](repeating: 0, count: 32)

    /// The hash that the content asks for: SHA-256 over every field with its length, the hash before it first.
    public var expectedHash: [UInt8] { expectedHash(numbered: sequence) }

    /// The hash that the content would ask for under another number.
    func expectedHash(numbered sequence: Int64) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: previousHash)
        let fields: [String?] = [
            String(sequence), String(at), actor.rawValue, person.map { String($0.rawValue) }, address, requestID,
            action,
            objectKind, objectID, outcome.rawValue, changes,
        ]
        for field in fields {
            // A length before each field, so that no two contents read the same; absent differs from empty.
            let bytes = field.map { Array($0.utf8) }
            hasher.update(data: Array("\(bytes.map(\.count) ?? -1):".utf8))
            hasher.update(data: bytes ?? [])
        }
        return Array(hasher.finalize())
    }
}
