package import Buildings
import GRDB
package import Units

/// A building of an import with the places its row names.
package struct PlacedRegistration: Sendable {
    package let registration: BuildingRegistration
    package let jurisdiction: Jurisdiction.ID
    package let zone: Jurisdiction.ID?

    package init(registration: BuildingRegistration, jurisdiction: Jurisdiction.ID, zone: Jurisdiction.ID?) {
        self.registration = registration
        self.jurisdiction = jurisdiction
        self.zone = zone
    }
}

extension Store {
    /// Registers buildings, each outcome in the order given; the first one decides the city of the installation.
    ///
    /// A known register code with other content is a new revision; the same content changes nothing. A new place or
    /// party holds from `day` on and ends the one before.
    package func register(
        buildings: [PlacedRegistration],
        source: Int64,
        day: CivilDay,
        now: Instant
    ) async throws -> [RegistrationOutcome] {
        try await writer.write { db in
            if let first = buildings.first {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO setting SELECT 'city', parent_id FROM jurisdiction WHERE id = ?",
                    arguments: [first.jurisdiction.rawValue]
                )
            }
            let outcomes = try buildings.map { try Self.register($0, source: source, day: day, now: now, db) }
            try Self.raiseGeneration(db)
            return outcomes
        }
    }

    private static func register(
        _ new: PlacedRegistration,
        source: Int64,
        day: CivilDay,
        now: Instant,
        _ db: Database
    ) throws -> RegistrationOutcome {
        let known = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM v_building WHERE code = ?"),
            arguments: [new.registration.code]
        ).flatMap { try BuildingFacts(row: $0, db) }
        let id: Int64
        if let known {
            id = known.id.rawValue
        } else {
            try db.execute(sql: "INSERT INTO building (created_at) VALUES (?)", arguments: [now.seconds])
            id = db.lastInsertedRowID
            try db.execute(
                sql: "INSERT INTO building_code VALUES (?, 'register', ?, NULL, NULL)",
                arguments: [id, new.registration.code]
            )
        }
        var isChanged = false
        if known.map({ content($0.registration) != content(new.registration) }) ?? true {
            try record(
                new.registration,
                building: id,
                revision: (known?.revision ?? 0) + 1,
                source: source,
                now: now,
                db
            )
            isChanged = true
        }
        let from = known == nil ? nil : day
        let isMoved = try place(id, "statistical", new.jurisdiction, from: from, db)
        let isRezoned = try place(id, "functional", new.zone, from: from, db)
        for (role, keyPath) in BuildingFacts.parties {
            let party = new.registration[keyPath: keyPath]
            if try assign(party, role, to: id, from: from, db) { isChanged = true }
        }
        if known != nil, isMoved || isRezoned {
            try markStale(meters: "SELECT meter_id FROM meter_building WHERE building_id = \(id)", db)
        }
        return known == nil ? .added : isChanged || isMoved || isRezoned ? .revised : .unchanged
    }

    /// What a revision holds: places and parties have dated rows of their own.
    private static func content(_ registration: BuildingRegistration) -> BuildingRegistration {
        var content = registration
        content.divisionCode = nil
        content.districtName = nil
        content.functionalZone = nil
        for (_, keyPath) in BuildingFacts.parties { content[keyPath: keyPath] = nil }
        return content
    }

    private static func record(
        _ new: BuildingRegistration,
        building: Int64,
        revision: Int,
        source: Int64,
        now: Instant,
        _ db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO building_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                building, revision, new.name, new.kind.rawValue, new.grossFloorArea.squareMetres,
                new.heatedFloorArea?.squareMetres, new.completedYear?.number, new.floorsAbove, new.address,
                new.location?.longitude, new.location?.latitude, source, now.seconds,
            ]
        )
    }

    /// Ends the current row of a dated relation and begins another; a row that began the same day is replaced.
    static func replaceCurrent(
        _ table: String,
        building: Int64,
        role: String,
        column: String,
        value: Int64?,
        from: CivilDay?,
        _ db: Database
    ) throws -> Bool {
        let current = try Row.fetchOne(
            db,
            sql: "SELECT \(column), valid_from FROM \(table) WHERE building_id = ? AND role = ? AND valid_to IS NULL",
            arguments: [building, role]
        )
        if (current?[0] as Int64?) == value { return false }
        if let current {
            let began = current[1] as Int?
            let ends = from.map { day in began.map { $0 < day.number } ?? true } ?? false
            try db.execute(
                sql: (ends ? "UPDATE \(table) SET valid_to = \(from?.number ?? 0)" : "DELETE FROM \(table)")
                    + " WHERE building_id = ? AND role = ? AND valid_to IS NULL",
                arguments: [building, role]
            )
        }
        if let value {
            try db.execute(
                sql: "INSERT INTO \(table) (building_id, role, \(column), valid_from) VALUES (?, ?, ?, ?)",
                arguments: [building, role, value, from?.number]
            )
        }
        return true
    }

    private static func place(
        _ building: Int64,
        _ role: String,
        _ jurisdiction: Jurisdiction.ID?,
        from: CivilDay?,
        _ db: Database
    ) throws -> Bool {
        try replaceCurrent(
            "building_place",
            building: building,
            role: role,
            column: "jurisdiction_id",
            value: jurisdiction?.rawValue,
            from: from,
            db
        )
    }

    private static func assign(
        _ party: Party?,
        _ role: String,
        to building: Int64,
        from: CivilDay?,
        _ db: Database
    ) throws -> Bool {
        try replaceCurrent(
            "building_party",
            building: building,
            role: role,
            column: "organisation_id",
            value: try party.map { try organisation($0, db) },
            from: from,
            db
        )
    }

    /// The organisation of a party: by its credit code, else by its name; made where it is new.
    private static func organisation(_ party: Party, _ db: Database) throws -> Int64 {
        if let code = party.creditCode {
            if let known = try Int64.fetchOne(
                db,
                sql:
                    "SELECT organisation_id FROM organisation_code WHERE scheme = 'uscc' AND code = ? AND valid_to IS NULL",
                arguments: [code.text]
            ) {
                return known
            }
        } else if let known = try Int64.fetchOne(
            db,
            sql: "SELECT id FROM organisation WHERE name = ? ORDER BY id",
            arguments: [party.name]
        ) {
            return known
        }
        try db.execute(sql: "INSERT INTO organisation (name) VALUES (?)", arguments: [party.name])
        let id = db.lastInsertedRowID
        if let code = party.creditCode {
            try db.execute(
                sql: "INSERT INTO organisation_code VALUES (?, 'uscc', ?, NULL, NULL)",
                arguments: [id, code.text]
            )
        }
        return id
    }
}
