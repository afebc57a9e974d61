import Access
import Foundation
import GRDB
import Testing
import Units

@testable import Store

/// A store with people in it.
struct PeopleStore {
    static let now = TestStore.now
    let test: TestStore
    var store: Store { test.store }

    init() async throws { test = try await TestStore() }

    func add(_ login: String, email: String? = nil) async throws -> Person.ID {
        try await store.addPerson(
            PersonDraft(login: login, name: "示例\(login)", email: email),
            link: LinkDraft(hash: OpenToken().hash, expires: Self.now.adding(seconds: 60)),
            by: .console,
            now: Self.now
        )
    }

    func addActive(_ login: String) async throws -> Person.ID {
        let id = try await add(login)
        let link = OpenToken()
        try await store.resetPerson(
            id,
            link: LinkDraft(hash: link.hash, expires: Self.now.adding(seconds: 60)),
            by: .console,
            now: Self.now
        )
        _ = try await redeem(link.hash)
        return id
    }

    @discardableResult
    func redeem(_ hash: [UInt8], at now: Instant = Self.now) async throws -> Person.ID {
        try await store.redeemWelcomeLink(
            hash: hash,
            password: PasswordHash("four words of mine", cost: .quick),
            session: session(OpenToken().hash),
            address: "10.0.0.1",
            requestID: "r1",
            now: now
        )
    }

    func session(_ hash: [UInt8], _ stage: SessionDraft.Stage = .complete) -> SessionDraft {
        SessionDraft(
            hash: hash,
            stage: stage,
            expires: Self.now.adding(seconds: 86_400),
            address: "10.0.0.1",
            agent: "test"
        )
    }

    func grants(of id: Person.ID) async throws -> [RoleGrant] {
        try await store.grants(of: id, now: Self.now).map(\.grant)
    }

    func actions(_ outcome: String = "done") async throws -> [String] {
        try await store.writer.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT action FROM audit_record WHERE outcome = ? AND object_kind = 'person' ORDER BY sequence",
                arguments: [outcome]
            )
        }
    }
}

@Suite("People as they are stored")
struct PeopleTests {
    @Test("a login is one person's, however it is written")
    func logins() async throws {
        let test = try await PeopleStore()
        let first = try await test.add("li.hua")
        await #expect(throws: PeopleRefusal.loginTaken) { try await test.add("LI.HUA") }
        #expect(try await test.store.person(login: "Li.Hua")?.id == first)
    }

