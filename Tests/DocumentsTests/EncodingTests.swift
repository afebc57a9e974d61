import Documents
import Testing
import Units

@Suite("Encodings of CSV files")
struct EncodingTests {
    /// 表号,时间,读数 and one row in GB18030, as Python's codec writes them.
    private static let gb18030 = bytes(
        """
        b1edbac52ccab1bce42cb6c1cafd0ab0ecb9abc2a5d2bbb2e32c32303235c4ea31d4c233c8d52030cab13135b7d62ca3b1a3b2a3aea3b50a
        """
    )

    @Test("reads GB18030 without being told")
    func gb18030() throws {
        let file = try TemporaryFile(Self.gb18030)
        var reader = try CSVReader(path: file.path)
        #expect(reader.encoding == .gb18030)
        #expect(reader.header == ["表号", "时间", "读数"])
        _ = try reader.next()
        let (name, instant, number) = (reader.text(0), reader.instant(1), reader.number(2))
        #expect(name == "办公楼一层")
        #expect(instant?.description == "2025-01-03 00:15:00")
        #expect(number?.description == "12.5")
        #expect(reader.rawText == "办公楼一层,2025年1月3日 0时15分,１２．５")
        var parser = InstantParser(encoding: reader.fieldEncoding)
        let twice = [parser.instant(reader[1]), parser.instant(reader[1])]
        #expect(twice == [instant, instant])
    }

    @Test("reads rare characters of GB18030 in two and four bytes")
    func gb18030Rare() throws {
        let file = try ReadFile(bytes("b1ed2c78 0a fd9395328236 2c31 0a"))
        #expect(file.header == ["表", "x"])
        #expect(file.fields == [["龘𠀀", "1"]])
    }

    @Test("splits GB18030 at full-width commas between characters only")
    func gb18030WideComma() throws {
        // The second row's first field is B0A3 AC41, whose middle looks like A3AC, the comma.
        let file = try ReadFile(bytes("b1edbac5 a3ac b6c1cafd 0a b0a3ac41 a3ac 35 0a"))
        #expect(file.header == ["表号", "读数"])
        #expect(file.fields == [["埃珹", "5"]])
        #expect(file.rules.isEmpty)
    }

    @Test("a byte that GB18030 does not know costs its row")
    func gb18030Damage() throws {
        let file = try ReadFile(Self.gb18030 + bytes("ff2c322c330a") + bytes("b1ed2c322c330a"))
        #expect(file.rules == ["import.row.encoding"])
        #expect(file.fields.count == 2)
    }

    @Test("reads UTF-8 with and without a byte order mark")
    func utf8() throws {
        for mark in ["", "\u{FEFF}"] {
            let file = try TemporaryFile(mark + "表号,读数\n甲,1\n")
            var reader = try CSVReader(path: file.path)
            #expect(reader.encoding == .utf8)
            #expect(reader.header == ["表号", "读数"])
            _ = try reader.next()
            #expect(reader.texts == ["甲", "1"])
            #expect(reader.position.byteOffset == mark.utf8.count + 14)
        }
    }

    @Test("takes plain ASCII for UTF-8")
    func ascii() throws {
        let file = try TemporaryFile("a,b\n1,2\n")
        #expect(try encoding(of: file) == .utf8)
    }

    @Test("one damaged character does not make a UTF-8 file GB18030")
    func damagedUTF8() throws {
        let text = Array("名称,数\n".utf8) + Array(String(repeating: "办公楼,1\n", count: 10).utf8) + [0xE6, 0x2C, 0x31]
        let file = try TemporaryFile(text)
        #expect(try encoding(of: file) == .utf8)
    }

    @Test("does not count a character that the probe cuts in two as damage")
    func cutCharacter() throws {
        for padding in 0..<3 {
            let text = String(repeating: "x", count: padding) + String(repeating: "楼", count: 400_000)
            let file = try TemporaryFile("a\n" + text.split(every: 20_000).joined(separator: "\n"))
            #expect(try encoding(of: file) == .utf8)
        }
    }

    @Test("reads UTF-16 as Excel writes it", arguments: [false, true])
    func utf16(isBigEndian: Bool) throws {
        let file = try TemporaryFile(utf16("表号\t读数\r\n甲𠀀\t1.5\r\n\"乙\"\"\t\r\n\"\t2\r\n", isBigEndian: isBigEndian))
        for chunk in [1, 2, 3, 5, 1_000] {
            var reader = try CSVReader(path: file.path, limits: CSVLimits(chunk: chunk))
            #expect(reader.encoding == (isBigEndian ? .utf16BigEndian : .utf16LittleEndian))
            #expect(reader.delimiter == .tab)
            #expect(reader.header == ["表号", "读数"])
            _ = try reader.next()
            #expect(reader.texts == ["甲𠀀", "1.5"])
            #expect(reader.position == CSVPosition(byteOffset: 16, line: 2))
            let position = reader.nextPosition
            _ = try reader.next()
            #expect(reader.texts == ["乙\"\t\r\n", "2"])
            let isMore = try reader.next()
            #expect(!isMore)
            #expect(reader.bytesRead == reader.totalBytes)
            try reader.seek(to: position)
            _ = try reader.next()
            #expect(reader.texts == ["乙\"\t\r\n", "2"])
        }
    }

    @Test("a lone surrogate costs its row")
    func loneSurrogate() throws {
        var text = utf16("a\tb\n", isBigEndian: false)
        text += bytes("00d8 0900 3100 0a00") + bytes("00dc 0900 3200 0a00") + bytes("3300 0900 3400 0a")
        let file = try ReadFile(text)
        #expect(file.rules == Array(repeating: "import.row.encoding", count: 3))
        #expect(file.lines == [2, 3, 4])
    }

    private func encoding(of file: TemporaryFile) throws -> TextEncoding {
        let reader = try CSVReader(path: file.path)
        return reader.encoding
    }

    private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit in
            isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
    }
}

extension String {
    fileprivate func split(every count: Int) -> [Substring] {
        var result: [Substring] = []
        var start = startIndex
        while start < endIndex {
            let end = index(start, offsetBy: count, limitedBy: endIndex) ?? endIndex
            result.append(self[start..<end])
            start = end
        }
        return result
    }
}
