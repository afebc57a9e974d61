/// The marks inside a line of Markdown, taken away in one pass whose time grows with the line's length only.
struct MarkdownInline {
    /// The line without them.
    static func plain(_ line: Substring) -> String {
        var inline = MarkdownInline(Array(line.unicodeScalars))
        inline.read()
        return inline.text
    }

    private let source: [Unicode.Scalar]
    private var place = 0
    private var pieces: [Piece] = []
    /// Where emphasis was opened, by its marks. [pieces]
    private var openers: [String: [Int]] = [:]
    /// Where brackets were opened, and whether of a picture. [pieces]
    private var brackets: [(piece: Int, isPicture: Bool)] = []

    private enum Piece {
        case sign(Unicode.Scalar)
        case marks(Unicode.Scalar, Int)
    }

    /// How far the end of a link, a tag or a remark may be away. [characters]
    private static let reach = 2000

    private static let entities: [(String, Unicode.Scalar)] = [
        ("&nbsp;", " "), ("&emsp;", " "), ("&ensp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""),
        ("&amp;", "&"),
    ]

    private init(_ source: [Unicode.Scalar]) { self.source = source }

    private var text: String {
        var view = String.UnicodeScalarView()
        for piece in pieces {
            switch piece {
            case .sign(let scalar): view.append(scalar)
            case .marks(let scalar, let count): view.append(contentsOf: repeatElement(scalar, count: count))
            }
        }
        return String(view)
    }

    private mutating func read() {
        while place < source.count {
            let scalar = source[place]
            let next = place + 1 < source.count ? source[place + 1] : " "
            switch scalar {
            case "\\" where next.isASCII && next.properties.generalCategory.isPunctuationOrSymbol:
                keep(next)
                place += 2
            case "`": readCode()
            case "*", "_", "~": readMarks(scalar)
            case "!" where next == "[":
                brackets.append((pieces.count, true))
                place += 2
            case "[" where next == "^" && end("]", from: place) != nil: place = (end("]", from: place) ?? place) + 1
            case "[":
                brackets.append((pieces.count, false))
                keep(scalar)
                place += 1
            case "]": closeBracket(next)
            case "<": readTag()
            case "&": readEntity()
            default:
                keep(scalar)
                place += 1
            }
        }
    }

    private mutating func keep(_ scalar: Unicode.Scalar) { pieces.append(.sign(scalar)) }

    private func end(_ text: String, from start: Int) -> Int? {
        let wanted = Array(text.unicodeScalars)
        return (start..<min(source.count - wanted.count + 1, start + Self.reach)).first { begin in
            source[begin..<begin + wanted.count].elementsEqual(wanted)
        }
    }

    private mutating func readCode() {
        let marks = source[place...].prefix { $0 == "`" }.count
        place += marks
        guard let end = end(String(repeating: "`", count: marks), from: min(place, source.count)) else { return }
        for scalar in source[place..<end] { keep(scalar) }
        place = end + marks
    }

    private mutating func readMarks(_ scalar: Unicode.Scalar) {
        let count = source[place...].prefix { $0 == scalar }.count
        let marks = String(repeating: String(Character(scalar)), count: count)
        let before = place > 0 ? source[place - 1] : " "
        let after = place + count < source.count ? source[place + count] : " "
        place += count
        // Inside a word an underscore is part of it; so is a single wave, as in 5~10.
        let isInWord = Self.isWordPart(before) && Self.isWordPart(after)
        guard !(scalar == "_" && isInWord), !(scalar == "~" && count < 2) else {
            return pieces.append(.marks(scalar, count))
        }
        if !ProseText.isBlank(before), let opener = openers[marks]?.popLast() {
            pieces[opener] = .marks(scalar, 0)
            if scalar == "~" { drop(from: opener + 1) }
            return
        }
        if !ProseText.isBlank(after) { openers[marks, default: []].append(pieces.count) }
        pieces.append(.marks(scalar, count))
    }

    /// Takes back what was read, with what was opened in it.
    private mutating func drop(from piece: Int) {
        pieces.removeSubrange(piece...)
        openers = openers.mapValues { places in Array(places.prefix { $0 < piece }) }
        while let last = brackets.last, last.piece >= piece { brackets.removeLast() }
    }

    private mutating func closeBracket(_ next: Unicode.Scalar) {
        place += 1
        guard let bracket = brackets.popLast(), bracket.piece <= pieces.count else { return keep("]") }
        let isLink = next == "(" || next == "["
        guard isLink, let end = end(next == "(" ? ")" : "]", from: place) else {
            return bracket.isPicture ? () : keep("]")
        }
        place = end + 1
        if bracket.isPicture {
            drop(from: bracket.piece)
        } else if bracket.piece < pieces.count {
            // Emptied rather than removed: what was opened behind it keeps its place.
            pieces[bracket.piece] = .marks("[", 0)
        }
    }

    private mutating func readTag() {
        let rest = source[place...]
        if rest.starts(with: "<!--".unicodeScalars), let end = end("-->", from: place) {
            place = end + 3
            return
        }
        let first = rest.dropFirst().first ?? " "
        guard first == "/" || first.properties.isAlphabetic && first.isASCII, let end = end(">", from: place) else {
            keep("<")
            place += 1
            return
        }
        let inside = String(String.UnicodeScalarView(source[place + 1..<end]))
        if inside.hasPrefix("http") || inside.hasPrefix("mailto:") {
            for scalar in inside.unicodeScalars { keep(scalar) }
        } else if inside.lowercased().hasPrefix("br") {
            keep("\n")
        }
        place = end + 1
    }

    private mutating func readEntity() {
        let rest = source[place...].prefix(8)
        if let entity = Self.entities.first(where: { rest.starts(with: $0.0.unicodeScalars) }) {
            keep(entity.1)
            place += entity.0.unicodeScalars.count
        } else {
            keep("&")
            place += 1
        }
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isPunctuationOrSymbol: Bool {
        switch self {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            true
        default: false
        }
    }
}
