import Access
import EmbeddedReadings
import Foundation
import Metering
import Store
import Synchronization
import Testing
import Units
import Workflows

@Suite("Jobs")
struct JobsTests {
    @Test(
        "a file that cannot be imported fails with its reason",
        arguments: [
            (.importReadings, "meter,value\nE1,1\n", "column.missing", "time"),
            (.importReadings, "a,b\n1,2\n", "column.missing", "time"),
            (.importReadings, "meter,time,value,读数\nE1,2025-01-01,1,1\n", "column.repeated", "value"),
            (
                .importMeters, "meter,building\nE1,A\n", "column.missing",
                "item, kind, unit, decimals, digits, valid_from"
            ),
            (
                .importBuildings, "building_code,building_name\nA,B\n", "column.missing",
                "building_kind, gross_floor_area_m2"
            ),
            (.importReadings, "", "file.empty", nil), (.importReadings, "\n\n", "file.empty", nil),
            (.importReadings, "PK\u{3}\u{4}workbook", "document.damaged", nil),
            (.importReadings, "%PDF-1.7", "file.notText", nil),
        ] as [(Job.Kind, String, String, String?)]
    )
    func failures(kind: Job.Kind, text: String, key: String, evidence: String?) async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(kind, text)
        #expect(job.state == .failed)
        #expect(job.failure?.key == key)
        if let evidence { #expect(job.failure?.evidence.first == evidence) }
        #expect(job.accepted == 0)
        #expect(!job.hasRejectedFile)
        #expect(job.endedAt != nil)
        let items = try await test.store.openWorkItems(limit: 9, reach: WorkReach(.auditor, on: CivilDay(number: 0)))
        #expect(items.map(\.kind) == ["import.failed"])
        #expect(items.first?.evidence == [job.fileName])
    }

    @Test("a file that is not there fails by name")
    func notFound() async throws {
        let test = try await TestPlatform.city()
        let id = try await test.platform.submit(
            ImportRequest(kind: .importReadings, path: "/nowhere/r.csv"),
            by: .console
        )
        #expect(try await test.platform.runJob(id))
        let job = try #require(await test.platform.job(id))
        #expect(job.failure?.key == "file.notFound")
        #expect(job.fileName == "r.csv")
    }

    @Test("jobs run one by one in the order they came, until none waits")
    func order() async throws {
        let test = try TestPlatform()
        let first = try await test.submit(.importBuildings, Data(City.buildings.utf8))
        let second = try await test.submit(.importMeters, Data(City.meters.utf8))
        #expect(try await test.platform.runJob())
        #expect(try await test.platform.job(first)?.state == .done)
        #expect(try await test.platform.job(second)?.state == .queued)
        #expect(try await test.platform.runJob())
        #expect(try await !test.platform.runJob())
        #expect(try await test.platform.job(second)?.accepted == 8)
    }

    @Test("the list is newest first and has a cursor")
    func list() async throws {
        let test = try TestPlatform()
        for _ in 0..<5 { _ = try await test.submit(.importBuildings, Data()) }
        let first = try await test.platform.jobs(after: nil, limit: 2)
        #expect(first.rows.map(\.id) == [5, 4])
        #expect(first.total == 5)
        let rest = try await test.platform.jobs(after: first.next, limit: 9)
        #expect(rest.rows.map(\.id) == [3, 2, 1])
        #expect(rest.next == nil)
    }

    @Test("a job that waits is cancelled at once and never runs")
    func cancelQueued() async throws {
        let test = try TestPlatform()
        let id = try await test.submit(.importBuildings, Data(City.buildings.utf8))
        #expect(try await test.platform.cancel(job: id, by: .console))
        #expect(try await !test.platform.runJob())
        #expect(try await test.platform.job(id)?.state == .cancelled)
        #expect(try await test.store.buildingIDs().isEmpty)
        #expect(try await !test.platform.cancel(job: id, by: .console))
    }

    @Test("a job cancelled midway keeps what it had stored and stops")
    func cancelMidway() async throws {
        // Each batch of buildings asks for the time; a slow clock leaves time to cancel between two of them.
        let clock = SlowClock(now: try at("2026-07-01 12:00"))
        let test = try TestPlatform(now: { clock.read() })
        let rows = (1...6_000).map { "B\($0),楼\($0),A,1000,320706" }.joined(separator: "\n")
        let text = "building_code,building_name,building_kind,gross_floor_area_m2,division_code\n" + rows
        let id = try await test.submit(.importBuildings, Data(text.utf8))
        clock.isSlow.withLock { $0 = true }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await test.platform.runJob(id) }
            group.addTask {
                while try await test.store.buildingIDs().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
                _ = try await test.store.cancelJob(id, now: clock.now)
                clock.isSlow.withLock { $0 = false }
            }
            try await group.waitForAll()
        }
        let job = try #require(await test.platform.job(id))
        #expect(job.state == .cancelled)
        #expect((1..<6_000).contains(job.accepted))
        #expect(try await test.store.buildingIDs().count == Int(job.accepted))
        // The same file again brings the rest.
        let again = try await test.load(.importBuildings, text)
        #expect(again.unchanged == job.accepted)
        #expect(again.accepted + again.unchanged == 6_000)
    }

    private static let readings = """
        meter,time,value
        E1,2025-03-01,100
        E1,2025-03-02,150
        E1,2025-03-03,225
        G1,2025-03-01,1
        G1,2025-03-03,9
        """

    @Test("a job that a crash interrupted runs again with the same result", arguments: [false, true])
    func crash(hadStoredReadings: Bool) async throws {
        let whole = try await TestPlatform.city()
        try await whole.load(.importReadings, Self.readings)

        let folder = try TemporaryFolder()
        var id: Int64 = 0
        do {
            let test = try await TestPlatform.city(folder: folder)
            id = try await test.submit(.importReadings, Data(Self.readings.utf8))
            let started = try await test.store.startJob(id, now: at("2026-07-01 12:00"))
            #expect(started?.state == "running")
            if hadStoredReadings {
                let meter = try await test.meter("E1").meter.id
                _ = try await test.readings.append(
                    .init(readings: [meter: [.init(stamp: at("2025-03-01"), counts: 10_000)]], source: 1)
                )
            }
        }
        let test = try TestPlatform(folder: folder)
        #expect(try await test.platform.job(id)?.state == .running)
        try await test.store.requeueInterruptedJobs()
        #expect(try await test.platform.runJob())
        let job = try #require(await test.platform.job(id))
        #expect(job.state == .done)
        #expect(job.accepted + job.unchanged == 5)
        #expect(job.unchanged == (hadStoredReadings ? 1 : 0))
        #expect(try await test.days("E1") == whole.days("E1"))
        #expect(try await test.carbon(City.office, "2025-03") == whole.carbon(City.office, "2025-03"))
        #expect(try await test.platform.verify().problems == [])
    }

    @Test("refused rows are owed a correction, once")
    func workItem() async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(.importReadings, "meter,time,value\nE9,2025-03-01,1\nE8,2025-03-01,1\n")
        let attention = try #require(await test.platform.overview(year: nil, scope: .all, reader: .auditor)).attention
        #expect(attention.map(\.kind) == ["import.rejected"])
        #expect(attention.first?.evidence == ["2", job.fileName])
        #expect(attention.first?.path == "/jobs/\(job.id)")
    }
}

/// A clock that takes more than half a second to read, as long as it is told to.
private final class SlowClock: Sendable {
    let now: Instant
    let isSlow = Mutex(false)

    init(now: Instant) { self.now = now }

    func read() -> Instant {
        if isSlow.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.6) }
        return now
    }
}
