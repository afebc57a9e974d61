/// The paragraphs of a document, one a line (段落成行); the rows of tables are lines too.
///
/// What goes in while a cell is open belongs to that cell. A closed row is one line, its cells parted by tabs; a row of
/// one cell, or of cells as long as pages, only lays out the page, and its lines stay lines.
struct ProseLines {
    private(set) var lines: [String] = []
    private(set) var isOverfull = false
    private var rows: [Row] = []
    private var size = 0
    private let limit: Int

    /// A cell with more lines than this is layout, not data.
    private static let longestCell = 12

    private struct Row {
        var cells: [[String]] = []
        var isDropped = false
    }

    init(limit: Int) { self.limit = limit }

    /// Whether a row is open.
    var isInRow: Bool { !rows.isEmpty }

    /// Adds a paragraph; line breaks inside it part lines.
    mutating func append(_ paragraph: some StringProtocol) {
        for line in ProseText.normalized(paragraph).split(separator: "\n") {
            let text = line.withoutOuterBlanks
            guard !text.isEmpty else { continue }
            size += text.utf8.count + 1
            guard size <= limit else {
                isOverfull = true
                return
            }
            place([text])
        }
    }

    mutating func openRow() { rows.append(Row()) }

    mutating func openCell() {
        if rows.isEmpty { openRow() }
        rows[rows.count - 1].cells.append([])
    }

    /// Marks the open row as one that is not there any more.
    mutating func dropRow() { if !rows.isEmpty { rows[rows.count - 1].isDropped = true } }

    mutating func closeRow() {
        guard let row = rows.popLast(), !row.isDropped else { return }
        let cells = row.cells.filter { !$0.isEmpty }
        if cells.count < 2 || cells.contains(where: { $0.count > Self.longestCell }) {
            place(cells.flatMap(\.self))
        } else {
            place([cells.map { $0.dropFirst().reduce($0[0], ProseText.joined) }.joined(separator: "\t")])
        }
    }

    /// Forgets what came so far, outside of open rows.
    mutating func removeAll() { lines = [] }

    private mutating func place(_ lines: [String]) {
        guard let row = rows.indices.last else {
            self.lines += lines
            return
        }
        if rows[row].cells.isEmpty { rows[row].cells.append([]) }
        rows[row].cells[rows[row].cells.count - 1] += lines
    }

    /// The text; closes what is still open.
    mutating func finish(path: String) throws(DocumentError) -> String {
        while !rows.isEmpty { closeRow() }
        guard !isOverfull else { throw .notProse(path: path, .unpackedTooLarge) }
        guard !lines.isEmpty else { throw .empty(path: path) }
        return lines.joined(separator: "\n") + "\n"
    }
}
