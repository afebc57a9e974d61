import Foundation
import Testing

@Suite("Plans on the command line")
struct PlanCommandTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        .standardizedFileURL
    static let names = ["lianyungang-2024", "tianjin-2023"]

    private static func path(_ name: String) -> String {
        root.appendingPathComponent("Sources/PeakPlanning/Resources/Plans/\(name).txt").path
    }

    @Test("parse prints one object with the fields that others read", arguments: names)
    func parse(name: String) throws {
        // Without a data folder: nothing is stored.
        let line = try CommandLine()
        let printed = try line.run("plan", "parse", Self.path(name), "--json")
        #expect(printed.status == 0)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? [String: Any])
        #expect(Set(object.keys) == ["plan", "tasks", "unread", "findings"])
        let tasks = try #require(object["tasks"] as? [[String: Any]])
        let fields: Set = [
            "id", "section", "heading", "text", "departments", "executors", "departments_open_ended",
            "responsibility_text", "indicators",
        ]
        #expect(tasks.allSatisfy { Set($0.keys).isSuperset(of: fields) })
        let indicators = tasks.flatMap { $0["indicators"] as? [[String: Any]] ?? [] }
        #expect(indicators.count > 30)
        #expect(
            indicators.allSatisfy {
                Set($0.keys).isSuperset(of: ["name", "kind", "comparator", "value", "unit", "year", "source_quote"])
            }
        )
        #expect(!FileManager.default.fileExists(atPath: line.data))
    }

    @Test("an excerpt parses; a file that is no text or not there is said in one line")
    func excerpt() throws {
        let line = try CommandLine()
        let excerpt = try line.file("excerpt.txt", "到2025年，城市社区中绿色社区创建比例不低于60%。（市住建局负责）")
        let printed = try line.run("plan", "parse", excerpt)
        #expect(printed.status == 0)
        #expect(printed.output.contains("60"))
        for (name, text) in [("empty.txt", ""), ("binary.txt", "PK\u{3}\u{4}")] {
            let refused = try line.run("plan", "parse", try line.file(name, text))
            #expect(refused.status != 0)
            #expect(refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
        }
        #expect(try line.run("plan", "parse", "/nowhere/at/all.txt").status != 0)
    }

    @Test("import refuses what is no plan, also through a running server, which goes on")
    func importThroughServer() throws {
        let line = try CommandLine()
        let news = try line.file("news.txt", "今天天气很好，市民到公园散步。")
        #expect(try line.run("plan", "import", news).status != 0)
        let server = try line.serve()
        defer { server.terminate() }
        let refused = try line.run("plan", "import", news, "--lang", "en")
        #expect(refused.status != 0)
        #expect(refused.errors.contains("no plan"))
        let imported = try line.run("plan", "import", Self.path("lianyungang-2024"), "--lang", "en")
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(imported.output.contains("24 tasks"))
        let again = try line.run("plan", "import", Self.path("lianyungang-2024"), "--lang", "en")
        #expect(again.output.contains("nothing changed"))
        #expect(try line.run("plan", "targets").output.contains("绿色社区"))
        let text = try String(contentsOfFile: Self.path("lianyungang-2024"), encoding: .utf8)
        let broken = try line.file("broken.txt", text.replacingOccurrences(of: "\n14.促进", with: "\n13.促进"))
        #expect(try line.run("plan", "import", broken, "--lang", "en").errors.contains("--as-published"))
        #expect(try line.run("plan", "import", broken, "--as-published", "--lang", "en").output.contains("revision 2"))
    }

    @Test("a plan of another place is kept by --reference; without it a refusal says so")
    func otherPlace() throws {
        let line = try CommandLine()
        #expect(try line.run("plan", "import", Self.path("tianjin-2023")).status == 0)
        let other = Self.path("lianyungang-2024")
        #expect(try line.run("plan", "import", other, "--lang", "en").errors.contains("--reference"))
        let kept = try line.run("plan", "import", other, "--reference", "连云港市", "--lang", "en")
        #expect(kept.status == 0 && kept.output.contains("24 tasks"), "\(kept.errors)")
        #expect(
            try line.run("plan", "import", other, "--reference", "连云港市", "--lang", "en").output.contains("kept already")
        )
        #expect(try line.run("plan", "import", other, "--reference", "天津市").status != 0)
    }

    @Test("docs/targets.md says what the program says", arguments: names)
    func targetsPage(name: String) throws {
        let line = try CommandLine()
        _ = try line.run("plan", "import", Self.path(name))
        let page = try String(contentsOf: Self.root.appendingPathComponent("docs/targets.md"), encoding: .utf8)
        let printed = try line.run("plan", "targets", "--markdown")
        #expect(printed.status == 0)
        #expect(page.contains(printed.output), "run scripts/targets")
    }

    @Test("a demo of one city is not made on top of another; its arguments are checked")
    func demo() throws {
        let line = try CommandLine()
        let made = try line.run("demo", "--city", "tianjin", "--buildings", "2", "--days", "2", "--until", "2026-06-15")
        #expect(made.status == 0, "\(made.errors)")
        let other = try line.run("demo", "--buildings", "2", "--days", "2", "--lang", "en")
        #expect(other.status != 0)
        #expect(other.errors.contains("another synthetic city"))
        for bad in [["--buildings", "0"], ["--days", "x"], ["--until", "yesterday"], ["--city", "beijing"]] {
            let process = try line.start(["demo"] + bad)
            process.waitUntilExit()
            #expect(process.terminationStatus != 0)
        }
    }
}
