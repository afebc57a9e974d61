import Access
package import Store
package import Units

/// What the numbers in some entries of the audit log stand for (审计对象名称).
package struct AuditNames: Sendable {
    fileprivate let names: [AuditReference: [Int64: String]]
    /// The places by number.
    package let places: [Jurisdiction.ID: Jurisdiction]

    /// What a number stands for; `nil` where the thing is gone, or its person was erased.
    package func name(_ kind: AuditReference, _ id: Int64) -> String? { names[kind]?[id] }
}

extension AuditReference {
    /// What kind of thing a field of a change names by number; `nil` where it holds something else.
    package init?(field: String) {
        switch field {
        case "person", "delegate", "copy": self = .person
        case "department": self = .department
        case "organisation", "owner", "user", "responsible": self = .organisation
        case "building": self = .building
        case "meter": self = .meter
        case "jurisdiction": self = .jurisdiction
        case "source": self = .source
        default: return nil
        }
    }
}

extension Platform {
    /// The names of whatever some entries mention by number.
    package func auditNames(of lines: [AuditLine]) async throws -> AuditNames {
        var asked: [AuditReference: Set<Int64>] = [:]
        func ask(_ field: String, _ value: String?) {
            guard let kind = AuditReference(field: field), let id = value.flatMap({ Int64($0) }) else { return }
            asked[kind, default: []].insert(id)
        }
        for line in lines {
            if let kind = line.objectKind { ask(kind, line.objectID) }
            for change in line.changes {
                ask(change.field, change.before)
                ask(change.field, change.after)
            }
        }
        var names: [AuditReference: [Int64: String]] = [:]
        for (kind, ids) in asked { names[kind] = try await store.names(of: kind, ids) }
        return AuditNames(names: names, places: try await allJurisdictions())
    }
}
