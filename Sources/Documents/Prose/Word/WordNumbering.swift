/// One level of a list's numbering.
struct ListLevel {
    var start = 1
    var format = "decimal"
    /// What is printed, with %1 … %9 for the numbers of the levels.
    var pattern = ""
    /// The style whose paragraphs stand on this level.
    var style: String?
    /// After which level, counted from 1, it begins anew; 0 for never, `nil` for any above it.
    var restart: Int?
    /// Whether all numbers in it are arabic.
    var isArabic = false
}

/// The lists that a document defines (编号定义).
struct WordNumbering {
    /// A definition that lists share, and with it the count.
    struct Definition {
        var levels: [Int: ListLevel] = [:]
        var link: String?
        var target: String?
    }

    /// One list, with its own exceptions.
    struct List {
        var definition: String?
        var starts: [Int: Int] = [:]
        var levels: [Int: ListLevel] = [:]
    }

    private(set) var definitions: [String: Definition] = [:]
    private(set) var lists: [String: List] = [:]

    init(_ bytes: [UInt8]?, _ context: WordContext) throws(DocumentError) {
        guard let bytes else { return }
        var parser = NumberingParser()
        try XMLEvents.read(bytes, path: context.path, depth: context.limits.depth) { event in parser.take(event) }
        (definitions, lists) = (parser.definitions, parser.lists)
    }

    /// The definition of a list, through the style it may be linked by.
    func definition(of list: String) -> (id: String, Definition)? {
        guard let id = lists[list]?.definition, let definition = definitions[id] else { return nil }
        guard definition.levels.isEmpty, let target = definition.target,
            let linked = definitions.first(where: { $0.value.link == target && !$0.value.levels.isEmpty })
        else { return (id, definition) }
        return (linked.key, linked.value)
    }

    /// A list's level, its own exceptions first.
    func level(_ level: Int, of list: String) -> ListLevel? {
        lists[list]?.levels[level] ?? definition(of: list)?.1.levels[level]
    }

    /// The level whose paragraphs have a style.
    func level(ofStyle style: String, in list: String) -> Int? {
        definition(of: list)?.1.levels.first { $0.value.style == style }?.key
    }
}

/// Takes a numbering part apart.
private struct NumberingParser {
    var definitions: [String: WordNumbering.Definition] = [:]
    var lists: [String: WordNumbering.List] = [:]
    private var stack: [String] = []
    private var definition: String?
    private var list: String?
    private var exception: Int?
    private var level: Int?
    private var draft = ListLevel()
    /// A second way to say what an older program would not understand.
    private var fallbacks = 0

    mutating func take(_ event: XMLEvent) {
        switch event {
        case .start(let element):
            start(element)
            stack.append(element.name)
        case .end: if let name = stack.popLast() { end(name) }
        case .text: break
        }
    }

    private mutating func start(_ element: XMLElement) {
        if element.name == "Fallback" { fallbacks += 1 }
        guard fallbacks == 0 else { return }
        let value = element["val"]
        let number = value.flatMap { Int($0) }.map { max(0, min($0, 32_767)) }
        switch element.name {
        case "abstractNum":
            definition = element["abstractNumId"]
            if let definition { definitions[definition] = .init() }
        case "num":
            list = element["numId"]
            if let list { lists[list] = .init() }
        case "abstractNumId": if let list { lists[list]?.definition = value }
        case "styleLink": if let definition { definitions[definition]?.link = value }
        case "numStyleLink": if let definition { definitions[definition]?.target = value }
        case "lvlOverride": exception = element["ilvl"].flatMap { Int($0) }
        case "startOverride": if let list, let exception { lists[list]?.starts[exception] = number }
        case "lvl":
            level = element["ilvl"].flatMap { Int($0) }
            draft = ListLevel()
        case "start": draft.start = number ?? 1
        case "numFmt": draft.format = value == "custom" ? element["format"] ?? "decimal" : value ?? "decimal"
        case "lvlText": draft.pattern = value ?? ""
        case "pStyle": draft.style = value
        case "lvlRestart": draft.restart = number
        case "isLgl": draft.isArabic = value.map(WordBody.isOn) ?? true
        default: break
        }
    }

    private mutating func end(_ name: String) {
        switch name {
        case "Fallback": fallbacks -= 1
        case "lvl":
            guard let level, (0...8).contains(level) else { return }
            if let list, exception != nil {
                lists[list]?.levels[level] = draft
            } else if let definition {
                definitions[definition]?.levels[level] = draft
            }
            self.level = nil
        case "lvlOverride": exception = nil
        case "abstractNum": definition = nil
        case "num": list = nil
        default: break
        }
    }
}
