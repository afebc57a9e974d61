import Foundation
import Testing

@Suite("Command line")
struct CommandLineTests {
    @Test("imports three files, accounts for the year and verifies clean")
    func wholeFlow() throws {
        let line = try CommandLine()
        try line.register(meters: 2)
        let imported = try line.run("import", "readings", try line.readings(meters: 2, slots: 193))
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(imported.output.contains("386"))
        let account = try line.run("account", "--year", "2026", "--building", "320706A001", "--json")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(account.output.utf8)) as? [String: Any])
        // Two registers grew by 192 each; 0.5827 kgCO₂/kWh is Jiangsu's factor of 2023.
        let carbon = try #require(report["carbon_kgco2"] as? Double)
        #expect(abs(carbon - 384 * 0.5827) < 1e-9)
        #expect(try line.run("verify").status == 0)
    }

    @Test("imports the same file again without doubling anything")
    func repeatedImport() throws {
        let line = try CommandLine()
        try line.register(meters: 3)
        let file = try line.readings(meters: 3, slots: 97)
        _ = try line.run("import", "readings", file)
        let before = try line.run("account", "--year", "2026", "--json").output
        let again = try line.run("import", "readings", file, "--lang", "en")
        #expect(again.output.contains("291 unchanged"), "\(again.output)")
        #expect(try line.run("account", "--year", "2026", "--json").output == before)
    }

    @Test("keeps good rows, lists bad ones and says where they are")
    func rejectedRows() throws {
        let line = try CommandLine()
        try line.register(meters: 1)
        let file = try line.file(
            "readings.csv",
            "meter,time,value\nM0,2026-01-02 00:00,5\nM9,2026-01-02 00:00,5\nM0,now,6\n"
        )
        let outcome = try line.run("import", "readings", file, "--lang", "en")
        #expect(outcome.status == 0)
        let path = try #require(outcome.output.split(separator: " ").last { $0.contains("rejected") })
        let list = try String(contentsOfFile: path.trimmingCharacters(in: .whitespacesAndNewlines), encoding: .utf8)
        #expect(list.contains("3,meter,") && list.contains("4,time,"), "\(list)")
    }

    @Test("refuses a file that is not there, in words, with a failing status")
    func missingFile() throws {
        let line = try CommandLine()
        let outcome = try line.run("import", "readings", "/nowhere.csv", "--lang", "en")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("/nowhere.csv"))
    }

    @Test("says in both languages that a folder has no data")
    func noData() throws {
        let outcome = try CommandLine().run("account", "--year", "2026")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("还没有数据") && outcome.errors.contains("no data"))
    }

    @Test("answers through the running server and lets no second one start")
    func throughServer() throws {
        let line = try CommandLine()
        try line.register(meters: 2)
        let server = try line.serve()
        defer { server.terminate() }
        let imported = try line.run("import", "readings", try line.readings(meters: 2, slots: 97))
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(try line.run("verify").status == 0)
        let second = try line.run("serve", "--port", "0")
        #expect(second.status != 0)
        #expect(second.errors.contains("正被另一个"))
        server.terminate()
        server.waitUntilExit()
        #expect(server.terminationStatus == 0)
    }

    @Test(
        "is clean after a kill in the middle of an import, and finishes the import at the next start",
        arguments: [40, 400]
    )
    func killed(milliseconds: Int) throws {
        let line = try CommandLine()
        try line.register(meters: 60)
        let file = try line.readings(meters: 60, slots: 960)
        let process = try line.start(["import", "readings", file])
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1_000)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(try line.run("verify").status == 0)

        let server = try line.serve()
        defer { server.terminate() }
        // The job the kill left behind runs by itself; the same file again then finds every reading there.
        let again = try line.run("import", "readings", file, "--lang", "en")
        #expect(again.status == 0)
        #expect(try line.run("verify").output.contains("57600"))
    }

    @Test("listens on this machine only until it has a public address")
    func loopbackOnly() throws {
        let outcome = try CommandLine().run("serve", "--host", "0.0.0.0")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("TANFENG_PUBLIC_URL"))
    }
}
