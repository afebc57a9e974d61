import Foundation
import Testing

@Suite("The audit log on the command line")
struct AuditCommandTests {
    @Test("verify, export and pack, with a server and without")
    func commands() throws {
        let line = try CommandLine()
        try line.register(meters: 1)
        let whole = try line.run("audit", "verify", "--lang", "en")
        #expect(whole.status == 0 && whole.output.contains("The chain is whole"), "\(whole.errors)")
        let last = try #require(whole.output.split(separator: "\n").last).split(separator: " ")
        let sequence = last[0].dropFirst(4)
        let hash = last[1].dropFirst(5)
        let anchored = try line.run("audit", "verify", "--lang", "en", "--anchor", "\(sequence):\(hash)")
        #expect(anchored.status == 0 && anchored.output.contains("1 anchors"))
        let other = String(repeating: "a", count: 64)
        let rewritten = try line.run(
            "audit",
            "verify",
            "--lang",
            "en",
            "--anchor",
            "x tanfeng audit head seq=1 hash=\(other)"
        )
        #expect(rewritten.status == 1 && rewritten.output.contains("made anew"))
        let cut = try line.run("audit", "verify", "--lang", "en", "--anchor", "9999:\(other)")
        #expect(cut.status == 1 && cut.output.contains("cut off"))
        #expect(try line.run("audit", "verify", "--anchor", "nonsense").status != 0)
        let server = try line.serve()
        defer { server.terminate() }
        #expect(try line.run("audit", "verify").status == 0)
        let file = line.folder.appendingPathComponent("log.csv")
        #expect(try line.run("audit", "export", file.path, "--action", "job.").status == 0)
        #expect(try String(contentsOf: file, encoding: .utf8).contains("job.create"))
        #expect(try line.run("audit", "export", "/nowhere/log.csv").status != 0)
        #expect(try line.run("audit", "pack", "--figure", "1").status != 0)
        #expect(try line.run("audit", "pack").status != 0)
        let strange = try line.file("pack.json", "{}")
        #expect(try line.run("audit", "pack", "--verify", strange).status == 1)
    }
}
