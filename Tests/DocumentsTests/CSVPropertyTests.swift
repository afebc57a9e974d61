import Documents
import Testing
import Units

@Suite("CSV properties")
struct CSVPropertyTests {
    @Test("reads back any table that is written by RFC 4180", arguments: UInt64(1)...40)
    func roundTrip(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pieces = ["a", "楼", "12.5", ",", "\"", "\n", "\r\n", " ", "", "x", "𠀀"]
        let width = Int.random(in: 1...5, using: &generator)
        let header = (0..<width).map { "h\($0)" }
        var rows: [[String]] = []
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
            rows.append((0..<width).map { _ in random(pieces, using: &generator) })
        }
        rows.removeAll { row in row.allSatisfy(\.isEmpty) || width == 1 && row[0].allSatisfy { $0 == " " } }
        let end = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
        let text = ([header] + rows).map { $0.map(quoted).joined(separator: ",") }.joined(separator: end)
        for chunk in [1, 2, 3, 7, 64, 1 << 20] {
            let file = try ReadFile(text, limits: CSVLimits(chunk: chunk))
            #expect(file.header == header, "seed \(seed), chunk \(chunk)")
            #expect(file.fields == rows, "seed \(seed), chunk \(chunk)")
            #expect(file.rules.isEmpty, "seed \(seed), chunk \(chunk)")
        }
    }

    @Test("says the same about any bytes, however they are cut into chunks", arguments: UInt64(1)...60)
    func chunks(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let separators = [",", ";", "\t", "，"]
        let separator = separators.randomElement(using: &generator) ?? ","
        let pieces = [separator, separator, "\"", "\"", "\n", "\r", "\r\n", " ", "a", "楼", "1", "\"\"", "xyz", "𠀀"]
        let isChinese = Bool.random(using: &generator)
        var text = Array("h\(separator)k\n".utf8)
        for _ in 0..<Int.random(in: 0...120, using: &generator) {
            text += Array((pieces.randomElement(using: &generator) ?? "").utf8)
            if Int.random(in: 0..<40, using: &generator) == 0 {
                text.append(UInt8.random(in: 0x80...0xFF, using: &generator))
            }
        }
        if isChinese { text = bytes("b1ed a3ac b1ed 0a") + text.map { $0 == 0xE6 ? 0xA3 : $0 } }
        var limits = CSVLimits(field: 12, row: 30, chunk: 1 << 20)
        let whole = try ReadFile(text, limits: limits)
        for chunk in 1...64 {
            limits.chunk = chunk
            let file = try ReadFile(text, limits: limits)
            #expect(file == whole, "seed \(seed), chunk \(chunk)")
        }
    }

    @Test("rows and rejections cover every physical line once", arguments: UInt64(100)...120)
    func lines(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pieces = [",", "\"", "\n", "a", "b", "\n"]
        var text = "h\n"
        for _ in 0..<200 { text += pieces.randomElement(using: &generator) ?? "" }
        let file = try ReadFile(text)
        #expect(file.lines == file.lines.sorted(), "seed \(seed)")
        #expect(Set(file.lines).count == file.lines.count, "seed \(seed)")
        // Where a row begins, by offset, agrees with the line ends before it.
        let all = Array(text.utf8)
        for row in file.rows {
            #expect(all[..<row.offset].count { $0 == 0x0A } + 1 == row.line, "seed \(seed)")
        }
    }

    private func random(_ pieces: [String], using generator: inout SplitMix64) -> String {
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
            .joined()
    }

    private func quoted(_ field: String) -> String {
        let isPlain = !field.contains { ",\"\n\r\r\n".contains($0) }
        return isPlain ? field : "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
