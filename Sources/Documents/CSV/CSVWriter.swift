/// Writes a CSV file that Excel opens as it is: UTF-8 with a byte order mark, CRLF, comma.
///
/// The file appears under its name when ``finish()`` has been called. A text that a spreadsheet would run as a formula
/// gets an apostrophe in front; numbers keep their sign.
package struct CSVWriter: ~Copyable {
    private var file: OutputFile

    /// Begins a file.
    package init(path: String) throws(DocumentError) {
        var file = try OutputFile(path: path)
        try file.write([0xEF, 0xBB, 0xBF])
        self.file = file
    }

    /// Goes on with a file of which the first bytes were made durable; `nil` where it has not that many.
    init?(path: String, keeping length: Int) {
        guard let file = OutputFile(path: path, keeping: length) else { return nil }
        self.file = file
    }

    /// Makes durable what was written so far and returns its length. [B]
    mutating func checkpoint() throws(DocumentError) -> Int { try file.checkpoint() }

    /// Writes one row.
    package mutating func write(_ fields: [String]) throws(DocumentError) { try file.write(Self.line(fields)) }

    /// One row as it is written, for answers that are sent while they are made.
    package static func line(_ fields: [String]) -> [UInt8] {
        var line: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { line.append(0x2C) }
            line.append(contentsOf: quoted(harmless(field)).utf8)
        }
        line.append(contentsOf: [0x0D, 0x0A])
        return line
    }

    /// Makes the file durable and gives it its name.
    package mutating func finish() throws(DocumentError) { try file.finish() }

    /// The text with an apostrophe in front where a spreadsheet would take it for a formula.
    static func harmless(_ field: String) -> String {
        guard let first = field.unicodeScalars.first.map(FieldParser.folded) else { return field }
        let isActive = "=+-@\t\r".unicodeScalars.contains(first) || field.utf8.first == 0x09 || field.utf8.first == 0x0D
        return isActive && FieldParser.number(field) == nil ? "'" + field : field
    }

    static func quoted(_ field: String) -> String {
        let isPlain = field.utf8.allSatisfy { $0 != 0x22 && $0 != 0x2C && $0 != 0x0A && $0 != 0x0D }
        guard !isPlain || field.utf8.first == 0x20 || field.utf8.last == 0x20 else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
