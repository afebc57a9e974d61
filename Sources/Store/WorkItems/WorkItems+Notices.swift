import GRDB
import Units

extension Store {
    /// Makes the notices of an item in the transaction that opens or hands it on.
    ///
    /// Mail goes to whom it lies with and, but for what is administrators', to their delegates, where they want mail; the
    /// webhook hears of an item once.
    static func announce(item id: Int64, isNew: Bool, now: Instant, _ db: Database) throws {
        let channels = try Set(String.fetchAll(db, sql: "SELECT channel FROM notice_channel"))
        if isNew, channels.contains("webhook") {
            try db.execute(
                sql: "INSERT INTO notice (work_item_id, channel, next_at, created_at) VALUES (?, 'webhook', ?2, ?2)",
                arguments: [id, now.seconds]
            )
        }
        guard channels.contains("mail") else { return }
        let day = CivilDay(containing: now)
        try db.execute(
            sql: """
                INSERT INTO notice (work_item_id, person_id, channel, next_at, created_at)
                SELECT ?1, p.id, 'mail', ?2, ?2 FROM person p
                WHERE p.id IS NOT (SELECT asked_by FROM work_item WHERE id = ?1) AND p.state = 'active' AND p.wants_mail AND p.email LIKE '_%@_%' AND p.id IN (
                    WITH bearer (id) AS (
                        SELECT i.person_id FROM work_item i WHERE i.id = ?1 AND i.person_id IS NOT NULL
                        UNION SELECT g.person_id FROM work_item i, role_grant g
                        WHERE i.id = ?1 AND i.person_id IS NULL AND \(WorkReach.isHolder(on: day))
                    )
                    SELECT id FROM bearer UNION SELECT d.delegate_id FROM delegation d JOIN bearer ON bearer.id = d.person_id
                    JOIN work_item i ON i.id = ?1 WHERE NOT \(WorkReach.isAdministrative) AND \(WorkReach.holds("d", on: day)))
                """,
            arguments: [id, now.seconds]
        )
    }
}
