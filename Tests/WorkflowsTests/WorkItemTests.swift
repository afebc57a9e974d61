import Access
import Store
import Testing
import Units

@testable import Workflows

@Suite("Work items of a bureau")
struct WorkItemTests {
    private func principal(_ person: Person.ID, _ role: Role, organisation: Int64? = nil) -> Principal {
        let grant = RoleGrant(
            id: 1,
            role: role,
            organisation: organisation.map(Organisation.ID.init(rawValue:)),
            scope: .all
        )
        return Principal(person: person, name: "", proof: .session("s"), grants: [grant])
    }

    @Test("auditors read every item and touch none")
    func auditor() async throws {
        let door = try await Door()
        let wang = try await door.active("wang")
        let item = try #require(
            try await door.store.openWorkItem(
                WorkItemDraft(kind: "import.failed", object: ("job", 1), evidence: ["a"], person: wang),
                now: door.clock.now
            )
        )
        let auditor = principal(try await door.active("lili"), .auditor)
        let detail = try #require(await door.platform.workItem(item, for: auditor))
        #expect(detail.acts.isEmpty && detail.colleagues.isEmpty)
        await #expect(throws: WorkItemRefusal.notYours) {
            try await door.platform.act(
                .commented,
                on: item,
                note: "x",
                revision: 1,
                by: Actor(kind: .person, person: auditor.person),
                as: auditor
            )
        }
        #expect(try await door.platform.owed(by: auditor) == (0, 0))
        #expect(try await door.platform.owed(by: principal(wang, .cityOfficer)) == (1, 0))
    }

    @Test("what is counted once for a page is counted anew when somebody stands in, is done so, or does something")
    func owed() async throws {
        let door = try await Door()
        let (wang, lili) = (try await door.active("wang"), try await door.active("lili"))
        let item = try #require(
            try await door.store.openWorkItem(
                WorkItemDraft(kind: "import.failed", object: ("job", 1), evidence: ["a"], person: wang),
                now: door.clock.now
            )
        )
        func owed(_ person: Person.ID) async throws -> Int {
            let reader = principal(person, .operatorEngineer)
            let counts = try await door.platform.owed(by: reader)
            return counts.open
        }
        let tomorrow = CivilDay(containing: door.clock.now).adding(days: 1)
        try await door.store.delegate(
            from: wang,
            to: lili,
            days: tomorrow...tomorrow,
            note: nil,
            by: .system,
            now: door.clock.now
        )
        // From here on nothing is written: only the days pass.
        for expected in [0, 1, 0] {
            #expect(try await owed(lili) == expected)
            #expect(try await owed(wang) == 1)
            door.clock.advance(86_400)
        }
        let reader = principal(wang, .operatorEngineer)
        let actor = Actor(kind: .person, person: wang)
        try await door.platform.act(.done, on: item, note: nil, revision: 1, by: actor, as: reader)
        #expect(try await owed(wang) == 0)
    }

    @Test("an auditor who is an officer too writes as the officer only")
    func auditingOfficer() async throws {
        let door = try await Door()
        let item = try #require(
            try await door.store.openWorkItem(
                WorkItemDraft(kind: "import.failed", object: ("job", 1), evidence: ["a"], person: door.active("wang")),
                now: door.clock.now
            )
        )
        let place = Jurisdiction.ID(rawValue: 9)
        let scope = Scope(jurisdictions: [place])
        let both = Principal(
            person: try await door.active("lili"),
            name: "",
            proof: .session("s"),
            grants: [
                RoleGrant(id: 1, role: .auditor, scope: .all),
                RoleGrant(id: 2, role: .districtOfficer, jurisdiction: place, scope: scope),
            ]
        )
        #expect(try #require(await door.platform.workItem(item, for: both)).acts.isEmpty)
        await #expect(throws: WorkItemRefusal.notYours) {
            let actor = Actor(kind: .person, person: both.person)
            try await door.platform.act(.commented, on: item, note: "x", revision: 1, by: actor, as: both)
        }
    }

    @Test("what a decision or a handing over settles is not ticked off")
    func settledElsewhere() async throws {
        let door = try await Door()
        let wang = principal(try await door.active("wang"), .cityOfficer)
        let item = try #require(
            try await door.store.openWorkItem(
                WorkItemDraft(kind: "decision.asked", object: ("decision", 1), evidence: ["a"]),
                now: door.clock.now
            )
        )
        await #expect(throws: WorkItemRefusal.settledElsewhere) {
            try await door.platform.act(
                .done,
                on: item,
                note: nil,
                revision: 1,
                by: Actor(kind: .person, person: wang.person),
                as: wang
            )
        }
    }

    @Test("somebody of an organisation knows their own colleagues only")
    func outsiders() async throws {
        let door = try await Door()
        _ = try await door.first()
        let wang = principal(try await door.active("wang"), .organisation, organisation: 7)
        #expect(try await door.platform.colleagues(of: wang).isEmpty)
        let officer = principal(try await door.active("lili"), .cityOfficer)
        #expect(try await door.platform.colleagues(of: officer).count == 1)
    }

    @Test("what others change in a list since one's last look is news, one's own changes are not")
    func news() async throws {
        let door = try await Door(withCity: true)
        let admin = try await door.first().id
        let reader = principal(admin, .systemAdministrator)
        let own = Actor(kind: .person, person: admin)
        let lists: [LookedList] = [.people, .organisations, .metering, .decisions]
        door.clock.advance(60)
        for list in lists {
            let news = try await door.platform.news(of: list, as: reader)
            #expect(news.look == nil && news.changed.isEmpty)
        }
        door.clock.advance(7_200)
        for list in lists { #expect(try await door.platform.news(of: list, as: reader).changed.isEmpty) }
        _ = try await door.platform.addPerson(login: "wang", name: "示例甲", email: nil, actor: own)
        let other = try await door.platform.addPerson(login: "lili", name: "示例乙", email: nil, actor: .console)
        _ = try await door.platform.addOrganisation(name: "甲", creditCode: nil, capacities: [], actor: own)
        let body = try await door.platform.addOrganisation(name: "乙", creditCode: nil, capacities: [], actor: .console)
        #expect(try await door.platform.news(of: .people, as: reader).changed == [try #require(other.person)])
        #expect(try await door.platform.news(of: .organisations, as: reader).changed == [body.rawValue])
    }

    @Test("a program's look leaves no mark")
    func programs() async throws {
        let door = try await Door()
        let wang = principal(try await door.active("wang"), .cityOfficer)
        let program = Principal(
            person: wang.person,
            name: "",
            proof: .token(1, isReadOnly: true),
            grants: wang.grants
        )
        _ = try await door.platform.look(at: .jobs, as: program)
        door.clock.advance(10_000)
        #expect(try await door.platform.look(at: .jobs, as: wang) == nil)
        door.clock.advance(10_000)
        #expect(try await door.platform.look(at: .jobs, as: wang) != nil)
    }
}
