package import Access
import GRDB
package import Units

/// A scenario file of the bureau in its latest form (情景文件).
package struct ScenarioFileRow: Sendable {
    /// Its name, which others inherit from.
    package let name: String
    /// How many forms there have been.
    package let revision: Int
    /// The SHA-256 of the text, in hexadecimal.
    package let sha256: String
    /// When this form came in.
    package let createdAt: Instant
}

extension Store {
    /// Keeps a scenario file; the same text as the latest changes nothing.
    ///
    /// - Returns: its revision, and whether it is new.
    package func keepScenarioFile(
        _ name: String,
        text: String,
        sha256: String,
        by actor: Actor,
        now: Instant
    ) async throws -> (revision: Int, isNew: Bool) {
        try await writer.write { db in
            let latest = try Row.fetchOne(
                db,
                sql: "SELECT revision, sha256 FROM scenario_file WHERE name = ? ORDER BY revision DESC LIMIT 1",
                arguments: [name]
            )
            if let latest, latest["sha256"] == sha256 { return (latest["revision"], false) }
            let revision = ((latest?["revision"] as Int?) ?? 0) + 1
            try Self.keepScenarioText(text, sha256, db)
            let source = try Self.insertSource(
                kind: "import",
                name: name,
                person: actor.person,
                sha256: sha256,
                now: now,
                db
            )
            try db.execute(
                sql: "INSERT INTO scenario_file VALUES (NULL, ?, ?, ?, ?, ?)",
                arguments: [name, revision, sha256, source, now.seconds]
            )
            let event = AuditEvent(
                actor,
                "scenario.file",
                object: ("scenario_file", name),
                changes: [
                    AuditEvent.Change("sha256", after: sha256), AuditEvent.Change("revision", after: "\(revision)"),
                ]
            )
            try Self.record(event, now: now, db)
            try Self.raiseGeneration(db)
            return (revision, true)
        }
    }

    /// The bureau's scenario files in their latest form, by name.
    package func scenarioFiles() async throws -> [ScenarioFileRow] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                // The other columns are those of the row with the highest revision: an SQLite rule for a lone max().
                sql: "SELECT name, max(revision) AS revision, sha256, created_at FROM scenario_file GROUP BY name"
            ).map { row in
                ScenarioFileRow(
                    name: row["name"],
                    revision: row["revision"],
                    sha256: row["sha256"],
                    createdAt: Instant(seconds: row["created_at"])
                )
            }
        }
    }

    /// The latest text of a scenario file; `nil` where there is none of the name.
    package func scenarioText(named name: String) async throws -> (sha256: String, text: String)? {
        try await writer.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT sha256, text FROM scenario_file JOIN scenario_text USING (sha256) WHERE name = ?
                    ORDER BY revision DESC LIMIT 1
                    """,
                arguments: [name]
            ).map { ($0["sha256"], $0["text"]) }
        }
    }

    /// A text that a run was made from.
    package func scenarioText(sha256: String) async throws -> String? {
        try await writer.read {
            try String.fetchOne($0, sql: "SELECT text FROM scenario_text WHERE sha256 = ?", arguments: [sha256])
        }
    }

    static func keepScenarioText(_ text: String, _ sha256: String, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO scenario_text VALUES (?, ?) ON CONFLICT DO NOTHING",
            arguments: [sha256, text]
        )
    }
}
