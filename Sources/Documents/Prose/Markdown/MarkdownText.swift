/// Markdown as the text that it shows (标记文本): marks go, what they mark stays, each line stays a line.
///
/// ## References
/// 1. CommonMark 0.31; tables as in GitHub Flavored Markdown.
enum MarkdownText {
    /// Whether a text shows marks that plain text has not.
    static func isMarkdown(_ text: String) -> Bool {
        text.split(separator: "\n").contains(where: MarkdownLine.isMarked)
    }

    /// The text without marks.
    static func plain(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        dropFrontMatter(&lines)
        var isCode = false
        var numbers = MarkdownNumbers()
        var output: [String] = []
        for source in lines {
            let line = MarkdownLine(source)
            if line.kind == .fence {
                isCode.toggle()
            } else if isCode {
                output.append(String(source))
            } else if line.kind != .unshown {
                output.append(plain(line, &numbers))
            }
        }
        return output.joined(separator: "\n")
    }

    private static func plain(_ line: MarkdownLine, _ numbers: inout MarkdownNumbers) -> String {
        switch line.kind {
        case .item(let number, let mark, let indent):
            let label = "\(numbers.number(number, indent: indent))\(mark)"
            return ProseText.joined(label, MarkdownInline.plain(line.rest))
        case .heading: numbers.stop()
        case .text where line.rest.first.map { $0 != " " && $0 != "\t" } ?? false:
            numbers.stop()
            if line.rest.first == "|" { return row(line.rest) }
        case .text, .bullet, .fence, .unshown: break
        }
        return MarkdownInline.plain(line.rest)
    }

    private static func row(_ line: Substring) -> String {
        let cells = line.replacing("\\|", with: "\u{0}").withoutOuterBlanks.split(separator: "|")
        let texts = cells.map { MarkdownInline.plain(Substring($0.replacing("\u{0}", with: "|").withoutOuterBlanks)) }
        return texts.filter { !$0.isEmpty }.joined(separator: "\t").replacing("\n", with: " ")
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
