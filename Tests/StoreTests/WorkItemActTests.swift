import Access
import GRDB
import Testing
import Units

@testable import Store

@Suite("What is done with work items")
struct WorkItemActTests {
    @Test("of two who act on the same state one wins, and the other is told")
    func race() async throws {
        let bureau = try await Bureau()
        try await bureau.test.execute("INSERT INTO role_grant (person_id, role) VALUES (4, 'city_officer')")
        let item = try await bureau.open(person: .wang)
        try await bureau.store.delegate(
            from: .wang,
            to: .li,
            days: Bureau.today...Bureau.today,
            note: nil,
            by: .system,
            now: Bureau.now
        )
        async let first: Void = bureau.act(.done, on: item, as: .wang)
        async let second: Void = bureau.act(.done, on: item, as: .li)
        var refusals: [WorkItemRefusal] = []
        do { try await first } catch let refusal as WorkItemRefusal { refusals.append(refusal) }
        do { try await second } catch let refusal as WorkItemRefusal { refusals.append(refusal) }
        #expect(refusals == [.changed(revision: 2)])
        let closings = "SELECT count(*) FROM work_item_record WHERE action = 'done'"
        #expect(try await bureau.test.count(closings) == 1)
        #expect(try await bureau.test.count("SELECT count(*) FROM audit_record WHERE action = 'workitem.done'") == 1)
    }

    @Test("an item is handed on, sent back to whoever handed it on, and done")
    func handedOn() async throws {
        let bureau = try await Bureau()
        let item = try await bureau.open(person: .wang, askedBy: .zhang)
        try await bureau.act(.assigned(.li), on: item, as: .wang)
        #expect(try await bureau.items(.mine, .wang).isEmpty)
        #expect(try await bureau.items(.done, .wang) == [item])
        #expect(try await bureau.items(.mine, .li) == [item])
        await #expect(throws: WorkItemRefusal.noteMissing) {
            try await bureau.act(.returned, on: item, as: .li, revision: 2)
        }
        try await bureau.act(.returned, on: item, as: .li, note: "不归我区", revision: 2)
        #expect(try await bureau.items(.mine, .wang) == [item])
        try await bureau.act(.done, on: item, as: .wang, note: "已改", revision: 3)
        let history = try await bureau.store.workItemHistory(item)
        #expect(history.map(\.record.action) == ["done", "returned", "assigned", "opened"])
        #expect(history.map(\.toName) == [nil, "王", "李", "王"])
        #expect(history.map(\.record.note) == ["已改", "不归我区", nil, nil])
        await #expect(throws: WorkItemRefusal.closed) {
            try await bureau.act(.commented, on: item, as: .wang, note: "x", revision: 4)
        }
    }

    @Test("whoever delegates an item keeps an eye on it")
    func delegated() async throws {
        let bureau = try await Bureau()
        let item = try await bureau.open(person: .wang)
        try await bureau.act(.delegated(.zhao), on: item, as: .wang)
        #expect(try await bureau.items(.mine, .zhao) == [item])
        #expect(try await bureau.items(.copied, .wang) == [item])
    }

    @Test("who only follows an item can neither do it nor hand it on; who asked may withdraw it")
    func follower() async throws {
        let bureau = try await Bureau()
        let item = try await bureau.open(person: .wang, askedBy: .zhang, copies: [.li])
        for act in [WorkItemAct.done, .assigned(.zhao), .withdrawn] {
            await #expect(throws: WorkItemRefusal.notYours) {
                try await bureau.act(act, on: item, as: .li, note: "x")
            }
        }
        await #expect(throws: WorkItemRefusal.notFound) { try await bureau.act(.done, on: item, as: .zhao) }
        try await bureau.act(.commented, on: item, as: .li, note: "请尽快")
        try await bureau.act(.withdrawn, on: item, as: .zhang, note: "不再需要", revision: 2)
        #expect(try await bureau.store.workItem(item, reach: .everything)?.state == .withdrawn)
    }

    @Test("what waited for a role and was done belongs to who did it")
    func doneByRole() async throws {
        let bureau = try await Bureau()
        let item = try await bureau.open(role: .districtOfficer, in: TestStore.haizhou)
        try await bureau.act(.done, on: item, as: .wang)
        #expect(try await bureau.store.workItem(item, reach: .everything)?.person == .wang)
        #expect(try await bureau.items(.done, .wang) == [item])
    }

    @Test("what settles an item closes it, and opens it anew when it is owed again")
    func settled() async throws {
        let bureau = try await Bureau()
        let first = try await bureau.open("k", 7)
        #expect(try await bureau.open("k", 7) == 0)
        let actor = Actor(kind: .person, person: .zhang)
        try await bureau.store.closeWorkItem(kind: "k", object: ("thing", 7), by: actor, now: Bureau.now)
        try await bureau.store.closeWorkItem(kind: "k", object: ("thing", 7), by: actor, now: Bureau.now)
        #expect(try await bureau.store.workItem(first, reach: .everything)?.revision == 2)
        #expect(try await bureau.open("k", 7) > first)
    }

    @Test("changes are those of others since the last look")
    func changed() async throws {
        let bureau = try await Bureau()
        let item = try await bureau.open(person: .wang, askedBy: .zhang)
        let old = try await bureau.open("k", 2, person: .zhang)
        let look = Bureau.now.adding(seconds: 30)
        try await bureau.act(.commented, on: item, as: .wang, note: "在办")
        #expect(try await bureau.items(.changed, .zhang, since: look) == [item])
        #expect(try await bureau.items(.changed, .wang, since: look).isEmpty)
        #expect(try await bureau.items(.changed, .zhang, since: nil).isEmpty)
        #expect(Set(try await bureau.items(.changed, .zhang, since: Bureau.now)) == [item, old])
    }

    @Test("the list goes on after the last item shown, by last days and then by age")
    func paging() async throws {
        let bureau = try await Bureau()
        let late = try await bureau.open("k", 1, person: .wang, due: 9)
        let undated = try await bureau.open("k", 2, person: .wang)
        let early = try await bureau.open("k", 3, person: .wang, due: -2)
        #expect(try await bureau.items(.mine, .wang) == [early, late, undated])
        let rest = try await bureau.store.workItems(
            .mine,
            since: nil,
            after: (Int64(Bureau.today.adding(days: -2).number), early),
            limit: 1,
            reach: bureau.reach(.wang)
        )
        #expect(rest.map(\.id) == [late])
    }

    @Test("looks within half an hour are one, and the one before stays")
    func looks() async throws {
        let store = try await Bureau().store
        func look(_ minutes: Int64) async throws -> Int64? {
            try await store.look(at: "inbox", by: .wang, now: Bureau.now.adding(seconds: minutes * 60))
                .map { ($0.seconds - Bureau.now.seconds) / 60 }
        }
        #expect(try await look(0) == nil)
        #expect(try await look(20) == nil)
        #expect(try await look(60) == 20)
        #expect(try await look(61) == 20)
        #expect(try await look(200) == 61)
        #expect(try await store.lastLook(at: "inbox", by: .li, now: Bureau.now) == nil)
    }
}
