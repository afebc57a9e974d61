import Access
import EmbeddedReadings
import Foundation
import HTTPTypes
import Store
import Testing
import Units
import Workflows

@testable import Web

@Suite("Keys of imports")
struct ImportKeyTests {
    @Test("are refused for another request by the documented problem, and nothing is done")
    func reused() async throws {
        let desk = try await ImportTests.Desk()
        _ = try await desk.send("kind=buildings&name=a.csv", ImportTests.register, key: "k")
        for query in ["kind=buildings&name=a.csv", "kind=buildings&name=b.csv", "kind=meters&name=a.csv"] {
            let body = query.hasSuffix("buildings&name=a.csv") ? ImportTests.register + "x" : ImportTests.register
            let answer = try await desk.send(query, body, key: "k")
            #expect(answer.status == .unprocessableContent)
            #expect(try answer.decoded(as: Problem.self).type == "urn:tanfeng:problem:key_reused")
        }
        #expect(try await desk.platform.jobs(after: nil, limit: 9).total == 1)
    }

    @Test("of another account are its own")
    func accounts() async throws {
        let desk = try await ImportTests.Desk()
        let link = try await desk.platform.addPerson(login: "wang", name: "王", email: nil, actor: .console)
        let other = desk.client.as(.of(.operatorEngineer, person: link.person))
        let first = try await desk.send("kind=buildings", ImportTests.register, key: "k")
        let second = try await other.send(
            .post,
            "/api/v1/imports?kind=buildings",
            [.fetchSite: "same-origin", .idempotencyKey: "k"],
            body: ImportTests.register
        )
        #expect(second.status == .accepted && second.headers[.idempotencyReplayed] == nil)
        #expect(second.headers[.location] != first.headers[.location])
        #expect(try await desk.platform.jobs(after: nil, limit: 9).total == 2)
    }

    @Test("outlive a restart: the same answer, and no second job")
    func restart() async throws {
        let desk = try await ImportTests.Desk()
        let first = try await desk.send("kind=buildings", ImportTests.register, key: "k")
        let folder = desk.platform.dataDirectory
        let again = try Platform(
            dataDirectory: folder,
            store: Store(directory: folder),
            readings: EmbeddedReadings(directory: folder),
            resources: ResourceDirectory(override: nil),
            people: .quick,
            now: { TestCity.now }
        )
        try await again.clearInterrupted()
        let client = TestClient(
            responder: try buildResponder(platform: again, settings: .patient(), now: { TestCity.now }),
            principal: desk.client.principal
        )
        let headers: HTTPFields = [.fetchSite: "same-origin", .idempotencyKey: "k"]
        let answer = try await client.send(
            .post,
            "/api/v1/imports?kind=buildings",
            headers,
            body: ImportTests.register
        )
        #expect(answer.status == .accepted && answer.body == first.body)
        #expect(answer.headers[.idempotencyReplayed] == "true")
        #expect(try await again.jobs(after: nil, limit: 9).total == 1)
    }

    @Test("that a crash left at work are free after the start")
    func interrupted() async throws {
        let desk = try await ImportTests.Desk()
        let person = try #require(desk.client.principal?.person)
        let claim = try await desk.platform.claim(
            key: "k",
            of: person,
            route: "r",
            fingerprint: Data(repeating: 7, count: 32)
        )
        #expect(claim == .first)
        #expect(try await desk.send("kind=buildings", ImportTests.register, key: "k").status == .unprocessableContent)
        try await desk.platform.clearInterrupted()
        #expect(try await desk.send("kind=buildings", ImportTests.register, key: "k").status == .accepted)
    }
}
