import Access
import Store

extension Platform {
    /// Entries with sealed values of people who were not erased, which their keys do not open (封存值打不开).
    func unopened(_ entries: [AuditEntry]) async throws -> [AuditEntry] {
        let sealed = entries.filter { PersonalSeal.isSealed($0.address ?? "") || $0.changes.contains("\"owner\":") }
        let changes = sealed.map { entry in AuditChanges.read(entry.changes) { _ in nil } }
        let owners = Set(sealed.compactMap(\.person)).union(changes.joined().compactMap(\.owner))
        // Keys before names: whoever is erased in between is then known as erased.
        let keys = try await store.personalKeys(of: owners)
        let kept = try await store.names(of: owners)
        func isShut(_ text: String?, _ owner: Person.ID?) -> Bool {
            guard let text, PersonalSeal.isSealed(text), let owner, kept[owner] != nil else { return false }
            return keys[owner].flatMap { PersonalSeal.open(text, key: $0) } == nil
        }
        return zip(sealed, changes).filter { entry, changes in
            isShut(entry.address, entry.person)
                || changes.contains { isShut($0.before, $0.owner) || isShut($0.after, $0.owner) }
        }.map(\.0)
    }
}
