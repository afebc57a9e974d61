/// A paragraph's place in a list: which list, how deep.
struct ListPlace: Equatable {
    var list: String?
    var level: Int?
}

/// The styles of a document, as far as they number paragraphs (样式).
struct WordStyles {
    private struct Style {
        var name = ""
        var parent: String?
        var place = ListPlace()
    }

    private var styles: [String: Style] = [:]
    private(set) var standard: String?

    /// A chain of styles is followed no further: one that runs in a circle has no end.
    private static let longestChain = 20

    init(_ bytes: [UInt8]?, _ context: WordContext) throws(DocumentError) {
        guard let bytes else { return }
        var open: String?
        var stack: [String] = []
        var found: [String: Style] = [:]
        var standard: String?
        try XMLEvents.read(bytes, path: context.path, depth: context.limits.depth) { event in
            switch event {
            case .start(let element):
                defer { stack.append(element.name) }
                if element.name == "style" {
                    open = element["styleId"]
                    if let id = open {
                        found[id] = Style()
                        if element["type"] == "paragraph", element["default"].map(WordBody.isOn) == true {
                            standard = id
                        }
                    }
                    return
                }
                guard let id = open else { return }
                switch (stack.last, element.name) {
                case ("style", "name"): found[id]?.name = element["val"]?.lowercased() ?? ""
                case ("style", "basedOn"): found[id]?.parent = element["val"]
                case ("numPr", "numId"): found[id]?.place.list = element["val"]
                case ("numPr", "ilvl"): found[id]?.place.level = element["val"].flatMap { Int($0) }
                default: break
                }
            case .end: if stack.popLast() == "style" { open = nil }
            case .text: break
            }
        }
        (styles, self.standard) = (found, standard)
    }

    /// A style and those it is based on, nearest first.
    func chain(_ id: String?) -> [String] {
        var chain: [String] = []
        var next = id ?? standard
        while let id = next, let style = styles[id], chain.count < Self.longestChain {
            chain.append(id)
            next = style.parent
        }
        return chain
    }

    /// The place in a list that a style gives, and the style which gives it.
    func place(_ id: String?) -> (place: ListPlace, style: String)? {
        var level: Int?
        for id in chain(id) {
            guard let place = styles[id]?.place else { continue }
            level = level ?? place.level
            if place.list != nil { return (ListPlace(list: place.list, level: level), id) }
        }
        return nil
    }

    /// Whether a style is that of a table of contents.
    func isContents(_ id: String?) -> Bool {
        guard let id, let name = styles[id]?.name else { return false }
        return name.hasPrefix("toc ") || name == "toc"
    }
}
