import GRDB

/// A kind of thing that entries of the audit log name by its number (审计引用).
package enum AuditReference: Hashable, Sendable {
    case person, department, organisation, building, meter, jurisdiction, source

    /// The names of all such things; who was erased has none, and places have names in two languages elsewhere.
    fileprivate var names: String? {
        switch self {
        case .person: "SELECT id, name FROM person WHERE state <> 'erased'"
        case .department: "SELECT id, name FROM department"
        case .organisation: "SELECT id, name FROM organisation"
        case .building: "SELECT building_id AS id, name FROM v_building"
        case .meter:
            "SELECT meter_id AS id, code AS name FROM meter_code WHERE scheme = 'register' AND valid_to IS NULL"
        case .source: "SELECT id, name FROM ingest_source"
        case .jurisdiction: nil
        }
    }
}

extension Store {
    /// The names of some things of a kind.
    package func names(of kind: AuditReference, _ ids: Set<Int64>) async throws -> [Int64: String] {
        guard let names = kind.names, !ids.isEmpty else { return [:] }
        let list = ids.sorted().map(String.init).joined(separator: ", ")
        return try await writer.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT id, name FROM (\(names)) WHERE id IN (\(list))")
            return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
        }
    }
}
