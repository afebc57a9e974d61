import Foundation
import GRDB
import Testing

@testable import Store

@Suite("Backup commands")
struct BackupCommandTests {
    /// A folder with a few readings.
    private func city() throws -> CommandLine {
        let line = try CommandLine()
        try line.register(meters: 2)
        _ = try line.run("import", "readings", try line.readings(meters: 2, slots: 97))
        return line
    }

    private func backups(_ line: CommandLine) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: line.data + "/backups").sorted().map {
            "\(line.data)/backups/\($0)"
        }
    }

    /// Reads what a server says until it says a word or ends.
    private func hear(_ word: String, from output: Pipe) -> String {
        var said = ""
        while !said.contains(word) {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            said += String(decoding: more, as: UTF8.self)
        }
        return said
    }

    @Test("a backup is made, listed, checked and restored with every figure")
    func wholeFlow() throws {
        let line = try city()
        let before = try line.run("account", "--year", "2026", "--json").output
        let made = try line.run("backup", "--lang", "en")
        #expect(made.status == 0 && made.output.contains("Backed up to"), "\(made.errors)")
        let backup = try #require(try backups(line).first)
        #expect(try line.run("backup", "list").output.contains(backup))
        #expect(try line.run("backup", "verify", backup).status == 0)
        let refused = try line.run("restore", backup, "--lang", "en")
        #expect(refused.status != 0 && refused.errors.contains("--force"))
        _ = try line.run("import", "readings", try line.readings(meters: 2, slots: 193))
        #expect(try line.run("account", "--year", "2026", "--json").output != before)
        let restored = try line.run("restore", backup, "--force", "--lang", "en")
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(restored.output.contains("194 readings") && restored.output.contains("was moved to"))
        #expect(restored.output.contains("The audit log that was replaced ended with entry"))
        let verified = try line.run("audit", "verify", "--lang", "en")
        #expect(verified.status == 0 && verified.output.contains("set aside: "), "\(verified.output)")
        #expect(verified.output.contains("by Command line (entry ") && verified.output.contains("The chain is whole"))
        #expect(try line.run("account", "--year", "2026", "--json").output == before)
        #expect(try line.run("verify").status == 0)
        #expect(try line.run("audit", "verify").status == 0)
        #expect(try backups(line) == [backup])
    }

    @Test("beside a running server it backs up, and does not restore under it")
    func besideServer() throws {
        let line = try city()
        let server = try line.serve()
        defer { server.terminate() }
        let elsewhere = line.folder.path + "/elsewhere"
        let made = try line.run("backup", "--to", elsewhere)
        #expect(made.status == 0, "\(made.errors)")
        let backup = try #require(try FileManager.default.contentsOfDirectory(atPath: elsewhere).first)
        let refused = try line.run("restore", "\(elsewhere)/\(backup)", "--force")
        #expect(refused.status != 0 && refused.errors.contains("Another tanfeng is using"))
        #expect(try line.run("account", "--year", "2026").status == 0)
    }

    @Test("says what it recovered after a kill, and nothing after an orderly stop")
    func recovery() throws {
        let line = try city()
        let killed = try line.serve()
        kill(killed.processIdentifier, SIGKILL)
        killed.waitUntilExit()
        let incomplete = line.data + "/backups/2026-01-01T023000-nightly"
        try FileManager.default.createDirectory(atPath: incomplete, withIntermediateDirectories: true)
        let output = Pipe()
        let second = try line.start(["serve", "--port", "0"], output: output)
        let said = hear("unfinished backups", from: output)
        #expect(said.contains("did not stop in order") && said.contains("没有正常停止"), "\(said)")
        #expect(!FileManager.default.fileExists(atPath: incomplete))
        second.terminate()
        second.waitUntilExit()
        #expect(!FileManager.default.fileExists(atPath: line.data + "/running"))
        let quiet = Pipe()
        let third = try line.start(["serve", "--port", "0"], output: quiet)
        let rest = hear("http://", from: quiet)
        third.terminate()
        third.waitUntilExit()
        #expect(rest.contains("http://") && !rest.contains("did not stop in order"), "\(rest)")
    }

    @Test("a database of the release before is backed up before it is upgraded")
    func upgrade() throws {
        let line = try CommandLine()
        try FileManager.default.createDirectory(atPath: line.data, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: line.data + "/tanfeng.sqlite")
        try Migrations.migrator.migrate(queue, upTo: "2026-11-21 plans and indicators")
        try queue.write { try $0.execute(sql: "INSERT INTO source_record VALUES (1, 'import', 'a.csv', 0)") }
        try queue.close()
        // Where the backup cannot be made the data stays as it is.
        try Data().write(to: URL(fileURLWithPath: line.data + "/backups"))
        let refused = try line.run("verify")
        #expect(refused.status != 0 && refused.errors.contains("before the upgrade failed"), "\(refused.errors)")
        #expect(try DatabaseFile(line.data + "/tanfeng.sqlite").migrations().count == 2)
        try FileManager.default.removeItem(atPath: line.data + "/backups")
        let upgraded = try line.run("verify")
        #expect(upgraded.status == 0 && upgraded.errors.contains("Backed up before the upgrade"))
        #expect(try DatabaseFile(line.data + "/tanfeng.sqlite").migrations().count > 2)
        let backup = try #require(try backups(line).first)
        #expect(backup.hasSuffix("-upgrade"))
        #expect(try line.run("backup", "verify", backup).status == 0)
        #expect(try line.run("verify").errors == "")
        #expect(try backups(line).count == 1)
    }
}
