import Access
import Testing
import Units

@testable import Store

@Suite("Whom work items lie with")
struct WorkItemReachTests {
    @Test("an officer of one district neither sees nor counts another's items")
    func districts() async throws {
        let bureau = try await Bureau()
        let item = try await bureau.open(role: .districtOfficer, in: TestStore.haizhou, due: -1)
        #expect(try await bureau.items(.mine, .wang) == [item])
        #expect(try await bureau.store.owedWorkItems(reach: bureau.reach(.wang)) == (1, 1))
        for stranger in [Person.ID.li, .zhao] {
            for tab in WorkItemTab.allCases {
                #expect(try await bureau.items(tab, stranger, since: Instant(seconds: 0)).isEmpty)
            }
            #expect(try await bureau.store.workItem(item, reach: bureau.reach(stranger)) == nil)
            #expect(try await bureau.store.owedWorkItems(reach: bureau.reach(stranger)) == (0, 0))
            let counts = try await bureau.store.workItemCounts(
                since: Instant(seconds: 0),
                reach: bureau.reach(stranger)
            )
            #expect(counts == WorkItemCounts())
            #expect(try await bureau.store.openWorkItems(limit: 9, reach: bureau.reach(stranger)).isEmpty)
        }
    }

    @Test("a department's items lie with its own officers")
    func departments() async throws {
        let bureau = try await Bureau()
        let own = try await bureau.open(role: .departmentOfficer, department: 1)
        // Nobody holds the role there: the city stands in.
        let orphan = try await bureau.open("k", 2, role: .departmentOfficer, department: 2)
        #expect(try await bureau.items(.mine, .zhao) == [own])
        #expect(try await bureau.items(.mine, .zhang) == [orphan])
    }

    @Test("what nobody can do comes to the city, but never what administrators do")
    func standIn() async throws {
        let bureau = try await Bureau()
        let item = try await bureau.open(role: .operatorEngineer)
        let plain = try await bureau.open("k", 2)
        try await bureau.open("k", 3, role: .systemAdministrator)
        #expect(try await bureau.items(.mine, .zhang) == [item, plain])
        try await bureau.test.execute("INSERT INTO role_grant (person_id, role) VALUES (4, 'operator_engineer')")
        #expect(try await bureau.items(.mine, .zhang) == [plain])
    }

    @Test("an item of somebody whose account is closed is its role's again")
    func gone() async throws {
        let bureau = try await Bureau()
        let item = try await bureau.open(person: .li)
        #expect(try await bureau.items(.mine, .zhang).isEmpty)
        try await bureau.test.execute("UPDATE person SET state = 'disabled' WHERE id = 3")
        #expect(try await bureau.items(.mine, .zhang) == [item])
    }

    @Test("whoever asks a role does not get the item back")
    func asker() async throws {
        let bureau = try await Bureau()
        let item = try await bureau.open(role: .cityOfficer, askedBy: .zhang)
        #expect(try await bureau.items(.mine, .zhang).isEmpty)
        #expect(try await bureau.items(.copied, .zhang) == [item])
    }

    @Test("a delegate owes what the other owes, on the days agreed and on no other")
    func delegation() async throws {
        let bureau = try await Bureau()
        let named = try await bureau.open(person: .wang)
        let waiting = try await bureau.open("k", 2, role: .districtOfficer, in: TestStore.haizhou)
        let administration = try await bureau.open("k", 3, role: .securityAdministrator)
        try await bureau.test.execute("INSERT INTO role_grant (person_id, role) VALUES (2, 'security_administrator')")
        try await bureau.store.delegate(
            from: .wang,
            to: .li,
            days: Bureau.today.adding(days: 1)...Bureau.today.adding(days: 3),
            note: nil,
            by: Actor(kind: .person, person: .wang),
            now: Bureau.now
        )
        #expect(try await bureau.items(.mine, .li).isEmpty)
        #expect(try await bureau.items(.mine, .li, daysLater: 1) == [named, waiting])
        #expect(try await bureau.items(.mine, .li, daysLater: 3) == [named, waiting])
        #expect(try await bureau.items(.mine, .li, daysLater: 4).isEmpty)
        #expect(try await bureau.items(.mine, .wang, daysLater: 2).contains(administration) == false)
        let id = try #require(await bureau.store.delegations(of: .li, from: Bureau.today).first?.id)
        await #expect(throws: DelegationRefusal.notFound) {
            try await bureau.store.withdrawDelegation(id, of: .li, by: .system, now: Bureau.now)
        }
        try await bureau.store.withdrawDelegation(id, of: .wang, by: .system, now: Bureau.now)
        #expect(try await bureau.items(.mine, .li, daysLater: 2).isEmpty)
    }

    @Test("what a delegate does is recorded as done for the other")
    func delegateDoes() async throws {
        let bureau = try await Bureau()
        let named = try await bureau.open(person: .wang)
        let waiting = try await bureau.open("k", 2, role: .districtOfficer, in: TestStore.haizhou)
        try await bureau.store.delegate(
            from: .wang,
            to: .li,
            days: Bureau.today...Bureau.today,
            note: nil,
            by: .system,
            now: Bureau.now
        )
        for item in [named, waiting] {
            try await bureau.act(.done, on: item, as: .li)
            let last = try #require(await bureau.store.workItemHistory(item).first)
            #expect(last.record.person == .li)
            #expect(last.record.forPerson == .wang)
        }
        #expect(Set(try await bureau.items(.done, .wang)) == [named, waiting])
        #expect(Set(try await bureau.items(.done, .li)) == [named, waiting])
    }

    @Test(
        "delegations are refused for days gone by, to strangers, and twice over",
        arguments: [
            (Person.ID.li, -3, -1, DelegationRefusal.badDays), (.wang, 0, 1, .unknownPerson),
            (Person.ID(rawValue: 99), 0, 1, .unknownPerson), (.zhao, 5, 9, .overlaps),
        ]
    )
    func refusedDelegation(to other: Person.ID, from: Int, to: Int, refusal: DelegationRefusal) async throws {
        let bureau = try await Bureau()
        func set(_ other: Person.ID, _ from: Int, _ to: Int) async throws {
            try await bureau.store.delegate(
                from: .wang,
                to: other,
                days: Bureau.today.adding(days: from)...Bureau.today.adding(days: to),
                note: nil,
                by: .system,
                now: Bureau.now
            )
        }
        try await set(.li, 4, 5)
        await #expect(throws: refusal) { try await set(other, from, to) }
    }
}
