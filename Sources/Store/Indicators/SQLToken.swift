/// One token of an SQL text, as far as the sandbox has to tell them apart.
struct SQLToken: Hashable, Sendable {
    /// What kind of token it is.
    enum Kind: Sendable {
        /// A keyword or a bare name.
        case word
        /// A name in double quotes, brackets or backticks, without them.
        case quotedName
        /// A text in single quotes, without them; SQLite takes it as a name where it expects one.
        case string
        /// A parameter with its mark.
        case parameter
        /// A number, or one character of punctuation.
        case other
    }

    let kind: Kind
    /// The text in lower case.
    let text: String

    /// Whether it is this keyword.
    func isKeyword(_ words: String...) -> Bool { kind == .word && words.contains(text) }
    /// Whether it is this character of punctuation.
    func isSymbol(_ symbol: String) -> Bool { kind == .other && text == symbol }
}

/// Splits SQL into tokens; comments and blanks fall away, what is not closed runs to the end.
struct SQLTokenizer {
    private let bytes: [UInt8]
    private var position = 0

    /// The tokens of a text.
    static func tokens(of sql: String) -> [SQLToken] {
        var tokenizer = SQLTokenizer(bytes: Array(sql.utf8))
        var tokens: [SQLToken] = []
        while let token = tokenizer.next() { tokens.append(token) }
        return tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(at offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    private mutating func next() -> SQLToken? {
        skipBlanksAndComments()
        guard let first = byte() else { return nil }
        switch first {
        case UInt8(ascii: "'"): return quoted(.string, until: first)
        case UInt8(ascii: "\""), UInt8(ascii: "`"): return quoted(.quotedName, until: first)
        case UInt8(ascii: "["): return quoted(.quotedName, until: UInt8(ascii: "]"))
        case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "?"), UInt8(ascii: "#"):
            return run(.parameter, from: position + 1)
        case _ where Self.isDigit(first): return run(.other, from: position)
        case _ where Self.isWordByte(first): return run(.word, from: position)
        default:
            position += 1
            return SQLToken(kind: .other, text: String(decoding: [first], as: UTF8.self))
        }
    }

    private mutating func skipBlanksAndComments() {
        while let first = byte() {
            switch (first, byte(at: 1)) {
            case (0x20, _), (0x09...0x0D, _): position += 1
            case (UInt8(ascii: "-"), UInt8(ascii: "-")):
                position = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                position += 2
                while position < bytes.count, !(byte() == UInt8(ascii: "*") && byte(at: 1) == UInt8(ascii: "/")) {
                    position += 1
                }
                position = min(position + 2, bytes.count)
            default: return
            }
        }
    }

    /// A doubled closing quote stands for itself, except in brackets.
    private mutating func quoted(_ kind: SQLToken.Kind, until close: UInt8) -> SQLToken {
        var content: [UInt8] = []
        position += 1
        while let current = byte() {
            position += 1
            if current == close {
                guard close != UInt8(ascii: "]"), byte() == close else { break }
                position += 1
            }
            content.append(current)
        }
        return SQLToken(kind: kind, text: String(decoding: content, as: UTF8.self).lowercased())
    }

    private mutating func run(_ kind: SQLToken.Kind, from start: Int) -> SQLToken {
        let first = position
        position = start
        while let current = byte(), Self.isWordByte(current) || Self.isDigit(current) { position += 1 }
        return SQLToken(kind: kind, text: String(decoding: bytes[first..<position], as: UTF8.self).lowercased())
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "$") || byte >= 0x80
    }
}
