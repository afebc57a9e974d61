import Documents
import Foundation
import Testing
import Units

@Suite("Workbooks")
struct WorkbookTests {
    @Test("what another program wrote comes out as people see it, line for row")
    func otherProgram() throws {
        // Written by openpyxl; the expected text stands in make_workbook.py.
        let table = try Table(file: "readings.xlsx")
        #expect(table.sheet?.name == "读数" && table.sheet?.others == ["说明"])
        #expect(table.header == ["计量点编码", "时间", "读数"])
        #expect(
            table.rows == [
                3: ["E-001", "2025-01-01 00:15:00", "1000.1"],
                4: ["E-001", "2025-01-01 00:30:00", "0.3"],
                5: ["E-001", "2025-01-02", "1002"],
                6: ["E-001", "2025-01-02 00:15", "1,234.50"],
                7: ["E,“001”", "2025-01-02 23:59:59", "12345678.25"],
                8: ["E-001", "45659.0104166667", "1003"],
                9: ["E-001 备用", "2025-01-03", ""],
                12: ["E-001", "2025-01-03 00:15:00", "7"],
            ]
        )
    }

    @Test("cached values of formulas, inline strings, runs, truth values and errors")
    func cells() throws {
        let table = try Table(
            xlsx(
                """
                <row><c t="inlineStr"><is><t>a</t></is></c><c t="str"><f>"b"&amp;"c"</f><v>bc</v></c><c t="s"><v>0</v></c></row>
                <row r="4"><c r="A4"><f>1+1</f><v>2</v></c><c r="C4" t="b"><v>1</v></c></row>
                <row r="5"><c r="B5" t="e"><v>#REF!</v></c></row>
                <row r="6"><c r="A6" s="1"/><c r="B6"><f>1+1</f></c></row>
                <row r="7"><c r="A7" s="1"><v>45658.010416666664</v></c><c r="B7" s="2"><v>0.25</v></c><c r="C7" s="1"><v>59</v></c></row>
                """
            )
        )
        #expect(table.header == ["a", "bc", "温度"])
        #expect(
            table.rows == [
                4: ["2", "", "TRUE"], 5: ["", "#REF!", ""], 7: ["2025-01-01 00:15:00", "0.25", "59"],
            ]
        )
    }

    @Test("workbooks that count from 1904")
    func epoch() throws {
        let table = try Table(
            xlsx(
                "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>44196</v></c></row>",
                properties: "<workbookPr date1904=\"1\"/>"
            )
        )
        // 44,196 days after 1904-01-01 as 45,658 days after 1899-12-30 are 2025-01-01.
        #expect(table.rows == [2: ["2025-01-01"]])
    }

    @Test("number formats that show a date", arguments: ["yyyy-mm-dd", "[$-804]yyyy\"年\"m\"月\"", "h:mm", "[h]:mm:ss"])
    func dateFormats(code: String) { #expect(WorkbookProbe.isDate(code)) }

    @Test("and those that do not", arguments: ["General", "0.00", "0.00 \"days\"", "#,##0;[Red]-#,##0", "0\\d", "@"])
    func numberFormats(code: String) { #expect(!WorkbookProbe.isDate(code)) }

    @Test("cells are called as spreadsheets do")
    func cellNames() {
        #expect(Workbook.Sheet.cell(row: 17, column: 2) == "C17")
        #expect(Workbook.Sheet.cell(row: 1, column: 25) == "Z1")
        #expect(Workbook.Sheet.cell(row: 1, column: 26) == "AA1")
        #expect(Workbook.Sheet.cell(row: 1_048_576, column: 16_383) == "XFD1048576")
    }

    @Test("what we write comes in again as it was")
    func roundTrip() throws {
        let path = TemporaryFile.freshPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var writer = try WorkbookWriter(path: path, sheet: "读数", headings: ["meter", "time", "value"])
        var expected: [Int: [String]] = [:]
        var random = SplitMix64(seed: 7)
        for row in 2..<500 {
            let decimals = row % 5
            let value = FixedPoint(
                mantissa: Int64.random(in: 0...9_999_999_999, using: &random),
                exponent: -decimals
            )
            let instant = Instant(seconds: 1_700_000_000 + Int64.random(in: 0...60_000_000, using: &random))
            let code = ["E,1", "=1+1", "\"表\"", "+8", " x"][row % 5]
            writer.write([.text(code), .time(instant), .number(value)])
            let day = CivilDay(containing: instant)
            let seconds = instant.seconds - day.start.seconds
            let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            expected[row] = [
                code, seconds == 0 ? "\(day)" : "\(day) \(time.joined(separator: ":"))", String(value.doubleValue),
            ]
        }
        try writer.add(sheet: "说明", headings: ["rows"])
        try writer.finish()
        let table = try Table(path: path)
        #expect(table.sheet?.name == "读数" && table.sheet?.others == ["说明"])
        for (row, fields) in expected {
            let read = try #require(table.rows[row])
            #expect(Array(read[..<2]) == Array(fields[..<2]))
            #expect(Double(read[2]) == Double(fields[2]))
        }
    }

    @Test("a writer that goes away leaves nothing")
    func unfinished() throws {
        let path = TemporaryFile.freshPath()
        do { _ = try WorkbookWriter(path: path, sheet: "a", headings: ["b"]) }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(!FileManager.default.fileExists(atPath: path + ".part"))
    }
}
