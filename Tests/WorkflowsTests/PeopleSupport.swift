import Access
import Foundation
import Store
import Synchronization
import Testing
import Units

@testable import Workflows

/// A clock that tests set.
final class TestClock: Sendable {
    private let seconds: Mutex<Int64>

    init(_ text: String = "2026-07-01 12:00") throws { seconds = Mutex(try at(text).seconds) }

    var now: Instant { Instant(seconds: seconds.withLock { $0 }) }

    func advance(_ by: Int64) { seconds.withLock { $0 += by } }
}

/// A platform with a city, a clock and somebody at its door.
struct Door {
    static let password = "four words of mine"
    static let visit = Visit(address: "10.1.2.3", agent: "test browser", requestID: "r1")

    let clock: TestClock
    let test: TestPlatform
    var platform: Platform { test.platform }
    var store: Store { test.store }

    init(folder: TemporaryFolder? = nil, withCity: Bool = false) async throws {
        let clock = try TestClock()
        self.clock = clock
        test =
            withCity
            ? try await TestPlatform.city(folder: folder, now: { clock.now })
            : try TestPlatform(folder: folder, now: { clock.now })
    }

    /// Makes the first administrator.
    func first() async throws -> (id: Person.ID, session: String) {
        let link = try #require(await platform.firstAdministratorLink())
        let opened = try await platform.useFirstLink(
            token(link),
            login: "first",
            name: "示例首位",
            email: nil,
            password: Self.password,
            visit: Self.visit
        )
        let principal = try #require(await platform.principal(session: opened.token))
        return (try #require(principal.person), opened.token)
    }

    /// Makes an account in use.
    func active(_ login: String) async throws -> Person.ID {
        let link = try await platform.addPerson(login: login, name: "示例\(login)", email: nil, actor: .console)
        _ = try await platform.useWelcomeLink(token(link), password: Self.password, visit: Self.visit)
        return Person.ID(rawValue: try #require(link.person))
    }

    func token(_ link: IssuedLink) throws -> String { String(try #require(link.path.split(separator: "/").last)) }

    func signIn(_ login: String, _ password: String = Door.password) async throws -> SignInResult {
        try await platform.signIn(login: login, password: password, visit: Self.visit)
    }

    /// Signs in to the end.
    func session(_ login: String, _ password: String = Door.password) async throws -> String {
        guard case .complete(let opened) = try await signIn(login, password) else {
            Issue.record("\(login) could not sign in")
            return ""
        }
        return opened.token
    }

    func roles(_ id: Person.ID) async throws -> Set<Role> {
        Set(try #require(await platform.person(id)).summary.grants.map(\.grant.role))
    }
}

extension SignInResult {
    /// The result in a word, as tests compare it.
    var word: String {
        switch self {
        case .complete: "complete"
        case .secondFactor: "secondFactor"
        case .refused: "refused"
        case .locked: "locked"
        case .busy: "busy"
        }
    }
}
