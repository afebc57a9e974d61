/// One row of print across a page: a line of text, or a table's row of cells.
struct PDFRow {
    var text = ""
    var left = 0.0
    var right = 0.0
    var top = 0.0
    var bottom = 0.0
    /// How large the letters are. [points]
    var size = 0.0
    /// Whether wide gaps part it into cells.
    var hasCells = false

    /// A gap wider than this parts cells, wider than that words. [widths of an ideograph]
    private static let cellGap = 1.8
    private static let wordGap = 0.6

    var middle: Double { (left + right) / 2 }

    /// The rows of a page from its lines: what stands side by side is one row.
    static func rows(_ lines: [[PDFWord]]) -> [PDFRow] {
        let lines = lines.filter { !$0.isEmpty }.sorted { $0[0].box.top < $1[0].box.top }
        var groups: [[PDFWord]] = []
        for line in lines {
            if let last = groups.last, overlaps(last, line) {
                groups[groups.count - 1] += line
            } else {
                groups.append(line)
            }
        }
        return groups.map(PDFRow.init)
    }

    /// Whether two lines share most of their height.
    private static func overlaps(_ left: [PDFWord], _ right: [PDFWord]) -> Bool {
        guard let first = left.first?.box, let second = right.first?.box else { return false }
        let shared = min(first.bottom, second.bottom) - max(first.top, second.top)
        return shared > 0.5 * min(first.bottom - first.top, second.bottom - second.top)
    }

    private init(_ words: [PDFWord]) {
        let words = words.sorted { $0.box.left < $1.box.left }
        left = words.map(\.box.left).min() ?? 0
        right = words.map(\.box.right).max() ?? 0
        top = words.map(\.box.top).min() ?? 0
        bottom = words.map(\.box.bottom).max() ?? 0
        size = Self.size(words)
        var end: Double?
        for word in words {
            if let end {
                let gap = (word.box.left - end) / max(size, 1)
                if gap > Self.cellGap {
                    text += "\t"
                    hasCells = true
                } else if gap > Self.wordGap || !touches(word.text) {
                    text += " "
                }
            }
            text += word.text
            end = word.box.right
        }
    }

    private func touches(_ next: String) -> Bool { ProseText.joined(text, next).utf8.count == (text + next).utf8.count }

    /// The width of an ideograph, letters and digits taken as half as wide; without ideographs the height of the words.
    private static func size(_ words: [PDFWord]) -> Double {
        var width = 0.0
        var units = 0.0
        for word in words where word.text.unicodeScalars.contains(where: ProseText.isWide) {
            width += word.box.right - word.box.left
            units += word.text.unicodeScalars.reduce(0) { $0 + (ProseText.isWide($1) ? 1 : 0.5) }
        }
        return units > 0 ? width / units : words.map { $0.box.bottom - $0.box.top }.max() ?? 0
    }
}
