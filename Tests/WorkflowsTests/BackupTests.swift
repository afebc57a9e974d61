import Access
import Archives
import EmbeddedReadings
import Foundation
import GRDB
import Metering
import Store
import Testing
import Units

@testable import Workflows

@Suite("Backup and restore")
struct BackupTests {
    private static let readings = """
        meter,time,value
        E1,2026-03-01,1000
        E1,2026-03-02,1100
        E1,2026-03-03,1234.56
        G1,2026-03-01,10
        G1,2026-03-03,30.5
        """

    /// A city with readings, one of which no account knows yet, and with files of the bureau's own.
    private func city() async throws -> TestPlatform {
        let test = try await TestPlatform.city()
        try await test.load(.importReadings, Self.readings)
        let late = Reading(stamp: try at("2026-03-04 00:00"), counts: 150_000, quality: .good)
        let meter = try await test.meter("E1").meter.id
        _ = try await test.readings.append(ReadingBatch(readings: [meter: [late]], source: 1))
        let indicators = test.folder.path + "/indicators"
        try FileManager.default.createDirectory(atPath: indicators, withIntermediateDirectories: true)
        try Data("-- own".utf8).write(to: URL(fileURLWithPath: indicators + "/own.sql"))
        return test
    }

    /// A platform on restored files; it is closed when the value goes away.
    private func open(_ path: String, like test: TestPlatform) throws -> Platform {
        let now = test.platform.now
        return try Platform(
            dataDirectory: path,
            store: Store(directory: path),
            readings: EmbeddedReadings(directory: path),
            resources: ResourceDirectory(override: test.folder.path + "/resources"),
            now: now
        )
    }

    /// Restores a backup the way the command does.
    @discardableResult
    private func restore(
        _ backup: Backup,
        to target: String,
        like test: TestPlatform,
        isReplacing: Bool = false
    ) async throws -> (report: RestoreReport, aside: String?) {
        let restore = try Restore(of: backup.path, to: target, isReplacing: isReplacing)
        try restore.prepare()
        let report = try await open(restore.prepared, like: test).finishRestore(restore, actor: .console)
        return (report, try restore.finish(now: test.platform.now()))
    }

