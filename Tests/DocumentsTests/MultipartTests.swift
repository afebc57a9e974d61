import Testing

@testable import Documents

@Suite("Forms with files")
struct MultipartTests {
    static let type = "multipart/form-data; boundary=AaB03x"
    /// The form of RFC 7578, section 4.3 and of RFC 1867, section 6, as a browser sends it.
    static let form =
        "--AaB03x\r\nContent-Disposition: form-data; name=\"submit-name\"\r\n\r\nLarry\r\n"
        + "--AaB03x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"file1.txt\"\r\n"
        + "Content-Type: text/plain\r\n\r\n... contents of file1.txt ...\r\n--AaB03x--\r\n"

    /// A part as it came out.
    struct Part: Equatable {
        let head: MultipartHead
        var content: [UInt8] = []
    }

    static func parts(of form: [UInt8], type: String = type, chunk: Int) throws -> [Part] {
        var reader = try MultipartReader(contentType: type)
        var parts: [Part] = []
        var start = 0
        while start < form.count {
            for event in try reader.receive(form[start..<min(form.count, start + chunk)]) {
                switch event {
                case .part(let head): parts.append(Part(head: head))
                case .data(let bytes): parts[parts.count - 1].content += bytes
                case .endOfPart, .end: break
                }
            }
            start += chunk
        }
        try reader.finish()
        return parts
    }

    @Test("read the form of the standard, however it is cut", arguments: [1, 2, 3, 5, 7, 16, 50, 1_000])
    func standardForm(chunk: Int) throws {
        let parts = try Self.parts(of: Array(Self.form.utf8), chunk: chunk)
        #expect(parts.map(\.head.name) == ["submit-name", "files"])
        #expect(parts.map(\.head.fileName) == [nil, "file1.txt"])
        #expect(
            parts.map { String(decoding: $0.content, as: UTF8.self) } == ["Larry", "... contents of file1.txt ..."]
        )
    }

    @Test("keep content that looks almost like a border", arguments: 1...24)
    func nearBorders(chunk: Int) throws {
        let content = Array("\r\n--AaB03\r\n--AaB03y\r\r\n-\r\n--Aa".utf8) + [0, 255, 13]
        let form =
            Array("a preamble\r\n--AaB03x  \r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n".utf8)
            + content + Array("\r\n--AaB03x--an epilogue".utf8)
        #expect(try Self.parts(of: form, chunk: chunk).map(\.content) == [content])
    }

    @Test("take empty files and empty fields")
    func empty() throws {
        let form =
            "--AaB03x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n"
            + "--AaB03x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n\r\n--AaB03x--\r\n"
        let parts = try Self.parts(of: Array(form.utf8), chunk: 9)
        #expect(parts.map(\.content) == [[], []])
        #expect(parts.map(\.head.fileName) == ["", nil])
    }

    @Test(
        "give a file its name without folders",
        arguments: [
            (#"form-data; name="f"; filename="读数 2026.csv""#, "读数 2026.csv"),
            (#"form-data; name="f"; filename="C:\Users\me\a.csv""#, "a.csv"),
            (#"form-data; name="f"; filename="../../etc/passwd""#, "passwd"),
            (#"form-data; name="f"; filename="a;b%22c.csv""#, "a;b\"c.csv"),
            (#"Form-Data; Name=f; FileName="a\"b.csv""#, "a\"b.csv"),
        ]
    )
    func names(disposition: String, expected: String) throws {
        let head = try #require(MultipartHead(lines: Array("Content-Disposition: \(disposition)".utf8)[...]))
        #expect(head.name == "f")
        #expect(head.fileName == expected)
    }

    @Test(
        "refuse what is no form",
        arguments: [
            "text/plain", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=a",
            "multipart/form-data; boundary=\"a\u{7}b\"",
            "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
        ]
    )
    func noForm(type: String) {
        #expect(throws: MultipartError.notAForm) { try MultipartReader(contentType: type) }
    }

    @Test(
        "refuse a form that is damaged or cut",
        arguments: [
            ("--AaB03x\r\n\r\nno head\r\n--AaB03x--", MultipartError.malformed),
            ("--AaB03x\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--AaB03x--", .malformed),
            ("--AaB03xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--AaB03x--", .malformed),
            ("--AaB03x\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--AaB03x", .cut),
            ("--AaB03x\r\nContent-Disposition: form-data; name=a\r\n\r\nx", .cut), ("", .cut), ("nothing", .cut),
        ]
    )
    func damaged(form: String, error: MultipartError) {
        #expect(throws: error) { try Self.parts(of: Array(form.utf8), chunk: 4) }
    }

    @Test("hold no more than a head, and not without end many parts")
    func limits() {
        let long = "--AaB03x\r\nContent-Disposition: form-data; name=\"" + String(repeating: "x", count: 9 << 10)
        #expect(throws: MultipartError.malformed) { try Self.parts(of: Array(long.utf8), chunk: 1 << 10) }
        let part = "--AaB03x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n"
        let many = String(repeating: part, count: MultipartReader.mostParts + 1) + "--AaB03x--"
        #expect(throws: MultipartError.malformed) { try Self.parts(of: Array(many.utf8), chunk: 1 << 10) }
    }

    @Test("read a quoted border")
    func quotedBorder() throws {
        let form = "--a b:c\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b:c--"
        let type = "Multipart/Form-Data; charset=utf-8; Boundary=\"a b:c\""
        #expect(try Self.parts(of: Array(form.utf8), type: type, chunk: 3).map(\.content) == [[49]])
    }
}

@Suite("Kinds of content")
struct ContentKindTests {
    @Test(
        "are told by the first bytes",
        arguments: [
            (Array("meter,time,value\nM1,2026-01-01,1\n".utf8), ContentKind.text), (Array("表号,时间\n".utf8), .text),
            ([0xB1, 0xED, 0xBA, 0xC5, 0x2C, 0x0A], .text), ([0xFF, 0xFE, 0x61, 0x00], .text),
            (Array("\u{FEFF} \n{\"type\":\"FeatureCollection\"}".utf8), .json), (Array("[1]".utf8), .json),
            (Array("[bookmark: x]\u{6587}".utf8), .text), (Array("{\\rtf1\\ansi".utf8), .richText),
            (Array("<div>x".utf8), .html), (Array("<5,x".utf8), .text),
            (Array(" <!DOCTYPE html><title>x".utf8), .html), (Array("<script>alert(1)</script>".utf8), .html),
            ([0x50, 0x4B, 3, 4, 20], .zip), (Array("%PDF-1.7".utf8), .pdf), ([0x1F, 0x8B, 8], .gzip),
            ([0xD0, 0xCF, 0x11, 0xE0], .compoundFile), ([0x7F, 0x45, 0x4C, 0x46, 2], .program),
            ([0x4D, 0x5A, 0x90, 0], .program), ([0x89, 0x50, 0x4E, 0x47], .image),
            (Array("a,b\0c".utf8), .binary), (Array("a,\u{1B}[31mb".utf8), .binary), ([], .empty),
        ]
    )
    func kinds(bytes: [UInt8], kind: ContentKind) {
        #expect(ContentKind(bytes, isWhole: true) == kind)
    }
}
