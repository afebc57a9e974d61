package import Access
package import Buildings
import GRDB
package import Units

/// Who a building belongs to, or who uses it or answers for it, by date (责任主体).
package struct PartyRecord: Sendable {
    package let building: Building.ID
    package let buildingCode: String
    package let buildingName: String
    package let role: BuildingPartyRole
    package let organisation: Organisation
    package let validFrom: CivilDay?
    package let validTo: CivilDay?
}

extension Store {
    /// The parties of a building, those of today first.
    package func parties(of building: Building.ID, scope: Scope) async throws -> [PartyRecord] {
        try await parties("party.building_id = \(building.rawValue)", scope: scope)
    }

    /// The buildings that an organisation has or had to do with, those of today first.
    package func parties(of organisation: Organisation.ID, scope: Scope) async throws -> [PartyRecord] {
        try await parties("party.organisation_id = \(organisation.rawValue)", scope: scope)
    }

    private func parties(_ condition: String, scope: Scope) async throws -> [PartyRecord] {
        let visible = scope.condition(
            "v_building.jurisdiction_id",
            "v_building.zone_id",
            building: "v_building.building_id"
        )
        return try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT party.*, v_building.code, v_building.name AS building_name, organisation.name AS organisation_name
                    FROM building_party party JOIN v_building ON v_building.building_id = party.building_id
                    JOIN organisation ON organisation.id = party.organisation_id
                    WHERE \(condition) AND \(visible)
                    ORDER BY party.valid_to IS NULL DESC, v_building.code, party.role, party.valid_from DESC LIMIT 1000
                    """
            ).compactMap(PartyRecord.init(row:))
        }
    }

    /// Gives a building another owner, user or responsible party from a day on, or none; refused where it is not the
    /// expected one's any more.
    package func setParty(
        _ role: BuildingPartyRole,
        of building: Building.ID,
        organisation: Organisation.ID?,
        from day: CivilDay,
        replacing expected: Organisation.ID? = nil,
        by actor: Actor,
        now: Instant
    ) async throws {
        try await writer.write { db in
            guard
                try Bool.fetchOne(
                    db,
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM building WHERE id = ?1)
                        AND (?2 IS NULL OR EXISTS (SELECT 1 FROM organisation WHERE id = ?2))
                        """,
                    arguments: [building.rawValue, organisation?.rawValue]
                ) == true
            else { throw PeopleRefusal.notFound }
            let current = try Row.fetchOne(
                db,
                sql: """
                    SELECT organisation_id, valid_from FROM building_party
                    WHERE building_id = ? AND role = ? AND valid_to IS NULL
                    """,
                arguments: [building.rawValue, role.rawValue]
            )
            let before = current?[0] as Int64?
            if let expected, before != expected.rawValue { throw PeopleRefusal.stale }
            guard before != organisation?.rawValue else { throw PeopleRefusal.held }
            // What was once true stays: a change reaches back no further than the one before it, and not into tomorrow.
            if day > CivilDay(containing: now) { throw PeopleRefusal.dates }
            if let began = current?[1] as Int?, day.number < began { throw PeopleRefusal.dates }
            _ = try Self.replaceCurrent(
                "building_party",
                building: building.rawValue,
                role: role.rawValue,
                column: "organisation_id",
                value: organisation?.rawValue,
                from: day,
                db
            )
            let event = AuditEvent(
                actor,
                "building.party",
                object: ("building", String(building.rawValue)),
                changes: [
                    .init(
                        role.rawValue,
                        before: before.map { String($0) },
                        after: organisation.map { String($0.rawValue) }
                    ),
                    .init("valid_from", after: day.description),
                ]
            )
            try Self.record(event, now: now, db)
            try Self.raiseGeneration(db)
        }
    }

    /// People in use who hold a role for an organisation today.
    package func people(of organisation: Organisation.ID, now: Instant) async throws -> [Person] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT person.* FROM person JOIN role_grant held ON held.person_id = person.id
                    WHERE held.organisation_id = ?1 AND person.state IN ('invited', 'active')
                    AND ifnull(held.valid_from, ?2) <= ?2 AND ifnull(held.valid_to, ?2 + 1) > ?2 ORDER BY person.login
                    """,
                arguments: [organisation.rawValue, CivilDay(containing: now).number]
            ).map(Person.init(row:))
        }
    }
}

extension PartyRecord {
    fileprivate init?(row: Row) {
        guard let role = BuildingPartyRole(rawValue: row["role"]) else { return nil }
        building = Building.ID(rawValue: row["building_id"])
        buildingCode = row["code"] ?? ""
        buildingName = row["building_name"]
        self.role = role
        organisation = Organisation(
            id: Organisation.ID(rawValue: row["organisation_id"]),
            name: row["organisation_name"]
        )
        validFrom = (row["valid_from"] as Int?).map(CivilDay.init(number:))
        validTo = (row["valid_to"] as Int?).map(CivilDay.init(number:))
    }
}
