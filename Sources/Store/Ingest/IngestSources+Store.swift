package import Access
import Foundation
import GRDB
package import Units

/// A source as stored (采集来源), with what has come from it.
package struct IngestSourceRecord: Sendable {
    package let source: IngestSource
    package let createdAt: Instant
    package let closedAt: Instant?
    /// When its last batch came in.
    package let lastAt: Instant?
    /// Readings accepted, those that were there already among them.
    package let readings: Int64
    /// Rows refused.
    package let refused: Int64
    /// When its last token ends; `nil` where none can be used.
    package let tokenExpires: Instant?
}

/// What came from a source within a minute (分钟入库合计).
package struct IngestSum: Sendable, Hashable {
    package var batches: Int64 = 0
    package var readings: Int64 = 0
    package var inserted: Int64 = 0
    package var superseded: Int64 = 0
    package var unchanged: Int64 = 0
    package var refused: Int64 = 0
    package var bytes: Int64 = 0
    /// When the last of it came in.
    package var lastAt: Instant

    package init(at instant: Instant) { lastAt = instant }
}

extension Store {
    /// Registers a source with its first token and the record under which its readings are kept.
    ///
    /// - Throws: `PeopleRefusal.held` where the name is taken, `.notFound` where its reach names nothing.
    package func addIngestSource(
        name: String,
        kind: IngestSource.Kind,
        reach: IngestSource.Reach,
        tokenHash: [UInt8],
        expires: Instant,
        by actor: Actor,
        now: Instant
    ) async throws -> Int64 {
        try await writer.write { db in
            guard try Row.fetchOne(db, sql: "SELECT 1 FROM ingest_source WHERE name = ?", arguments: [name]) == nil
            else {
                throw PeopleRefusal.held
            }
            let columns = reach.columns
            for (table, id) in columns where id != nil {
                let found = try Row.fetchOne(db, sql: "SELECT 1 FROM \(table) WHERE id = ?", arguments: [id])
                guard found != nil else { throw PeopleRefusal.notFound }
            }
            let record = try Self.insertSource(kind: "import", name: name, person: actor.person, now: now, db)
            try db.execute(
                sql: """
                    INSERT INTO ingest_source (name, kind, jurisdiction_id, organisation_id, building_id, source_id, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    name, kind.rawValue, columns[0].id, columns[1].id, columns[2].id, record, now.seconds,
                ]
            )
            let id = db.lastInsertedRowID
            try Self.insertIngestToken(tokenHash, of: id, expires: expires, now: now, db)
            let bounds = columns.compactMap { table, id in id.map { AuditEvent.Change(table, after: String($0)) } }
            let event = AuditEvent(
                actor,
                "source.add",
                object: ("source", String(id)),
                changes: [
                    AuditEvent.Change("name", after: name), AuditEvent.Change("source_kind", after: kind.rawValue),
                    AuditEvent.Change("expires", after: expires.iso8601),
                ] + bounds
            )
            try Self.record(event, now: now, db)
            return id
        }
    }

    /// Gives a source another token; those before it end within a day, so that the machine can be told.
    package func addIngestToken(
        _ hash: [UInt8],
        of source: Int64,
        expires: Instant,
        by actor: Actor,
        now: Instant
    ) async throws {
        try await writer.write { db in
            try Self.checkOpen(source, db)
            let end = now.adding(seconds: 86_400).seconds
            try db.execute(
                sql: """
                    UPDATE ingest_token SET expires_at = min(expires_at, ?)
                    WHERE ingest_source_id = ? AND revoked_at IS NULL AND expires_at > ?
                    """,
                arguments: [end, source, now.seconds]
            )
            try Self.insertIngestToken(hash, of: source, expires: expires, now: now, db)
            let change = AuditEvent.Change("expires", after: expires.iso8601)
            let event = AuditEvent(actor, "source.token", object: ("source", String(source)), changes: [change])
            try Self.record(event, now: now, db)
        }
    }

    /// Closes a source: its tokens open nothing any more, and what it sent stays.
    package func closeIngestSource(_ id: Int64, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            try Self.checkOpen(id, db)
            try db.execute(sql: "UPDATE ingest_source SET closed_at = ? WHERE id = ?", arguments: [now.seconds, id])
            try db.execute(
                sql: "UPDATE ingest_token SET revoked_at = ? WHERE ingest_source_id = ? AND revoked_at IS NULL",
                arguments: [now.seconds, id]
            )
            let change = AuditEvent.Change("tokens_revoked", after: String(db.changesCount))
            try Self.record(
                AuditEvent(actor, "source.close", object: ("source", String(id)), changes: [change]),
                now: now,
                db
            )
        }
    }

    private static func checkOpen(_ id: Int64, _ db: Database) throws {
        let row = try Row.fetchOne(db, sql: "SELECT closed_at FROM ingest_source WHERE id = ?", arguments: [id])
        guard let row else { throw PeopleRefusal.notFound }
        guard row["closed_at"] == nil else { throw PeopleRefusal.state }
    }

    private static func insertIngestToken(
        _ hash: [UInt8],
        of source: Int64,
        expires: Instant,
        now: Instant,
        _ db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO ingest_token (hash, ingest_source_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
            arguments: [Data(hash), source, now.seconds, expires.seconds]
        )
    }

    /// The source of a token's hash as long as the token can be used.
    package func ingestSource(tokenHash hash: [UInt8], now: Instant) async throws -> IngestSource? {
        try await writer.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT source.* FROM ingest_token token JOIN ingest_source source ON source.id = token.ingest_source_id
                    WHERE hash = ? AND revoked_at IS NULL AND expires_at > ? AND closed_at IS NULL
                    """,
                arguments: [Data(hash), now.seconds]
            ).map { try IngestSource(row: $0, db) }
        }
    }

