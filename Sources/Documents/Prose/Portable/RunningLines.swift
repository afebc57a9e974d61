/// What stands on pages only because they are pages: numbers, running heads and feet (页眉页脚).
enum RunningLines {
    /// How many rows at either end of a page may be such.
    private static let rows = 2

    /// The pages without them.
    static func removed(from pages: [[PDFRow]]) -> [[PDFRow]] {
        var places: [String: [Double]] = [:]
        for page in pages {
            var seen: Set<String> = []
            for row in outer(page) where seen.insert(key(row)).inserted {
                places[key(row), default: []].append(row.top)
            }
        }
        let least = max(2, (pages.count + 1) / 2)
        let usual = places.filter { $0.value.count >= least }.mapValues { $0.sorted()[$0.count / 2] }
        let body = PDFParagraphs.median(pages.joined().map(\.size))
        return pages.map { page in
            page.enumerated().filter { index, row in
                let isOuter = index < rows || index >= page.count - rows
                guard isOuter, row.size <= PDFParagraphs.larger * body else { return true }
                let isEdge = index == 0 || index == page.count - 1
                if isEdge, isPageNumber(row.text) { return false }
                return usual[key(row)].map { abs($0 - row.top) > 2 * max(row.size, 5) } ?? true
            }.map(\.element)
        }
    }

    private static func outer(_ page: [PDFRow]) -> [PDFRow] {
        page.count <= 2 * rows ? page : page.prefix(rows) + page.suffix(rows)
    }

    /// The row without blanks, its numbers alike on every page.
    private static func key(_ row: PDFRow) -> String {
        String(row.text.filter { !$0.isWhitespace }.map { $0.isNumber ? "#" : $0 })
    }

    // 第, 页, 共.
    private static let words: Set<Character> = ["\u{7B2C}", "\u{9875}", "\u{5171}"]

    /// Nothing but a number, in dashes or in words such as 第3页.
    private static func isPageNumber(_ text: String) -> Bool {
        let signs = text.filter { !$0.isWhitespace }
        return signs.count <= 14 && signs.contains { $0.isWholeNumber }
            && signs.allSatisfy { $0.isWholeNumber || words.contains($0) || $0 == "/" || isDash($0) }
    }

    private static func isDash(_ sign: Character) -> Bool {
        sign.unicodeScalars.allSatisfy { $0.properties.generalCategory == .dashPunctuation || $0 == "\u{B7}" }
    }
}
