package import Access
import GRDB
package import Units

/// Name, login and address of a person as they are to be.
package struct PersonDraft: Sendable {
    package let login: String
    package let name: String
    package let email: String?

    package init(login: String, name: String, email: String?) {
        self.login = login
        self.name = name
        self.email = email
    }
}

extension Store {
    /// Makes an account that waits for its first password.
    ///
    /// Without a link to choose it, one is made later.
    package func addPerson(
        _ draft: PersonDraft,
        link: LinkDraft?,
        by actor: Actor,
        now: Instant
    ) async throws -> Person.ID {
        try await writer.write { db in
            let id = try Self.insert(draft, state: .invited, by: actor, now: now, db)
            if let link { try Self.issue(link, to: Self.existing(id, db), now: now, db) }
            return id
        }
    }

    static func insert(
        _ draft: PersonDraft,
        state: Person.State,
        by actor: Actor,
        now: Instant,
        _ db: Database
    ) throws -> Person.ID {
        try refuseTaken(draft.login, except: nil, db)
        try db.execute(
            sql: "INSERT INTO person (login, name, email, state, created_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [draft.login, draft.name, draft.email, state.rawValue, now.seconds]
        )
        let id = Person.ID(rawValue: db.lastInsertedRowID)
        try db.execute(sql: "INSERT INTO credential (person_id) VALUES (?)", arguments: [id.rawValue])
        try record(
            "person.add",
            id,
            by: actor,
            [
                .init("login", after: draft.login, owner: id), .init("name", after: draft.name, owner: id),
                .init("email", after: draft.email, owner: id), .init("state", after: state.rawValue),
            ],
            now: now,
            db
        )
        return id
    }

    /// Changes name, login and address; refused where somebody else changed them in between.
    ///
    /// Whether notices go out by mail stays as it is where that is `nil`.
    package func editPerson(
        _ id: Person.ID,
        revision: Int,
        _ draft: PersonDraft,
        wantsMail: Bool? = nil,
        by actor: Actor,
        now: Instant
    ) async throws {
        try await writer.write { db in
            let old = try Self.existing(id, db)
            guard old.state != .erased else { throw PeopleRefusal.state }
            guard old.revision == revision else { throw PeopleRefusal.stale }
            try Self.refuseTaken(draft.login, except: id, db)
            let wanted = try Bool.fetchOne(
                db,
                sql: "SELECT wants_mail FROM person WHERE id = ?",
                arguments: [id.rawValue]
            )
            try db.execute(
                sql: """
                    UPDATE person SET login = ?, name = ?, email = ?, wants_mail = ifnull(?, wants_mail),
                        revision = revision + 1 WHERE id = ?
                    """,
                arguments: [draft.login, draft.name, draft.email, wantsMail, id.rawValue]
            )
            var changes: [AuditEvent.Change] = []
            func note(_ field: String, _ before: String?, _ after: String?, owner: Person.ID? = id) {
                if before != after { changes.append(.init(field, before: before, after: after, owner: owner)) }
            }
            note("login", old.login, draft.login)
            note("name", old.name, draft.name)
            note("email", old.email, draft.email)
            if let wantsMail { note("wants_mail", wanted?.description, wantsMail.description, owner: nil) }
            try Self.record("person.edit", id, by: actor, changes, now: now, db)
        }
    }

    /// Closes an account: its sessions and tokens end at once and for good, its history stays.
    package func disablePerson(_ id: Person.ID, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            let person = try Self.existing(id, db)
            guard person.state == .active || person.state == .invited else { throw PeopleRefusal.state }
            try Self.refuseLast(person, now: now, db)
            let tokens = try Self.revokeTokens(of: id, now: now, db)
            try Self.set(.disabled, of: person, by: actor, [tokens], now: now, db)
            try Self.endSessions(of: id, db)
            try Self.withdrawLinks(of: id, now: now, db)
        }
    }

    /// Opens a closed account again: as it was where it has a password, else waiting for a new link.
    package func enablePerson(_ id: Person.ID, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            let person = try Self.existing(id, db)
            guard person.state == .disabled else { throw PeopleRefusal.state }
            let hasPassword = try Bool.fetchOne(
                db,
                sql: "SELECT password IS NOT NULL FROM credential WHERE person_id = ?",
                arguments: [id.rawValue]
            )
            try Self.set(hasPassword == true ? .active : .invited, of: person, by: actor, now: now, db)
        }
    }

    static func set(
        _ state: Person.State,
        of person: Person,
        by actor: Actor,
        _ further: [AuditEvent.Change] = [],
        now: Instant,
        _ db: Database
    ) throws {
        guard person.state != state else { return }
        try db.execute(
            sql: "UPDATE person SET state = ?, revision = revision + 1 WHERE id = ?",
            arguments: [state.rawValue, person.id.rawValue]
        )
        let verb =
            switch state {
            case .active, .invited: person.state == .disabled ? "enable" : "activate"
            case .disabled: "disable"
            case .erased: "erase"
            }
        let change = AuditEvent.Change("state", before: person.state.rawValue, after: state.rawValue)
        try record("person." + verb, person.id, by: actor, [change] + further, now: now, db)
    }

    /// Keeps what was done to a person, and lets pages know.
    static func record(
        _ action: String,
        _ person: Person.ID,
        by actor: Actor,
        outcome: AuditEvent.Outcome = .done,
        _ changes: [AuditEvent.Change] = [],
        now: Instant,
        _ db: Database
    ) throws {
        let event = AuditEvent(
            actor,
            action,
            object: ("person", String(person.rawValue)),
            outcome: outcome,
            changes: changes
        )
        try record(event, now: now, db)
        if outcome == .done { try raiseGeneration(db) }
    }

    private static func refuseTaken(_ login: String, except id: Person.ID?, _ db: Database) throws {
        let isTaken = try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM person WHERE login = ? AND id IS NOT ?)",
            arguments: [login, id?.rawValue]
        )
        if isTaken ?? false { throw PeopleRefusal.loginTaken }
    }
}
