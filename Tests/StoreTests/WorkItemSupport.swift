import Access
import Units

@testable import Store

extension WorkReach {
    /// Everything, as an auditor reads.
    static let everything = WorkReach(
        Principal(person: nil, name: "", proof: .console, grants: [RoleGrant(id: 1, role: .auditor, scope: .all)]),
        on: CivilDay(containing: TestStore.now)
    )
}

extension Person.ID {
    static let zhang = Person.ID(rawValue: 1)
    static let wang = Person.ID(rawValue: 2)
    static let li = Person.ID(rawValue: 3)
    static let zhao = Person.ID(rawValue: 4)
    /// A second officer of 海州, where a test puts one in.
    static let qian = Person.ID(rawValue: 5)
}

/// A store with officers: 张 of the city, 王 of 海州, 李 of 连云, 赵 of a department.
struct Bureau {
    static let now = TestStore.now
    static let today = CivilDay(containing: TestStore.now)

    let test: TestStore
    var store: Store { test.store }

    init() async throws {
        test = try await TestStore()
        try await test.execute(
            """
            INSERT INTO department (id, name, jurisdiction_id) VALUES (1, '市城市管理局', 1), (2, '市水务局', 1);
            INSERT INTO organisation (id, name) VALUES (1, '示例物业公司');
            INSERT INTO person (id, name, email, login, state) VALUES (1, '张', 'zhang@example.cn', 'zhang', 'active'),
                (2, '王', 'wang@example.cn', 'wang', 'active'), (3, '李', NULL, 'li', 'active'),
                (4, '赵', 'zhao@example.cn', 'zhao', 'active');
            INSERT INTO role_grant (person_id, role, jurisdiction_id, department_id) VALUES (1, 'city_officer', NULL, NULL),
                (2, 'district_officer', 2, NULL), (3, 'district_officer', 3, NULL), (4, 'department_officer', NULL, 1);
            """
        )
    }

    /// What a person reaches, on a day after today.
    func reach(_ person: Person.ID, daysLater days: Int = 0) -> WorkReach {
        let grant =
            switch person {
            case .zhang: RoleGrant(id: 1, role: .cityOfficer, scope: .all)
            case .wang, .qian: district(TestStore.haizhou)
            case .li: district(TestStore.lianyun)
            default:
                RoleGrant(id: 1, role: .departmentOfficer, department: Department.ID(rawValue: 1), scope: .all)
            }
        return WorkReach(
            Principal(person: person, name: "", proof: .session("s"), grants: [grant]),
            on: Self.today.adding(days: days)
        )
    }

    private func district(_ place: Jurisdiction.ID) -> RoleGrant {
        RoleGrant(id: 1, role: .districtOfficer, jurisdiction: place, scope: Scope(jurisdictions: [place]))
    }

    @discardableResult
    func open(
        _ kind: String = "k",
        _ object: Int64 = 1,
        person: Person.ID? = nil,
        role: Role? = nil,
        in place: Jurisdiction.ID? = nil,
        department: Int64? = nil,
        due: Int? = nil,
        askedBy: Person.ID? = nil,
        copies: [Person.ID] = []
    ) async throws -> Int64 {
        let draft = WorkItemDraft(
            kind: kind,
            object: ("thing", object),
            person: person,
            role: role,
            department: department.map(Department.ID.init(rawValue:)),
            jurisdiction: place,
            due: due.map(Self.today.adding(days:)),
            askedBy: askedBy,
            copies: copies
        )
        return try await store.openWorkItem(draft, now: Self.now) ?? 0
    }

    /// Does something as a person; `seconds` after now.
    func act(
        _ act: WorkItemAct,
        on id: Int64,
        as person: Person.ID,
        note: String? = nil,
        revision: Int = 1,
        after seconds: Int64 = 60
    ) async throws {
        try await store.act(
            act,
            on: id,
            note: note,
            revision: revision,
            by: Actor(kind: .person, person: person),
            reach: reach(person),
            now: Self.now.adding(seconds: seconds)
        )
    }

    func items(
        _ tab: WorkItemTab,
        _ person: Person.ID,
        daysLater days: Int = 0,
        since look: Instant? = nil
    ) async throws
        -> [Int64]
    {
        try await store.workItems(tab, since: look, limit: 99, reach: reach(person, daysLater: days)).map(\.id)
    }
}
