/// The visible text of a page of the web (网页正文): each block a line, each row of a table too.
///
/// Menus, forms, scripts and lines of nothing but links are left out. Where the page marks its article as pages of the
/// administration do (`<meta name="ContentStart">`), only that is read.
final class HTMLText: HTMLVisitor {
    private var lines: ProseLines
    private var stack: [String] = []
    /// How many elements are open inside one that is not shown.
    private var hidden = 0
    private var line = ""
    private var hasPlainText = false
    private var blank = Blank.none
    private var lists: [HTMLList] = []
    private var title: String?
    private(set) var isDone = false

    private enum Blank { case none, space, lineBreak }

    init(limits: ProseLimits) { lines = ProseLines(limit: limits.outputBytes) }

    /// The text of a page's bytes.
    static func text(of bytes: [UInt8], path: String, limits: ProseLimits) throws(DocumentError) -> String {
        let page = try HTMLEncoding.text(of: bytes, path: path)
        // Word writes documents as single files of XML too; read as a page, they would lose their numbers.
        if page.prefix(4096).contains("w:wordDocument") || page.prefix(4096).contains("pkg:package") {
            throw .notProse(path: path, .richText)
        }
        let reader = HTMLText(limits: limits)
        guard HTMLEvents.read(Array(page.utf8), depth: limits.depth, reader) else {
            throw .notProse(path: path, .tooDeep)
        }
        reader.endLine()
        return try reader.lines.finish(path: path)
    }

    func start(_ name: String, attributes: () -> [String: String]) {
        if hidden > 0 || isDone {
            hidden += 1
            return
        }
        let isAsked = HTMLElements.carriesMeaning.contains(name) || HTMLElements.blocks.contains(name)
        let attributes = isAsked ? attributes() : [:]
        if name == "meta" { meta(attributes) }
        if HTMLElements.unshown.contains(name) || HTMLElements.isHidden(attributes) {
            hidden = 1
            return
        }
        stack.append(name == "a" && attributes["href"] != nil ? "link" : name)
        if HTMLElements.blocks.contains(name) { endLine() }
        switch name {
        case "br": endLine()
        case "tr": lines.openRow()
        case "td", "th": lines.openCell()
        case "ol", "ul": lists.append(HTMLList(isNumbered: name == "ol", attributes))
        case "li": if let list = lists.indices.last { write(lists[list].mark(attributes)) }
        default: break
        }
    }

    func end(_ name: String) {
        if hidden > 0 {
            hidden -= 1
            return
        }
        if HTMLElements.blocks.contains(name) { endLine() }
        stack.removeLast(stack.isEmpty ? 0 : 1)
        switch name {
        case "tr": lines.closeRow()
        case "ol", "ul": lists.removeLast(lists.isEmpty ? 0 : 1)
        default: break
        }
    }

    func text(_ text: String) {
        guard hidden == 0, !isDone else { return }
        let isLink = stack.contains("link")
        let isAsTyped = stack.contains("pre")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where isAsTyped: endLine()
            case "\n", "\r": blank = .lineBreak
            case " ", "\t", "\u{0C}": if blank == .none { blank = .space }
            default:
                write(scalar)
                if !isLink, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                    hasPlainText = true
                }
            }
        }
        if lines.isOverfull { isDone = true }
    }

    /// A line break in the source means nothing between wide signs, else a blank.
    private func write(_ scalar: Unicode.Scalar) {
        if blank != .none, let last = line.unicodeScalars.last {
            let touches = ProseText.isWide(last) || ProseText.isWide(scalar)
            if blank == .space || !touches { line.unicodeScalars.append(" ") }
        }
        blank = .none
        line.unicodeScalars.append(scalar == "\u{A0}" ? " " : scalar)
    }

    private func write(_ mark: String) { for scalar in mark.unicodeScalars { write(scalar) } }

    private func endLine() {
        if hasPlainText { lines.append(line) }
        line = ""
        hasPlainText = false
        blank = .none
    }

    private func meta(_ attributes: [String: String]) {
        switch attributes["name"]?.lowercased() {
        case "articletitle": title = attributes["content"]
        case "contentstart":
            endLine()
            lines.removeAll()
            if let title { lines.append(title) }
        case "contentend":
            endLine()
            isDone = true
        default: break
        }
    }
}
