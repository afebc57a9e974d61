/// What the beginning of a line of Markdown says about it.
struct MarkdownLine {
    enum Kind: Equatable {
        case text
        /// A heading, its marks aside.
        case heading
        /// An item of a list without numbers.
        case bullet
        /// An item with a number, its mark, and how far it is indented. [characters]
        case item(number: Int, mark: Character, indent: Int)
        /// The fence of a block that is shown as typed.
        case fence
        /// What shows nothing: a line across the page, below the head of a table or a heading, the address of a link.
        case unshown
    }

    let kind: Kind
    /// The line without what its beginning says.
    let rest: Substring

    init(_ line: Substring) {
        var line = line
        while let quoted = Self.unquoted(line) { line = quoted }
        let text = line.drop(while: Self.isBlank)
        if Self.isHeading(text) {
            var title = text.drop { $0 == "#" }
            while title.last == "#" || title.last == " " { title.removeLast() }
            (kind, rest) = (.heading, title.drop(while: Self.isBlank))
        } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
            (kind, rest) = (.fence, "")
        } else if Self.isRule(text) || Self.isTableRule(text) || Self.isAddress(text) {
            (kind, rest) = (.unshown, "")
        } else if let item = Self.bullet(text) {
            (kind, rest) = (.bullet, item)
        } else if let item = Self.item(text) {
            let indent = line.utf8.count - text.utf8.count
            (kind, rest) = (.item(number: item.number, mark: item.mark, indent: indent), item.text)
        } else {
            (kind, rest) = (.text, line)
        }
    }

    /// Whether it shows a mark that plain text has not: a heading, the rule of a table, strong words, a link, an escape.
    static func isMarked(_ line: Substring) -> Bool {
        let text = line.drop(while: isBlank)
        if isHeading(text) { return text.contains { $0 != "#" && !isBlank($0) } }
        if isTableRule(text) { return true }
        if let digit = text.utf8.first, (0x30...0x39).contains(digit) {
            let behind = text.drop { $0.isASCII && $0.isWholeNumber }
            if behind.hasPrefix("\\.") || behind.hasPrefix("\\)") { return true }
        }
        return strongMarks(line) > 1 || line.utf8.contains(UInt8(ascii: "]")) && line.contains("](http")
    }

    /// How often two asterisks stand together.
    private static func strongMarks(_ line: Substring) -> Int {
        var marks = 0
        var run = 0
        for sign in line.utf8 {
            run = sign == UInt8(ascii: "*") ? run + 1 : 0
            if run == 2 { marks += 1 }
        }
        return marks
    }

    private static func unquoted(_ line: Substring) -> Substring? {
        let text = line.drop(while: isBlank)
        guard text.utf8.first == UInt8(ascii: ">") else { return nil }
        return text.dropFirst().hasPrefix(" ") ? text.dropFirst(2) : text.dropFirst()
    }

    private static func bullet(_ text: Substring) -> Substring? {
        guard let mark = text.utf8.first, "-*+".utf8.contains(mark), text.dropFirst().first.map(isBlank) ?? false else {
            return nil
        }
        let item = text.dropFirst().drop(while: isBlank)
        // Without the box of a task list.
        return ["[ ] ", "[x] ", "[X] "].contains(where: item.hasPrefix) ? item.dropFirst(4) : item
    }

    private static func item(_ text: Substring) -> (number: Int, mark: Character, text: Substring)? {
        guard let first = text.utf8.first, (0x30...0x39).contains(first) else { return nil }
        let digits = text.prefix { $0.isASCII && $0.isWholeNumber }
        let behind = text.dropFirst(digits.count)
        guard digits.count < 10, let number = Int(digits), let mark = behind.first, mark == "." || mark == ")",
            behind.dropFirst().first.map(isBlank) ?? false
        else { return nil }
        return (number, mark, behind.dropFirst().drop(while: isBlank))
    }

    private static func isHeading(_ text: Substring) -> Bool {
        guard text.utf8.first == UInt8(ascii: "#") else { return false }
        let marks = text.prefix { $0 == "#" }.count
        return marks <= 6 && text.dropFirst(marks).first.map(isBlank) ?? true
    }

    private static func isTableRule(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, "|:-".utf8.contains(first) else { return false }
        return text.utf8.contains(UInt8(ascii: "|")) && text.utf8.contains(UInt8(ascii: "-"))
            && text.utf8.allSatisfy("|:- \t".utf8.contains)
    }

    /// Three or more of one sign and nothing else.
    private static func isRule(_ text: Substring) -> Bool {
        guard let sign = text.utf8.first, "-*_=".utf8.contains(sign) else { return false }
        return text.utf8.allSatisfy { $0 == sign || " \t".utf8.contains($0) } && text.utf8.count { $0 == sign } > 2
    }

    /// Where a link leads, such as `[1]: https://…`.
    private static func isAddress(_ text: Substring) -> Bool {
        text.utf8.first == UInt8(ascii: "[") && text.drop { $0 != "]" }.hasPrefix("]: ")
    }

    private static func isBlank(_ sign: Character) -> Bool { sign == " " || sign == "\t" }
}
