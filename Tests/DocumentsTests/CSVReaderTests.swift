import Documents
import Testing

@Suite("CSV reader")
struct CSVReaderTests {
    @Test("reads rows with any line end, with or without one at the end", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) throws {
        for last in ["", end] {
            let file = try ReadFile("a,b\(end)1,2\(end)3,4\(last)")
            #expect(file.header == ["a", "b"])
            #expect(file.fields == [["1", "2"], ["3", "4"]])
            #expect(file.lines == [2, 3])
        }
    }

    @Test("mixes line ends without losing count")
    func mixedLineEnds() throws {
        let file = try ReadFile("a\r1\n2\r\n3\n\r4\r\r5")
        #expect(file.fields == [["1"], ["2"], ["3"], ["4"], ["5"]])
        #expect(file.lines == [2, 3, 4, 6, 8])
    }

    @Test("skips blank lines and rows of delimiters, and counts them")
    func blankLines() throws {
        let file = try ReadFile("\n\n  \na,b\n\n1,2\n,\n \t \n3,4\n\n")
        #expect(file.header == ["a", "b"])
        #expect(file.fields == [["1", "2"], ["3", "4"]])
        #expect(file.lines == [6, 9])
    }

    @Test("understands quotes by RFC 4180")
    func quotes() throws {
        let file = try ReadFile("a,b,c\n\"1,1\",\"say \"\"hi\"\"\",\"\"\n\"\"\"\"\"\" ,x\"y,\"z\" \n")
        #expect(file.fields == [["1,1", "say \"hi\"", ""], ["\"\"", "x\"y", "z"]])
    }

    @Test("keeps line ends inside quotes and counts them")
    func embeddedLineEnds() throws {
        let file = try ReadFile("a,b\n\"x\ny\r\nz\rw\",2\n3,4\n")
        #expect(file.fields == [["x\ny\r\nz\rw", "2"], ["3", "4"]])
        #expect(file.lines == [2, 6])
    }

    @Test("a heading may span lines, and data begin after it")
    func headerLineEnds() throws {
        let file = try ReadFile("\"建筑面积\n(m²)\",b\n1,2\n")
        #expect(file.header == ["建筑面积\n(m²)", "b"])
        #expect(file.lines == [3])
    }

    @Test(
        "finds the delimiter in the header",
        arguments: [
            (",", CSVDelimiter.comma), (";", .semicolon), ("\t", .tab), ("，", .fullWidthComma),
        ]
    )
    func delimiters(text: String, delimiter: CSVDelimiter) throws {
        let file = try TemporaryFile("表号\(text)时间\(text)\"读,数;\"\nM1\(text)2025\(text)5\n")
        var reader = try CSVReader(path: file.path)
        #expect(reader.delimiter == delimiter)
        #expect(reader.header == ["表号", "时间", "读,数;"])
        _ = try reader.next()
        #expect(reader.texts == ["M1", "2025", "5"])
    }

    @Test("takes the delimiter that Excel announces")
    func announcedDelimiter() throws {
        let file = try ReadFile("sep=;\r\na,a;b,b;c\r\n1,5;2;3\r\n")
        #expect(file.header == ["a,a", "b,b", "c"])
        #expect(file.fields == [["1,5", "2", "3"]])
        #expect(file.lines == [3])
        #expect(file.rows.first?.offset == 18)
    }

    @Test("a column alone needs no delimiter")
    func oneColumn() throws {
        let file = try ReadFile("a\n1\n2")
        #expect(file.fields == [["1"], ["2"]])
    }

    @Test("drops empty headings at the end and lets rows be padded likewise")
    func padding() throws {
        let file = try ReadFile("a,b,,\n1,2,,\n3,4\n5,6,,,,\n")
        #expect(file.header == ["a", "b"])
        #expect(file.rules.isEmpty)
        #expect(file.fields.map { Array($0.prefix(2)) } == [["1", "2"], ["3", "4"], ["5", "6"]])
    }

    @Test("refuses rows with too few or too many fields, and says how many")
    func fieldCount() throws {
        let file = try TemporaryFile("a,b,c\nM1,2025-01-01,1,234.5\nM1,2\nM1,2,3\n")
        var reader = try CSVReader(path: file.path)
        _ = try reader.next()
        #expect(
            reader.rejection
                == RowRejection(
                    line: 2,
                    column: nil,
                    byteOffset: 6,
                    rule: "import.row.fieldCount",
                    evidence: ["3", "4"]
                )
        )
        #expect(reader.texts == ["M1", "2025-01-01", "1", "234.5"])
        _ = try reader.next()
        #expect(reader.rejection?.evidence == ["3", "2"])
        _ = try reader.next()
        #expect(reader.rejection == nil)
        let more = [try reader.next(), try reader.next()]
        #expect(more == [false, false])
    }

    @Test("knows how far it is")
    func progress() throws {
        let file = try TemporaryFile("a,b\r\n1,2\r\n3,4")
        var reader = try CSVReader(path: file.path)
        #expect(reader.totalBytes == 13)
        #expect(reader.bytesRead == 5)
        _ = try reader.next()
        #expect(reader.bytesRead == 10)
        _ = try reader.next()
        #expect(reader.bytesRead == 13)
    }

    @Test("goes on from a position as if it had never stopped")
    func seek() throws {
        let file = try TemporaryFile("\u{FEFF}a,b\n\"x\ny\",2\n3,4\n\"bad,5\n6,7\n")
        var first = try CSVReader(path: file.path)
        var positions: [CSVPosition] = []
        var rest: [[ReadRow.Content]] = []
        repeat {
            positions.append(first.nextPosition)
            var other = try CSVReader(path: file.path)
            try other.seek(to: first.nextPosition)
            var contents: [ReadRow.Content] = []
            while try other.next() { contents.append(.fields(other.texts + ["\(other.position.line)"])) }
            rest.append(contents)
        } while try first.next()
        #expect(positions.map(\.line) == [2, 4, 5, 6, 7])
        #expect(rest.map(\.count) == [4, 3, 2, 1, 0])
        for contents in rest { #expect(contents == Array(rest[0].suffix(contents.count))) }
    }

    @Test("gives nothing behind the last field")
    func outOfRange() throws {
        let file = try TemporaryFile("a,b\n1,2\n")
        var reader = try CSVReader(path: file.path)
        _ = try reader.next()
        let (bytes, text, isBlank) = (reader[2].count, reader.text(2), reader.isBlank(2))
        #expect(bytes == 0)
        #expect(text == nil)
        #expect(isBlank)
    }
}
