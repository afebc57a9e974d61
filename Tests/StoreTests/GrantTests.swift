import Access
import Buildings
import GRDB
import Testing
import Units

@testable import Store

@Suite("Grants as they are stored")
struct GrantTests {
    private func grant(
        _ role: Role,
        to id: Person.ID,
        in test: PeopleStore,
        by actor: Actor = .console,
        _ change: (inout GrantRequest) -> Void = { _ in }
    ) async throws -> Int64 {
        var request = GrantRequest(person: id, role: role)
        change(&request)
        return try await test.store.grant(request, by: actor, now: PeopleStore.now)
    }

    @Test("a grant reaches everything below its place, and a functional zone itself")
    func scopes() async throws {
        let test = try await PeopleStore()
        let street = Jurisdiction(
            id: Jurisdiction.ID(rawValue: 9),
            kind: .street,
            divisionCode: nil,
            name: "示例街道",
            englishName: "Street",
            parent: TestStore.haizhou
        )
        try test.store.seed(jurisdictions: [street], predecessors: [])
        try await test.store.writer.write { db in
            try db.execute(sql: "INSERT OR REPLACE INTO setting VALUES ('city', '1')")
        }
        let id = try await test.addActive("li.hua")
        let department = try #require(
            await test.store.addDepartments(
                [DepartmentDraft(name: "市城市管理局", englishName: nil, jurisdiction: TestStore.city)],
                by: .console,
                now: PeopleStore.now
            ).first
        )
        let organisation = try await test.store.addOrganisation(
            name: "示例物业",
            creditCode: nil,
            capacities: [.propertyManager],
            by: .console,
            now: PeopleStore.now
        )
        _ = try await grant(.districtOfficer, to: id, in: test) { $0.jurisdiction = TestStore.haizhou }
        _ = try await grant(.districtOfficer, to: id, in: test) { $0.jurisdiction = TestStore.zone }
        _ = try await grant(.departmentOfficer, to: id, in: test) { $0.department = department }
        _ = try await grant(.organisation, to: id, in: test) { $0.organisation = organisation }
        _ = try await grant(.auditor, to: id, in: test)
        let scopes = try await test.grants(of: id).map(\.scope)
        #expect(
            scopes == [
                .all, Scope(jurisdictions: [], organisations: [organisation]), .all,
                Scope(jurisdictions: [TestStore.zone]), Scope(jurisdictions: [TestStore.haizhou, street.id]),
            ]
        )
        await #expect(throws: PeopleRefusal.notFound) {
            try await grant(.owner, to: id, in: test) { $0.building = 4_711 }
        }
        await #expect(throws: PeopleRefusal.grant(.held)) { try await grant(.auditor, to: id, in: test) }
    }

    @Test("a grant that ends leaves its history; one of today goes without a trace but the log's")
    func ends() async throws {
        let test = try await PeopleStore()
        let id = try await test.add("li.hua")
        let old = try await grant(.auditor, to: id, in: test) {
            $0.validFrom = CivilDay(containing: PeopleStore.now).adding(days: -10)
        }
        let new = try await grant(.cityOfficer, to: id, in: test)
        for grant in [old, new] { try await test.store.endGrant(grant, by: .console, now: PeopleStore.now) }
        let left = try await test.grants(of: id)
        #expect(left.map(\.id) == [old] && left.first?.validTo == CivilDay(containing: PeopleStore.now))
        await #expect(throws: PeopleRefusal.notFound) {
            try await test.store.endGrant(old, by: .console, now: PeopleStore.now)
        }
        #expect(try await test.actions().suffix(4) == ["grant.add", "grant.add", "grant.end", "grant.end"])
    }

    @Test("an administration is never left without anybody")
    func last() async throws {
        let test = try await PeopleStore()
        let first = try await test.addActive("first")
        let second = try await test.addActive("second")
        let held = try await grant(.securityAdministrator, to: first, in: test)
        for attempt in 0..<2 {
            await #expect(throws: PeopleRefusal.grant(.last), "\(attempt)") {
                if attempt == 0 {
                    try await test.store.endGrant(held, by: .console, now: PeopleStore.now)
                } else {
                    try await test.store.disablePerson(first, by: .console, now: PeopleStore.now)
                }
            }
        }
        _ = try await grant(.securityAdministrator, to: second, in: test)
        try await test.store.disablePerson(first, by: .console, now: PeopleStore.now)
        #expect(try await test.store.person(first, now: PeopleStore.now)?.person.state == .disabled)
    }
}

@Suite("Organisations as they are stored")
struct OrganisationTests {
    private let first = UnifiedSocialCreditCode("91350100M000100Y43")

    @Test("a credit code is one organisation's; the one before stays known for its time")
    func codes() async throws {
        let test = try await PeopleStore()
        let code = try #require(first)
        func add(_ name: String, _ code: UnifiedSocialCreditCode?) async throws -> Organisation.ID {
            try await test.store.addOrganisation(
                name: name,
                creditCode: code,
                capacities: [.utility],
                by: .console,
                now: PeopleStore.now
            )
        }
        let id = try await add("示例供热", code)
        await #expect(throws: PeopleRefusal.creditCodeTaken) { try await add("示例供热二", code) }
        try await test.store.editOrganisation(id, name: "示例热力", creditCode: nil, by: .console, now: PeopleStore.now)
        let known = try #require(await test.store.organisation(id, now: PeopleStore.now))
        #expect(known.organisation.name == "示例热力" && known.creditCode == nil && known.capacities == [.utility])
        #expect(try await add("示例供热二", code) != id)
        let found = try await test.store.organisations(
            text: "热力",
            after: nil,
            limit: 9,
            scope: .all,
            now: PeopleStore.now
        )
        #expect(found.rows.map(\.organisation.id) == [id] && found.total == 1)
    }

    @Test("what an organisation acts as begins and ends by date")
    func capacities() async throws {
        let test = try await PeopleStore()
        let id = try await test.store.addOrganisation(
            name: "示例检测",
            creditCode: nil,
            capacities: [.testBody],
            by: .console,
            now: PeopleStore.now
        )
        func set(_ capacity: Organisation.Capacity, _ holds: Bool, days: Int64) async throws {
            let now = PeopleStore.now.adding(seconds: days * 86_400)
            try await test.store.setCapacity(capacity, of: id, holds: holds, by: .console, now: now)
        }
        await #expect(throws: PeopleRefusal.held) { try await set(.testBody, true, days: 0) }
        try await set(.testBody, false, days: 5)
        try await set(.supervisor, true, days: 5)
        let later = PeopleStore.now.adding(seconds: 6 * 86_400)
        #expect(try await test.store.organisation(id, now: later)?.capacities == [.supervisor])
        #expect(try await test.store.organisation(id, now: PeopleStore.now)?.capacities == [.testBody])
        #expect(try await test.store.capacities(of: id).map(\.capacity) == [.supervisor, .testBody])
    }
}