    /// Every row of every table of a database file.
    private func rows(_ path: String) throws -> [String: [Row]] {
        try DatabaseQueue(path: path).read { db in
            let tables = try String.fetchAll(
                db,
                sql:
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('backup_run', 'sqlite_sequence')"
            )
            return try Dictionary(
                uniqueKeysWithValues: tables.map { table in
                    let columns = try db.columns(in: table).map(\.name.quotedDatabaseIdentifier).joined(separator: ", ")
                    return (table, try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\" ORDER BY \(columns)"))
                }
            )
        }
    }

    @Test("a copy holds every row of every table and every file, and says so")
    func everyRow() async throws {
        let test = try await city()
        let before = try ["tanfeng.sqlite", "journal.sqlite", "readings.sqlite"].map {
            try rows("\(test.folder.path)/\($0)")
        }
        let backup = try await test.platform.backUp(cause: .nightly, actor: .system)
        let folder = try TemporaryFolder()
        let found = try Backup(at: backup.path)
        #expect(found == backup)
        try found.unpack(into: folder.path + "/out")
        try found.check(unpackedInto: folder.path + "/out")
        let after = try ["tanfeng.sqlite", "journal.sqlite", "readings.sqlite"].map {
            try rows("\(folder.path)/out/\($0)")
        }
        #expect(after == before)
        #expect(before[0].count > 40 && before[0]["building_record"]?.count == 3)
        let names = found.manifest.files.map(\.name)
        #expect(
            names.prefix(3) == ["tanfeng.sqlite", "journal.sqlite", "readings.sqlite"]
                && names.contains("indicators/own.sql")
        )
        #expect(!names.contains { $0.hasPrefix("rejected/") || $0.hasSuffix("-wal") || $0.hasPrefix("backups/") })
        #expect(found.manifest.databases["tanfeng.sqlite"]?.rows["building_record"] == 3)
        #expect(found.name == "2026-07-01T120000-nightly")
        let sums = try #require(found.manifest.consumedSequence)
        #expect(try #require(found.manifest.changeSequence) == sums + 1)
        let listing = try FileManager.default.contentsOfDirectory(atPath: backup.path)
        #expect(!listing.contains { $0.hasSuffix(".sqlite") || $0.hasSuffix(".part") })
    }

    @Test("an empty folder gets every figure back, and the readings that were ahead")
    func everyFigure() async throws {
        let test = try await city()
        let backup = try await test.platform.backUp(cause: .asked, actor: .console)
        let folder = try TemporaryFolder()
        let target = folder.path + "/data"
        let (report, aside) = try await restore(backup, to: target, like: test)
        #expect(report.replayed == 1 && report.buildings == 3 && report.readings == 6)
        #expect(report.auditProblems == [] && report.head == backup.manifest.auditHead)
        #expect(aside == nil)
        let restored = try open(target, like: test)
        // What was ahead is now derived on both sides.
        try await test.platform.deriveConsumption()
        for building in [nil, City.office, City.mall] {
            let year = CivilYear(2026)
            let expected = try await test.platform.accountReport(year: year, building: building, scope: .all)
            let found = try await restored.accountReport(year: year, building: building, scope: .all)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            #expect(try encoder.encode(found) == encoder.encode(expected))
        }
        #expect(report.emissions?.year == 2026)
        let id = try await test.building(City.office)
        for period in [Period.year(CivilYear(2026)), .month(try month("2026-03"))] {
            func explained(_ platform: Platform) async throws -> [String] {
                let found = try await platform.explanation(.building(id), period: period, scope: .all)
                guard let found else { return [] }
                return ["\(found.figure)"] + found.meters.map { "\($0.code) \($0.amount)" }
            }
            let before = try await explained(test.platform)
            let after = try await explained(restored)
            #expect(!before.isEmpty)
            #expect(after == before)
        }
        #expect(try await restored.verify().problems == [])
        #expect(try await restored.verifyAudit(actor: .console).problems == [])
        #expect(FileManager.default.fileExists(atPath: target + "/indicators/own.sql"))
        #expect(try await restored.backupOverview().state == .good)
    }

    @Test("whoever writes meanwhile is not disturbed, and the copy is whole")
    func beside() async throws {
        let test = try await city()
        let meter = try await test.meter("E2").meter.id
        let start = try at("2026-04-01 00:15")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for index in 0..<60 {
                    let stamp = start.adding(seconds: 900 * Int64(index))
                    let reading = Reading(stamp: stamp, counts: 1, quality: .good)
                    _ = try await test.readings.append(ReadingBatch(readings: [meter: [reading]], source: 1))
                    if index % 7 == 0 { try await test.platform.deriveConsumption() }
                }
            }
            for _ in 0..<3 {
                let backup = try await test.platform.backUp(cause: .asked, actor: .system)
                try backup.verify()
                let manifest = backup.manifest
                #expect(try #require(manifest.changeSequence) >= #require(manifest.consumedSequence))
            }
            try await group.waitForAll()
        }
    }

    @Test("is noted with its size and head, in the audit log too, and seen on the page")
    func noted() async throws {
        let test = try await city()
        let backup = try await test.platform.backUp(cause: .nightly, actor: .system)
        let overview = try await test.platform.backupOverview()
        #expect(overview.state == .good && overview.lastSuccess == test.platform.now() && overview.failures.isEmpty)
        #expect(overview.backups == [backup] && overview.running == nil)
        let log = try await test.platform.auditLog(AuditFilter(), after: nil, limit: 10)
        #expect(log.lines.contains { $0.action == "backup.make" })
    }

    @Test("a failure says why, is owed to the system administrator, and settled by the next success")
    func failure() async throws {
        let test = try await city()
        let blocked = test.folder.path + "/blocked"
        try Data().write(to: URL(fileURLWithPath: blocked))
        let path = "\(blocked)/2026-07-01T120000-asked"
        await #expect(throws: BackupFailure.archive(.unwritable(path: path))) {
            try await test.platform.backUp(cause: .asked, actor: .console, to: blocked)
        }
        let overview = try await test.platform.backupOverview()
        #expect(overview.failures.map(\.words) == [["unwritable", path]] && overview.backups.isEmpty)
        func owed() throws -> Int? {
            try DatabaseQueue(path: test.folder.path + "/tanfeng.sqlite").read {
                try Int.fetchOne(
                    $0,
                    sql: """
                        SELECT count(*) FROM work_item WHERE kind = 'backup.failed' AND state = 'open'
                        AND role = 'system_administrator'
                        """
                )
            }
        }
        #expect(try owed() == 1)
        try await test.platform.backUp(cause: .asked, actor: .console)
        #expect(try owed() == 0)
        #expect(try await test.platform.backupOverview().failures.isEmpty)
    }

    @Test("an interrupted backup is removed by the next one, whatever else lies there is not")
    func interrupted() async throws {
        let test = try await city()
        let directory = test.folder.path + "/backups"
        for name in ["2026-06-30T023000-nightly", "2026-06-30T023000-copies", "keep"] {
            try FileManager.default.createDirectory(atPath: "\(directory)/\(name)", withIntermediateDirectories: true)
        }
        let backup = try await test.platform.backUp(cause: .nightly, actor: .system)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        #expect(names == ["2026-06-30T023000-copies", backup.name, "keep"])
    }

    @Test("nothing that was changed, cut or left out is restored, and the file is named")
    func tampered() async throws {
        let test = try await city()
        let backup = try await test.platform.backUp(cause: .asked, actor: .console)
        let target = test.folder.path + "/restored"
        func refused(_ change: (String) throws -> Void) throws -> BackupFailure? {
            let copy = test.folder.path + "/copy"
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: backup.path, toPath: copy)
            try change(copy)
            let failure = #expect(throws: BackupFailure.self) {
                try Restore(of: copy, to: target, isReplacing: false).prepare()
            }
            #expect(!FileManager.default.fileExists(atPath: target))
            #expect(!FileManager.default.fileExists(atPath: target + ".part"))
            return failure
        }
        func edit(_ path: String, _ body: (inout Data) -> Void) throws {
            var data = try Data(contentsOf: URL(fileURLWithPath: path))
            body(&data)
            try data.write(to: URL(fileURLWithPath: path))
        }
        func replaceInManifest(_ old: String, _ new: String) throws -> BackupFailure? {
            try refused { copy in
                let url = URL(fileURLWithPath: copy + "/manifest.json")
                let text = try String(contentsOf: url, encoding: .utf8)
                try #require(text.contains(old))
                try Data(text.replacing(old, with: new).utf8).write(to: url)
            }
        }
        let copy = test.folder.path + "/copy"
        let readings = copy + "/readings.sqlite.gz"
        for failure in [
            try refused { _ in try edit(readings) { $0[$0.count / 2] ^= 4 } },
            try refused { _ in try edit(readings) { $0.removeLast(20) } },
            try refused { _ in try edit(readings) { $0.append(0) } },
        ] {
            #expect(failure?.words == ["checksum", readings])
        }
        #expect(
            try refused { _ in try FileManager.default.removeItem(atPath: readings) }?.words == [
                "unreadable", readings,
            ]
        )
        #expect(
            try refused { _ in try FileManager.default.removeItem(atPath: copy + "/manifest.json") }
                == .notABackup(path: copy)
        )
        #expect(
            try refused { _ in try edit(copy + "/manifest.json") { $0.removeLast(9) } }
                == .badManifest(path: copy + "/manifest.json")
        )
        #expect(try replaceInManifest("\"format\" : 1", "\"format\" : 2") == .newer(path: copy))
        #expect(
            try replaceInManifest("\"indicators/own.sql\"", "\"../own.sql\"")
                == .badManifest(path: copy + "/manifest.json")
        )
        #expect(
            try replaceInManifest("\"building\" : 3", "\"building\" : 4")
                == .differs(file: "tanfeng.sqlite", what: "building")
        )
    }

    @Test("data that is there is only replaced on demand, moved aside whole, and its backups stay in place")
    func force() async throws {
        let test = try await city()
        let backup = try await test.platform.backUp(cause: .asked, actor: .console)
        let target = test.folder.path + "/other"
        try FileManager.default.createDirectory(atPath: target + "/backups/old", withIntermediateDirectories: true)
        try Data("precious".utf8).write(to: URL(fileURLWithPath: target + "/tanfeng.sqlite"))
        #expect(throws: BackupFailure.occupied(path: target)) {
            _ = try Restore(of: backup.path, to: target, isReplacing: false)
        }
        let aside = try #require(await restore(backup, to: target, like: test, isReplacing: true).aside)
        #expect(aside == target + ".before-restore-2026-07-01T120000")
        #expect(try String(contentsOfFile: aside + "/tanfeng.sqlite", encoding: .utf8) == "precious")
        #expect(FileManager.default.fileExists(atPath: target + "/backups/old"))
        #expect(try await open(target, like: test).verify().problems == [])
    }

    @Test("what an earlier restoration left half done is removed, what it did not make is not")
    func leftover() async throws {
        let test = try await city()
        let backup = try await test.platform.backUp(cause: .asked, actor: .console)
        let target = test.folder.path + "/other"
        try FileManager.default.createDirectory(atPath: target + ".part", withIntermediateDirectories: true)
        #expect(throws: BackupFailure.occupied(path: target + ".part")) {
            try Restore(of: backup.path, to: target, isReplacing: false).prepare()
        }
        try Data().write(to: URL(fileURLWithPath: target + ".part/.restoring"))
        try Data().write(to: URL(fileURLWithPath: target + ".part/half"))
        try await restore(backup, to: target, like: test)
        #expect(!FileManager.default.fileExists(atPath: target + "/half"))
        #expect(!FileManager.default.fileExists(atPath: target + "/.restoring"))
    }

    @Test("what a stopped program left running counts as failed")
    func recovery() async throws {
        let test = try await city()
        _ = try await test.store.startBackup(cause: "nightly", path: "/x", now: test.platform.now())
        let job = try await test.submit(.importReadings, Data(Self.readings.utf8))
        _ = try await test.store.startJob(job, now: test.platform.now())
        let recovery = try await test.platform.recover()
        #expect(recovery == Recovery(jobs: 1, backups: 1, meterDays: 1))
        #expect(try await test.platform.recover() == Recovery(jobs: 0, backups: 0, meterDays: 0))
        #expect(try await test.platform.backupOverview().failures.map(\.words) == [["interrupted"]])
    }
}
