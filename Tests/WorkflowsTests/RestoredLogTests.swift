import Access
import EmbeddedReadings
import Foundation
import GRDB
import Store
import Testing
import Units

@testable import Workflows

@Suite("The audit log after a restore")
struct RestoredLogTests {
    /// A platform that is backed up, goes on, is backed up again, and goes on.
    private static func backedUp() async throws -> (door: Door, older: Backup, newer: Backup) {
        let door = try await Door()
        func go(_ count: Int) async throws {
            for number in 0..<count {
                try await door.platform.record(AuditEvent(.system, "test.\(number)"))
                door.clock.advance(60)
            }
        }
        try await go(10)
        let older = try await door.platform.backUp(cause: .asked, actor: .console)
        try await go(10)
        let newer = try await door.platform.backUp(cause: .nightly, actor: .system)
        try await go(5)
        return (door, older, newer)
    }

    private static func open(_ path: String, like door: Door) throws -> Platform {
        let clock = door.clock
        return try Platform(
            dataDirectory: path,
            store: Store(directory: path),
            readings: EmbeddedReadings(directory: path),
            resources: ResourceDirectory(override: door.test.folder.path + "/resources"),
            people: .quick,
            now: { clock.now }
        )
    }

    /// Restores as the command does, into a copy of the folder's place.
    private static func restore(_ backup: Backup, to target: String, like door: Door) async throws -> RestoreReport {
        door.clock.advance(60)
        let restore = try Restore(of: backup.path, to: target, isReplacing: true)
        try restore.prepare()
        let report = try await open(restore.prepared, like: door).finishRestore(restore, actor: .console)
        _ = try restore.finish(now: door.clock.now)
        door.clock.advance(60)
        return report
    }

    /// The data as it stands, elsewhere: the platform of the test keeps its own files open.
    private static func copied(_ door: Door) throws -> (folder: TemporaryFolder, data: String) {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        for name in ["tanfeng.sqlite", "journal.sqlite", "readings.sqlite"] {
            try DatabaseQueue(path: "\(door.test.folder.path)/\(name)").backup(
                to: DatabaseQueue(path: "\(data)/\(name)")
            )
        }
        let backups = "\(door.test.folder.path)/backups"
        try FileManager.default.copyItem(atPath: backups, toPath: "\(data)/backups")
        return (folder, data)
    }

    @Test("the first entry after those of the backup says what was restored, when, and what it replaced")
    func entry() async throws {
        let (door, older, _) = try await Self.backedUp()
        let old = try #require(try await door.store.auditHead())
        let (folder, data) = try Self.copied(door)
        let report = try await Self.restore(older, to: data, like: door)
        #expect(report.replaced == .ends([old]) && report.auditProblems.isEmpty)
        let platform = try Self.open(data, like: door)
        let kept = try #require(older.manifest.auditHead)
        let first = try #require(
            try await platform.store.auditBatch(AuditFilter(), after: kept.sequence, limit: 1).first
        )
        #expect(first.action == "backup.restore" && first.objectID == older.name)
        #expect(first.at == door.clock.now.seconds - 60)
        let restoration = try #require(AuditChain.Restoration(first))
        #expect(restoration.kept == kept.sequence && restoration.replaced.map(\.text) == [old.text])
        withExtendedLifetime(folder) {}
    }

    @Test("newer backups are explained by the restore, and still tell of a tail that is cut afterwards")
    func verified() async throws {
        let (door, older, newer) = try await Self.backedUp()
        let (folder, data) = try Self.copied(door)
        _ = try await Self.restore(older, to: data, like: door)
        do {
            let platform = try Self.open(data, like: door)
            let found = try await platform.verifyAudit(actor: .console)
            #expect(found.isWhole && found.anchors == 2)
            #expect(found.restorations.first?.farthest?.source == "\(data)/backups/\(newer.name)/manifest.json")
            #expect(try await platform.auditState().restorations.map(\.word) == ["setAside"])
            door.clock.advance(60)
            try await platform.record(AuditEvent(.system, "test.later"))
            try await platform.backUp(cause: .asked, actor: .console)
        }
        let database = try DatabaseQueue(path: "\(data)/tanfeng.sqlite")
        let kept = try #require(older.manifest.auditHead).sequence
        try await database.write { db in
            try db.execute(sql: "DROP TRIGGER audit_record_no_delete")
            try db.execute(sql: "DELETE FROM audit_record WHERE sequence > ?", arguments: [kept + 1])
        }
        let cut = try await Self.open(data, like: door).verifyAudit(actor: .console)
        #expect(cut.problems.map(\.kind) == [.tailCut] && cut.restorations.count == 1)
        withExtendedLifetime(folder) {}
    }

    @Test("a second restore to an older backup remembers what the first one had set aside")
    func twice() async throws {
        let (door, older, newer) = try await Self.backedUp()
        let (folder, data) = try Self.copied(door)
        _ = try await Self.restore(newer, to: data, like: door)
        let report = try await Self.restore(older, to: data, like: door)
        guard case .ends(let ends) = report.replaced else { throw BackupFailure.busy }
        let old = try #require(try await door.store.auditHead())
        #expect(ends.count == 2 && ends.last?.text == old.text)
        #expect(try await Self.open(data, like: door).verifyAudit(actor: .console).isWhole)
        withExtendedLifetime(folder) {}
    }

    @Test(
        "into an empty folder the replaced log is unknown; newer anchors are a warning only if they are older than the restore"
    )
    func empty() async throws {
        let (door, older, newer) = try await Self.backedUp()
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        let report = try await Self.restore(older, to: data, like: door)
        #expect(report.replaced == .none)
        let platform = try Self.open(data, like: door)
        #expect(try await platform.auditState().restorations.map(\.word) == ["unknown"])
        let anchor = KeptAnchor(try #require(newer.manifest.auditHead), source: "elsewhere")
        let found = try await platform.verifyAudit(anchors: [anchor], actor: .console)
        #expect(found.isWhole && found.restorations.map(\.word) == ["newer"])
        let late = AuditAnchor(sequence: 900, hash: [UInt8](repeating: 7, count: 32), at: door.clock.now.seconds)
        let cut = try await platform.verifyAudit(anchors: [KeptAnchor(late, source: "elsewhere")], actor: .console)
        #expect(cut.problems.map(\.kind) == [.tailCut])
    }

    @Test("a log that cannot be read is said to be unreadable")
    func unreadable() async throws {
        let (door, older, _) = try await Self.backedUp()
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try Data(String(repeating: "no database", count: 999).utf8).write(to: URL(filePath: data + "/tanfeng.sqlite"))
        #expect(try await Self.restore(older, to: data, like: door).replaced == .unreadable)
        let restorations = try await Self.open(data, like: door).auditState().restorations
        #expect(restorations.map(\.isReplacedKnown) == [false])
    }
}
