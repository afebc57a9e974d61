package import Access
import GRDB
package import Units

/// A grant with the names of what it is bound to (授权记录).
package struct GrantRecord: Sendable {
    package let person: Person.ID
    package let grant: RoleGrant
    package let departmentName: String?
    package let organisationName: String?
    package let buildingCode: String?
    package let buildingName: String?
}

extension RoleGrant {
    /// Whether it holds on a day or will hold later.
    func isOpen(on day: CivilDay) -> Bool { validTo.map { day < $0 } ?? true }
}

extension Store {
    /// All grants of a person, the ended ones included, newest first.
    package func grants(of id: Person.ID, now: Instant) async throws -> [GrantRecord] {
        try await writer.read { try Self.grants(of: id, now: now, $0) }
    }

    /// The grants of several people that hold today.
    package func currentGrants(of ids: [Person.ID], now: Instant) async throws -> [Person.ID: [GrantRecord]] {
        try await writer.read { db in
            let today = CivilDay(containing: now)
            return Dictionary(
                uniqueKeysWithValues: try Set(ids).map { id in
                    (id, try Self.grants(of: id, now: now, db).filter { $0.grant.isValid(on: today) })
                }
            )
        }
    }

    static func grants(of id: Person.ID, now: Instant, _ db: Database) throws -> [GrantRecord] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT held.*, department.name AS department_name, department.jurisdiction_id AS department_place,
                        organisation.name AS organisation_name, v_building.code AS building_code, v_building.name AS building_name
                    FROM role_grant held
                    LEFT JOIN department ON department.id = held.department_id
                    LEFT JOIN organisation ON organisation.id = held.organisation_id
                    LEFT JOIN v_building ON v_building.building_id = held.building_id
                    WHERE held.person_id = ? ORDER BY held.id DESC
                    """
            ),
            arguments: [id.rawValue]
        ).compactMap { try GrantRecord(row: $0, db) }
    }

    /// Gives a role, and takes it from the set-up account where it is one that is handed over (三员分立).
    package func grant(_ request: GrantRequest, by actor: Actor, now: Instant) async throws -> Int64 {
        try await writer.write { db in
            let today = CivilDay(containing: now)
            let handsOver = GrantRules.handedOver.contains(request.role)
            let person = try Self.existing(request.person, db)
            let open = try Self.grants(of: person.id, now: now, db).map(\.grant).filter { $0.isOpen(on: today) }
            do {
                try GrantRules.check(request, state: person.state, held: Set(open.map(\.role)), by: actor)
                if let end = request.validTo, end <= today { throw GrantRules.Refusal.dates }
                if handsOver, let from = request.validFrom, from > today { throw GrantRules.Refusal.notToday }
                if open.contains(where: { $0.isSame(as: request) }) { throw GrantRules.Refusal.held }
            } catch let refusal as GrantRules.Refusal {
                throw PeopleRefusal.grant(refusal)
            }
            try Self.refuseUnknownBound(request, db)
            let id = try Self.insert(request, by: actor, now: now, db)
            // Whoever has it for some days only stands in: it must come back to somebody.
            if handsOver, request.validTo == nil {
                try Self.handOver(request.role, to: request.person, by: actor, now: now, db)
            }
            return id
        }
    }

    /// Ends a grant today.
    package func endGrant(_ id: Int64, by actor: Actor, now: Instant) async throws {
        try await writer.write { db in
            let holder = try Int64.fetchOne(db, sql: "SELECT person_id FROM role_grant WHERE id = ?", arguments: [id])
            guard let person = try holder.map({ try Self.existing(Person.ID(rawValue: $0), db) }),
                let held = try Self.grants(of: person.id, now: now, db).first(where: { $0.grant.id == id }),
                held.grant.isOpen(on: CivilDay(containing: now))
            else { throw PeopleRefusal.notFound }
            try Self.refuseLast(person, of: [held.grant.role], now: now, db)
            try Self.end(held, by: actor, now: now, db)
            try Self.closeSeparation(of: person.id, by: actor, now: now, db)
        }
    }

    @discardableResult
    static func insert(_ request: GrantRequest, by actor: Actor, now: Instant, _ db: Database) throws -> Int64 {
        let from = request.validFrom ?? CivilDay(containing: now)
        try db.execute(
            sql: """
                INSERT INTO role_grant (person_id, role, jurisdiction_id, department_id, organisation_id, building_id,
                    valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                request.person.rawValue, request.role.rawValue, request.jurisdiction?.rawValue,
                request.department?.rawValue, request.organisation?.rawValue, request.building, from.number,
                request.validTo?.number,
            ]
        )
        let id = db.lastInsertedRowID
        let fields: [(String, String?)] = [
            ("role", request.role.rawValue), ("jurisdiction", request.jurisdiction.map { String($0.rawValue) }),
            ("department", request.department.map { String($0.rawValue) }),
            ("organisation", request.organisation.map { String($0.rawValue) }),
            ("building", request.building.map { String($0) }), ("valid_from", from.description),
            ("valid_to", request.validTo?.description),
        ]
        let changes = fields.compactMap { field, value in value.map { AuditEvent.Change(field, after: $0) } }
        try record("grant.add", request.person, by: actor, changes, now: now, db)
        return id
    }

    static func end(_ held: GrantRecord, by actor: Actor, now: Instant, _ db: Database) throws {
        let today = CivilDay(containing: now)
        // One that would end before it began has never held on any day; the audit log remembers it.
        let hasBegun = held.grant.validFrom.map { $0 < today } ?? true
        try db.execute(
            sql: (hasBegun ? "UPDATE role_grant SET valid_to = \(today.number)" : "DELETE FROM role_grant")
                + " WHERE id = ?",
            arguments: [held.grant.id]
        )
        try record(
            "grant.end",
            held.person,
            by: actor,
            [
                .init("role", before: held.grant.role.rawValue, after: nil),
                .init("valid_to", before: held.grant.validTo?.description, after: today.description),
            ],
            now: now,
            db
        )
    }

    private static func refuseUnknownBound(_ request: GrantRequest, _ db: Database) throws {
        let bounds: [(String, Int64?)] = [
            ("jurisdiction", request.jurisdiction?.rawValue), ("department", request.department?.rawValue),
            ("organisation", request.organisation?.rawValue), ("building", request.building),
        ]
        for case (let table, let id?) in bounds {
            let isKnown = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE id = ?)",
                arguments: [id]
            )
            if isKnown != true { throw PeopleRefusal.notFound }
        }
    }
}

extension RoleGrant {
    fileprivate func isSame(as request: GrantRequest) -> Bool {
        role == request.role && jurisdiction == request.jurisdiction && department == request.department
            && organisation == request.organisation && building == request.building
    }
}
