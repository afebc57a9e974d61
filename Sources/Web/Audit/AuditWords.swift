import Access
import Store
import Texts
import Units
import Workflows

/// The words for what the audit log stores as names of fields, codes and numbers (审计用语).
///
/// What has no words is shown as it is stored: entries of an earlier version of the program stay readable.
struct AuditWords: Sendable {
    let names: AuditNames
    let display: Display

    private var texts: Localizer { display.texts }

    /// The name of a field.
    func field(_ name: String) -> String { words("audit.field.\(name)") ?? name }

    /// A kind of thing with its name, where it has one, or its number.
    func object(_ kind: String, _ id: String?) -> String {
        let word = words("audit.object.\(kind)") ?? kind
        guard let id else { return word }
        return "\(word) \(thing(kind, id) ?? id)"
    }

    /// What a field held.
    func value(_ text: String, of field: String, objectKind: String?) -> String {
        if let name = thing(field, text) { return name }
        return switch field {
        case "role": words("role.\(text)") ?? text
        case "roles": display.joined(text.split(separator: " ").map { words("role.\($0)") ?? String($0) })
        case "doubt": display.joined(text.split(separator: " ").map { words("audit.doubt.\($0)") ?? String($0) })
        case "capacity", "actor", "outcome", "format", "complete", "reason", "second_factor", "wants_mail",
            "is_read_only", "source_kind":
            words("\(Self.codes[field] ?? field).\(text)") ?? text
        case "cause": words("backup.cause.\(text)") ?? text
        case "state": words("\(Self.states[objectKind ?? ""] ?? "").\(text)") ?? text
        case "kind":
            words("decision.kind.\(text)") ?? words("workitem.\(text).tag") ?? words("jurisdiction.kind.\(text)")
                ?? text
        case "action": display.words(ofAction: text)
        case "rule": words("rule.\(text)") ?? text
        case "subject": subject(text)
        default: text
        }
    }

    /// Where the words of codes stand.
    private static let codes = [
        "capacity": "capacity", "actor": "audit.actor", "outcome": "audit.outcome", "format": "audit.format",
        "reason": "audit.reason", "complete": "audit.answer", "wants_mail": "audit.answer",
        "is_read_only": "audit.answer", "source_kind": "source.kind", "second_factor": "account.factor",
    ]

    /// Where the words of states stand, by the kind of thing.
    private static let states = [
        "person": "person.state", "decision": "decision.state", "job": "job.state", "workitem": "workitem.state",
    ]

    private func words(_ key: String) -> String? {
        let key = TextKey(key)
        return texts.contains(key) ? texts[key] : nil
    }

    /// The name of a thing that a field gives by number.
    private func thing(_ field: String, _ text: String) -> String? {
        guard let kind = AuditReference(field: field), let id = Int64(text) else { return nil }
        if kind == .jurisdiction { return names.places[Jurisdiction.ID(rawValue: id)].map(display.name) }
        if let name = names.name(kind, id) { return name }
        return kind == .person ? texts["audit.erased", text] : nil
    }

    /// Whose figure: `jurisdictions/3` in words.
    private func subject(_ text: String) -> String {
        let parts = text.split(separator: "/")
        guard parts.count == 2, parts[0] == "jurisdictions" else { return text }
        return thing("jurisdiction", String(parts[1])) ?? text
    }
}

extension Display {
    /// An action of the audit log in words; a refused request has those of its route.
    func words(ofAction action: String) -> String {
        for key in [TextKey("audit.action.\(action)"), TextKey("route.\(action)")] where texts.contains(key) {
            return texts[key]
        }
        return action
    }

    /// The actions of the audit log that have words of their own.
    var auditActions: [Choice] {
        let prefix = "audit.action."
        return texts.keys.filter { $0.hasPrefix(prefix) }.map { key in
            Choice(value: String(key.dropFirst(prefix.count)), text: texts[TextKey(key)], isCurrent: false)
        }
    }
}