    /// All sources, those in use first, by name; or one.
    package func ingestSources(_ id: Int64? = nil, now: Instant) async throws -> [IngestSourceRecord] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT source.*, (SELECT max(expires_at) FROM ingest_token token
                        WHERE token.ingest_source_id = source.id AND revoked_at IS NULL AND expires_at > ?1) AS expires
                    FROM ingest_source source WHERE ?2 IS NULL OR id = ?2 ORDER BY closed_at IS NOT NULL, name
                    """,
                arguments: [now.seconds, id]
            ).map { row in
                IngestSourceRecord(
                    source: try IngestSource(row: row, db),
                    createdAt: Instant(seconds: row["created_at"]),
                    closedAt: (row["closed_at"] as Int64?).map(Instant.init(seconds:)),
                    lastAt: (row["last_at"] as Int64?).map(Instant.init(seconds:)),
                    readings: row["readings"],
                    refused: row["refused"],
                    tokenExpires: (row["expires"] as Int64?).map(Instant.init(seconds:))
                )
            }
        }
    }

    /// Keeps what came from each source within a minute, with an entry of the audit log for each.
    package func recordIngest(_ sums: [Int64: IngestSum], now: Instant) async throws {
        try await writer.write { db in
            for (source, sum) in sums.sorted(by: { $0.key < $1.key }) {
                try db.execute(
                    sql: """
                        UPDATE ingest_source SET last_at = ?, readings = readings + ?, refused = refused + ? WHERE id = ?
                        """,
                    arguments: [sum.lastAt.seconds, sum.readings, sum.refused, source]
                )
                let event = AuditEvent(
                    Actor(kind: .token),
                    "source.send",
                    object: ("source", String(source)),
                    changes: sum.parts.filter { $0.value != 0 }.map {
                        AuditEvent.Change($0.name, after: String($0.value))
                    }
                )
                try Self.record(event, now: now, db)
            }
        }
    }
}

extension IngestSum {
    fileprivate var parts: [(name: String, value: Int64)] {
        [
            ("batches", batches), ("inserted", inserted), ("superseded", superseded), ("unchanged", unchanged),
            ("rejected", refused), ("bytes", bytes),
        ]
    }
}

extension IngestSource.Reach {
    /// The tables that it may name, in the order of the columns, with the number in the one that it does.
    fileprivate var columns: [(table: String, id: Int64?)] {
        var ids: [Int64?] = [nil, nil, nil]
        switch self {
        case .city: break
        case .jurisdiction(let id): ids[0] = id.rawValue
        case .organisation(let id): ids[1] = id.rawValue
        case .building(let id): ids[2] = id
        }
        return Array(zip(["jurisdiction", "organisation", "building"], ids))
    }
}

extension IngestSource {
    fileprivate init(row: Row, _ db: Database) throws {
        let reach: Reach
        let scope: Scope
        if let id = row["jurisdiction_id"] as Int64? {
            reach = .jurisdiction(Jurisdiction.ID(rawValue: id))
            scope = try Scope(below: Jurisdiction.ID(rawValue: id), db)
        } else if let id = row["organisation_id"] as Int64? {
            reach = .organisation(Organisation.ID(rawValue: id))
            scope = Scope(jurisdictions: [], organisations: [Organisation.ID(rawValue: id)])
        } else if let id = row["building_id"] as Int64? {
            reach = .building(id)
            scope = Scope(jurisdictions: [], buildings: [id])
        } else {
            reach = .city
            scope = .all
        }
        self.init(
            id: row["id"],
            name: row["name"],
            kind: Kind(rawValue: row["kind"]) ?? .gateway,
            reach: reach,
            scope: scope,
            record: row["source_id"]
        )
    }
}
