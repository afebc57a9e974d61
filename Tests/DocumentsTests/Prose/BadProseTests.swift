import Documents
import Foundation
import Testing
import Units

@Suite("a document that is none") struct BadProseTests {
    private static func problem(_ bytes: [UInt8], _ limits: ProseLimits = ProseLimits()) -> String {
        do { return "text: " + (try prose(bytes, limits)) } catch DocumentError.notProse(_, let problem) {
            return problem.rawValue
        } catch { return "\(error)".prefix { $0 != "(" }.description }
    }

    /// An OLE compound file is told apart by a name in its directory.
    private static func compound(_ name: String) -> [UInt8] {
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
            + name.utf16.flatMap { [UInt8($0), 0] }
    }

    @Test("says what it is instead, whatever its name")
    func kinds() throws {
        for (parts, problem) in [
            (["xl/workbook.xml"], ProseProblem.workbook), (["ppt/presentation.xml"], .slides),
            (["OFD.xml"], .fixedLayout), (["mimetype", "content.xml"], .openDocument), (["a.txt"], .archive),
            (["word/styles.xml"], .damaged),
        ] { #expect(Self.problem(try zip(parts.map { ($0, "x") })) == problem.rawValue) }
        for (name, problem) in [
            ("WordDocument", ProseProblem.oldWord), ("Workbook", .workbook), ("PowerPoint Document", .slides),
            ("EncryptedPackage", .encrypted), ("Something", .oldWord),
        ] { #expect(Self.problem(Self.compound(name)) == problem.rawValue) }
        #expect(Self.problem(Array("{\\rtf1 text}".utf8)) == ProseProblem.richText.rawValue)
        #expect(Self.problem(Array("<?xml version=\"1.0\"?><w:wordDocument/>".utf8)) == ProseProblem.richText.rawValue)
        #expect(Self.problem([0x1F, 0x8B, 8, 0]) == ProseProblem.archive.rawValue)
        #expect(Self.problem(Array("PK\u{3}\u{4}zip".utf8)) == ProseProblem.damaged.rawValue)
        #expect(Self.problem(Array("%PDF-1.7 nothing".utf8)) == ProseProblem.damaged.rawValue)
        #expect(Self.problem([0x7F, 0x45, 0x4C, 0x46, 2]) == "notText")
        #expect(Self.problem([0x61, 0, 0x62]) == "notText")
        #expect(Self.problem([]) == "empty")
        #expect(Self.problem(Array(" \r\n\u{3000}".utf8)) == "empty")
        #expect(Self.problem(try docx("<w:p/>")) == "empty")
        #expect(Self.problem(Array("<html><body><script>x</script></body></html>".utf8)) == "empty")
    }

    @Test("one damaged byte costs one line at most, in GB18030 too")
    func damagedLine() throws {
        let gb18030 = String.Encoding(rawValue: 0x8000_0632)
        var bytes = Array(try #require("一、目标\n到2025年\n".data(using: gb18030)))
        bytes[2] = 0xFF
        #expect(try prose(bytes).hasSuffix("\n到2025年\n"))
    }

    @Test("pages of pictures and locked pages say so")
    func portable() throws {
        #expect(Self.problem(try Fixtures.bytes("scan.pdf")) == ProseProblem.scanned.rawValue)
        #expect(Self.problem(try Fixtures.bytes("locked.pdf")) == ProseProblem.encrypted.rawValue)
    }

    @Test("broken XML, a document type, elements without end")
    func brokenXML() throws {
        let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><w:document>&b;</w:document>"
        #expect(Self.problem(try zip([("word/document.xml", laughs)])) == ProseProblem.damaged.rawValue)
        #expect(Self.problem(try docx("<w:p>")) == ProseProblem.damaged.rawValue)
        #expect(Self.problem(try docx("<w:p>&unknown;</w:p>")) == ProseProblem.damaged.rawValue)
        let deep = String(repeating: "<w:p>", count: 220) + String(repeating: "</w:p>", count: 220)
        #expect(Self.problem(try docx(deep)) == ProseProblem.tooDeep.rawValue)
    }

    @Test("a paragraph that goes on and on ends at the limit")
    func endless() throws {
        let deleted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>接着说</w:t></w:r></w:p>"
        let bytes = try docx(String(repeating: deleted, count: 300))
        var limits = ProseLimits()
        #expect(Self.problem(bytes, limits).hasPrefix("text"))
        limits.outputBytes = 1000
        #expect(Self.problem(bytes, limits) == ProseProblem.unpackedTooLarge.rawValue)
    }

    @Test("what unpacks into too much is not unpacked")
    func bombs() throws {
        let bytes = try docx(paragraph(String(repeating: "字", count: 50_000)))
        var limits = ProseLimits()
        #expect(Self.problem(bytes, limits).hasPrefix("text"))
        limits.unsuspiciousBytes = 1000
        #expect(Self.problem(bytes, limits) == ProseProblem.unpackedTooLarge.rawValue, "ratio")
        limits = ProseLimits()
        limits.partBytes = 1000
        #expect(Self.problem(bytes, limits) == ProseProblem.unpackedTooLarge.rawValue, "size")
        limits = ProseLimits()
        limits.outputBytes = 1000
        #expect(Self.problem(bytes, limits) == ProseProblem.unpackedTooLarge.rawValue, "text")
        limits = ProseLimits()
        limits.parts = 2
        #expect(Self.problem(bytes, limits) == ProseProblem.unpackedTooLarge.rawValue, "parts")
        limits = ProseLimits()
        limits.packedBytes = 100
        #expect(Self.problem(bytes, limits) == "tooLarge")
        limits.textBytes = 10
        #expect(Self.problem(Array("一二三四五".utf8), limits) == "tooLarge")
    }

    @Test("a part that lies about its size is damaged")
    func lyingSize() throws {
        var bytes = try docx(paragraph(String(repeating: "字", count: 5000)))
        let directory = try #require(
            bytes.indices.dropLast(4).first { bytes[$0..<$0 + 4].elementsEqual([0x50, 0x4B, 1, 2]) }
        )
        bytes.replaceSubrange(directory + 24..<directory + 28, with: [100, 0, 0, 0])
        #expect(Self.problem(bytes) == ProseProblem.damaged.rawValue)
    }

    @Test("damaged at random, ends in text within the limits or in a problem", arguments: ["docx", "html", "pdf"])
    func damage(form: String) throws {
        var bytes: [UInt8]
        switch form {
        case "docx":
            bytes = try docx(
                paragraph("一、目标", listed(1)) + "<w:tbl><w:tr><w:tc>\(paragraph("格"))</w:tc></w:tr></w:tbl>"
            )
        case "html":
            bytes = Array(
                "<html><meta charset=gb2312><body><table><tr><td>甲<td>乙</table><ol><li>丙</ol>&lt;</html>".utf8
            )
        default: bytes = try Fixtures.bytes("page.pdf")
        }
        let whole = bytes
        var random = SplitMix64(seed: 5)
        var limits = ProseLimits()
        limits.outputBytes = 64 << 10
        for _ in 0..<200 {
            bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            do { #expect(try prose(bytes, limits).utf8.count <= limits.outputBytes) } catch is DocumentError {}
        }
    }

    @Test("damaged inside the archive, too")
    func innerDamage() throws {
        let body = paragraph("一、目标", listed(1)) + "<w:p><w:r><w:t>甲</w:t><w:tab/></w:r></w:p>"
        let list = """
            <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>\
            </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            """
        var random = SplitMix64(seed: 6)
        for _ in 0..<200 {
            var texts = [body, list]
            let which = Int.random(in: 0...1, using: &random)
            var bytes = Array(texts[which].utf8)
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
            texts[which] = String(decoding: bytes, as: UTF8.self)
            do { _ = try prose(try docx(texts[0], numbering: texts[1])) } catch is DocumentError {}
        }
    }
}
