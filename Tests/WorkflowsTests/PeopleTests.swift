import Access
import Buildings
import Foundation
import GRDB
import Testing
import Units

@testable import Store
@testable import Workflows

@Suite("Accounts and roles")
struct AccountRolesTests {
    @Test("the first administrator comes by a link that works once, and is asked to hand over")
    func first() async throws {
        let door = try await Door()
        #expect(try await !door.platform.hasActivePerson())
        let stale = try #require(await door.platform.firstAdministratorLink())
        #expect(stale.path.hasPrefix("/first/"))
        let link = try #require(await door.platform.firstAdministratorLink())
        #expect(try await door.platform.link(door.token(stale)) == nil)
        #expect(try await door.platform.link(door.token(link))?.kind == .first)
        func use(_ link: IssuedLink, _ password: String = Door.password) async throws {
            _ = try await door.platform.useFirstLink(
                door.token(link),
                login: "first",
                name: "示例首位",
                email: "first@example.cn",
                password: password,
                visit: Door.visit
            )
        }
        await #expect(throws: PeopleRefusal.link) { try await use(stale) }
        await #expect(throws: PeopleRefusal.password(.tooShort)) { try await use(link, "short") }
        try await use(link)
        await #expect(throws: PeopleRefusal.link) { try await use(link) }
        #expect(try await door.platform.firstAdministratorLink() == nil)
        let id = try #require(await door.platform.people(PeopleQuery()).rows.first?.id)
        #expect(
            try await door.roles(id) == [
                .systemAdministrator, .securityAdministrator, .auditAdministrator, .cityOfficer,
            ]
        )
        #expect(try await openItems(door) == ["access.separation person \(id.rawValue)"])
    }

    private func openItems(_ door: Door) async throws -> [String] {
        try await door.store.writer.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT kind || ' ' || object_kind || ' ' || object_id FROM work_item WHERE state = 'open'"
            )
        }
    }

    @Test("the link for the first administrator ends after a day")
    func firstEnds() async throws {
        let door = try await Door()
        let link = try #require(await door.platform.firstAdministratorLink())
        door.clock.advance(86_400)
        #expect(try await door.platform.link(door.token(link)) == nil)
        #expect(try await door.platform.firstAdministratorLink() != nil)
    }

    @Test("security and audit administration leave the first account as others get them; no two are one person's")
    func separation() async throws {
        let door = try await Door()
        let first = try await door.first()
        let second = try await door.active("second")
        let third = try await door.active("third")
        let actor = Door.visit.actor(first.id)
        func grant(_ role: Role, _ id: Person.ID, by actor: Actor) async throws {
            _ = try await door.platform.grant(GrantRequest(person: id, role: role), actor: actor)
        }
        await #expect(throws: PeopleRefusal.grant(.oneself)) {
            try await grant(.auditor, first.id, by: actor)
        }
        let tomorrow = CivilDay(containing: door.clock.now).adding(days: 1)
        await #expect(throws: PeopleRefusal.grant(.notToday)) {
            let request = GrantRequest(person: second, role: .securityAdministrator, validFrom: tomorrow)
            return try await door.platform.grant(request, actor: actor)
        }
        // Somebody who stands in for some days takes nothing over.
        let deputy = GrantRequest(
            person: try await door.active("deputy"),
            role: .securityAdministrator,
            validTo: tomorrow
        )
        _ = try await door.platform.grant(deputy, actor: actor)
        #expect(try await door.roles(first.id).contains(.securityAdministrator))
        try await grant(.securityAdministrator, second, by: actor)
        #expect(
            try await door.roles(first.id) == [.systemAdministrator, .auditAdministrator, .cityOfficer]
        )
        #expect(try await openItems(door).count == 1)
        let security = Door.visit.actor(second)
        await #expect(throws: PeopleRefusal.grant(.separation)) {
            try await grant(.auditAdministrator, second, by: actor)
        }
        try await grant(.auditAdministrator, third, by: security)
        #expect(try await door.roles(first.id) == [.systemAdministrator, .cityOfficer])
        #expect(try await door.roles(second) == [.securityAdministrator])
        #expect(try await door.roles(third) == [.auditAdministrator])
        #expect(try await openItems(door).isEmpty)
        #expect(try await door.platform.principal(session: first.session)?.roles.contains(.auditAdministrator) == false)
        await #expect(throws: PeopleRefusal.grant(.auditAlone)) { try await grant(.cityOfficer, third, by: security) }
        await #expect(throws: PeopleRefusal.grant(.last)) {
            try await door.platform.disablePerson(first.id, actor: security)
        }
        await #expect(throws: PeopleRefusal.oneself) { try await door.platform.disablePerson(second, actor: security) }
        await #expect(throws: PeopleRefusal.oneself) { try await door.platform.resetPerson(second, actor: security) }
    }

    @Test("an invitation works once and signs in; a reset ends every session and takes the second factor away")
    func welcome() async throws {
        let door = try await Door()
        let link = try await door.platform.addPerson(
            login: "li.hua",
            name: "示例李华",
            email: "li@example.cn",
            actor: .console
        )
        let token = try door.token(link)
        let view = try #require(await door.platform.link(token))
        #expect(view.kind == .invitation && view.person?.name == "示例李华")
        #expect(view.expires == door.clock.now.adding(seconds: 72 * 3_600))
        #expect(try await door.signIn("li.hua").word == "refused")
        await #expect(throws: PeopleRefusal.password(.personal)) {
            try await door.platform.useWelcomeLink(token, password: "li.hua-12345", visit: Door.visit)
        }
        let opened = try await door.platform.useWelcomeLink(token, password: Door.password, visit: Door.visit)
        await #expect(throws: PeopleRefusal.link) {
            try await door.platform.useWelcomeLink(token, password: Door.password, visit: Door.visit)
        }
        let id = try #require(await door.platform.principal(session: opened.token)?.person)
        let reset = try await door.platform.resetPerson(id, actor: .console)
        #expect(try await door.platform.principal(session: opened.token) == nil)
        #expect(try await door.signIn("li.hua").word == "refused")
        #expect(try await door.platform.link(door.token(reset))?.kind == .reset)
        door.clock.advance(72 * 3_600)
        await #expect(throws: PeopleRefusal.link) {
            try await door.platform.useWelcomeLink(door.token(reset), password: Door.password, visit: Door.visit)
        }
    }

    @Test("changing the password gives the session a new token and ends the others; a forced change says so")
    func changePassword() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        let here = try await door.session("li.hua")
        let there = try await door.session("li.hua")
        try await door.platform.requireNewPassword(id, actor: .console)
        #expect(try await door.platform.principal(session: here)?.mustChangePassword == true)
        func change(_ current: String, _ new: String) async throws -> String {
            let platform = door.platform
            let opened = try await platform.changePassword(
                session: here,
                current: current,
                new: new,
                visit: Door.visit
            )
            return opened.token
        }
        await #expect(throws: PeopleRefusal.wrongPassword) {
            try await change("four words of yours", "five other words here")
        }
        await #expect(throws: PeopleRefusal.password(.unchanged)) { try await change(Door.password, Door.password) }
        let new = try await change(Door.password, "five other words here")
        for token in [here, there] { #expect(try await door.platform.principal(session: token) == nil) }
        #expect(try await door.platform.principal(session: new)?.mustChangePassword == false)
        #expect(try await door.signIn("li.hua").word == "refused")
        _ = try await door.session("li.hua", "five other words here")
    }

    @Test("tokens end with the password they were made under, and with the account")
    func tokensEnd() async throws {
        let door = try await Door()
        let platform = door.platform
        let id = try await door.active("li.hua")
        _ = try await platform.grant(GrantRequest(person: id, role: .auditor), actor: .console)
        func add() async throws -> String {
            let request = TokenRequest(name: "报表", roles: [.auditor], isReadOnly: true, days: 10)
            let token = try await platform.addToken(request, person: id, actor: Door.visit.actor(id)).token
            #expect(try await platform.principal(apiToken: token) != nil)
            return token
        }
        var old = try await add()
        let new = "five other words here"
        let session = try await door.session("li.hua")
        _ = try await platform.changePassword(session: session, current: Door.password, new: new, visit: Door.visit)
        #expect(try await platform.principal(apiToken: old) == nil)
        old = try await add()
        try await platform.disablePerson(id, actor: .console)
        try await platform.enablePerson(id, actor: .console)
        #expect(try await platform.principal(apiToken: old) == nil)
        old = try await add()
        _ = try await platform.resetPerson(id, actor: .console)
        #expect(try await platform.principal(apiToken: old) == nil)
        let counts = try await door.store.writer.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT action FROM audit_record WHERE changes LIKE '%tokens_revoked%' ORDER BY sequence"
            )
        }
        #expect(counts == ["password.change", "person.disable", "person.reset"])
    }

    @Test("an API token acts with some of its person's roles until it ends or is taken back")
    func tokens() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        let actor = Door.visit.actor(id)
        func add(_ roles: Set<Role>, days: Int = 10) async throws -> (token: String, view: TokenView) {
            let request = TokenRequest(name: "报表", roles: roles, isReadOnly: true, days: days)
            return try await door.platform.addToken(request, person: id, actor: actor)
        }
        await #expect(throws: PeopleRefusal.tokenRoles) { try await add([.auditor]) }
        for role in [Role.auditor, .operatorEngineer] {
            _ = try await door.platform.grant(GrantRequest(person: id, role: role), actor: .console)
        }
        await #expect(throws: PeopleRefusal.tokenExpiry) { try await add([.auditor], days: 367) }
        let made = try await add([.auditor])
        let principal = try #require(await door.platform.principal(apiToken: made.token))
        #expect(principal.person == id && principal.roles == [.auditor, .public])
        #expect(principal.proof == .token(made.view.id, isReadOnly: true))
        #expect(try await door.platform.person(id)?.tokens.map(\.lastUsedAt) == [door.clock.now])
        // A session's token is no API token, nor the other way round.
        #expect(try await door.platform.principal(session: made.token) == nil)
        #expect(try await door.platform.principal(apiToken: door.session("li.hua")) == nil)
        try await door.platform.revokeToken(made.view.id, of: id, actor: actor)
        #expect(try await door.platform.principal(apiToken: made.token) == nil)
        let other = try await add([.auditor])
        door.clock.advance(10 * 86_400)
        #expect(try await door.platform.principal(apiToken: other.token) == nil)
    }

    @Test("words that would forge a line or are no name are refused")
    func words() async throws {
        let door = try await Door()
        func refusal(_ login: String, _ name: String, _ email: String? = nil) async throws -> PeopleRefusal? {
            do {
                _ = try await door.platform.addPerson(login: login, name: name, email: email, actor: .console)
                return nil
            } catch let refusal as PeopleRefusal {
                return refusal
            }
        }
        for login in ["", "ab", "-abc", "a b c", "erased-7", "<script>", String(repeating: "a", count: 65)] {
            #expect(try await refusal(login, "示例") == .loginMalformed, "\(login)")
        }
        for name in ["", "  ", "a\nb", "a\u{202E}b", String(repeating: "长", count: 101)] {
            #expect(try await refusal("li.hua", name) == .name)
        }
        for email in ["x", "a@b", "a b@c.cn", "a@b.cn\nBcc: c@d.cn", "<a@b.cn>"] {
            #expect(try await refusal("li.hua", "示例", email) == .email, "\(email)")
        }
        #expect(try await refusal("li.hua@example.cn", "<script>alert('示例')</script>", " li@example.cn ") == nil)
    }

    @Test("nothing that opens a door is stored or logged as it is")
    func secrets() async throws {
        let door = try await Door()
        let first = try await door.first()
        let id = try await door.active("li.hua")
        _ = try await door.platform.grant(GrantRequest(person: id, role: .auditor), actor: .console)
        let session = try await door.session("li.hua")
        let token = try await door.platform.addToken(
            TokenRequest(name: "报表", roles: [.auditor], isReadOnly: true, days: 1),
            person: id,
            actor: Door.visit.actor(id)
        ).token
        let reset = try await door.platform.resetPerson(first.id, actor: .console)
        try await door.store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: door.test.folder.path + "/tanfeng.sqlite"))
        for secret in [session, token, try door.token(reset), first.session, Door.password] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil)
        }
    }
}

