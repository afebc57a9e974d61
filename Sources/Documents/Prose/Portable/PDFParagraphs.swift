/// The paragraphs that the rows of pages were before the pages' width broke them (段落还原).
///
/// A row that reaches the right margin goes on in the next one, unless that one is indented, numbered behind the end of
/// a sentence, of another size or farther away than rows of one paragraph are. Centred rows of large letters are one
/// title.
struct PDFParagraphs {
    private(set) var texts: [String] = []

    /// Letters that are so much larger than those of the body are a title's.
    static let larger = 1.15

    private let size: Double
    private let pitch: Double
    private var margins: [Margins]

    private struct Margins {
        var left: Double
        var right: Double
    }

    /// A row counts for the margins from this length on. [characters]
    private static let longRow = 12
    /// How many of the rows make a place a margin. [%]
    private static let crowd = 15

    init(_ pages: [[PDFRow]]) {
        let rows = pages.flatMap(\.self)
        let long = rows.filter { $0.text.count >= Self.longRow && !$0.hasCells }
        let size = max(1, Self.median((long.isEmpty ? rows : long).map(\.size)))
        self.size = size
        let whole = Self.margins(long.isEmpty ? rows : long, size)
        // Pages of books have their margins by turns.
        let sides = (0...1).map { side in
            let rows = pages.enumerated().filter { $0.offset % 2 == side }.flatMap(\.element)
            let long = rows.filter { $0.text.count >= Self.longRow && !$0.hasCells }
            return long.count >= 8 ? Self.margins(long, size) : whole
        }
        margins = pages.indices.map { sides[$0 % 2] }
        pitch = Self.median(
            pages.flatMap { page in zip(page, page.dropFirst()).map { $1.top - $0.top } }.filter { $0 > 0.5 }
        )
        assemble(pages)
    }

    /// The middle value; 0 where there is none.
    static func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }

    /// The outermost places where many rows begin and end; single rows may stand out.
    private static func margins(_ rows: [PDFRow], _ size: Double) -> Margins {
        guard !rows.isEmpty else { return Margins(left: 0, right: .infinity) }
        // Some thousand rows say it as well as a million.
        let rows = stride(from: 0, to: rows.count, by: rows.count / 4000 + 1).map { rows[$0] }
        let place = { (values: [Double], isLeft: Bool) -> Double in
            let sorted = isLeft ? values.sorted() : values.sorted(by: >)
            let crowded = sorted.first { value in
                values.count { abs($0 - value) < size / 2 } * 100 >= values.count * crowd
            }
            return crowded ?? sorted[sorted.count / 10]
        }
        return Margins(left: place(rows.map(\.left), true), right: place(rows.map(\.right), false))
    }

    private mutating func assemble(_ pages: [[PDFRow]]) {
        var last: (row: PDFRow, page: Int)?
        for (number, page) in pages.enumerated() {
            for row in page {
                if let last, isContinued(last.row, on: last.page, by: row, on: number) {
                    texts[texts.count - 1] = ProseText.joined(texts[texts.count - 1], row.text)
                } else {
                    texts.append(row.text)
                }
                last = (row, number)
            }
        }
    }

    private func isContinued(_ row: PDFRow, on page: Int, by next: PDFRow, on nextPage: Int) -> Bool {
        guard !row.hasCells, !next.hasCells, abs(row.size - next.size) <= 0.18 * max(row.size, next.size) else {
            return false
        }
        let here = margins[page]
        let there = margins[nextPage]
        if isTitle(row, here), isTitle(next, there) { return page == nextPage && next.top - row.top <= 2.2 * row.size }
        guard row.right + room(next.text) >= here.right, next.left <= there.left + size else { return false }
        if page == nextPage, next.top - row.top > 1.5 * max(pitch, size) { return false }
        return !(Self.endsSentence(row.text) && Self.isNumbered(next.text))
    }

    // （《“〈【 and their like may not end a row.
    private static let openers: Set<Unicode.Scalar> = ["\u{FF08}", "\u{300A}", "\u{201C}", "\u{3008}", "\u{3010}"]

    // 、，。；：！？）》” and 〉】 may not begin one.
    private static let closers: Set<Unicode.Scalar> = [
        "\u{3001}", "\u{FF0C}", "\u{3002}", "\u{FF1B}", "\u{FF1A}", "\u{FF01}", "\u{FF1F}", "\u{FF09}", "\u{300B}",
        "\u{201D}", "\u{3009}", "\u{3011}",
    ]

    /// How much room the beginning of a row would have needed on the row before: signs that may not be parted, with the
    /// ideograph or the whole word of Latin letters behind them.
    private func room(_ text: String) -> Double {
        let signs = text.unicodeScalars.prefix(60)
        let opening = signs.prefix(while: Self.openers.contains).count
        let word = signs.dropFirst(opening).prefix { !ProseText.isWide($0) && !ProseText.isBlank($0) }.count
        let closing = signs.dropFirst(opening + max(1, word)).prefix(while: Self.closers.contains).count
        return (Double(opening + closing) + max(1, Double(word) * 0.6) + 0.6) * size
    }

    private func isTitle(_ row: PDFRow, _ margins: Margins) -> Bool {
        row.size > Self.larger * size && abs(row.middle - (margins.left + margins.right) / 2) < 2 * size
    }

    // 。；：！？）and their narrow forms.
    private static let sentenceEnds: Set<Character> = [
        "\u{3002}", "\u{FF1B}", "\u{FF1A}", "\u{FF01}", "\u{FF1F}", "\u{FF09}", ".", ";", ":", "!", "?", ")",
    ]

    private static func endsSentence(_ text: String) -> Bool { text.last.map(sentenceEnds.contains) ?? false }

    // 零〇一二三四五六七八九十百.
    private static let numerals = Set(
        "\u{96F6}\u{3007}\u{4E00}\u{4E8C}\u{4E09}\u{56DB}\u{4E94}\u{516D}\u{4E03}\u{516B}\u{4E5D}\u{5341}\u{767E}"
    )

    /// Whether a number such as 一、, （一） or (1) stands at the beginning.
    private static func isNumbered(_ text: String) -> Bool {
        let isOpened = text.first == "\u{FF08}" || text.first == "("
        let rest = text.dropFirst(isOpened ? 1 : 0)
        let number = rest.prefix(4).prefix { numerals.contains($0) || $0.isWholeNumber }
        guard !number.isEmpty, let mark = rest.dropFirst(number.count).first else { return false }
        return isOpened ? mark == "\u{FF09}" || mark == ")" : [".", "\u{FF0E}", "\u{3001}"].contains(mark)
    }
}
