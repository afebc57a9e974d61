import Access
import Foundation
import Store
import Testing
import Units

@testable import Workflows

@Suite("How jobs end, in the audit log")
struct JobEndTests {
    private static func ends(_ test: TestPlatform) async throws -> [AuditLine] {
        var filter = AuditFilter()
        filter.action = "job.end"
        return try await test.platform.auditLog(filter, after: nil, limit: 100).lines.reversed()
    }

    private static func state(_ line: AuditLine?) -> String? {
        line?.changes.first { $0.field == "state" }?.after
    }

    @Test("a job that ran leaves one entry with what became of its rows")
    func done() async throws {
        let test = try TestPlatform()
        let job = try await test.load(.importBuildings, City.buildings)
        let line = try #require(try await Self.ends(test).first)
        #expect(try await Self.ends(test).count == 1)
        #expect(line.objectID == "\(job.id)" && line.outcome == .done && line.actor == .system)
        #expect(Self.state(line) == "done" && line.changes.first { $0.field == "accepted" }?.after == "3")
    }

    @Test("a job that failed leaves one entry that says so")
    func failed() async throws {
        let test = try TestPlatform()
        let job = try await test.load(.importReadings, "a,b\n1,2\n")
        let lines = try await Self.ends(test)
        #expect(lines.map(\.objectID) == ["\(job.id)"] && lines.map(\.outcome) == [.failed])
        #expect(Self.state(lines.first) == "failed")
    }

    @Test("a job that is cancelled while it waits leaves one entry with who did it")
    func cancelled() async throws {
        let door = try await Door()
        let person = try await door.active("somebody")
        let id = try await door.test.submit(.importBuildings, Data(City.buildings.utf8))
        let actor = Actor(kind: .person, person: person)
        #expect(try await door.platform.cancel(job: id, by: actor))
        #expect(try await !door.platform.cancel(job: id, by: actor))
        #expect(try await !door.platform.runJob())
        let lines = try await Self.ends(door.test)
        #expect(lines.map(\.objectID) == ["\(id)"] && Self.state(lines.first) == "cancelled")
        #expect(lines.first?.person == person && lines.first?.outcome == .done)
    }

    @Test("a job that is cancelled while it runs leaves one entry, when it has stopped")
    func stopped() async throws {
        let test = try TestPlatform()
        let id = try await test.submit(.importBuildings, Data(City.buildings.utf8))
        _ = try await test.store.startJob(id, now: test.platform.now())
        #expect(try await test.platform.cancel(job: id, by: .console))
        #expect(try await Self.ends(test).isEmpty)
        try await test.store.requeueInterruptedJobs()
        #expect(try await test.platform.runJob(id))
        let lines = try await Self.ends(test)
        // A small file may be through before anybody asks whether it is still wanted.
        let state = try await test.platform.job(id)?.state.rawValue
        #expect(lines.map { Self.state($0) } == [state] && lines.map(\.objectID) == ["\(id)"])
    }

    @Test("a job that a crash interrupted has not ended; it leaves one entry when it does")
    func interrupted() async throws {
        let test = try TestPlatform()
        let id = try await test.submit(.importBuildings, Data(City.buildings.utf8))
        _ = try await test.store.startJob(id, now: test.platform.now())
        _ = try await test.platform.recover()
        #expect(try await Self.ends(test).isEmpty)
        #expect(try await test.platform.runJob())
        #expect(try await Self.ends(test).map { Self.state($0) } == ["done"])
    }

    @Test("jobs that are given up leave one entry each")
    func abandoned() async throws {
        let test = try TestPlatform()
        let ids = [
            try await test.submit(.importBuildings, Data()), try await test.submit(.importMeters, Data()),
        ]
        _ = try await test.store.startJob(ids[0], now: test.platform.now())
        try await test.platform.abandonOpenJobs()
        try await test.platform.abandonOpenJobs()
        let lines = try await Self.ends(test)
        #expect(lines.map(\.objectID) == ids.map { "\($0)" } && lines.allSatisfy { $0.outcome == .failed })
        #expect(try await test.platform.job(ids[0])?.failure?.key == "interrupted")
    }
}
