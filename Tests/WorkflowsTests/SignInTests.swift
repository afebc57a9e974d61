import Access
import Dispatch
import Foundation
import GRDB
import Testing
import Units

@testable import Store
@testable import Workflows

@Suite("Signing in")
struct SignInTests {
    @Test(
        "the right password opens a session bound to its form token; any other, and any other login, is refused alike"
    )
    func passwords() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        let token = try await door.session(" LI.hua ")
        let principal = try #require(await door.platform.principal(session: token))
        #expect(principal.person == id && principal.name == "示例li.hua" && principal.grants.isEmpty)
        #expect(principal.proof == .session(OpenToken.formToken(session: token)))
        #expect(try await door.signIn("li.hua", "four words of yours").word == "refused")
        #expect(try await door.signIn("nobody", Door.password).word == "refused")
        #expect(try await door.platform.principal(session: OpenToken().text) == nil)
        // Whoever failed is known where the login was; the word typed at an unknown one is kept nowhere.
        let refused = try await door.store.writer.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT actor || ' ' || ifnull(object_id, '-') || ' ' || (address LIKE 'sealed:%') || ' ' || (changes LIKE '%nobody%')
                    FROM audit_record WHERE outcome = 'refused' ORDER BY sequence
                    """
            )
        }
        #expect(refused == ["person \(id.rawValue) 1 0", "anonymous - 0 0"])
    }

    @Test("five slips are free, then the account is shut, known or not, and opens again with time")
    func lockout() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        for login in ["li.hua", "nobody"] {
            for _ in 0..<5 {
                #expect(try await door.signIn(login, "wrong words of mine").word == "refused", "\(login)")
            }
            for _ in 0..<3 { #expect(try await door.signIn(login, "wrong words of mine").word == "locked", "\(login)") }
        }
        guard case .locked(let until) = try await door.signIn("li.hua") else {
            Issue.record("a shut account let somebody in")
            return
        }
        #expect(until == door.clock.now.adding(seconds: 60))
        #expect(try await door.platform.person(id)?.summary.lockedUntil == until)
        door.clock.advance(60)
        #expect(try await door.signIn("li.hua", "wrong words of mine").word == "locked")
        door.clock.advance(120)
        _ = try await door.session("li.hua")
        #expect(try await door.signIn("li.hua", "wrong words of mine").word == "refused")
        for _ in 0..<5 { _ = try await door.signIn("li.hua", "wrong words of mine") }
        try await door.platform.unlockPerson(id, actor: .console)
        _ = try await door.session("li.hua")
    }

    @Test("a session ends idle and by its age; being in use is written once a minute")
    func expiry() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        let idle = try await door.session("li.hua")
        let used = try await door.session("li.hua")
        for _ in 0..<23 {
            door.clock.advance(3_600)
            #expect(try await door.platform.principal(session: used) != nil)
        }
        #expect(try await door.platform.principal(session: idle) == nil)
        let seen = try await door.platform.person(id)?.sessions.first?.seenAt
        door.clock.advance(30)
        _ = try await door.platform.principal(session: used)
        #expect(try await door.platform.person(id)?.sessions.first?.seenAt == seen)
        door.clock.advance(3_600)
        #expect(try await door.platform.principal(session: used) == nil)
    }

    @Test("whoever is disabled, signed out or stripped of a role is so at the next request")
    func atOnce() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        let request = GrantRequest(person: id, role: .auditor)
        let grant = try await door.platform.grant(request, actor: .console)
        let tokens = [try await door.session("li.hua"), try await door.session("li.hua")]
        for token in tokens {
            #expect(try await door.platform.principal(session: token)?.roles == [.auditor, .public])
        }
        try await door.platform.endGrant(grant, actor: .console)
        #expect(try await door.platform.principal(session: tokens[0])?.roles == [.public])
        try await door.platform.signOut(session: tokens[0], actor: Door.visit.actor(id))
        #expect(try await door.platform.principal(session: tokens[0]) == nil)
        #expect(try await door.platform.principal(session: tokens[1]) != nil)
        try await door.platform.disablePerson(id, actor: .console)
        #expect(try await door.platform.principal(session: tokens[1]) == nil)
        #expect(try await door.signIn("li.hua").word == "refused")
        try await door.platform.enablePerson(id, actor: .console)
        _ = try await door.session("li.hua")
    }

    @Test("grants count on the days they hold")
    func dates() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        var request = GrantRequest(person: id, role: .auditor)
        request.validFrom = try day("2026-07-02")
        request.validTo = try day("2026-07-03")
        _ = try await door.platform.grant(request, actor: .console)
        var seen: [Bool] = []
        for _ in 0..<3 {
            let token = try await door.session("li.hua")
            seen.append(try await door.platform.principal(session: token)?.roles.contains(.auditor) ?? false)
            door.clock.advance(86_400)
        }
        #expect(seen == [false, true, false])
    }

    @Test("a second factor is asked for, each code counts once, and a session without it opens nothing")
    func secondFactor() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        let token = try await door.session("li.hua")
        let actor = Door.visit.actor(id)
        let setup = try await door.platform.startSecondFactor(person: id, issuer: "碳峰", actor: actor)
        #expect(setup.uri.contains("secret=" + setup.secret.filter { $0 != " " }))
        let factor = try #require(await door.store.credential(of: id)?.unconfirmed)
        func code(_ offset: Int64 = 0) -> String {
            factor.code(step: TOTP.step(at: door.clock.now.seconds) + offset)
        }
        await #expect(throws: PeopleRefusal.wrongCode) {
            try await door.platform.confirmSecondFactorSetup(session: token, code: code(5), visit: Door.visit)
        }
        let first = try await door.platform.confirmSecondFactorSetup(session: token, code: code(), visit: Door.visit)
        #expect(try await door.platform.principal(session: token) == nil)
        #expect(try await door.platform.principal(session: first.token) != nil)

        guard case .secondFactor(let waiting) = try await door.signIn("li.hua") else {
            Issue.record("no code was asked for")
            return
        }
        #expect(try await door.platform.awaitsSecondFactor(session: waiting.token))
        #expect(try await door.platform.principal(session: waiting.token) == nil)
        func confirm(_ code: String) async throws -> SignInResult {
            try await door.platform.confirmSecondFactor(session: waiting.token, code: code, visit: Door.visit)
        }
        // The code that confirmed the set-up was used.
        #expect(try await confirm(code()).word == "refused")
        door.clock.advance(30)
        guard case .complete(let opened) = try await confirm(code()) else {
            Issue.record("a right code was refused")
            return
        }
        #expect(opened.token != waiting.token)
        #expect(try await door.platform.principal(session: opened.token) != nil)
        #expect(try await confirm(code(1)).word == "refused")

        await #expect(throws: PeopleRefusal.wrongPassword) {
            try await door.platform.removeSecondFactor(session: opened.token, password: "x", visit: Door.visit)
        }
        try await door.platform.removeSecondFactor(session: opened.token, password: Door.password, visit: Door.visit)
        _ = try await door.session("li.hua")
    }

    @Test("wrong codes shut the account like wrong passwords, though the password was right each time")
    func wrongCodes() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        let token = try await door.session("li.hua")
        _ = try await door.platform.startSecondFactor(person: id, issuer: "x", actor: Door.visit.actor(id))
        let factor = try #require(await door.store.credential(of: id)?.unconfirmed)
        let step = TOTP.step(at: door.clock.now.seconds)
        _ = try await door.platform.confirmSecondFactorSetup(
            session: token,
            code: factor.code(step: step),
            visit: Door.visit
        )
        var words: [String] = []
        for _ in 0..<7 {
            guard case .secondFactor(let waiting) = try await door.signIn("li.hua") else {
                words.append("door")
                continue
            }
            let result = try await door.platform.confirmSecondFactor(
                session: waiting.token,
                code: factor.code(step: step + 9),
                visit: Door.visit
            )
            words.append(result.word)
        }
        #expect(words == ["refused", "refused", "refused", "refused", "refused", "locked", "door"])
    }

    @Test("a hash of another cost is made again at the next sign-in")
    func rehash() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        let dear = try #require(ScryptCost(logN: 5, r: 1, p: 1))
        let old = try PasswordHash(Door.password, cost: dear)
        try await door.store.writer.write { db in
            try db.execute(sql: "UPDATE credential SET password = ?", arguments: [old.phc])
        }
        _ = try await door.session("li.hua")
        #expect(try await door.store.credential(of: id)?.password?.cost == .quick)
    }

    @Test("a password that is taken away while it is checked opens nothing and does not come back")
    func changedMeanwhile() async throws {
        let door = try await Door()
        let id = try await door.active("li.hua")
        let verified = try #require(await door.store.credential(of: id))
        _ = try await door.platform.resetPerson(id, actor: .console)
        let end = try await door.store.signIn(
            verified,
            session: door.platform.sessionDraft(OpenToken(), .complete, Door.visit),
            rehashed: verified.password,
            rule: door.platform.entrance.settings.lockout,
            by: Door.visit.actor(id),
            now: door.clock.now
        )
        guard case .refused = end else {
            Issue.record("a password that was taken away opened a session")
            return
        }
        #expect(try await door.store.credential(of: id)?.password == nil)
    }

    @Test("sixteen passwords wait; the next is turned away and the others are checked")
    func busy() async throws {
        let hasher = PasswordHasher(cost: .quick)
        let gate = DispatchSemaphore(value: 0)
        let hasStarted = AsyncStream.makeStream(of: Void.self)
        async let first: Void = hasher.run {
            hasStarted.continuation.yield()
            gate.wait()
        }
        for await _ in hasStarted.stream { break }
        let (checked, turnedAway) = await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<40 {
                group.addTask { try? await hasher.matches(Door.password, nil) }
            }
            // Those turned away answer at once; the others wait for the gate.
            var away = 0
            while away < 24, let answer = await group.next() { if answer == nil { away += 1 } }
            gate.signal()
            var checked = 0
            for await answer in group where answer == false { checked += 1 }
            return (checked, away)
        }
        try await first
        #expect(checked == 16 && turnedAway == 24)
    }
}
