import Foundation
import Testing

@testable import Documents

/// What comes out of a workbook: fields by the number of their row.
struct Table {
    let sheet: Workbook.Sheet?
    let header: [String]
    let rows: [Int: [String]]

    init(path: String, limits: ProseLimits = Workbook.limits) throws {
        let output = TemporaryFile.freshPath()
        defer { try? FileManager.default.removeItem(atPath: output) }
        sheet = try Workbook.writeRows(of: path, to: output, limits: limits)
        var reader = try CSVReader(path: output)
        header = reader.header
        var rows: [Int: [String]] = [:]
        while try reader.next() { rows[reader.position.line] = reader.texts }
        self.rows = rows
    }

    init(_ bytes: [UInt8], limits: ProseLimits = Workbook.limits) throws {
        let file = try TemporaryFile(bytes)
        defer { withExtendedLifetime(file) {} }
        try self.init(path: file.path, limits: limits)
    }

    init(file name: String) throws {
        try self.init(path: try #require(Bundle.module.path(forResource: name, ofType: nil, inDirectory: "Fixtures")))
    }
}

/// What is asked of number formats.
enum WorkbookProbe {
    static func isDate(_ code: String) -> Bool { WorkbookStyles.isDate(code) }
}

/// A workbook of one sheet whose rows are given as XML; style 1 is a date, style 2 a number.
func xlsx(_ rows: String, properties: String = "", type: String = "", string: String = "温度") throws -> [UInt8] {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let packaged = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
    func relations(_ targets: [(id: String, kind: String, target: String)]) -> String {
        "\(head)<Relationships \(packaged)>"
            + targets.map { "<Relationship Id=\"\($0.id)\" Type=\"\(office)/\($0.kind)\" Target=\"\($0.target)\"/>" }
            .joined() + "</Relationships>"
    }
    return try zip([
        ("_rels/.rels", relations([("r1", "officeDocument", "/xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            "\(head)<workbook \(main) xmlns:r=\"\(office)\">\(properties)<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations([
                ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "sharedStrings", "sharedStrings.xml"),
                ("r3", "styles", "styles.xml"),
            ])
        ),
        ("xl/worksheets/sheet1.xml", "\(head)\(type)<worksheet \(main)><sheetData>\(rows)</sheetData></worksheet>"),
        (
            "xl/sharedStrings.xml",
            "\(head)<sst \(main)><si><r><t>\(string)</t></r><rPh sb=\"0\" eb=\"2\"><t>wendu</t></rPh></si></sst>"
        ),
        (
            "xl/styles.xml",
            "\(head)<styleSheet \(main)><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>"
        ),
    ])
}
