import GRDB
package import Units

extension Store {
    /// Makes the jurisdiction tree what the reference data says; ids are stable, so links stay.
    ///
    /// Places that came in by file stay as they are. A city among them that ships with a later version of the program
    /// stays the imported one: what belongs to it hangs on its ids.
    package func seed(jurisdictions: [Jurisdiction], predecessors: [(Jurisdiction.ID, Jurisdiction.ID)]) throws {
        try writer.write { db in
            let own = try String.fetchSet(
                db,
                sql:
                    "SELECT division_code FROM jurisdiction WHERE id >= ? AND kind = 'city' AND division_code IS NOT NULL",
                arguments: [Jurisdiction.ID.firstImported.rawValue]
            )
            var left: Set<Jurisdiction.ID> = []
            for place in jurisdictions {
                if place.divisionCode.map(own.contains) ?? false || place.parent.map(left.contains) ?? false {
                    left.insert(place.id)
                } else {
                    try Self.upsert(place, db)
                }
            }
            for (place, predecessor) in predecessors where !left.contains(place) {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO jurisdiction_predecessor VALUES (?, ?)",
                    arguments: [place.rawValue, predecessor.rawValue]
                )
            }
        }
    }

    /// Makes one place what is given.
    static func upsert(_ place: Jurisdiction, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO jurisdiction VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, division_code = excluded.division_code,
                    name = excluded.name, english_name = excluded.english_name, parent_id = excluded.parent_id,
                    valid_from = excluded.valid_from, valid_to = excluded.valid_to
                """,
            arguments: [
                place.id.rawValue, place.kind.rawValue, place.divisionCode, place.name, place.englishName,
                place.parent?.rawValue, place.validFrom?.number, place.validTo?.number,
            ]
        )
    }

    /// All jurisdictions, the abolished ones included.
    package func jurisdictions() async throws -> [Jurisdiction] {
        try await writer.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM jurisdiction ORDER BY id").compactMap(Jurisdiction.init(row:))
        }
    }

    /// The city this installation belongs to; `nil` before buildings were imported.
    package func city() async throws -> Jurisdiction? {
        try await writer.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM jurisdiction WHERE id = (SELECT value FROM setting WHERE name = 'city')"
            ).flatMap(Jurisdiction.init(row:))
        }
    }
}

extension Jurisdiction {
    /// Reads a row of `jurisdiction`.
    init?(row: Row) {
        guard let kind = Kind(rawValue: row["kind"]) else { return nil }
        self.init(
            id: ID(rawValue: row["id"]),
            kind: kind,
            divisionCode: row["division_code"],
            name: row["name"],
            englishName: row["english_name"],
            parent: (row["parent_id"] as Int64?).map(ID.init(rawValue:)),
            validFrom: (row["valid_from"] as Int?).map(CivilDay.init(number:)),
            validTo: (row["valid_to"] as Int?).map(CivilDay.init(number:))
        )
    }
}

extension Scope {
    /// An SQL condition on a column of building ids.
    func visibleBuildings(_ column: String) -> String {
        guard jurisdictions != nil else { return "1" }
        return """
            \(column) IN (SELECT building_id FROM v_building
            WHERE \(condition("jurisdiction_id", "zone_id", building: "building_id")))
            """
    }

    /// The condition on `building_id`.
    var visibleBuildings: String { visibleBuildings("building_id") }

    /// An SQL condition on columns of jurisdiction ids and, where the rows belong to buildings, on the one of their ids.
    func condition(_ columns: String..., building: String? = nil) -> String {
        guard let jurisdictions else { return "1" }
        func list(_ ids: some Sequence<Int64>) -> String { ids.sorted().map(String.init).joined(separator: ", ") }
        let places = list(jurisdictions.map(\.rawValue))
        var alternatives = columns.map { "\($0) IN (\(places))" }
        if let building {
            if !buildings.isEmpty { alternatives.append("\(building) IN (\(list(buildings)))") }
            if !organisations.isEmpty {
                alternatives.append(
                    """
                    \(building) IN (SELECT building_id FROM building_party
                    WHERE valid_to IS NULL AND organisation_id IN (\(list(organisations.map(\.rawValue)))))
                    """
                )
            }
        }
        return "(" + alternatives.joined(separator: " OR ") + ")"
    }
}
