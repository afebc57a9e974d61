package import Access
import GRDB
package import Units

/// One thing that happened to a work item (办理记录).
package struct WorkItemRecord: Sendable {
    /// What happened: `opened`, `done`, `commented`, `returned`, `assigned`, `delegated`, `copied`, `withdrawn`.
    package let action: String
    /// Where the item stood afterwards.
    package let state: WorkItem.State
    package let note: String?
    /// Who did it; `nil` for the platform.
    package let person: Person.ID?
    /// Whom it was handed to or copied to.
    package let toPerson: Person.ID?
    /// For whom, where a delegate did it.
    package let forPerson: Person.ID?

    init(
        _ action: String,
        state: WorkItem.State,
        note: String? = nil,
        by person: Person.ID?,
        to toPerson: Person.ID? = nil,
        for forPerson: Person.ID? = nil
    ) {
        self.action = action
        self.state = state
        self.note = note
        self.person = person
        self.toPerson = toPerson
        self.forPerson = forPerson
    }
}

/// A record with its time and the names that pages show.
package struct WorkItemEvent: Sendable {
    package let at: Instant
    package let record: WorkItemRecord
    package let personName: String?
    package let toName: String?
    package let forName: String?
}

extension Store {
    /// Keeps what happened to an item.
    static func keep(_ record: WorkItemRecord, of id: Int64, now: Instant, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO work_item_record (work_item_id, at, state, note, action, person_id, to_person_id, for_person_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, now.seconds, record.state.rawValue, record.note, record.action, record.person?.rawValue,
                record.toPerson?.rawValue, record.forPerson?.rawValue,
            ]
        )
    }

    /// Lets a person follow an item.
    static func copy(item id: Int64, to person: Person.ID, now: Instant, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO work_item_copy VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [id, person.rawValue, now.seconds]
        )
    }

    /// What happened to an item, newest first; whoever may see the item may see this.
    package func workItemHistory(_ id: Int64) async throws -> [WorkItemEvent] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT r.*, p.name AS person_name, t.name AS to_name, f.name AS for_name FROM work_item_record r
                    LEFT JOIN person p ON p.id = r.person_id LEFT JOIN person t ON t.id = r.to_person_id
                    LEFT JOIN person f ON f.id = r.for_person_id WHERE r.work_item_id = ? ORDER BY r.rowid DESC LIMIT 200
                    """,
                arguments: [id]
            ).map { row in
                WorkItemEvent(
                    at: Instant(seconds: row["at"]),
                    record: WorkItemRecord(
                        row["action"],
                        state: WorkItem.State(rawValue: row["state"]) ?? .open,
                        note: row["note"],
                        by: (row["person_id"] as Int64?).map(Person.ID.init(rawValue:)),
                        to: (row["to_person_id"] as Int64?).map(Person.ID.init(rawValue:)),
                        for: (row["for_person_id"] as Int64?).map(Person.ID.init(rawValue:))
                    ),
                    personName: row["person_name"],
                    toName: row["to_name"],
                    forName: row["for_name"]
                )
            }
        }
    }

    /// The names of those who are told of an item.
    package func workItemCopies(_ id: Int64) async throws -> [(id: Person.ID, name: String)] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT p.id, p.name FROM work_item_copy c JOIN person p ON p.id = c.person_id
                    WHERE c.work_item_id = ? ORDER BY p.name, p.id
                    """,
                arguments: [id]
            ).map { (Person.ID(rawValue: $0["id"]), $0["name"]) }
        }
    }
}
