import Documents
import Testing

@Suite("Damaged CSV")
struct CSVDamageTests {
    @Test("an unterminated quote costs one line, not the file")
    func unterminated() throws {
        let file = try ReadFile("a,b\n1,\"open\n2,x\n3,y\n")
        #expect(file.rules == ["import.row.quoteUnterminated"])
        #expect(file.lines == [2, 3, 4])
        #expect(file.fields == [["2", "x"], ["3", "y"]])
    }

    @Test("a stray quote that a later one closes costs one line each")
    func strayQuote() throws {
        let file = try ReadFile("a,b\n1,\"open\n2,\"x\n3,y\n")
        #expect(file.rules == ["import.row.quoteMalformed", "import.row.quoteUnterminated"])
        #expect(file.fields == [["3", "y"]])
        #expect(file.lines == [2, 3, 4])
    }

    @Test("text behind a closing quote is malformed")
    func malformed() throws {
        let file = try ReadFile("a,b\n\"1\"x,2\n3,4\n")
        #expect(file.rules == ["import.row.quoteMalformed"])
        #expect(file.fields == [["3", "4"]])
    }

    @Test("the raw line of a broken row is kept for the file of rejected rows")
    func rawText() throws {
        let file = try TemporaryFile("a,b\n1,\"开 open\n2,x\n")
        var reader = try CSVReader(path: file.path)
        _ = try reader.next()
        #expect(reader.fieldCount == 0)
        #expect(reader.rawText == "1,\"开 open")
        #expect(reader.texts == ["1,\"开 open"])
        _ = try reader.next()
        #expect(reader.rawText == "2,x")
    }

    @Test("a quoted field may be as long as the limit, and no longer", arguments: [(10, true), (11, false)])
    func quotedLimit(length: Int, isValid: Bool) throws {
        let text = "a,b\n\"\(String(repeating: "x", count: length))\",2\n3,4\n"
        let file = try ReadFile(text, limits: CSVLimits(field: 10, row: 100, chunk: 7))
        #expect(file.rules == (isValid ? [] : ["import.row.quoteUnterminated"]))
        #expect(file.fields.last == ["3", "4"])
    }

    @Test("a giant field costs its row", arguments: [(10, true), (11, false)])
    func plainLimit(length: Int, isValid: Bool) throws {
        let text = "a,b\n\(String(repeating: "x", count: length)),2\n3,4\n"
        let file = try ReadFile(text, limits: CSVLimits(field: 10, row: 100, chunk: 7))
        #expect(file.rules == (isValid ? [] : ["import.field.tooManyBytes"]))
        #expect(file.fields.last == ["3", "4"])
    }

    @Test("a giant row is skipped without being held in memory")
    func giantRow() throws {
        let text = "a,b\n1,2\n" + String(repeating: "abc,", count: 600_000) + "\n3,4\n"
        let file = try ReadFile(text)
        #expect(file.rules == ["import.row.tooLong"])
        #expect(file.fields == [["1", "2"], ["3", "4"]])
        #expect(file.lines == [2, 3, 4])
    }

    @Test("a quote that opens before a megabyte of rows costs one line")
    func giantQuote() throws {
        let rows = (0..<100_000).map { "\($0),value" }
        let file = try ReadFile("a,b\n\"open,1\n" + rows.joined(separator: "\n"))
        #expect(file.rules == ["import.row.quoteUnterminated"])
        #expect(file.fields.count == 100_000)
        #expect(file.lines.last == 100_002)
    }

    @Test("bytes that are not valid in the file's encoding cost their row")
    func invalidBytes() throws {
        let text = Array("名称,b\n楼,1\n".utf8) + [0xE6, 0xA5, 0x2C, 0x32, 0x0A] + Array("楼,3\n".utf8)
        let many = text + Array(String(repeating: "办公楼,4\n", count: 20).utf8)
        let file = try ReadFile(many)
        #expect(file.rules == ["import.row.encoding"])
        #expect(file.fields.count == 22)
    }

    @Test(
        "refuses files that are no text, and says what they are",
        arguments: [
            ("504b0304140006", BinaryKind.zip), ("d0cf11e0a1b11ae1", .compoundFile), ("1f8b0800", .gzip),
            ("255044462d312e37", .pdf), ("61002c006200", .other),
        ]
    )
    func binary(hexadecimal: String, kind: BinaryKind) throws {
        let file = try TemporaryFile(bytes(hexadecimal))
        #expect(throws: DocumentError.notText(path: file.path, kind)) { try open(file.path) }
    }

    @Test("refuses files without content", arguments: ["", "\n\n", "  \r\n,,\n", "\u{FEFF}"])
    func empty(text: String) throws {
        let file = try TemporaryFile(text)
        #expect(throws: DocumentError.empty(path: file.path)) { try open(file.path) }
    }

    @Test("refuses a header that cannot be split")
    func noHeader() throws {
        let file = try TemporaryFile("a,\"b\n1,2\n")
        let error = DocumentError.noHeader(path: file.path, rule: "import.row.quoteUnterminated")
        #expect(throws: error) { try open(file.path) }
    }

    @Test("says why a file cannot be opened")
    func unreadable() {
        #expect(throws: DocumentError.unreadable(path: "/nowhere/x.csv", .notFound)) { try open("/nowhere/x.csv") }
        #expect(throws: DocumentError.unreadable(path: "/tmp", .notRegularFile)) { try open("/tmp") }
        #expect(throws: DocumentError.unreadable(path: "/dev/null", .notRegularFile)) { try open("/dev/null") }
    }

    private func open(_ path: String) throws {
        let reader = try CSVReader(path: path)
        _ = reader.totalBytes
    }
}
