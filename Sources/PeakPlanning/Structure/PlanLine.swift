/// A line of a plan with its place in the outline (行).
struct PlanLine {
    /// How deep a numbered line stands.
    enum Level: Int, Comparable {
        /// 一、, 第一章.
        case part = 1
        /// （一）, 第一节.
        case section
        /// 1.
        case item

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// The number before a line.
    struct Number {
        let level: Level
        let value: Int
        /// How many folded scalars the number takes.
        let length: Int
    }

    /// The line without blanks at its ends and without what other programs left in it.
    let text: FoldedText
    /// Its number; `nil` for running text.
    let number: Number?

    /// Reads a line; `nil` where it is blank or only an address of a page.
    init?(_ line: Substring, words: StructureWords) {
        let cleaned = Self.withoutBookmark(line)
        guard !cleaned.isEmpty, !Self.isAddress(cleaned) else { return nil }
        text = FoldedText(cleaned, words.traditional)
        guard text.count > 0 else { return nil }
        // The number before a row of a table is its own.
        number = TableRows.isRow(text.source) ? nil : Self.number(text.scalars, words: words)
    }

    private static func number(_ scalars: [Unicode.Scalar], words: StructureWords) -> Number? {
        let end = min(scalars.count, 12)
        if scalars[0] == Sign.opening {
            guard let numeral = words.numerals.read(at: 1, in: scalars, upTo: end), numeral.end < end,
                scalars[numeral.end] == Sign.closing
            else { return nil }
            return Number(level: .section, value: numeral.value, length: numeral.end + 1)
        }
        if let chapter = chapter(scalars, words) { return chapter }
        if let numeral = words.numerals.read(at: 0, in: scalars, upTo: end) {
            guard numeral.end < end, scalars[numeral.end] == Sign.listComma else { return nil }
            return Number(level: .part, value: numeral.value, length: numeral.end + 1)
        }
        let digits = scalars.prefix(4).prefix(while: Sign.isDigit)
        guard (1...3).contains(digits.count), let value = Int(String(scalars: digits)), digits.count < end,
            scalars[digits.count] == "." || scalars[digits.count] == Sign.listComma
        else { return nil }
        let next = digits.count + 1
        let isDecimal = scalars[digits.count] == "." && next < scalars.count && Sign.isDigit(scalars[next])
        guard !isDecimal else { return nil }
        return Number(level: .item, value: value, length: next)
    }

    /// 第一章 or 第二节 before a short line without a sentence.
    private static func chapter(_ scalars: [Unicode.Scalar], _ words: StructureWords) -> Number? {
        guard scalars.count <= LineHeading.longest, !scalars.contains(where: Sign.endsSentence),
            let lead = words.ordinals.length(at: 0, in: scalars, upTo: scalars.count),
            let numeral = words.numerals.read(at: lead, in: scalars, upTo: scalars.count),
            let word = words.chapters.word(at: numeral.end, in: scalars, upTo: scalars.count),
            numeral.end + word.length < scalars.count, let level = Level(rawValue: word.value)
        else { return nil }
        return Number(level: level, value: numeral.value, length: numeral.end + word.length)
    }

    /// Without a leading `[bookmark: …]`, as text converted from a word processor has it.
    private static func withoutBookmark(_ line: Substring) -> Substring {
        let trimmed = String(line).trimmed
        guard trimmed.hasPrefix("[bookmark:"), let end = trimmed.firstIndex(of: "]") else { return trimmed }
        return String(trimmed[trimmed.index(after: end)...]).trimmed
    }

    private static func isAddress(_ line: Substring) -> Bool {
        line.hasPrefix("http://") || line.hasPrefix("https://")
    }
}
