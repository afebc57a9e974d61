package import Access
import GRDB
package import Units

extension Jurisdiction.ID {
    /// The first id of places that came in by file (导入的辖区); what ships with the program has lower ones.
    package static let firstImported = Jurisdiction.ID(rawValue: 1_000_000)

    /// Whether the place came in by file.
    package var isImported: Bool { self >= .firstImported }
}

/// A place of an import with the places that it was made from (导入辖区).
package struct PlaceDraft: Sendable, Hashable {
    /// The place as it is to be; its id is ``Jurisdiction/ID/isImported``.
    package let place: Jurisdiction
    /// The places that became this one.
    package let predecessors: Set<Jurisdiction.ID>

    /// Creates a draft.
    package init(_ place: Jurisdiction, predecessors: Set<Jurisdiction.ID>) {
        self.place = place
        self.predecessors = predecessors
    }
}

extension Store {
    /// Keeps places, all or none; what is there already changes nothing.
    ///
    /// - Parameters:
    ///   - drafts: places with ids of their own, a city before its districts.
    ///   - actor: who imports them.
    ///   - now: the present.
    /// - Returns: which of them are new or changed, in the order given.
    /// - Throws: a database error.
    package func keep(places drafts: [PlaceDraft], by actor: Actor, now: Instant) async throws -> [Bool] {
        try await writer.write { db in
            let before = try drafts.map { try Self.draft($0.place.id, db) }
            for draft in drafts { try Self.upsert(draft.place, db) }
            // Only now, since one of the file may be made from another of it.
            for draft in drafts { try Self.replacePredecessors(of: draft, db) }
            let outcomes = zip(drafts, before).map { $0 != $1 }
            for (draft, old) in zip(drafts, before) where draft != old {
                let event = AuditEvent(
                    actor,
                    old == nil ? "place.add" : "place.change",
                    object: ("jurisdiction", String(draft.place.id.rawValue)),
                    changes: try Self.changes(from: old, to: draft, db)
                )
                try Self.record(event, now: now, db)
            }
            if outcomes.contains(true) { try Self.raiseGeneration(db) }
            return outcomes
        }
    }

    private static func draft(_ id: Jurisdiction.ID, _ db: Database) throws -> PlaceDraft? {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM jurisdiction WHERE id = ?", arguments: [id.rawValue])
        guard let place = row.flatMap(Jurisdiction.init(row:)) else { return nil }
        let predecessors = try Int64.fetchSet(
            db,
            sql: "SELECT predecessor_id FROM jurisdiction_predecessor WHERE jurisdiction_id = ?",
            arguments: [id.rawValue]
        )
        return PlaceDraft(place, predecessors: Set(predecessors.map(Jurisdiction.ID.init(rawValue:))))
    }

    private static func replacePredecessors(of draft: PlaceDraft, _ db: Database) throws {
        let id = draft.place.id.rawValue
        try db.execute(sql: "DELETE FROM jurisdiction_predecessor WHERE jurisdiction_id = ?", arguments: [id])
        for predecessor in draft.predecessors.sorted() {
            try db.execute(
                sql: "INSERT INTO jurisdiction_predecessor VALUES (?, ?)",
                arguments: [id, predecessor.rawValue]
            )
        }
    }

    private static func changes(
        from old: PlaceDraft?,
        to new: PlaceDraft,
        _ db: Database
    ) throws -> [AuditEvent.Change] {
        let (before, after) = (old?.place, new.place)
        let changes: [AuditEvent.Change] = [
            .init("kind", before: before?.kind.rawValue, after: after.kind.rawValue),
            .init("division_code", before: before?.divisionCode, after: after.divisionCode),
            .init("name", before: before?.name, after: after.name),
            .init("english_name", before: before?.englishName, after: after.englishName),
            .init(
                "jurisdiction",
                before: before?.parent.map { String($0.rawValue) },
                after: after.parent.map { String($0.rawValue) }
            ),
            .init("valid_from", before: before?.validFrom?.description, after: after.validFrom?.description),
            .init("valid_to", before: before?.validTo?.description, after: after.validTo?.description),
            .init(
                "predecessors",
                before: try old.flatMap { try names(of: $0.predecessors, db) },
                after: try names(of: new.predecessors, db)
            ),
        ]
        return changes.filter { $0.before != $0.after }
    }

    private static func names(of places: Set<Jurisdiction.ID>, _ db: Database) throws -> String? {
        let names = try places.sorted().compactMap { place in
            try String.fetchOne(db, sql: "SELECT name FROM jurisdiction WHERE id = ?", arguments: [place.rawValue])
        }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}
