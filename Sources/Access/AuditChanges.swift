public import Crypto
import FoundationEssentials

/// What changed, as the audit log stores it (变更内容): a JSON array, personal values sealed.
public enum AuditChanges {
    private struct Stored: Codable {
        let field: String
        let before: String?
        let after: String?
        let owner: Int64?
    }

    /// Writes changes; the keys are sorted, so that equal changes give equal bytes.
    static func json(_ changes: [AuditEvent.Change], key: (Person.ID) throws -> SymmetricKey) throws -> String {
        let stored = try changes.map { change in
            let ownKey = try change.owner.map(key)
            func kept(_ text: String?) throws -> String? {
                guard let text, let ownKey else { return text }
                return try PersonalSeal.seal(text, key: ownKey)
            }
            return Stored(
                field: change.field,
                before: try kept(change.before),
                after: try kept(change.after),
                owner: change.owner?.rawValue
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(stored), as: UTF8.self)
    }

    /// Reads changes; values whose key is gone stay sealed, see ``PersonalSeal/isSealed(_:)``.
    public static func read(_ json: String, key: (Person.ID) -> SymmetricKey?) -> [AuditEvent.Change] {
        let stored = (try? JSONDecoder().decode([Stored].self, from: Data(json.utf8))) ?? []
        return stored.map { change in
            let owner = change.owner.map(Person.ID.init(rawValue:))
            let ownKey = owner.flatMap(key)
            func opened(_ text: String?) -> String? {
                guard let text, let ownKey else { return text }
                return PersonalSeal.open(text, key: ownKey) ?? text
            }
            return AuditEvent.Change(
                change.field,
                before: opened(change.before),
                after: opened(change.after),
                owner: owner
            )
        }
    }
}
