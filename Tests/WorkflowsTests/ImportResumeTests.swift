import EmbeddedReadings
import Foundation
import Metering
import Store
import Testing
import Units
import Workflows

@Suite("Imports of readings that a crash interrupted")
struct ImportResumeTests {
    private static let rows = [
        "meter,time,value", "E1,2025-03-01 00:00,100.00", "E1,2025-03-01 00:15,x", "E1,2025-03-01 12:00,150.00",
        "E1,2025-03-02 00:00,350.50", "none,2025-03-02 00:00,1", "E1,2025-03-02 12:00,400.00",
    ]

    /// Queues the file as a process left it that was killed behind some rows, of which one was refused.
    private static func interrupted(_ test: TestPlatform, rows count: Int, size: Int? = nil) async throws -> Int64 {
        let text = rows.joined(separator: "\n") + "\n"
        let id = try await test.submit(.importReadings, Data(text.utf8))
        _ = try await test.store.startJob(id, now: test.platform.now())
        let list = "\u{FEFF}行,列,原因,meter,time,value\r\n3,value,“x”不是数,E1,2025-03-01 00:15,x\r\n"
        let folder = test.folder.path + "/rejected"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // What was written behind the checkpoint is not known to be whole.
        try Data((list + "6,me").utf8).write(to: URL(fileURLWithPath: "\(folder)/job-\(id).csv.part"))
        let offset = rows.prefix(count + 1).reduce(0) { $0 + $1.utf8.count + 1 }
        let checkpoint = """
            {"offset":\(offset),"line":\(count + 2),"totalBytes":\(size ?? text.utf8.count),
            "rejectedBytes":\(list.utf8.count),"accepted":2,"rejected":1,"unchanged":0}
            """
        _ = try await test.store.recordProgress(JobProgress(), job: id, checkpoint: checkpoint)
        try await test.store.requeueInterruptedJobs()
        return id
    }

    @Test("go on behind the last rows that are durable, and list each refused row once")
    func goesOn() async throws {
        let test = try await TestPlatform.city()
        let id = try await Self.interrupted(test, rows: 3)
        #expect(try await test.platform.runJob(id))
        let job = try #require(await test.platform.job(id))
        #expect(job.state == .done)
        #expect(job.accepted == 4)
        #expect(job.rejected == 2)
        let rejected = try test.rejected(job)
        #expect(rejected.map { $0[0] } == ["行", "3", "6"])
        #expect(rejected.last?.dropFirst(3) == ["none", "2025-03-02 00:00", "1"])
        // Only what stands behind the checkpoint was read.
        let meter = try await test.meter("E1").meter.id
        let stamps = try await test.readings.readings(of: meter, in: day("2025-01-01")..<day("2026-01-01")).map(\.stamp)
        #expect(stamps == [try at("2025-03-02 00:00"), try at("2025-03-02 12:00")])
    }

    @Test("begin anew where the file is another one")
    func anotherFile() async throws {
        let test = try await TestPlatform.city()
        let id = try await Self.interrupted(test, rows: 3, size: 1)
        #expect(try await test.platform.runJob(id))
        let job = try #require(await test.platform.job(id))
        #expect(job.accepted == 4)
        #expect(job.rejected == 2)
        #expect(try test.rejected(job).map { $0[0] } == ["行号", "3", "6"])
        let meter = try await test.meter("E1").meter.id
        #expect(try await test.readings.readings(of: meter, in: day("2025-01-01")..<day("2026-01-01")).count == 4)
    }

    @Test("leave a checkpoint behind each batch")
    func checkpoints() async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(.importReadings, Self.rows.joined(separator: "\n") + "\n")
        let json = try #require(await test.store.checkpoint(ofJob: job.id))
        let kept = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Int])
        #expect(kept["accepted"] == 4 && kept["rejected"] == 2 && kept["offset"] == kept["totalBytes"])
    }
}
