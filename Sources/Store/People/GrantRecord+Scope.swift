import Access
import GRDB
import Units

extension GrantRecord {
    /// Reads a row of a grant; `nil` where its role is one of a later version of the program, which then opens nothing.
    init?(row: Row, _ db: Database) throws {
        guard let role = Role(rawValue: row["role"]) else { return nil }
        let jurisdiction = (row["jurisdiction_id"] as Int64?).map(Jurisdiction.ID.init(rawValue:))
        let organisation = (row["organisation_id"] as Int64?).map(Organisation.ID.init(rawValue:))
        let building = row["building_id"] as Int64?
        let scope: Scope
        switch role.bound {
        case .nothing: scope = .all
        case .jurisdiction: scope = try jurisdiction.map { try Scope(below: $0, db) } ?? .none
        case .department:
            let place = (row["department_place"] as Int64?).map(Jurisdiction.ID.init(rawValue:))
            scope = try place.map { try Scope(below: $0, db) } ?? .none
        case .organisation: scope = Scope(jurisdictions: [], organisations: Set([organisation].compactMap { $0 }))
        case .building: scope = Scope(jurisdictions: [], buildings: Set([building].compactMap { $0 }))
        }
        person = Person.ID(rawValue: row["person_id"])
        grant = RoleGrant(
            id: row["id"],
            role: role,
            jurisdiction: jurisdiction,
            department: (row["department_id"] as Int64?).map(Department.ID.init(rawValue:)),
            organisation: organisation,
            building: building,
            validFrom: (row["valid_from"] as Int?).map(CivilDay.init(number:)),
            validTo: (row["valid_to"] as Int?).map(CivilDay.init(number:)),
            scope: scope
        )
        departmentName = row["department_name"]
        organisationName = row["organisation_name"]
        buildingCode = row["building_code"]
        buildingName = row["building_name"]
    }
}

extension Scope {
    /// A place with everything below it; everything where that is the city of this installation.
    ///
    /// A functional zone has nothing below it: it stands for the buildings that are placed in it.
    init(below place: Jurisdiction.ID, _ db: Database) throws {
        let ids = try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    WITH RECURSIVE below (id) AS (
                        SELECT ? UNION SELECT jurisdiction.id FROM jurisdiction JOIN below ON jurisdiction.parent_id = below.id)
                    SELECT id FROM below
                    """
            ),
            arguments: [place.rawValue]
        )
        let city = try Int64.fetchOne(db, sql: "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'city'")
        self =
            city.map(ids.contains) ?? false ? .all : Scope(jurisdictions: Set(ids.map(Jurisdiction.ID.init(rawValue:))))
    }
}
