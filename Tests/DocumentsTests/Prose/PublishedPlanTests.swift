import Documents
import Foundation
import PeakPlanning
import Testing

@Suite("the published plans as documents") struct PublishedPlanTests {
    private static let names = ["lianyungang-2024", "tianjin-2023"]

    private static func text(_ name: String) throws -> String {
        try String(contentsOfFile: Fixtures.source("PeakPlanning/Resources/Plans/\(name).txt"), encoding: .utf8)
    }

    /// What is read from a text, blanks and places left out: forms differ in where lines break.
    private static func plan(_ text: String) throws -> String {
        let words = try Data(contentsOf: URL(fileURLWithPath: Fixtures.source("PeakPlanning/Resources/lexicon.json")))
        let lexicon = try Lexicon(json: words)
        let json = try PlanReader(lexicon: lexicon).read(text).json(lexicon)
        return String(decoding: json, as: UTF8.self).filter { !$0.isWhitespace }.replacing("\\n", with: "")
            .replacing("\\t", with: "").replacing(/"[a-z]+_range":\[[0-9,]*\]/, with: "")
    }

    @Test("are the same plan from .docx with automatic numbers and from PDF", arguments: names, ["docx", "pdf"])
    func otherPrograms(name: String, form: String) throws {
        let read = try ProseDocument.read(path: Fixtures.path("\(name).\(form)"))
        #expect(try Self.plan(read) == Self.plan(try Self.text(name)))
    }

    @Test("are the same plan from a page of the web and from Markdown", arguments: names)
    func markup(
        name: String
    ) throws {
        let text = try Self.text(name)
        let lines = text.split(separator: "\n").map { $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;") }
        let page = """
            <html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>x</title></head>
            <body><div class="menu"><a href="/">x</a></div>\(lines.map { "<p><span>\($0.replacing(" ", with: "&nbsp;"))</span></p>" }.joined(separator: "\r\n"))</body></html>
            """
        let gb18030 = String.Encoding(rawValue: 0x8000_0632)
        let read = try prose(Array(try #require(page.data(using: gb18030))))
        #expect(try Self.plan(read) == Self.plan(text))
        let marked = text.split(separator: "\n").map { line in
            line.hasPrefix("一、") || line.hasPrefix("（") ? "## \(line)" : line.hasSuffix("）") ? "**\(line)**" : "\(line)"
        }
        #expect(try Self.plan(prose(Array(marked.joined(separator: "\n\n").utf8))) == Self.plan(text))
    }

    @Test("plain text stays as it is", arguments: names)
    func plain(name: String) throws {
        let text = try Self.text(name)
        #expect(try prose(Array(text.utf8)) == text)
        #expect(try prose(Array("\u{FEFF}\(text.replacing("\n", with: "\r\n"))".utf8)) == text)
    }
}
