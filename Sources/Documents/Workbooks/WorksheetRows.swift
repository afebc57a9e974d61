/// Turns a worksheet into lines of CSV, line for row (工作表转行).
struct WorksheetRows: ~Copyable {
    private let strings: [String]
    private let styles: WorkbookStyles
    private let epoch: Int
    private let limit: Int
    private var file: OutputFile
    private var written = 0
    /// The row that the next line is, counted from 1.
    private var line = 1
    /// How many fields each row has, those of the first that is not blank.
    private var width = 0
    private var row = 0
    private var fields: [String] = []
    private var cell = Cell()
    private var value = ""
    private var isValue = false
    private var runs = TextRuns()
    private var names: [String] = []
    private var isTable = false

    /// What is known of a cell before its value.
    private struct Cell {
        var column = 0
        var type = ""
        var style = 0
    }

    init(strings: [String], styles: WorkbookStyles, epoch: Int, file: consuming OutputFile, limit: Int) {
        self.strings = strings
        self.styles = styles
        self.epoch = epoch
        self.limit = limit
        self.file = file
    }

    mutating func take(_ event: XMLEvent, path: String) throws(DocumentError) {
        switch event {
        case .start(let element): begin(element)
        case .text(let text): if isValue { value += text }
        case .end:
            switch names.popLast() {
            case "sheetData": isTable = false
            case "v": isValue = false
            case "c": if isTable { try place(path) }
            case "row": if isTable { try writeRow(path) }
            default: break
            }
        }
        runs.take(event)
    }

    private mutating func begin(_ element: XMLElement) {
        names.append(element.name)
        switch element.name {
        case "sheetData": isTable = true
        case "row":
            // A row without a number follows the one before it.
            row = element["r"].flatMap { Int($0) } ?? row + 1
            fields = []
        case "c":
            cell = Cell(
                column: element["r"].flatMap(Self.column) ?? fields.count,
                type: element["t"] ?? "n",
                style: element["s"].flatMap { Int($0) } ?? 0
            )
            value = ""
            runs = TextRuns()
        case "v": isValue = true
        default: break
        }
    }

    /// Makes the file durable; false where no row had content.
    mutating func finish() throws(DocumentError) -> Bool {
        guard width > 0 else { return false }
        try file.finish()
        return true
    }

    private mutating func place(_ path: String) throws(DocumentError) {
        let text = text()
        guard !text.isEmpty else { return }
        guard (0..<16_384).contains(cell.column), cell.column >= fields.count else {
            throw .notProse(path: path, .damaged)
        }
        fields += repeatElement("", count: cell.column - fields.count)
        fields.append(text)
    }

    private func text() -> String {
        switch cell.type {
        case "s": return Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
        case "inlineStr": return runs.text
        case "n":
            if styles.isDate(cell.style), let serial = Double(value),
                let date = WorkbookDate.text(serial, epoch: epoch)
            {
                return date
            }
            return WorkbookDate.number(value)
        case "b": return value == "1" ? "TRUE" : "FALSE"
        default: return value
        }
    }

    private mutating func writeRow(_ path: String) throws(DocumentError) {
        guard !fields.isEmpty else { return }
        guard row >= line, row <= 1_048_576 else { throw .notProse(path: path, .damaged) }
        let isFirst = written == 0
        if isFirst { try write([0xEF, 0xBB, 0xBF], path) }
        try write([UInt8](repeating: 0x0A, count: row - line), path)
        line = row + 1
        if width == 0 { width = fields.count }
        fields += repeatElement("", count: max(0, width - fields.count))
        let text = fields.map { field in
            // A line break within a cell would shift every line behind it.
            let line = field.contains(where: \.isNewline) ? String(field.map { $0.isNewline ? " " : $0 }) : field
            // Quoted, no heading can be taken for several.
            return isFirst ? "\"\(line.replacing("\"", with: "\"\""))\"" : CSVWriter.quoted(line)
        }
        try write(Array(text.joined(separator: ",").utf8) + [0x0A], path)
        fields = []
    }

    private mutating func write(_ bytes: [UInt8], _ path: String) throws(DocumentError) {
        written += bytes.count
        guard written <= limit else { throw .notProse(path: path, .unpackedTooLarge) }
        try file.write(bytes)
    }

    /// The column of a cell's name, counted from 0.
    static func column(_ name: String) -> Int? {
        var column = 0
        for letter in name.utf8 {
            guard (0x41...0x5A).contains(letter) else { break }
            column = column * 26 + Int(letter - 0x40)
            if column > 16_384 { return nil }
        }
        return column > 0 ? column - 1 : nil
    }
}
