/// Walks through a document's body and collects its paragraphs as they are printed.
struct WordBody {
    private let context: WordContext
    private let styles: WordStyles
    private var lists: ListCounters
    private var lines: ProseLines
    private var stack: [Open] = []
    private var paragraphs: [Paragraph] = []
    private var fields: [Field] = []
    /// How many elements are open inside one that is not printed.
    private var hidden = 0
    /// The text of a paragraph whose mark was deleted: it goes on in the next.
    private var carried = ""

    private struct Open {
        let name: String
        /// Whether a choice among forms of one content was taken.
        var hasChoice = false
        /// Whether its text is not shown, as that of a hidden run or of a table of contents.
        var isInvisible = false
    }

    private struct Paragraph {
        var style: String?
        var place = ListPlace()
        var text = ""
        var isMarkDeleted = false
    }

    private struct Field {
        var code = ""
        var isResult = false
        /// A table of contents would say every heading twice.
        var isContents: Bool { code.withoutOuterBlanks.uppercased().hasPrefix("TOC") }
    }

    /// What is not printed, or printed elsewhere: what was deleted or moved away, former properties, phonetic guides.
    private static let unprinted: Set<String> = [
        "del", "moveFrom", "pPrChange", "rPrChange", "sectPr", "sectPrChange", "tblPrChange", "tcPrChange",
        "trPrChange", "delText", "delInstrText", "rt", "sdtEndPr", "footnotePr", "endnotePr", "tblGrid", "tblPr",
        "tcPr",
    ]

    init(context: WordContext, styles: WordStyles, lists: ListCounters) {
        (self.context, self.styles, self.lists) = (context, styles, lists)
        lines = ProseLines(limit: context.limits.outputBytes)
    }

    /// Whether a switch is on: one without a value is.
    static func isOn(_ value: String) -> Bool { !["0", "false", "off"].contains(value) }

    mutating func take(_ event: XMLEvent) throws(DocumentError) {
        switch event {
        case .start(let element): start(element)
        case .end: end()
        case .text(let text): if hidden == 0 { read(text) }
        }
        if lines.isOverfull || carried.utf8.count > context.limits.outputBytes {
            throw .notProse(path: context.path, .unpackedTooLarge)
        }
    }

    mutating func finish() throws(DocumentError) -> String {
        if !carried.isEmpty { lines.append(carried) }
        return try lines.finish(path: context.path)
    }

    private var parent: String? { stack.last?.name }

    private mutating func start(_ element: XMLElement) {
        if hidden > 0 {
            hidden += 1
            return
        }
        switch element.vocabulary {
        case .word: startWord(element)
        case .compatibility where element.name == "Choice" || element.name == "Fallback":
            if let last = stack.indices.last {
                if stack[last].hasChoice { hidden = 1 }
                stack[last].hasChoice = true
            }
        default: break
        }
        if hidden == 0 { stack.append(Open(name: element.name)) }
    }

    private mutating func startWord(_ element: XMLElement) {
        if Self.unprinted.contains(element.name) {
            if element.name == "del", parent == "rPr", stack.dropLast().last?.name == "pPr" {
                mark { $0.isMarkDeleted = true }
            }
            if element.name == "del", parent == "trPr" { lines.dropRow() }
            hidden = 1
            return
        }
        switch (parent, element.name) {
        case (_, "p"): paragraphs.append(Paragraph())
        case (_, "tr"): lines.openRow()
        case (_, "tc"): lines.openCell()
        case ("pPr", "pStyle"): mark { $0.style = element["val"] }
        case ("numPr", "numId"): mark { $0.place.list = element["val"] }
        case ("numPr", "ilvl"): mark { $0.place.level = element["val"].flatMap { Int($0) } }
        case ("rPr", "vanish"):
            let isRun = stack.count > 1 && stack[stack.count - 2].name == "r"
            if isRun, element["val"].map(Self.isOn) ?? true { stack[stack.count - 2].isInvisible = true }
        case ("docPartObj", "docPartGallery"):
            // A block that the word processor made from the headings.
            let block = stack.count - 3
            if element["val"] == "Table of Contents", block >= 0, stack[block].name == "sdt" {
                stack[block].isInvisible = true
            }
        case ("r", "fldChar"): field(element["fldCharType"])
        case ("r", "tab"), ("r", "ptab"): write("\t")
        case ("r", "br"), ("r", "cr"): write("\n")
        case ("r", "noBreakHyphen"): write("-")
        case ("r", "sym"): write(symbol(element["char"]))
        default: break
        }
    }

    private mutating func end() {
        if hidden > 0 {
            // The element that hides its content is not on the stack.
            hidden -= 1
            return
        }
        guard let closed = stack.popLast() else { return }
        switch closed.name {
        case "p": endParagraph()
        case "tr": lines.closeRow()
        default: break
        }
    }

    private mutating func mark(_ change: (inout Paragraph) -> Void) {
        guard let last = paragraphs.indices.last else { return }
        change(&paragraphs[last])
    }

    private mutating func read(_ text: String) {
        switch parent {
        case "t": write(text)
        case "instrText": if let last = fields.indices.last, !fields[last].isResult { fields[last].code += text }
        default: break
        }
    }

    private mutating func write(_ text: String) {
        guard let last = paragraphs.indices.last, !stack.contains(where: \.isInvisible),
            !fields.contains(where: { $0.isResult && $0.isContents })
        else { return }
        paragraphs[last].text += text
    }

    private mutating func field(_ type: String?) {
        switch type {
        case "begin": fields.append(Field())
        case "separate": if let last = fields.indices.last { fields[last].isResult = true }
        case "end": fields.removeLast(fields.isEmpty ? 0 : 1)
        default: break
        }
    }

    private func symbol(_ code: String?) -> String {
        guard let scalar = code.flatMap({ UInt32($0, radix: 16) }).flatMap(Unicode.Scalar.init),
            scalar.properties.generalCategory != .privateUse
        else { return "" }
        return String(Character(scalar))
    }

    private mutating func endParagraph() {
        guard let paragraph = paragraphs.popLast() else { return }
        // In place: a document may be nothing but paragraphs that go on.
        carried += paragraph.text
        if paragraph.isMarkDeleted { return }
        let text = carried
        carried = ""
        guard !styles.isContents(paragraph.style) else { return }
        let number = lists.count(place(of: paragraph)) ?? ""
        lines.append(ProseText.joined(number, text))
    }

    /// Where a paragraph stands in which list, its own words first, then those of its style.
    private func place(of paragraph: Paragraph) -> ListPlace {
        guard let styled = styles.place(paragraph.style) else { return paragraph.place }
        var place = paragraph.place
        if place.list == nil {
            place.list = styled.place.list
            let linked = styles.chain(paragraph.style).lazy.compactMap { style in
                styled.place.list.flatMap { lists.numbering.level(ofStyle: style, in: $0) }
            }.first
            place.level = place.level ?? linked ?? styled.place.level
        }
        return place
    }
}
