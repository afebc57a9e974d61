/// Walks over the bytes of a JSON text (JSON 游标), one token after the other, without making values of them.
///
/// ## References
/// 1. RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format.
struct JSONCursor {
    let bytes: UnsafeRawBufferPointer
    var index = 0
    /// The text of the last string that had escapes.
    private(set) var unescaped: [UInt8] = []

    /// How deep a value that is skipped may be nested.
    static let depth = 32

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Where a string's text stands: in the body, or in ``unescaped``.
    enum Text {
        case plain(Range<Int>)
        case escaped
    }

    /// The next byte that is no white space, not taken; `nil` at the end.
    @inline(__always)
    mutating func peek() -> UInt8? {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            index += 1
        }
        return nil
    }

    /// Takes a byte, which must come next.
    @inline(__always)
    mutating func expect(_ byte: UInt8) throws(BodyProblem) {
        guard peek() == byte else { throw problem() }
        index += 1
    }

    /// Takes a byte where it comes next.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        index += 1
        return true
    }

    /// Whether another member follows, after a comma; takes the closing byte where none does.
    @inline(__always)
    mutating func continues(until close: UInt8) throws(BodyProblem) -> Bool {
        if take(0x2C) { return true }
        try expect(close)
        return false
    }

    /// What is wrong here.
    func problem(_ reason: BodyProblem.Reason = .notJSON) -> BodyProblem {
        BodyProblem(reason: index < bytes.count ? reason : .truncated, byteOffset: min(index, bytes.count))
    }

    /// Takes a string.
    @inline(__always)
    mutating func string() throws(BodyProblem) -> Text {
        try expect(0x22)
        let start = index
        index = bytes.endOfPlainText(from: start)
        guard index < bytes.count, bytes[index] >= 0x20 else { throw problem() }
        if bytes[index] == 0x5C {
            try unescape(from: start)
            return .escaped
        }
        index += 1
        return .plain(start..<(index - 1))
    }

    /// Calls `body` with the bytes of a string.
    @inline(__always)
    func with<Value>(_ text: Text, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        switch text {
        case .plain(let range): body(bytes[part: range])
        case .escaped: unescaped.withUnsafeBytes(body)
        }
    }

    /// Takes the rest of a string that has escapes.
    private mutating func unescape(from start: Int) throws(BodyProblem) {
        unescaped.removeAll(keepingCapacity: true)
        unescaped.append(contentsOf: bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            guard byte >= 0x20 else { throw problem() }
            index += 1
            if byte == 0x22 { return }
            guard byte == 0x5C else {
                unescaped.append(byte)
                continue
            }
            guard index < bytes.count else { throw problem() }
            index += 1
            switch bytes[index - 1] {
            case 0x22: unescaped.append(0x22)
            case 0x5C: unescaped.append(0x5C)
            case 0x2F: unescaped.append(0x2F)
            case 0x62: unescaped.append(0x08)
            case 0x66: unescaped.append(0x0C)
            case 0x6E: unescaped.append(0x0A)
            case 0x72: unescaped.append(0x0D)
            case 0x74: unescaped.append(0x09)
            case 0x75: unescaped.append(contentsOf: try scalar())
            default:
                index -= 1
                throw problem()
            }
        }
        throw problem()
    }

    /// Takes the digits behind `\u`, and those of a surrogate's other half.
    private mutating func scalar() throws(BodyProblem) -> Unicode.UTF8.EncodedScalar {
        let first = try codeUnit()
        var value = UInt32(first)
        if UTF16.isLeadSurrogate(first) {
            guard index + 1 < bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else { throw problem() }
            index += 2
            let second = try codeUnit()
            guard UTF16.isTrailSurrogate(second) else { throw problem() }
            value = 0x1_0000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
        }
        guard let scalar = Unicode.Scalar(value), let encoded = Unicode.UTF8.encode(scalar) else { throw problem() }
        return encoded
    }

    private mutating func codeUnit() throws(BodyProblem) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard index < bytes.count else { throw problem() }
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt16((byte | 0x20) - 0x57)
            default: throw problem()
            }
            index += 1
        }
        return value
    }

    /// Takes a number.
    @inline(__always)
    mutating func number() throws(BodyProblem) -> ScannedNumber {
        guard let number = bytes.number(at: &index, isStrict: true) else { throw problem() }
        return number
    }

    /// Takes a number, or any other value, which then is `nil`.
    @inline(__always)
    mutating func numberOrSkip() throws(BodyProblem) -> ScannedNumber? {
        if let byte = peek(), byte &- 0x30 < 10 || byte == 0x2D { return try number() }
        try skipValue()
        return nil
    }

    /// Takes any value.
    mutating func skipValue(depth: Int = 0) throws(BodyProblem) {
        guard depth < Self.depth else { throw problem(.tooDeep) }
        guard let byte = peek() else { throw problem() }
        switch byte {
        case 0x22: _ = try string()
        case 0x7B:
            index += 1
            if take(0x7D) { return }
            repeat {
                _ = try string()
                try expect(0x3A)
                try skipValue(depth: depth + 1)
            } while try continues(until: 0x7D)
        case 0x5B:
            index += 1
            if take(0x5D) { return }
            repeat { try skipValue(depth: depth + 1) } while try continues(until: 0x5D)
        case 0x74: try word("true")
        case 0x66: try word("false")
        case 0x6E: try word("null")
        default: _ = try number()
        }
    }

    private mutating func word(_ word: StaticString) throws(BodyProblem) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard index < bytes.count, bytes[index] == word.utf8Start[offset] else { throw problem() }
            index += 1
        }
    }
}
