import Foundation

/// A JSON value; arrays of nothing but numbers are kept as such, since that is what outlines are made of.
enum JSONItem: Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case numbers([Double])
    case array([JSONItem])
    /// Members in their order with the offset of each value.
    case object([Member])

    /// A member of an object.
    struct Member: Equatable {
        let name: String
        let offset: Int
        let value: JSONItem
    }
}

/// Reads JSON (RFC 8259) and knows the byte at which it ends to be JSON, which Foundation's decoder does not tell.
struct JSONScanner {
    /// Something that is not JSON.
    struct Failure: Error, Equatable {
        /// The first byte that cannot stand there. [B]
        let offset: Int
    }

    /// How deep values may nest; an outline needs ten levels.
    static let deepest = 64

    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The one value that the bytes hold.
    static func value(in bytes: [UInt8]) throws(Failure) -> JSONItem {
        var scanner = JSONScanner(bytes)
        let value = try scanner.value(depth: 0)
        scanner.skipBlanks()
        guard scanner.offset == bytes.count else { throw scanner.failure }
        return value
    }

    private var failure: Failure { Failure(offset: offset) }
    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        offset += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(Failure) {
        guard take(byte) else { throw failure }
    }

    private mutating func value(depth: Int) throws(Failure) -> JSONItem {
        guard depth < Self.deepest else { throw failure }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String, _ value: JSONItem) throws(Failure) -> JSONItem {
        for byte in word.utf8 { try expect(byte) }
        return value
    }

    private mutating func object(depth: Int) throws(Failure) -> JSONItem {
        offset += 1
        var members: [JSONItem.Member] = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipBlanks()
            let name = try string()
            skipBlanks()
            try expect(UInt8(ascii: ":"))
            skipBlanks()
            let start = offset
            members.append(JSONItem.Member(name: name, offset: start, value: try value(depth: depth + 1)))
            skipBlanks()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func array(depth: Int) throws(Failure) -> JSONItem {
        offset += 1
        var numbers: [Double] = []
        var items: [JSONItem] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            switch try value(depth: depth + 1) {
            case .number(let number) where items.isEmpty: numbers.append(number)
            case let item:
                if !numbers.isEmpty {
                    items = numbers.map(JSONItem.number)
                    numbers = []
                }
                items.append(item)
            }
            skipBlanks()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return items.isEmpty ? .numbers(numbers) : .array(items)
    }
}

extension JSONScanner {
    private mutating func number() throws(Failure) -> Double {
        let start = offset
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            try digits()
        }
        guard let number = Double(String(decoding: bytes[start..<offset], as: UTF8.self)), number.isFinite else {
            throw Failure(offset: start)
        }
        return number
    }

    private mutating func digits() throws(Failure) {
        let start = offset
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
        guard offset > start else { throw failure }
    }

    private mutating func string() throws(Failure) -> String {
        try expect(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while let byte = next, byte >= 0x20 {
            offset += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") {
                text.append(contentsOf: String(try escape()).utf8)
            } else {
                text.append(byte)
            }
        }
        throw failure
    }

    private mutating func escape() throws(Failure) -> Unicode.Scalar {
        let start = offset
        guard let byte = next else { throw failure }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codePoint()
        default: throw Failure(offset: start)
        }
    }

    /// Four hexadecimal digits, or two such groups for what lies beyond them; half a pair becomes U+FFFD.
    private mutating func codePoint() throws(Failure) -> Unicode.Scalar {
        let first = try codeUnit()
        guard (0xD800..<0xDC00).contains(first), bytes[offset...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
        else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        offset += 2
        let second = try codeUnit()
        guard (0xDC00..<0xE000).contains(second) else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func codeUnit() throws(Failure) -> UInt32 {
        let digits = bytes[offset...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw failure }
        offset += 4
        return unit
    }
}
