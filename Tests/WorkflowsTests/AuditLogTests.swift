import Access
import Foundation
import GRDB
import Store
import Testing
import Units

@testable import Workflows

@Suite("The audit log as a whole")
struct AuditLogTests {
    private static func filled(_ count: Int) async throws -> TestPlatform {
        let test = try TestPlatform()
        for number in 0..<count {
            let actor = Actor(kind: .anonymous, address: "10.0.0.\(number)")
            try await test.platform.record(AuditEvent(actor, number % 2 == 0 ? "a.one" : "b.two", outcome: .refused))
        }
        return test
    }

    /// Does what only somebody with the file itself can do.
    private static func tamper(_ test: TestPlatform, _ sql: String) throws {
        let database = try DatabaseQueue(path: test.folder.path + "/tanfeng.sqlite")
        try database.write { db in
            try db.execute(sql: "DROP TRIGGER audit_record_no_update; DROP TRIGGER audit_record_no_delete; \(sql)")
        }
    }

    @Test("a log that was left alone is whole, and that it was checked is kept")
    func whole() async throws {
        let test = try await Self.filled(20)
        let result = try await test.platform.verifyAudit(actor: .console)
        #expect(result.isWhole && result.isComplete && result.entries == 20)
        let state = try await test.platform.auditState()
        #expect(state.head?.sequence == 21 && state.verified?.actor == .console)
        let partial = try await test.platform.verifyAudit(limit: .zero, actor: .console)
        #expect(!partial.isComplete && partial.isWhole)
    }

    @Test(
        "names what was done to the file",
        arguments: [
            ("UPDATE audit_record SET action = 'x' WHERE sequence = 7", AuditChain.Problem.Kind.changed, Int64(7)),
            ("UPDATE audit_record SET outcome = 'done' WHERE sequence = 1", .changed, 1),
            ("DELETE FROM audit_record WHERE sequence = 9", .removed, 9),
            ("DELETE FROM audit_record WHERE sequence BETWEEN 3 AND 5", .removed, 3),
        ]
    )
    func tampered(sql: String, kind: AuditChain.Problem.Kind, sequence: Int64) async throws {
        let test = try await Self.filled(20)
        try Self.tamper(test, sql)
        let result = try await test.platform.verifyAudit(actor: .console)
        #expect(result.problems.map(\.kind) == [kind] && result.problems.first?.first == sequence)
    }

    @Test("names an entry beyond every number, after which nothing more is written")
    func beyond() async throws {
        let test = try await Self.filled(3)
        try Self.tamper(
            test,
            """
            INSERT INTO audit_record SELECT \(Int64.max), at, actor, person_id, address, request_id, action, object_kind,
                object_id, outcome, changes, hash, hash FROM audit_record WHERE sequence = 3
            """
        )
        await #expect(throws: AuditRecordError.noNumberLeft) {
            try await test.platform.record(AuditEvent(.console, "test.change"))
        }
        var chain = AuditChain()
        for entry in try await test.store.auditBatch(AuditFilter(), after: 0, limit: 9) { chain.add(entry) }
        #expect(chain.finished().map(\.kind) == [.inserted] && chain.head?.sequence == 3)
    }

    @Test("finds a cut tail by the manifest of a backup")
    func manifests() async throws {
        let test = try await Self.filled(10)
        let anchor = try #require(await test.platform.anchorAudit())
        #expect(anchor.sequence == 10)
        let folder = test.folder.path + "/kept/2026-07-01"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let manifest = try JSONEncoder().encode(["audit": anchor])
        try manifest.write(to: URL(filePath: folder + "/manifest.json"))
        let backups = test.folder.path + "/kept"
        #expect(try await test.platform.verifyAudit(backups: backups, actor: .console).anchors == 1)
        try Self.tamper(test, "DELETE FROM audit_record WHERE sequence > 8")
        let result = try await test.platform.verifyAudit(backups: backups, actor: .console)
        #expect(result.problems.map(\.kind) == [.tailCut])
        #expect(result.problems.first?.first == 9 && result.problems.first?.last == 10)
    }

    @Test("is read by filter and page, and written out in whole")
    func export() async throws {
        let test = try await Self.filled(25)
        var filter = AuditFilter()
        filter.action = "a."
        let first = try await test.platform.auditLog(filter, after: nil, limit: 10)
        #expect(first.lines.count == 10 && first.lines.allSatisfy { $0.action == "a.one" })
        let second = try await test.platform.auditLog(filter, after: first.next, limit: 10)
        #expect(second.lines.count == 3 && second.next == nil)
        let path = test.folder.path + "/out.jsonl"
        #expect(try await test.platform.exportAudit(AuditFilter(), toFile: path, actor: .console) == 25)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 25)
        var previous = String(repeating: "0", count: 64)
        for line in lines {
            let entry = try JSONDecoder().decode(StoredAuditEntry.self, from: Data(line.utf8))
            #expect(entry.previous_hash == previous)
            previous = entry.hash
        }
        #expect(
            try await test.platform.exportAudit(filter, toFile: test.folder.path + "/out.csv", actor: .console) == 13
        )
        await #expect(throws: AuditExportError.self) {
            _ = try await test.platform.exportAudit(filter, toFile: "/nowhere/x.csv", actor: .console)
        }
        let events = try await test.platform.auditLog(AuditFilter(), after: nil, limit: 3).lines.map(\.action)
        #expect(events.contains("audit.export"))
    }

    @Test("personal values are shown until the person is erased, and the chain stays whole")
    func erased() async throws {
        let door = try await Door()
        let person = try await door.active("somebody")
        let actor = Actor(kind: .person, person: person, address: "10.9.8.7")
        let change = AuditEvent.Change("email", after: "a@example.cn", owner: person)
        try await door.platform.record(AuditEvent(actor, "test.change", changes: [change]))
        func line() async throws -> AuditLine {
            var filter = AuditFilter()
            filter.action = "test.change"
            return try #require(await door.platform.auditLog(filter, after: nil, limit: 1).lines.first)
        }
        #expect(try await line().changes.first?.after == "a@example.cn")
        #expect(try await line().address == "10.9.8.7")
        let database = try DatabaseQueue(path: door.platform.dataDirectory + "/tanfeng.sqlite")
        let key = try await database.read { try Data.fetchOne($0, sql: "SELECT key FROM person_key") }
        try await database.write { try $0.execute(sql: "UPDATE person_key SET key = randomblob(32)") }
        let shut = try await door.platform.verifyAudit(actor: .console)
        #expect(!shut.problems.isEmpty && shut.problems.allSatisfy { $0.kind == .unopened })
        try await database.write { try $0.execute(sql: "UPDATE person_key SET key = ?", arguments: [key]) }
        try await door.platform.erasePerson(person, actor: .console)
        let after = try await line()
        #expect(
            after.name == nil && PersonalSeal.isSealed(after.address ?? "")
                && after.changes.first?.after != "a@example.cn"
        )
        #expect(try await door.platform.verifyAudit(actor: .console).isWhole)
    }
}

