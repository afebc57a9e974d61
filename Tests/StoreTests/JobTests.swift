import Testing
import Units

@testable import Store

@Suite("Jobs and work items in the store")
struct JobTests {
    private let store: Store

    init() async throws { store = try await TestStore().store }

    /// A queued job; the store's own fixture has used number 1, which is ended here.
    private func queued() async throws -> Int64 {
        try await store.endJob(1, state: "done", result: "{}", now: TestStore.now)
        return try await store.createJob(kind: "import.readings", input: "{\"a\":1}", now: TestStore.now)
    }

    private func after(_ seconds: Int64) -> Instant { TestStore.now.adding(seconds: seconds) }

    @Test("a job waits, runs, reports and ends")
    func life() async throws {
        let id = try await queued()
        #expect(try await store.job(id)?.state == "queued")
        let started = try #require(await store.startJob(now: after(5)))
        #expect(started.id == id)
        #expect(started.state == "running")
        #expect(started.input == "{\"a\":1}")
        var progress = JobProgress()
        progress.doneBytes = 10
        progress.totalBytes = 100
        progress.accepted = 7
        progress.rejected = 2
        progress.unchanged = 1
        #expect(try await !store.recordProgress(progress, job: id))
        #expect(try await store.job(id)?.progress == progress)
        try await store.endJob(id, state: "done", result: "{\"b\":2}", now: after(9))
        let ended = try #require(await store.job(id))
        #expect(ended.state == "done")
        #expect(ended.result == "{\"b\":2}")
        #expect(ended.createdAt == TestStore.now)
        #expect(ended.startedAt == after(5))
        #expect(ended.endedAt == after(9))
        #expect(try await !store.hasOpenJobs())
    }

    @Test("jobs start oldest first, or the one asked for, and each only once")
    func order() async throws {
        let first = try await queued()
        let second = try await store.createJob(kind: "import.readings", input: "{}", now: TestStore.now)
        let third = try await store.createJob(kind: "import.readings", input: "{}", now: TestStore.now)
        #expect(try await store.startJob(second, now: after(1))?.id == second)
        #expect(try await store.startJob(second, now: after(1)) == nil)
        #expect(try await store.startJob(now: after(1))?.id == first)
        #expect(try await store.startJob(now: after(1))?.id == third)
        #expect(try await store.startJob(now: after(1)) == nil)
    }

    @Test("a queued job is cancelled at once")
    func cancelQueued() async throws {
        let id = try await queued()
        #expect(try await store.cancelJob(id, now: after(3)))
        #expect(try await store.job(id)?.state == "cancelled")
        #expect(try await store.job(id)?.endedAt == after(3))
        #expect(try await store.startJob(now: after(4)) == nil)
        #expect(try await !store.cancelJob(id, now: after(5)))
    }

    @Test("a running job is asked to stop and learns of it with its progress")
    func cancelRunning() async throws {
        let id = try await queued()
        _ = try await store.startJob(now: after(1))
        #expect(try await store.cancelJob(id, now: after(3)))
        #expect(try await store.job(id)?.state == "running")
        #expect(try await store.job(id)?.endedAt == nil)
        #expect(try await store.recordProgress(JobProgress(), job: id))
    }

    @Test("what has ended cannot be cancelled, nor what never was")
    func cancelEnded() async throws {
        let id = try await queued()
        _ = try await store.startJob(now: after(1))
        try await store.endJob(id, state: "failed", result: "{}", now: after(2))
        #expect(try await !store.cancelJob(id, now: after(3)))
        #expect(try await !store.cancelJob(999, now: after(3)))
    }

    @Test("jobs that a crash left running wait again from nothing, others stay")
    func requeue() async throws {
        let id = try await queued()
        _ = try await store.startJob(now: after(1))
        var progress = JobProgress()
        progress.accepted = 5
        progress.doneBytes = 9
        _ = try await store.recordProgress(progress, job: id)
        try await store.requeueInterruptedJobs()
        #expect(try await store.job(id)?.state == "queued")
        #expect(try await store.job(id)?.progress == JobProgress())
        #expect(try await store.job(1)?.state == "done")
        #expect(try await store.startJob(now: after(2))?.id == id)
    }

    @Test("the list is newest first and goes on before a number")
    func list() async throws {
        for _ in 0..<4 { _ = try await store.createJob(kind: "import.readings", input: "{}", now: TestStore.now) }
        let page = try await store.jobs(before: nil, limit: 2)
        #expect(page.rows.map(\.id) == [5, 4])
        #expect(page.total == 5)
        #expect(try await store.jobs(before: 4, limit: 9).rows.map(\.id) == [3, 2, 1])
    }

    @Test("the source of a job's rows is made once, also when it runs again")
    func source() async throws {
        let id = try await queued()
        let first = try await store.source(kind: "import", name: "a.csv", job: id, now: TestStore.now)
        #expect(try await store.source(kind: "import", name: "a.csv", job: id, now: after(9)) == first)
    }

    @Test("a work item is opened once per kind and object")
    func workItems() async throws {
        try await store.openWorkItem(
            WorkItemDraft(kind: "import.rejected", object: ("job", 7), evidence: ["3", "a.csv"]),
            now: TestStore.now
        )
        try await store.openWorkItem(
            WorkItemDraft(kind: "import.rejected", object: ("job", 7), evidence: ["4", "b.csv"]),
            now: after(1)
        )
        try await store.openWorkItem(
            WorkItemDraft(kind: "import.failed", object: ("job", 7), evidence: []),
            now: TestStore.now
        )
        try await store.openWorkItem(
            WorkItemDraft(kind: "import.rejected", object: ("job", 8), evidence: []),
            now: TestStore.now
        )
        let items = try await store.openWorkItems(limit: 9, reach: .everything)
        #expect(
            items.map { "\($0.kind) \($0.objectKind) \($0.objectID)" } == [
                "import.rejected job 7", "import.failed job 7", "import.rejected job 8",
            ]
        )
        #expect(items.first?.evidence == ["3", "a.csv"])
        #expect(try await store.openWorkItems(limit: 1, reach: .everything).count == 1)
    }

    @Test("a work item that is done may be opened again, and its history stays")
    func reopened() async throws {
        let test = try await TestStore()
        for _ in 0..<2 {
            try await test.store.openWorkItem(
                WorkItemDraft(kind: "k", object: ("job", 1), evidence: []),
                now: TestStore.now
            )
            try await test.execute("UPDATE work_item SET state = 'done'")
        }
        #expect(try await test.count("SELECT count(*) FROM work_item") == 2)
        #expect(try await test.count("SELECT count(*) FROM work_item_record") == 2)
        #expect(try await test.store.openWorkItems(limit: 9, reach: .everything).isEmpty)
    }

    @Test("a new work item and an ended job are something new to show")
    func generation() async throws {
        let before = try await store.generation()
        try await store.openWorkItem(WorkItemDraft(kind: "k", object: ("job", 1), evidence: []), now: TestStore.now)
        let between = try await store.generation()
        #expect(between > before)
        try await store.openWorkItem(WorkItemDraft(kind: "k", object: ("job", 1), evidence: []), now: TestStore.now)
        #expect(try await store.generation() == between)
        try await store.endJob(1, state: "done", result: "{}", now: TestStore.now)
        #expect(try await store.generation() > between)
    }
}
