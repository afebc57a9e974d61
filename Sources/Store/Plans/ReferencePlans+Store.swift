package import Access
import GRDB
package import Units

/// The plan of another place, kept to hold one's own against (对照方案).
package struct ReferencePlan: Sendable {
    package let id: Int64
    /// Whose plan it is, as the person who brought it says.
    package let place: String
    package let title: String
    package let importedAt: Instant
}

extension Store {
    /// How many are kept at most: each is read anew when they are compared.
    package static let mostReferencePlans = 50

    /// The plans of other places, by place and title.
    package func referencePlans() async throws -> [ReferencePlan] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, place, title, created_at FROM reference_plan WHERE ended_at IS NULL ORDER BY place, title, id
                    """
            ).map(ReferencePlan.init)
        }
    }

    /// The text of a plan of another place as published; `nil` where there is none.
    package func referenceText(_ id: Int64) async throws -> String? {
        try await writer.read {
            try String.fetchOne($0, sql: "SELECT text FROM reference_plan WHERE id = ?", arguments: [id])
        }
    }

    /// Keeps a plan of another place; a corrected text of the same place and title takes the older one's place.
    ///
    /// - Returns: whether it is new: the same text changes nothing.
    /// - Throws: ``ReferencePlanError/tooMany(_:)``.
    package func keepReference(
        place: String,
        title: String,
        text: String,
        fileName: String,
        by actor: Actor,
        now: Instant
    ) async throws -> Bool {
        try await writer.write { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT id, text FROM reference_plan WHERE ended_at IS NULL AND place = ? AND title = ?",
                arguments: [place, title]
            )
            if let row, row["text"] == text { return false }
            if let row {
                try Self.end(reference: row["id"], now: now, db)
            } else {
                let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM reference_plan WHERE ended_at IS NULL") ?? 0
                guard count < Self.mostReferencePlans else {
                    throw ReferencePlanError.tooMany(Self.mostReferencePlans)
                }
            }
            let source = try Self.insertSource(kind: "import", name: fileName, person: actor.person, now: now, db)
            try db.execute(
                sql: "INSERT INTO reference_plan VALUES (NULL, ?, ?, ?, ?, ?, NULL)",
                arguments: [place, title, text, source, now.seconds]
            )
            let event = AuditEvent(
                actor,
                "plan.reference.import",
                object: ("reference_plan", "\(db.lastInsertedRowID)"),
                changes: [AuditEvent.Change("place", after: place), AuditEvent.Change("title", after: title)]
            )
            try Self.record(event, now: now, db)
            try Self.raiseGeneration(db)
            return true
        }
    }

    /// Takes a plan of another place out of the comparison; false where it is not there.
    package func removeReference(_ id: Int64, by actor: Actor, now: Instant) async throws -> Bool {
        try await writer.write { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT place, title FROM reference_plan WHERE id = ? AND ended_at IS NULL",
                arguments: [id]
            )
            guard let row else { return false }
            try Self.end(reference: id, now: now, db)
            let event = AuditEvent(
                actor,
                "plan.reference.remove",
                object: ("reference_plan", "\(id)"),
                changes: [
                    AuditEvent.Change("place", before: row["place"], after: nil),
                    AuditEvent.Change("title", before: row["title"], after: nil),
                ]
            )
            try Self.record(event, now: now, db)
            try Self.raiseGeneration(db)
            return true
        }
    }

    private static func end(reference id: Int64, now: Instant, _ db: Database) throws {
        try db.execute(sql: "UPDATE reference_plan SET ended_at = ? WHERE id = ?", arguments: [now.seconds, id])
    }
}

/// A reason why a plan of another place is not kept.
package enum ReferencePlanError: Error, Equatable {
    /// There are as many as are kept.
    case tooMany(Int)
}

extension ReferencePlan {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"],
            place: row["place"],
            title: row["title"],
            importedAt: Instant(seconds: row["created_at"])
        )
    }
}