    @Test("an edit names the revision it was made from, and keeps before and after for the auditor")
    func edit() async throws {
        let test = try await PeopleStore()
        let id = try await test.add("li.hua")
        let draft = PersonDraft(login: "li.hua", name: "示例李华", email: "li@example.cn")
        try await test.store.editPerson(id, revision: 1, draft, by: .console, now: PeopleStore.now)
        await #expect(throws: PeopleRefusal.stale) {
            try await test.store.editPerson(id, revision: 1, draft, by: .console, now: PeopleStore.now)
        }
        let person = try #require(await test.store.person(id, now: PeopleStore.now)).person
        #expect(person.revision == 2 && person.name == "示例李华" && person.email == "li@example.cn")
        #expect(try await test.actions() == ["person.add", "person.edit"])
        // Names lie in the log, but under the person's key only.
        let texts = try await test.store.writer.read {
            try String.fetchAll($0, sql: "SELECT changes FROM audit_record")
        }
        #expect(!texts.joined().contains("示例李华") && texts.joined().contains("sealed:"))
    }

    @Test("lists find by login, name and address, page by page, and leave out the erased")
    func lists() async throws {
        let test = try await PeopleStore()
        for login in ["anna", "bert", "cleo", "d_rk"] { _ = try await test.add(login, email: "\(login)@example.cn") }
        func logins(_ filter: PeopleFilter, after: String? = nil) async throws -> [String] {
            try await test.store.people(filter, after: after, limit: 2, now: PeopleStore.now).rows.map(\.person.login)
        }
        #expect(try await logins(PeopleFilter()) == ["anna", "bert"])
        #expect(try await logins(PeopleFilter(), after: "bert") == ["cleo", "d_rk"])
        #expect(try await logins(PeopleFilter(text: "_")) == ["d_rk"])
        #expect(try await logins(PeopleFilter(text: "示例cle")) == ["cleo"])
        let bert = try #require(await test.store.person(login: "bert")).id
        try await test.store.erasePerson(bert, by: .console, now: PeopleStore.now)
        #expect(try await logins(PeopleFilter()) == ["anna", "cleo"])
        #expect(try await logins(PeopleFilter(state: .erased)) == ["erased-\(bert.rawValue)"])
    }

    @Test(
        "rows that break a rule are refused, whoever writes them",
        arguments: [
            "INSERT INTO person (name, login, state) VALUES ('x', 'y', 'sleeping')",
            "INSERT INTO credential (person_id, password) VALUES (1, 'plain text')",
            "UPDATE credential SET totp_confirmed_at = 1",
            "INSERT INTO session VALUES (x'00', 1, 'complete', 1, 1, 2, NULL, NULL)",
            "INSERT INTO session VALUES (zeroblob(32), 1, 'half', 1, 1, 2, NULL, NULL)",
            "INSERT INTO session VALUES (zeroblob(32), 1, 'complete', 2, 2, 2, NULL, NULL)",
            "INSERT INTO session VALUES (zeroblob(32), 99, 'complete', 1, 1, 2, NULL, NULL)",
            "INSERT INTO one_time_link VALUES (zeroblob(32), 'first', 1, 1, 2, NULL)",
            "INSERT INTO one_time_link VALUES (zeroblob(32), 'reset', NULL, 1, 2, NULL)",
            "INSERT INTO api_token (hash, person_id, name, roles, is_read_only, created_at, expires_at) "
                + "VALUES (zeroblob(32), 1, 'x', 'auditor', 1, 1, 2)",
            "INSERT INTO organisation_capacity VALUES (1, 'wizard', NULL, NULL)",
            "DELETE FROM audit_record",
        ]
    )
    func constraints(sql: String) async throws {
        let test = try await PeopleStore()
        #expect(try await test.add("li.hua").rawValue == 1)
        _ = try await test.store.addOrganisation(
            name: "示例物业",
            creditCode: nil,
            capacities: [],
            by: .console,
            now: PeopleStore.now
        )
        await #expect(throws: DatabaseError.self) { try await test.store.writer.write { try $0.execute(sql: sql) } }
    }

    @Test("an erased person is gone from every table; the log stays whole and can no longer be read about them")
    func erase() async throws {
        let folder = try TemporaryFolder()
        let store = try Store(directory: folder.path)
        let now = PeopleStore.now
        let secret = "zhang.sanfeng.unique"
        let link = OpenToken()
        let id = try await store.addPerson(
            PersonDraft(login: secret, name: "示例\(secret)", email: "\(secret)@example.cn"),
            link: LinkDraft(hash: link.hash, expires: now.adding(seconds: 60)),
            by: .console,
            now: now
        )
        _ = try await store.grant(GrantRequest(person: id, role: .auditor), by: .console, now: now)
        let key = try await store.writer.read { try Data.fetchOne($0, sql: "SELECT key FROM person_key") }
        try await store.erasePerson(id, by: .console, now: now)
        let person = try #require(await store.person(id, now: now)).person
        #expect(person.state == .erased && person.name == "erased-\(id.rawValue)" && person.email == nil)
        #expect(try await store.grants(of: id, now: now).isEmpty)
        await #expect(throws: PeopleRefusal.state) { try await store.erasePerson(id, by: .console, now: now) }
        // Nothing of them is left in the file, not even on freed pages, and neither is the key.
        for name in ["tanfeng.sqlite", "tanfeng.sqlite-wal"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
            #expect(try bytes.range(of: #require(key)) == nil, "\(name)")
        }
        let hashes = try await store.writer.read { db in
            try Row.fetchAll(db, sql: "SELECT previous_hash, hash FROM audit_record ORDER BY sequence").map {
                ($0[0] as Data, $0[1] as Data)
            }
        }
        #expect(hashes.count >= 4)
        #expect(zip(hashes, hashes.dropFirst()).allSatisfy { $0.1 == $1.0 })
    }
}

