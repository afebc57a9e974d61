import Access
import GRDB
import Units

extension Store {
    /// Takes a role from accounts that hold several administrations, now that somebody else has it.
    static func handOver(
        _ role: Role,
        to person: Person.ID,
        by actor: Actor,
        now: Instant,
        _ db: Database
    ) throws {
        let today = CivilDay(containing: now)
        let others = try Int64.fetchAll(
            db,
            sql: "SELECT DISTINCT person_id FROM role_grant WHERE role = ? AND person_id <> ?",
            arguments: [role.rawValue, person.rawValue]
        ).map(Person.ID.init(rawValue:))
        for other in others {
            let open = try grants(of: other, now: now, db).filter { $0.grant.isOpen(on: today) }
            guard Set(open.map(\.grant.role)).intersection(Role.administrations).count > 1 else { continue }
            for held in open where held.grant.role == role { try end(held, by: actor, now: now, db) }
            try closeSeparation(of: other, by: actor, now: now, db)
        }
    }

    /// Settles the request to hand over once the rules hold for the account.
    static func closeSeparation(of id: Person.ID, by actor: Actor, now: Instant, _ db: Database) throws {
        let today = CivilDay(containing: now)
        let roles = try grants(of: id, now: now, db).map(\.grant).filter { $0.isOpen(on: today) }.map(\.role)
        guard (try? GrantRules.separate(Set(roles))) != nil else { return }
        try closeWorkItem(kind: "access.separation", object: ("person", id.rawValue), by: actor, now: now, db)
    }

    /// Refuses to leave an administration without anybody.
    static func refuseLast(
        _ person: Person,
        of roles: Set<Role> = Role.administrations,
        now: Instant,
        _ db: Database
    ) throws {
        let today = CivilDay(containing: now)
        guard person.state == .active else { return }
        let held = Set(
            try grants(of: person.id, now: now, db).map(\.grant).filter { $0.isValid(on: today) }.map(\.role)
        )
        for role in held.intersection(roles).intersection(Role.administrations) {
            let isHeldElsewhere = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM role_grant held JOIN person ON person.id = held.person_id
                        WHERE held.role = ?1 AND person.id <> ?2 AND person.state = 'active'
                        AND ifnull(held.valid_from, ?3) <= ?3 AND ifnull(held.valid_to, ?3 + 1) > ?3)
                    """,
                arguments: [role.rawValue, person.id.rawValue, today.number]
            )
            if isHeldElsewhere != true { throw PeopleRefusal.grant(.last) }
        }
    }
}
