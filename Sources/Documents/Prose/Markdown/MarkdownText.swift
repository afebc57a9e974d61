/// Markdown as the text that it shows (标记文本): marks go, what they mark stays, each line stays a line.
///
/// ## References
/// 1. CommonMark 0.31; tables as in GitHub Flavored Markdown.
enum MarkdownText {
    /// Whether a text shows marks that plain text has not: headings, rules of tables, strong words, links, escapes.
    static func isMarkdown(_ text: String) -> Bool {
        text.split(separator: "\n").contains { line in
            isHeading(line) || isTableRule(line) || line.split(separator: "**", maxSplits: 2).count > 2
                || line.contains("](http") || line.prefixMatch(of: /\s*\d{1,3}\\[.)]/) != nil
        }
    }

    /// The text without marks.
    static func plain(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        dropFrontMatter(&lines)
        var isCode = false
        var numbers = MarkdownNumbers()
        var output: [String] = []
        for line in lines {
            if line.prefixMatch(of: /\s{0,3}(```|~~~)/) != nil {
                isCode.toggle()
                continue
            }
            if isCode {
                output.append(String(line))
                continue
            }
            guard !isTableRule(line), !isRule(line), line.prefixMatch(of: /\s{0,3}\[[^\]]+\]:\s/) == nil else {
                continue
            }
            output.append(
                contentsOf: plain(line: line, &numbers).split(separator: "\n", omittingEmptySubsequences: false).map(
                    String.init
                )
            )
        }
        return output.joined(separator: "\n")
    }

    private static func plain(line: Substring, _ numbers: inout MarkdownNumbers) -> String {
        var rest = line
        while let quote = rest.prefixMatch(of: /\s{0,3}>\s?/) { rest = rest[quote.range.upperBound...] }
        if let heading = rest.prefixMatch(of: /\s{0,3}#{1,6}(\s+|$)/) {
            rest = rest[heading.range.upperBound...]
            while rest.last == "#" || rest.last == " " { rest.removeLast() }
            numbers.stop()
        } else if let bullet = rest.prefixMatch(of: /\s*[-*+]\s+(\[[ xX]\]\s+)?/) {
            rest = rest[bullet.range.upperBound...]
        } else if let item = rest.prefixMatch(of: /(\s*)(\d{1,9})([.)])\s+/), let number = Int(item.2) {
            let value = numbers.number(number, indent: item.1.count)
            return "\(value)\(item.3)" + separator(before: rest[item.range.upperBound...])
        } else if !rest.allSatisfy(\.isWhitespace), !rest.hasPrefix(" ") {
            numbers.stop()
        }
        if rest.withoutOuterBlanks.hasPrefix("|") { return row(rest) }
        return MarkdownInline.plain(rest)
    }

    private static func separator(before text: Substring) -> String {
        ProseText.joined(".", MarkdownInline.plain(text)).dropFirst().description
    }

    private static func row(_ line: Substring) -> String {
        let cells = line.replacing("\\|", with: "\u{0}").withoutOuterBlanks.split(separator: "|")
        let texts = cells.map { MarkdownInline.plain(Substring($0.replacing("\u{0}", with: "|").withoutOuterBlanks)) }
        return texts.filter { !$0.isEmpty }.joined(separator: "\t").replacing("\n", with: " ")
    }

    private static func isHeading(_ line: Substring) -> Bool { line.prefixMatch(of: /\s{0,3}#{1,6}\s+\S/) != nil }

    /// The line below the head of a table.
    private static func isTableRule(_ line: Substring) -> Bool {
        line.contains("|") && line.contains("-") && line.allSatisfy { " |:-".contains($0) }
    }

    /// A line across the page, or one that underlines a heading.
    private static func isRule(_ line: Substring) -> Bool {
        let signs = line.filter { !$0.isWhitespace }
        return signs.count >= 3 && Set(signs).count == 1 && "-*_=".contains(signs[signs.startIndex])
    }

    /// The block of facts about the text at its beginning.
    private static func dropFrontMatter(_ lines: inout ArraySlice<Substring>) {
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else { return }
        lines = lines[(end + 1)...]
    }
}

/// Counts the items of a list: a list whose items all carry the same number is numbered by who shows it.
struct MarkdownNumbers {
    private var last: [Int: (written: Int, shown: Int)] = [:]

    mutating func number(_ written: Int, indent: Int) -> Int {
        for deeper in last.keys where deeper > indent { last[deeper] = nil }
        let shown = if let before = last[indent], before.written == written { before.shown + 1 } else { written }
        last[indent] = (written, shown)
        return shown
    }

    /// Something else than an item ends the list.
    mutating func stop() { last = [:] }
}
