package import Access
import FoundationEssentials
import GRDB
package import Units

/// Something that is owed (待办) as it is stored, with the names of whom it concerns.
package struct WorkItem: Sendable, Identifiable {
    /// Where it stands.
    package enum State: String, Sendable, CaseIterable { case open, done, withdrawn }

    package let id: Int64
    package let kind: String
    package let objectKind: String
    package let objectID: Int64
    package let evidence: [String]
    package let state: State
    /// Whom it names; `nil` while it waits for anybody of its role.
    package let person: Person.ID?
    package let personName: String?
    package let role: Role?
    package let jurisdiction: Jurisdiction.ID?
    package let department: String?
    package let organisation: String?
    package let askedBy: Person.ID?
    package let askedByName: String?
    package let due: CivilDay?
    package let createdAt: Instant
    package let changedAt: Instant
    /// Rises with every change, for optimistic writes.
    package let revision: Int
    /// Whether it lies with the reader.
    package let isMine: Bool
}

/// Something to be owed from now on (新增待办).
///
/// With neither a person nor a role it lies with the officers of the city.
package struct WorkItemDraft: Sendable {
    /// What is to be done, such as `import.rejected`.
    package let kind: String
    /// What it is about; the item is open once per kind and object.
    package let object: (kind: String, id: Int64)
    /// The words that its title is filled with.
    package var evidence: [String]
    /// Who owes it; `nil` for anybody of the role.
    package var person: Person.ID?
    /// The role that owes it, within the department, organisation or jurisdiction named.
    package var role: Role?
    package var department: Department.ID?
    package var organisation: Organisation.ID?
    package var jurisdiction: Jurisdiction.ID?
    /// The last day to do it.
    package var due: CivilDay?
    /// Who waits for it, and may withdraw it.
    package var askedBy: Person.ID?
    /// Who is told (抄送).
    package var copies: [Person.ID]

    package init(
        kind: String,
        object: (kind: String, id: Int64),
        evidence: [String] = [],
        person: Person.ID? = nil,
        role: Role? = nil,
        department: Department.ID? = nil,
        organisation: Organisation.ID? = nil,
        jurisdiction: Jurisdiction.ID? = nil,
        due: CivilDay? = nil,
        askedBy: Person.ID? = nil,
        copies: [Person.ID] = []
    ) {
        self.kind = kind
        self.object = object
        self.evidence = evidence
        self.person = person
        self.role = role
        self.department = department
        self.organisation = organisation
        self.jurisdiction = jurisdiction
        self.due = due
        self.askedBy = askedBy
        self.copies = copies
    }
}

extension WorkItem {
    /// Reads a row of ``WorkReach/rows(_:)``.
    init?(row: Row) {
        guard let state = State(rawValue: row["state"]) else { return nil }
        let json: String = row["evidence"]
        id = row["id"]
        kind = row["kind"]
        objectKind = row["object_kind"]
        objectID = row["object_id"]
        evidence = (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
        self.state = state
        person = (row["person_id"] as Int64?).map(Person.ID.init(rawValue:))
        personName = row["person_name"]
        role = (row["role"] as String?).flatMap(Role.init(rawValue:))
        jurisdiction = (row["jurisdiction_id"] as Int64?).map(Jurisdiction.ID.init(rawValue:))
        department = row["department_name"]
        organisation = row["organisation_name"]
        askedBy = (row["asked_by"] as Int64?).map(Person.ID.init(rawValue:))
        askedByName = row["asked_by_name"]
        due = (row["due_day"] as Int?).map(CivilDay.init(number:))
        createdAt = Instant(seconds: row["created_at"])
        changedAt = Instant(seconds: row["changed_at"])
        revision = row["revision"]
        isMine = row["is_mine"]
    }
}