@Suite("Organisations, departments and who answers for a building")
struct OrganisationWorkflowTests {
    @Test("who a building belongs to is known by date, and what its people see follows")
    func parties() async throws {
        let door = try await Door(withCity: true)
        let building = try await door.test.building(City.office)
        let platform = door.platform
        let manager = try await platform.addOrganisation(
            name: "示例物业",
            creditCode: "91350100M000100Y43",
            capacities: [.propertyManager],
            actor: .console
        )
        await #expect(throws: PeopleRefusal.creditCode) {
            try await platform.editOrganisation(
                manager,
                name: "示例物业",
                creditCode: "91350100M000100Y44",
                actor: .console
            )
        }
        let id = try await door.active("li.hua")
        var request = GrantRequest(person: id, role: .organisation)
        request.organisation = manager
        _ = try await platform.grant(request, actor: .console)
        let scope = try #require(await platform.principal(session: door.session("li.hua"))?.scope(for: [.organisation]))
        #expect(try await platform.buildings(BuildingQuery(), scope: scope).total == 0)
        try await platform.setParty(.responsible, of: building, organisation: manager, from: nil, actor: .console)
        #expect(try await platform.buildings(BuildingQuery(), scope: scope).rows.map(\.id) == [building])
        let detail = try #require(await platform.organisation(manager, scope: .all, showsPeople: true))
        #expect(detail.summary.buildingCount == 1 && detail.people.map(\.id) == [id])
        #expect(detail.parties.map(\.building.code) == [City.office])
        await #expect(throws: PeopleRefusal.dates) {
            try await platform.setParty(
                .responsible,
                of: building,
                organisation: nil,
                from: day("2026-07-02"),
                actor: .console
            )
        }
        let part = try #require(await platform.organisation(manager, scope: scope, showsPeople: false))
        #expect(part.parties.count == 1 && part.people.isEmpty)
        let elsewhere = Scope(jurisdictions: [])
        #expect(try await platform.organisation(manager, scope: elsewhere, showsPeople: true) == nil)
        #expect(try await platform.organisations(text: nil, after: nil, limit: 9, scope: elsewhere).total == 0)
        door.clock.advance(10 * 86_400)
        await #expect(throws: PeopleRefusal.stale) {
            let other = Organisation.ID(rawValue: manager.rawValue + 1)
            try await platform.setParty(
                .responsible,
                of: building,
                organisation: nil,
                from: nil,
                replacing: other,
                actor: .console
            )
        }
        try await platform.setParty(
            .responsible,
            of: building,
            organisation: nil,
            from: nil,
            replacing: manager,
            actor: .console
        )
        #expect(try await platform.buildings(BuildingQuery(), scope: scope).total == 0)
        let history = try await platform.parties(of: building, scope: .all)
        #expect(history.map(\.validFrom) == [try day("2026-07-01")])
        #expect(history.map(\.validTo) == [try day("2026-07-11")])
    }

    @Test("departments come by hand, once per place")
    func departments() async throws {
        let door = try await Door(withCity: true)
        let city = try #require(await door.platform.jurisdictions(scope: .all).first)
        func add() async throws -> Department.ID {
            try await door.platform.addDepartment(
                name: "市城市管理局",
                englishName: "",
                jurisdiction: city.id,
                actor: .console
            )
        }
        let id = try await add()
        await #expect(throws: PeopleRefusal.departmentTaken) { try await add() }
        #expect(try await door.platform.departments().map(\.id) == [id])
        let person = try await door.active("li.hua")
        var request = GrantRequest(person: person, role: .departmentOfficer)
        request.department = id
        _ = try await door.platform.grant(request, actor: .console)
        #expect(try await door.platform.person(person)?.summary.grants.first?.department?.name == "市城市管理局")
        #expect(try await door.platform.addPlanDepartments(actor: .console) == 0)
    }
}
