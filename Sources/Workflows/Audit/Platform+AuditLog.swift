public import Access
import Store
import Units

extension Platform {
    /// The audit log, newest first; the cursor is the number of the last entry shown.
    public func auditLog(_ filter: AuditFilter, after: String?, limit: Int) async throws -> AuditPage {
        let limit = min(max(limit, 1), 1_000)
        let found = try await store.auditEntries(filter, before: after.flatMap { Int64($0) }, limit: limit + 1)
        let lines = try await lines(Array(found.prefix(limit)))
        return AuditPage(lines: lines, next: found.count > limit ? lines.last.map { String($0.sequence) } : nil)
    }

    /// Where the chain stands: its end, its last check, its last anchor.
    public func auditState() async throws -> AuditState {
        let verified = try await store.lastAuditEntry(action: "audit.verify")
        let anchored = try await store.lastAuditEntry(action: "audit.anchor")
        var restores = AuditFilter()
        restores.action = AuditChain.Restoration.action
        let restored = try await store.auditEntries(restores, before: nil, limit: 20)
        return AuditState(
            head: try await store.auditHead(),
            verified: try await lines([verified].compactMap(\.self)).first,
            anchored: try await lines([anchored].compactMap(\.self)).first,
            restorations: restored.reversed().compactMap(AuditChain.Restoration.init)
        )
    }

    /// Opens what people's keys still open.
    func lines(_ entries: [AuditEntry]) async throws -> [AuditLine] {
        let actors = Set(entries.compactMap(\.person))
        let names = try await store.names(of: actors)
        let owners = entries.flatMap { AuditChanges.read($0.changes) { _ in nil }.compactMap(\.owner) }
        let keys = try await store.personalKeys(of: actors.union(owners))
        return entries.map { entry in
            let ownKey = entry.person.flatMap { keys[$0] }
            return AuditLine(
                sequence: entry.sequence,
                at: Instant(seconds: entry.at),
                actor: entry.actor,
                person: entry.person,
                name: entry.person.flatMap { names[$0] },
                address: entry.address.map { text in ownKey.flatMap { PersonalSeal.open(text, key: $0) } ?? text },
                requestID: entry.requestID,
                action: entry.action,
                objectKind: entry.objectKind,
                objectID: entry.objectID,
                outcome: entry.outcome,
                changes: AuditChanges.read(entry.changes) { keys[$0] },
                hash: entry.hash.hexadecimal
            )
        }
    }
}

extension Platform {
    /// Everybody who may have acted, by name.
    public func auditPeople() async throws -> [PersonName] {
        try await store.namedPeople().map { PersonName(id: $0.id, name: $0.name) }
    }
}