@Suite("One-time links")
struct LinkTests {
    @Test("a link is used once, ends with its time, and the newest is the one that counts")
    func once() async throws {
        let test = try await PeopleStore()
        let id = try await test.add("li.hua")
        let links = (0..<3).map { _ in OpenToken() }
        for link in links {
            let draft = LinkDraft(hash: link.hash, expires: PeopleStore.now.adding(seconds: 60))
            try await test.store.resetPerson(id, link: draft, by: .console, now: PeopleStore.now)
        }
        let last = links[2].hash
        #expect(try await test.store.openLink(hash: links[1].hash, now: PeopleStore.now) == nil)
        #expect(try await test.store.openLink(hash: last, now: PeopleStore.now)?.kind == "invitation")
        #expect(try await test.store.openLink(hash: last, now: PeopleStore.now.adding(seconds: 60)) == nil)
        await #expect(throws: PeopleRefusal.link) {
            try await test.redeem(last, at: PeopleStore.now.adding(seconds: 60))
        }
        #expect(try await test.redeem(last) == id)
        await #expect(throws: PeopleRefusal.link) { try await test.redeem(last) }
        #expect(try await test.store.person(id, now: PeopleStore.now)?.person.state == .active)
        let again = LinkDraft(hash: OpenToken().hash, expires: PeopleStore.now.adding(seconds: 60))
        try await test.store.resetPerson(id, link: again, by: .console, now: PeopleStore.now)
        #expect(try await test.store.openLink(hash: again.hash, now: PeopleStore.now)?.kind == "reset")
    }

    @Test("of many who use a link at once, one gets in")
    func race() async throws {
        let folder = try TemporaryFolder()
        let store = try Store(directory: folder.path)
        let link = OpenToken()
        let draft = LinkDraft(hash: link.hash, expires: PeopleStore.now.adding(seconds: 60))
        #expect(try await store.issueFirstLink(draft, now: PeopleStore.now))
        let password = try PasswordHash("four words of mine", cost: .quick)
        let wins = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<12 {
                group.addTask {
                    let session = SessionDraft(
                        hash: OpenToken().hash,
                        stage: .complete,
                        expires: PeopleStore.now.adding(seconds: 60),
                        address: nil,
                        agent: nil
                    )
                    let made = try? await store.redeemFirstLink(
                        hash: link.hash,
                        PersonDraft(login: "first\(number)", name: "示例", email: nil),
                        password: password,
                        session: session,
                        address: nil,
                        requestID: nil,
                        now: PeopleStore.now
                    )
                    return made != nil
                }
            }
            return await group.reduce(into: 0) { if $1 { $0 += 1 } }
        }
        #expect(wins == 1)
        #expect(try await store.people(PeopleFilter(), after: nil, limit: 20, now: PeopleStore.now).total == 1)
        // Somebody can sign in now: no further link is made.
        let late = LinkDraft(hash: OpenToken().hash, expires: PeopleStore.now.adding(seconds: 60))
        #expect(try await !store.issueFirstLink(late, now: PeopleStore.now))
    }
}

@Suite("Sessions as they are stored")
struct SessionTests {
    @Test("a session ends by its age, by lying idle, by signing out and with the account")
    func ends() async throws {
        let test = try await PeopleStore()
        let id = try await test.addActive("li.hua")
        let hash = OpenToken().hash
        let rule = LockoutRule.standard
        func known(_ after: Int64) async throws -> Bool {
            let now = PeopleStore.now.adding(seconds: after)
            return try await test.store.session(hash: hash, idleSeconds: 3_600, now: now) != nil
        }
        func open() async throws {
            let session = test.session(hash)
            _ = try await test.store.signIn(
                try #require(await test.store.credential(of: id)),
                session: session,
                rehashed: nil,
                rule: rule,
                by: .system,
                now: PeopleStore.now
            )
        }
        try await open()
        #expect(try await known(3_599))
        #expect(try await !known(3_600))
        try await test.store.touchSession(hash: hash, now: PeopleStore.now.adding(seconds: 3_000))
        #expect(try await known(3_600))
        for later in stride(from: Int64(6_000), through: 84_000, by: 3_000) {
            try await test.store.touchSession(hash: hash, now: PeopleStore.now.adding(seconds: later))
        }
        #expect(try await known(86_399))
        #expect(try await !known(86_400))
        try await test.store.endSession(hash: hash, by: .system, now: PeopleStore.now)
        #expect(try await !known(0))
        try await open()
        #expect(try await known(0))
        try await test.store.disablePerson(id, by: .console, now: PeopleStore.now)
        #expect(try await !known(0))
    }

    @Test("guesses that come in together are all answered by the lock of the first ones")
    func together() async throws {
        let test = try await PeopleStore()
        let id = try await test.addActive("li.hua")
        for _ in 0..<40 {
            _ = try await test.store.countFailure(
                "session.open",
                of: id,
                rule: .standard,
                by: .system,
                now: PeopleStore.now
            )
        }
        let stored = try #require(await test.store.credential(of: id))
        #expect(stored.lockout.failures == 6)
        #expect(stored.lockout.lockedUntil == PeopleStore.now.seconds + 60)
        #expect(try await test.actions("refused").count == 6)
        let end = try await test.store.signIn(
            stored,
            session: test.session(OpenToken().hash),
            rehashed: nil,
            rule: .standard,
            by: .system,
            now: PeopleStore.now
        )
        guard case .locked = end else {
            Issue.record("a right password came in while the account was shut")
            return
        }
    }
}
