import Access
import Testing
import Units

@testable import Store

@Suite("Where work items stand, for whom")
struct WorkItemRuleTests {
    /// The bureau with a second officer of 海州, 钱.
    private static func bureau() async throws -> Bureau {
        let bureau = try await Bureau()
        let place = TestStore.haizhou.rawValue
        try await bureau.test.execute(
            """
            INSERT INTO person (id, name, login, state) VALUES (5, '钱', 'qian', 'active');
            INSERT INTO role_grant (person_id, role, jurisdiction_id) VALUES (5, 'district_officer', \(place));
            """
        )
        return bureau
    }

    @Test("what one of a role does is done for all of the role, and for nobody else")
    func role() async throws {
        let bureau = try await Self.bureau()
        let item = try await bureau.open(role: .districtOfficer, in: TestStore.haizhou)
        for officer in [Person.ID.wang, .qian] { #expect(try await bureau.items(.mine, officer) == [item]) }
        try await bureau.act(.done, on: item, as: .wang)
        for officer in [Person.ID.wang, .qian] {
            #expect(try await bureau.items(.mine, officer).isEmpty)
            #expect(try await bureau.items(.done, officer) == [item])
            #expect(try await bureau.store.workItem(item, reach: bureau.reach(officer))?.state == .done)
        }
        for stranger in [Person.ID.li, .zhang] {
            for tab in WorkItemTab.allCases { #expect(try await bureau.items(tab, stranger).isEmpty) }
        }
    }

    @Test("what was handed to one of a role is no longer the others'")
    func handedOver() async throws {
        let bureau = try await Self.bureau()
        let item = try await bureau.open(role: .districtOfficer, in: TestStore.haizhou)
        try await bureau.act(.assigned(.wang), on: item, as: .wang)
        #expect(try await bureau.items(.mine, .qian).isEmpty)
        try await bureau.act(.done, on: item, as: .wang, revision: 2)
        #expect(try await bureau.items(.done, .wang) == [item])
        #expect(try await bureau.items(.done, .qian).isEmpty)
    }

    @Test("a copy is never owed, neither while the item is open nor when it is done")
    func copies() async throws {
        let bureau = try await Self.bureau()
        let item = try await bureau.open(person: .wang, due: -1, copies: [.li])
        func standing(_ tab: WorkItemTab) async throws {
            #expect(try await bureau.store.owedWorkItems(reach: bureau.reach(.li)) == (0, 0))
            for other in WorkItemTab.allCases where other != .changed {
                #expect(try await bureau.items(other, .li) == (other == tab ? [item] : []), "\(other)")
            }
        }
        try await standing(.copied)
        try await bureau.act(.done, on: item, as: .wang)
        try await standing(.copied)
    }

    @Test("while a delegation lasts both owe the item and either does it", arguments: [Person.ID.wang, .li])
    func either(does person: Person.ID) async throws {
        let bureau = try await Self.bureau()
        let item = try await bureau.open(person: .wang)
        try await bureau.store.delegate(
            from: .wang,
            to: .li,
            days: Bureau.today...Bureau.today.adding(days: 1),
            note: nil,
            by: Actor(kind: .person, person: .wang),
            now: Bureau.now
        )
        for reader in [Person.ID.wang, .li] { #expect(try await bureau.items(.mine, reader, daysLater: 1) == [item]) }
        // Its last day is over: it lies with the one who delegated, and nobody else.
        #expect(try await bureau.items(.mine, .li, daysLater: 2).isEmpty)
        #expect(try await bureau.store.workItem(item, reach: bureau.reach(.li, daysLater: 2)) == nil)
        #expect(try await bureau.items(.mine, .wang, daysLater: 2) == [item])
        try await bureau.act(.done, on: item, as: person)
        for reader in [Person.ID.wang, .li] { #expect(try await bureau.items(.mine, reader).isEmpty) }
        #expect(try await bureau.items(.done, .wang) == [item])
        #expect(try await bureau.items(.done, .li) == (person == .li ? [item] : []))
    }

    @Test("what settles an item clears it for all of the role and for their delegates")
    func settled() async throws {
        let bureau = try await Self.bureau()
        let item = try await bureau.open("k", 7, role: .districtOfficer, in: TestStore.haizhou, copies: [.zhang])
        try await bureau.store.delegate(
            from: .qian,
            to: .li,
            days: Bureau.today...Bureau.today,
            note: nil,
            by: .system,
            now: Bureau.now
        )
        for reader in [Person.ID.wang, .qian, .li] { #expect(try await bureau.items(.mine, reader) == [item]) }
        try await bureau.store.closeWorkItem(kind: "k", object: ("thing", 7), by: .system, now: Bureau.now)
        for reader in [Person.ID.wang, .qian, .li, .zhang] {
            #expect(try await bureau.items(.mine, reader).isEmpty)
            #expect(try await bureau.store.owedWorkItems(reach: bureau.reach(reader)) == (0, 0))
        }
        for officer in [Person.ID.wang, .qian] { #expect(try await bureau.items(.done, officer) == [item]) }
        #expect(try await bureau.items(.copied, .zhang) == [item])
    }

    @Test("every count is the length of its list", arguments: [Person.ID.zhang, .wang, .li, .zhao, .qian])
    func counts(reader: Person.ID) async throws {
        let bureau = try await Self.bureau()
        var object: Int64 = 0
        var random = SplitMix64(seed: 20_261_121)
        let people: [Person.ID?] = [nil, .zhang, .wang, .li, .zhao]
        for role in [Role?.none, .districtOfficer, .departmentOfficer, .cityOfficer] {
            for person in people {
                for due in [Int?.none, -2, 3] {
                    object += 1
                    let item = try await bureau.open(
                        "k",
                        object,
                        person: person,
                        role: role,
                        in: TestStore.haizhou,
                        department: role == .departmentOfficer ? 1 : nil,
                        due: due,
                        askedBy: people.randomElement(using: &random) ?? nil,
                        copies: [people.randomElement(using: &random) ?? nil].compactMap(\.self)
                    )
                    if object % 3 == 0, let person { try await bureau.act(.done, on: item, as: person) }
                    if object % 4 == 0 {
                        try await bureau.store.closeWorkItem(
                            kind: "k",
                            object: ("thing", object),
                            by: .system,
                            now: Bureau.now
                        )
                    }
                }
            }
        }
        let reach = bureau.reach(reader)
        let look = Instant(seconds: 0)
        let counts = try await bureau.store.workItemCounts(since: look, reach: reach)
        let mine = try await bureau.store.workItems(.mine, since: look, limit: 999, reach: reach)
        #expect(counts.mine == mine.count && counts.mine > 0)
        #expect(counts.overdue == mine.count { $0.due.map { $0 < Bureau.today } ?? false })
        #expect(counts.changed == (try await bureau.items(.changed, reader, since: look).count))
        #expect(counts.copied == (try await bureau.items(.copied, reader, since: look).count))
        #expect(counts.done == (try await bureau.items(.done, reader, since: look).count) && counts.done > 0)
        // What the rail shows on every page.
        #expect(try await bureau.store.owedWorkItems(reach: reach) == (counts.mine, counts.overdue))
    }
}
