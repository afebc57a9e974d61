/// What elements of a page of the web mean for its text.
enum HTMLElements {
    /// Elements that stand in lines of their own.
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "search", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]

    /// Elements whose content is not text to be read, or is the page's furniture.
    static let unshown: Set<String> = [
        "applet", "aside", "audio", "button", "canvas", "datalist", "del", "embed", "footer", "head", "iframe", "input",
        "map", "math", "nav", "noframes", "noscript", "object", "option", "rp", "rt", "s", "script", "select", "strike",
        "style", "svg", "template", "textarea", "title", "video",
    ]

    /// Elements that are asked for what they carry, besides blocks.
    static let carriesMeaning: Set<String> = ["a", "meta", "span"]

    /// Whether an element says that it is not shown.
    static func isHidden(_ attributes: [String: String]) -> Bool {
        if attributes["hidden"] != nil { return true }
        guard let style = attributes["style"]?.lowercased().filter({ $0 != " " }) else { return false }
        return style.contains("display:none") || style.contains("visibility:hidden") || style.contains("mso-hide:all")
    }
}

/// A list of a page, which the browser numbers.
struct HTMLList {
    private var next: Int
    private let format: String?

    init(isNumbered: Bool, _ attributes: [String: String]) {
        next = attributes["start"].flatMap { Int($0) } ?? 1
        let style = attributes["style"]?.lowercased() ?? ""
        if !isNumbered || style.contains("none") {
            format = nil
        } else if style.contains("chinese-informal") || style.contains("cjk-ideographic") {
            format = "chineseCounting"
        } else {
            let kinds = ["a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"]
            format = attributes["type"].flatMap { kinds[$0] } ?? "decimal"
        }
    }

    /// What is printed before an item.
    mutating func mark(_ attributes: [String: String]) -> String {
        if let value = attributes["value"].flatMap({ Int($0) }) { next = value }
        defer { next = next < Int.max ? next + 1 : next }
        guard let format else { return "" }
        return NumberFormat.text(next, format) + (format == "chineseCounting" ? "\u{3001}" : ".")
    }
}
