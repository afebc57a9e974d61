import Documents
import Foundation
import Testing

@Suite("Rejected rows")
struct RejectedRowsTests {
    @Test("writes rows that can be read, corrected and imported again")
    func roundTrip() throws {
        let source = try TemporaryFile("表号,读数\n甲,x\n\"a,\"\"b\",1\n乙,\"open\n丙,5\n")
        let target = TemporaryFile.freshPath()
        defer { try? FileManager.default.removeItem(atPath: target) }
        var reader = try CSVReader(path: source.path)
        var writer = try RejectedRowsWriter(
            path: target,
            headings: (line: "行号", column: "列", reason: "原因"),
            header: reader.header
        )
        while try reader.next() {
            let rejection = reader.rejection ?? (reader.number(1) == nil ? reader.numberRejection(column: 1) : nil)
            if let rejection { try writer.write(rejection, reason: rejection.rule, fields: reader.texts) }
        }
        #expect(!FileManager.default.fileExists(atPath: target))
        try writer.finish()
        let count = writer.count
        #expect(count == 2)

        let written = try Array(Data(contentsOf: URL(fileURLWithPath: target)))
        #expect(written.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(written.suffix(2) == [0x0D, 0x0A])
        let file = try ReadFile(Array(written))
        #expect(file.header == ["行号", "列", "原因", "表号", "读数"])
        #expect(file.fields == [["2", "读数", "import.number.invalid", "甲", "x"]])
        #expect(file.rules == ["import.row.fieldCount"])
    }

    @Test("leaves nothing behind when it is not finished")
    func abandoned() throws {
        let target = TemporaryFile.freshPath()
        do {
            var writer = try CSVWriter(path: target)
            try writer.write(["a"])
            #expect(FileManager.default.fileExists(atPath: target + ".part"))
        }
        #expect(!FileManager.default.fileExists(atPath: target))
        #expect(!FileManager.default.fileExists(atPath: target + ".part"))
    }

    @Test("replaces an older file in one step")
    func replaces() throws {
        let older = try TemporaryFile("old")
        var writer = try CSVWriter(path: older.path)
        try writer.write(["新", "x"])
        #expect(try text(of: older.path) == "old")
        try writer.finish()
        #expect(try text(of: older.path) == "\u{FEFF}新,x\r\n")
    }

    @Test("says why a file cannot be written")
    func unwritable() {
        #expect(throws: DocumentError.unwritable(path: "/nowhere/x.csv", .notFound)) {
            var writer = try CSVWriter(path: "/nowhere/x.csv")
            try writer.finish()
        }
    }

    @Test(
        "takes the teeth out of formulas and leaves numbers alone",
        arguments: [
            ("=1+1", "'=1+1"), ("+cmd|'/C calc'!A0", "'+cmd|'/C calc'!A0"), ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"), ("＝1+1", "'＝1+1"), ("-12.5", "-12.5"), ("+5", "+5"), ("-1,234.5", "\"-1,234.5\""),
            ("楼", "楼"),
            ("a=b", "a=b"), ("", ""), ("a\"b", "\"a\"\"b\""), ("a,b", "\"a,b\""), ("a\nb", "\"a\nb\""),
            (" a", "\" a\""),
            ("=\"a\"", "\"'=\"\"a\"\"\""),
        ]
    )
    func formulas(field: String, expected: String) throws {
        let target = TemporaryFile.freshPath()
        defer { try? FileManager.default.removeItem(atPath: target) }
        var writer = try CSVWriter(path: target)
        try writer.write([field, "x"])
        try writer.finish()
        #expect(try text(of: target) == "\u{FEFF}\(expected),x\r\n")
    }

    @Test("a large file is written whole")
    func large() throws {
        let target = TemporaryFile.freshPath()
        defer { try? FileManager.default.removeItem(atPath: target) }
        var writer = try CSVWriter(path: target)
        for row in 0..<50_000 { try writer.write(["\(row)", "办公楼", "12.5"]) }
        try writer.finish()
        var reader = try CSVReader(path: target)
        var count = 1
        while try reader.next() { count += 1 }
        #expect(count == 50_000)
    }

    /// The text of a file with its byte order mark, which `String(contentsOfFile:)` takes away.
    private func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
}
