import Access

/// A log of random events, as the database would hold it.
struct TestLog {
    struct NoKey: Error {}

    var entries: [AuditEntry] = []

    init(count: Int) throws {
        for number in 0..<count {
            let actor = Actor(
                kind: number % 3 == 0 ? .system : .person,
                person: nil,
                address: number % 2 == 0 ? nil : "10.0.0.\(number)",
                requestID: number % 4 == 0 ? nil : "r\(number)"
            )
            let event = AuditEvent(
                actor,
                "person.change",
                object: number % 5 == 0 ? nil : ("person", "\(number)"),
                changes: [AuditEvent.Change("name", before: "a\(number)", after: nil)]
            )
            try append(event, at: 1_000_000 + Int64(number))
        }
    }

    mutating func append(_ event: AuditEvent, at: Int64) throws {
        let entry = try AuditEntry(
            event,
            sequence: Int64(entries.count + 1),
            at: at,
            previousHash: entries.last?.hash ?? AuditEntry.origin,
            key: { _ in throw NoKey() }
        )
        entries.append(entry)
    }

    func problems(_ anchors: [KeptAnchor] = []) -> [AuditChain.Problem] {
        var chain = AuditChain(anchors: anchors)
        for entry in entries { chain.add(entry) }
        return chain.finished()
    }

    func anchor(_ sequence: Int) -> KeptAnchor? {
        guard entries.indices.contains(sequence - 1) else { return nil }
        let entry = entries[sequence - 1]
        let anchor = AuditAnchor(sequence: entry.sequence, hash: entry.hash, at: entry.at)
        return KeptAnchor(anchor, source: "anchor of \(sequence)")
    }

    /// Gives entries other numbers without touching their hashes.
    mutating func renumber(from position: Int, by distance: Int64) {
        for index in entries.indices.dropFirst(position) {
            entries[index] = Altered(entries[index]).numbered(entries[index].sequence + distance).entry
        }
    }

    /// Changes an entry and makes the chain from there on anew.
    mutating func rewrite(from position: Int) {
        entries[position] = Altered(entries[position]).changing(.outcome).hashed()
        for index in entries.indices.dropFirst(position + 1) {
            var altered = Altered(entries[index])
            altered.previousHash = entries[index - 1].hash
            entries[index] = altered.entry.hashed()
        }
    }
}

/// An entry whose columns can be written, as in the database.
struct Altered {
    enum Column: CaseIterable {
        case at, actor, person, address, requestID, action, objectKind, objectID, outcome, changes, previousHash, hash
    }

    var sequence: Int64
    var at: Int64
    var actor: Actor.Kind
    var person: Person.ID?
    var address: String?
    var requestID: String?
    var action: String
    var objectKind: String?
    var objectID: String?
    var outcome: AuditEvent.Outcome
    var changes: String
    var previousHash: [UInt8]
    var hash: [UInt8]

    init(_ entry: AuditEntry) {
        sequence = entry.sequence
        at = entry.at
        actor = entry.actor
        person = entry.person
        address = entry.address
        requestID = entry.requestID
        action = entry.action
        objectKind = entry.objectKind
        objectID = entry.objectID
        outcome = entry.outcome
        changes = entry.changes
        previousHash = entry.previousHash
        hash = entry.hash
    }

    var entry: AuditEntry {
        AuditEntry(
            sequence: sequence,
            at: at,
            actor: actor,
            person: person,
            address: address,
            requestID: requestID,
            action: action,
            objectKind: objectKind,
            objectID: objectID,
            outcome: outcome,
            changes: changes,
            previousHash: previousHash,
            hash: hash
        )
    }

    func numbered(_ sequence: Int64) -> Altered {
        var altered = self
        altered.sequence = sequence
        return altered
    }

    func changing(_ column: Column) -> AuditEntry {
        var altered = self
        switch column {
        case .at: altered.at += 1
        case .actor: altered.actor = actor == .console ? .anonymous : .console
        case .person: altered.person = Person.ID(rawValue: (person?.rawValue ?? 0) + 1)
        case .address: altered.address = address == nil ? "" : nil
        case .requestID: altered.requestID = (requestID ?? "") + "x"
        case .action: altered.action += "."
        case .objectKind: altered.objectKind = objectKind == nil ? "" : nil
        case .objectID: altered.objectID = (objectID ?? "") + "1"
        case .outcome: altered.outcome = outcome == .done ? .refused : .done
        case .changes: altered.changes = changes == "[]" ? "[ ]" : "[]"
        case .previousHash: altered.previousHash[0] ^= 1
        case .hash: altered.hash[31] ^= 0x80
        }
        return altered.entry
    }
}

extension AuditEntry {
    var withoutHash: Altered {
        var altered = Altered(self)
        altered.hash = []
        return altered
    }

    /// The same content with the hash that it asks for.
    func hashed() -> AuditEntry { withoutHash.hashed() }
}

extension Altered {
    func hashed() -> AuditEntry {
        var altered = self
        altered.hash = entry.expectedHash
        return altered.entry
    }
}