@Suite("Auditor's tools")
struct AuditToolTests {
    @Test("the same seed draws the same sample; every stratum gives its share")
    func sample() async throws {
        let test = try await TestPlatform.city()
        let one = try await test.platform.stratifiedSample(seed: 7, perStratum: 1, scope: .all)
        let two = try await test.platform.stratifiedSample(seed: 7, perStratum: 1, scope: .all)
        #expect(one.lines.map(\.building) == two.lines.map(\.building))
        #expect(one.population == 3 && one.strata == one.lines.count)
        var generator = SplitMix64(seed: 1)
        var counts = Array(repeating: 0, count: 10)
        for _ in 0..<10_000 { counts[generator.next(below: 10)] += 1 }
        #expect(counts.allSatisfy { (850...1_150).contains($0) })
        #expect(Set(generator.draw(5, of: Array(0..<20))).count == 5 && generator.draw(9, of: [1, 2]).count == 2)
    }

    @Test("a pack agrees with its seal and the database, and tells when it was changed")
    func pack() async throws {
        let council = try await Council()
        let id = try await council.settle(.publish)
        let figure = try #require(await council.platform.decision(id, scope: .all)?.decision.figure)
        let pack = try #require(await council.platform.evidencePack(figure: figure, actor: council.asker, scope: .all))
        let sound = try await council.platform.checkPack(pack.bytes)
        #expect(sound.problems.isEmpty && sound.figure == figure && sound.digest == pack.digest)
        let text = String(decoding: pack.bytes, as: UTF8.self)
        #expect(text.contains("\"factors\":[{") && text.contains("decision.approve"))
        let changed = text.replacing("示例理由", with: "别的理由")
        let broken = try await council.platform.checkPack(Array(changed.utf8))
        #expect(broken.problems.map { $0[0] } == ["seal", "notRecorded", "figure"])
        #expect(try await council.platform.checkPack(Array("{}".utf8)).problems == [["unreadable"]])
        #expect(try await council.platform.evidencePack(figure: 99, actor: council.asker, scope: .all) == nil)
    }

    @Test("readings that an import replaces are kept with their number, readings that are new or the same are not")
    func replaced() async throws {
        let council = try await Council()
        var filter = AuditFilter()
        filter.action = "readings.replace"
        #expect(try await council.platform.auditLog(filter, after: nil, limit: 9).lines.isEmpty)
        try await council.change()
        let lines = try await council.platform.auditLog(filter, after: nil, limit: 9).lines
        #expect(lines.map(\.changes) == [[AuditEvent.Change("count", after: "1")]] && lines.first?.actor == .console)
    }

    @Test("who decides what they brought in themselves is flagged; people are counted by what they did")
    func flags() async throws {
        let council = try await Council()
        try await council.settle(.publish)
        #expect(try await council.platform.ownDataFlags().isEmpty)
        let event = AuditEvent(council.decider, "job.create", object: ("job", "1"))
        try await council.platform.record(event)
        let id = try await council.settle(.lock)
        let flags = try await council.platform.ownDataFlags()
        #expect(flags.contains { $0.decision.id == id && $0.isDecider && $0.person.id == council.decider.person })
        let tallies = try await council.platform.tallies()
        #expect(tallies.first { $0.person.id == council.asker.person }?.asked == [.publish: 1, .lock: 1])
        #expect(tallies.first { $0.person.id == council.decider.person }?.approved[.lock] == 1)
    }
}
