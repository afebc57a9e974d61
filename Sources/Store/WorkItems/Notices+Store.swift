import Access
import FoundationEssentials
import GRDB
package import Units

/// A notice that waits to be sent (通知).
package struct WaitingNotice: Sendable, Identifiable {
    /// The way it goes.
    package enum Channel: String, Sendable, CaseIterable { case mail, webhook }

    package let id: Int64
    package let channel: Channel
    /// How often it has been tried.
    package let attempts: Int
    /// Where mail goes; `nil` for the webhook.
    package let address: String?
    package let item: Int64
    package let kind: String
    package let evidence: [String]
    package let due: CivilDay?
    package let createdAt: Instant
}

extension Store {
    /// Settles which notices are made from now on; a change leaves those that wait.
    package func open(channels: Set<WaitingNotice.Channel>) async throws {
        try await writer.write { db in
            try db.execute(sql: "DELETE FROM notice_channel")
            for channel in channels {
                try db.execute(sql: "INSERT INTO notice_channel VALUES (?)", arguments: [channel.rawValue])
            }
        }
    }

    /// The ways that notices go at present.
    package func noticeChannels() async throws -> Set<WaitingNotice.Channel> {
        let stored = try await writer.read { try String.fetchAll($0, sql: "SELECT channel FROM notice_channel") }
        return Set(stored.compactMap(WaitingNotice.Channel.init(rawValue:)))
    }

    /// Notices whose time has come, oldest first.
    package func waitingNotices(
        _ channels: Set<WaitingNotice.Channel>,
        limit: Int,
        now: Instant
    ) async throws -> [WaitingNotice] {
        let ways = String(decoding: try JSONEncoder().encode(channels.map(\.rawValue)), as: UTF8.self)
        return try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT n.id, n.channel, n.attempts, p.email, i.id AS item, i.kind, i.evidence, i.due_day, i.created_at
                    FROM notice n JOIN work_item i ON i.id = n.work_item_id LEFT JOIN person p ON p.id = n.person_id
                    WHERE n.state = 'waiting' AND n.next_at <= ? AND n.channel IN (SELECT value FROM json_each(?))
                    ORDER BY n.next_at, n.id LIMIT ?
                    """,
                arguments: [now.seconds, ways, limit]
            ).compactMap(WaitingNotice.init(row:))
        }
    }

    /// Keeps that a notice went out: it never goes again.
    package func noticeSent(_ id: Int64, now: Instant) async throws {
        try await writer.write { db in
            try db.execute(
                sql: """
                    UPDATE notice SET state = 'sent', attempts = attempts + 1, error = NULL, ended_at = ? WHERE id = ?
                    """,
                arguments: [now.seconds, id]
            )
        }
    }

    /// Keeps that a notice did not go out, and when to try again; without a time it is given up.
    ///
    /// What is given up is owed to the system's administrator, one item for all of a day.
    package func noticeFailed(_ id: Int64, error: String, next: Instant?, now: Instant) async throws {
        try await writer.write { db in
            try db.execute(
                sql: """
                    UPDATE notice SET attempts = attempts + 1, error = ?, state = iif(?2 IS NULL, 'failed', 'waiting'),
                        next_at = ifnull(?2, next_at), ended_at = iif(?2 IS NULL, ?3, NULL) WHERE id = ?4
                    """,
                arguments: [error, next?.seconds, now.seconds, id]
            )
            guard next == nil else { return }
            let today = CivilDay(containing: now)
            let failed = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM notice WHERE state = 'failed' AND ended_at >= ?",
                arguments: [today.start.seconds]
            )
            try Self.openWorkItem(
                WorkItemDraft(
                    kind: "notice.failed",
                    object: ("notice", Int64(today.number)),
                    evidence: [String(failed ?? 1)],
                    role: .systemAdministrator
                ),
                now: now,
                db
            )
        }
    }
}

extension WaitingNotice {
    fileprivate init?(row: Row) {
        guard let channel = Channel(rawValue: row["channel"]) else { return nil }
        let json: String = row["evidence"]
        id = row["id"]
        self.channel = channel
        attempts = row["attempts"]
        address = row["email"]
        item = row["item"]
        kind = row["kind"]
        evidence = (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
        due = (row["due_day"] as Int?).map(CivilDay.init(number:))
        createdAt = Instant(seconds: row["created_at"])
    }
}
